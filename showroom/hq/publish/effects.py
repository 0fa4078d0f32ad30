"""Which open quotes a publication moves: each priced anew with what it would find."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection

from showroom import settings
from showroom.errors import Refusal
from showroom.hq.publish.making import CODE_CELL
from showroom.hq.publish.plan import Plan, PublishedRow
from showroom.hq.publish.scope import readers
from showroom.hq.publish.standing import HeldRow, Standing, held
from showroom.quote.price import DEDUCTIONS
from showroom.quote.pricing import CarOffered, QuoteLineWish, QuoteWish, Rates, priced
from showroom.terms import Energy, LineKind, Payee, QuoteStatus

_OUTLET: Final = "outlet:"
_OPEN: Final = (QuoteStatus.DRAFT, QuoteStatus.ISSUED)
_RATES: Final = ("quote.purchase_tax", "quote.nev_relief", "quote.vehicle_tax", "quote.ctp")
_LINES: Final[Mapping[str, tuple[str, str]]] = {
    "promotion": ("promotion", "amount_fen"),
    "fee_item": ("fee", "amount_fen"),
    "accessory": ("accessory", "price_fen"),
}
"""Reason and price cell of the rows a quote's lines come from."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a quote moves: a word, and the code of what changed where it has one."""

    word: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """An open quote and its on-road price before and after, fen; None where it has no price."""

    id: UUID
    doc_no: str | None
    outlet: str
    status: QuoteStatus
    old_fen: int
    new_fen: int | None
    reasons: tuple[Reason, ...]


def moved(connection: Connection, standing: Standing, made: Plan, today: date) -> tuple[Moved, ...]:
    """The draft and issued quotes, not lapsed, that find other prices or rates than before."""
    world = World(standing, made.rows, today)
    lines: defaultdict[str, list[HeldRow]] = defaultdict(list)
    for line in held(connection, ["quote_line"]):
        lines[line.cells["quote_id"]].append(line)
    found = [
        world.moved(quote, sorted(lines[quote.id.hex.upper()], key=lambda line: line.cells["seq"]))
        for quote in held(connection, ["quote"])
        if world.is_open(quote)
    ]
    told = [each for each in found if each is not None]
    return tuple(sorted(told, key=lambda each: (each.outlet, each.doc_no or "", each.id)))


@dataclass(frozen=True)
class World:
    """What HQ holds, what would be written, and the day it is."""

    standing: Standing
    written: Sequence[PublishedRow]
    today: date

    def is_open(self, quote: HeldRow) -> bool:
        """Whether a quote may still be accepted or issued."""
        cells = quote.cells
        lapsed = cells["status"] == QuoteStatus.ISSUED and cells["valid_until"] < str(self.today)
        return cells["status"] in _OPEN and not lapsed

    @cached_property
    def by_thing(self) -> Mapping[tuple[str, str], list[PublishedRow]]:
        """What would be written, by table and the cell its versions share."""
        found: defaultdict[tuple[str, str], list[PublishedRow]] = defaultdict(list)
        for row in self.written:
            cell = CODE_CELL.get(row.table)
            shared = row.cells[cell] if cell else row.id.hex.upper()
            found[row.table, shared].append(row)
        return found

    def now(self, table: str, thing: str, outlet: str, on: date) -> Mapping[str, Any] | None:
        """The cells of the version an outlet would read on a day; None where nothing changes."""
        mine = self._mine(table, thing, outlet)
        return next((row.cells for row in mine if _holds(row.cells, on)), None)

    def ends(self, table: str, thing: str, outlet: str, on: date) -> bool:
        """Whether a thing would have ended for an outlet by a day, with nothing in its place."""
        mine = self._mine(table, thing, outlet)
        over = any((row.cells.get("valid_to") or "9") < str(on) for row in mine)
        return over and not any(_holds(row.cells, on) for row in mine)

    def _mine(self, table: str, thing: str, outlet: str) -> list[PublishedRow]:
        rows = self.by_thing.get((table, thing), ())
        return [row for row in rows if outlet in readers(row.bucket, self.standing)]

    def moved(self, quote: HeldRow, lines: Sequence[HeldRow]) -> Moved | None:
        """The quote as it would be priced, with the reasons; None when nothing of it changes."""
        cells, outlet = quote.cells, quote.bucket.removeprefix(_OUTLET)
        day = max(self._day(cells), self.today)
        anew = _Anew(self, cells, outlet, day)
        wishes = [anew.line(_wish(line.cells)) for line in lines]
        car, rates = anew.car(), anew.rates()
        anew.loan()
        if not anew.reasons:
            return None
        wish = QuoteWish(
            car, _date(cells["expected_invoice_on"]),
            tuple(line for line in wishes if line),
            trade_in_value_fen=cells.get("trade_in_value_fen") or 0,
        )  # fmt: skip
        status = QuoteStatus(cells["status"])
        new = _total(wish, rates)
        old = cells["on_road_price_fen"]
        reasons = tuple(dict.fromkeys(anew.reasons))
        return Moved(quote.id, cells.get("doc_no"), outlet, status, old, new, reasons)

    def _day(self, cells: Mapping[str, Any]) -> date:
        """The last day a quote can be written anew on: its own, or a draft's invoice date."""
        issued = cells["status"] == QuoteStatus.ISSUED
        return _date(cells["valid_until" if issued else "expected_invoice_on"])


