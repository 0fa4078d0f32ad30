"""What a row says against all else there is: the other rows, and what HQ holds."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from showroom.board.records import FIGURES
from showroom.hq.publish import shapes, wording
from showroom.hq.publish.scope import Scope, floors
from showroom.hq.publish.sheets.problems import Problem
from showroom.hq.publish.sheets.rows import Row
from showroom.hq.publish.standing import Standing
from showroom.quote.price import DEDUCTIONS
from showroom.terms import Energy, LineKind

Found = Iterator[Problem]


@dataclass(frozen=True)
class Around:
    """What a row is judged against: the other rows, HQ, who is meant, the day."""

    rows: tuple[Row, ...]
    standing: Standing
    scope: Scope
    today: date

    @cached_property
    def models(self) -> frozenset[str]:
        """The names of every model, published or to be."""
        return self._known("models", "model", "car_model", "name")

    @cached_property
    def trims(self) -> frozenset[str]:
        """The codes of every trim, published or to be."""
        return self._known("trims", "trim", "trim", "code")

    def _known(self, kind: str, name: str, table: str, cell: str) -> frozenset[str]:
        there = {row.cells[cell] for row in self.standing.published.get(table, ())}
        return frozenset(there | {r.values[name] for r in self.rows if r.kind.name == kind})


def check(around: Around) -> list[Problem]:
    """Everything wrong with rows that are good by themselves."""
    return [problem for row in around.rows for problem in _check(row, around)]


def with_people(rows: Iterable[Row], standing: Standing) -> None:
    """Give targets the key of the person their login means; unknown ones are left for `check`."""
    for row in rows:
        if row.kind.name == "targets" and row.values["login"]:
            person = standing.logins.get((row.values["outlet"], row.values["login"]))
            row.values["staff_id"] = person.hex.upper() if person else None


def _check(row: Row, around: Around) -> Found:
    return _CHECKS.get(row.kind.name, _nothing)(row, around)


def _nothing(_row: Row, _around: Around) -> Found:
    yield from ()


def _trim(row: Row, around: Around) -> Found:
    v = row.values
    if v["model"] not in around.models:
        yield row.problem("model", "publish.unknown_model", code=v["model"])
    battery = v["energy"] == Energy.BEV
    if battery and v["displacement_ml"]:
        yield row.problem("displacement_ml", "publish.battery_engine")
    if not battery and not v["displacement_ml"]:
        yield row.problem("displacement_ml", "publish.no_engine")


def _of_trim(row: Row, around: Around) -> Found:
    if row.values["trim"] not in around.trims:
        yield row.problem("trim", "publish.unknown_trim", code=row.values["trim"])


def _floor(row: Row, around: Around) -> Found:
    yield from _of_trim(row, around)
    if not floors(around.scope, around.standing):
        one = around.scope.bucket.startswith("outlet:")
        code = "publish.floor_to_outlet" if one else "publish.floor_no_s4"
        yield row.problem("floor_price", code)


def _promotion(row: Row, around: Around) -> Found:
    v = row.values
    if v["model"] and v["trim"]:
        yield row.problem("trim", "publish.two_targets")
    if v["model"] and v["model"] not in around.models:
        yield row.problem("model", "publish.unknown_model", code=v["model"])
    if v["trim"]:
        yield from _of_trim(row, around)
    if LineKind(v["kind"]) in DEDUCTIONS and not v["amount"]:
        yield row.problem("amount", "publish.free_discount")


def _setting(row: Row, _around: Around) -> Found:
    key = row.values["key"]
    if key not in shapes.known_keys():
        known = "、".join(shapes.known_keys())
        yield row.problem("key", "publish.unknown_key", code=key, known=known)
        return
    for misfit in shapes.misfits(key, row.values["value"]):
        yield row.problem("value", misfit.code, **misfit.facts)


def _target(row: Row, around: Around) -> Found:
    v = row.values
    outlet = around.standing.outlet(v["outlet"])
    if outlet is None:
        yield row.problem("outlet", "publish.unknown_outlet", code=v["outlet"])
    elif not around.scope.means(outlet):
        bucket = around.scope.bucket
        yield row.problem("outlet", "publish.outlet_not_meant", code=outlet.code, bucket=bucket)
    elif outlet.id is None:
        yield row.problem("outlet", "publish.outlet_no_desk", code=outlet.code)
    elif v["login"] and not v.get("staff_id"):
        facts = {"outlet": outlet.code, "code": v["login"]}
        yield row.problem("login", "publish.unknown_login", **facts)
    if v["figure"] not in FIGURES:
        known = "、".join(FIGURES)
        yield row.problem("figure", "publish.unknown_figure", code=v["figure"], known=known)
    if v["month"] < f"{around.today:%Y-%m}":
        yield row.problem("month", "publish.month_over", month=v["month"])


def _terms(row: Row, _around: Around) -> Found:
    for fault in wording.faults(row.values["kind"], row.values["body"]):
        yield row.problem(fault.field, fault.code, **fault.facts)


_CHECKS: Final[Mapping[str, Callable[[Row, Around], Found]]] = {
    "trims": _trim,
    "prices": _of_trim,
    "floors": _floor,
    "promotions": _promotion,
    "settings": _setting,
    "targets": _target,
    "terms": _terms,
}