class _Anew:
    """One quote gone through again; gathers why it comes out otherwise."""

    def __init__(self, world: World, cells: Mapping[str, Any], outlet: str, day: date) -> None:
        self._world, self._cells, self._outlet, self._day = world, cells, outlet, day
        self.reasons: list[Reason] = []

    def line(self, wish: QuoteLineWish) -> QuoteLineWish | None:
        """A line as it would be offered; None for one that would no longer be."""
        table = _table_of(wish)
        if table is None or wish.code is None:
            return wish
        word, cell = _LINES[table]
        if self._world.ends(table, wish.code, self._outlet, self._day):
            self.reasons.append(Reason(word, wish.code))
            return None
        now = self._find(table, wish.code)
        if now is None or now.get(cell) is None:
            return wish
        amount = now[cell] * (wish.quantity if table == "accessory" else 1)
        if amount == wish.amount_fen or wish.is_gift:
            return wish
        self.reasons.append(Reason(word, wish.code))
        return replace(wish, amount_fen=amount)

    def car(self) -> CarOffered:
        """The car with the guide price and the particulars it would have."""
        trim_id = self._cells["trim_id"]
        price = self._find("price", trim_id)
        guide = price["guide_price_fen"] if price else self._cells["guide_price_fen"]
        if guide != self._cells["guide_price_fen"]:
            self.reasons.append(Reason("price"))
        was = self._world.standing.by_key.get(("trim", UUID(trim_id)))
        now = self._find("trim", trim_id)
        known = now or (was.cells if was else {})
        if now and was and _particulars(now) != _particulars(was.cells):
            self.reasons.append(Reason("trim"))
        energy, displacement, seats, listed = _particulars(known)
        return CarOffered(guide, Energy(energy), displacement, seats, listed)

    def rates(self) -> Rates:
        """The rates on the day of the invoice."""
        on = _date(self._cells["expected_invoice_on"])
        values = {}
        for key in _RATES:
            was = _setting(self._world, key, self._outlet, on)
            now = self._world.now("setting", key, self._outlet, on)
            values[key] = json.loads(str(now["value"])) if now else was
            if values[key] != was:
                self.reasons.append(Reason("setting", key))
        return Rates.parse(values)

    def loan(self) -> None:
        """A loan whose product changes moves the instalments, not the on-road price."""
        stored = json.loads(self._cells.get("loan") or "null")
        if not stored:
            return
        wish = stored["wish"]
        now = self._find("loan_product", wish["code"])
        if now and any(now[name] != wish[name] for name in ("annual_rate_bp", "upfront_fee_fen")):
            self.reasons.append(Reason("loan", wish["code"]))

    def _find(self, table: str, thing: str) -> Mapping[str, Any] | None:
        return self._world.now(table, thing, self._outlet, self._day)


def _total(wish: QuoteWish, rates: Rates) -> int | None:
    try:
        return priced(wish, rates).on_road_price_fen
    except Refusal:
        return None


def _setting(world: World, key: str, outlet: str, on: date) -> Any:  # noqa: ANN401 - JSON
    """A settings value as an outlet reads it now: HQ's, else its own, else as shipped."""
    rows = [
        row for row in world.standing.rows if row.table == "setting" and row.cells["key"] == key
    ]
    mine = [row for row in rows if outlet in readers(row.bucket, world.standing)]
    holding = [row for row in mine if _holds(row.cells, on)]
    best = max(holding, key=lambda row: (row.published, row.since, row.id), default=None)
    return json.loads(str(best.cells["value"])) if best else _shipped(key, on)


def _shipped(key: str, on: date) -> Any:  # noqa: ANN401 - JSON
    rows = [row for row in settings.shipped() if row.key == key and row.valid_from <= on]
    return max(rows, key=lambda row: row.valid_from).value


def _table_of(wish: QuoteLineWish) -> str | None:
    """The table a line of a quote was taken from."""
    if wish.kind in DEDUCTIONS or wish.is_gift:
        return "promotion"
    return "accessory" if wish.kind is LineKind.ACCESSORY else "fee_item"


def _wish(cells: Mapping[str, Any]) -> QuoteLineWish:
    return QuoteLineWish(
        LineKind(cells["kind"]), cells["name"], Payee(cells["payee"]), cells["amount_fen"],
        quantity=cells["quantity"], on_invoice=bool(cells["on_invoice"]),
        is_gift=bool(cells["is_gift"]), optional=bool(cells["optional"]), code=cells.get("code"),
    )  # fmt: skip


def _particulars(cells: Mapping[str, Any]) -> tuple[str, int, int, bool]:
    """What of a trim decides its taxes."""
    return (
        cells.get("energy", Energy.ICE.value),
        cells.get("displacement_ml", 0),
        cells.get("seats", 5),
        bool(cells.get("in_relief_catalogue")),
    )


def _holds(cells: Mapping[str, Any], on: date) -> bool:
    """Whether a version holds on a day; what has no versions always does."""
    first, last = cells.get("valid_from"), cells.get("valid_to")
    return first is None or (first <= str(on) and (last is None or str(on) <= last))


def _date(text: str) -> date:
    return date.fromisoformat(text)
