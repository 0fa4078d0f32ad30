"""From a good row to the cells of its table, as they travel and as the store's own columns are."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

from showroom.hq.publish.sheets.rows import Row
from showroom.ids import coded, dated, target_key

Cells = dict[str, Any]

CODE_CELL: Final[Mapping[str, str]] = {
    "price": "trim_id",
    "floor_price": "trim_id",
    "setting": "key",
    "terms_text": "kind",
    "promotion": "code",
    "fee_item": "code",
    "accessory": "code",
    "loan_product": "code",
}
"""The cell that the versions of one thing share, by table."""

DATES: Final = ("valid_from", "valid_to")


def cells_of(row: Row) -> Cells:
    """The cells of a row but its dates and whose it is; empty ones are left out."""
    made = _MAKERS[row.kind.name](row.values)
    return {name: cell for name, cell in made.items() if cell is not None}


def key_of(row: Row, bucket: str) -> UUID:
    """The key of a row: by its code, and for a version by its first day and who it is for."""
    if row.since is None:
        return _UNDATED[row.kind.name](row.values)
    return dated(row.kind.table, row.code, row.since, "" if bucket == "hq" else bucket)


def hexed(key: UUID) -> str:
    """A key as a cell."""
    return key.hex.upper()


def _model(v: Mapping[str, Any]) -> Cells:
    return {"series": v["series"] or v["model"], "name": v["model"], "sort": v["sort"]}


def _trim(v: Mapping[str, Any]) -> Cells:
    plain = ("name", "model_year", "energy", "displacement_ml", "seats")
    return {
        "model_id": hexed(coded("car_model", v["model"])),
        "code": v["trim"],
        **{name: v[name] for name in plain},
        "in_relief_catalogue": int(v["in_relief_catalogue"]),
        "colours": json.dumps(v["colours"]),
    }


def _price(v: Mapping[str, Any]) -> Cells:
    return {"trim_id": _trim_id(v), "guide_price_fen": v["guide_price"]}


def _floor(v: Mapping[str, Any]) -> Cells:
    return {"trim_id": _trim_id(v), "floor_price_fen": v["floor_price"]}


def _promotion(v: Mapping[str, Any]) -> Cells:
    return {
        "code": v["code"],
        "name": v["name"],
        "kind": v["kind"],
        "model_id": hexed(coded("car_model", v["model"])) if v["model"] else None,
        "trim_id": _trim_id(v),
        "amount_fen": v["amount"],
        "on_invoice": int(v["on_invoice"]),
        "quantity": v["quantity"],
    }


def _fee(v: Mapping[str, Any]) -> Cells:
    plain = ("code", "name", "kind", "payee", "basis", "sort")
    return {
        **{name: v[name] for name in plain},
        "amount_fen": v["amount"],
        "optional": int(v["optional"]),
    }


def _accessory(v: Mapping[str, Any]) -> Cells:
    return {"code": v["code"], "name": v["name"], "price_fen": v["price"]}


def _loan(v: Mapping[str, Any]) -> Cells:
    plain = ("code", "name", "lender", "kind", "min_down_percent")
    return {
        **{name: v[name] for name in plain},
        "annual_rate_bp": v["annual_rate"],
        "months": json.dumps(v["months"]),
        "upfront_fee_fen": v["upfront_fee"],
        "terms": "{}",
    }


def _setting(v: Mapping[str, Any]) -> Cells:
    return {"key": v["key"], "value": _json(v["value"]), "source": v["source"]}


def _json(value: Any) -> int | float | str:  # noqa: ANN401 - JSON
    """The cell of a JSON column as a desk stores it: its text, but a number as the number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return json.dumps(value)
    return int(value) if value == int(value) else value


def _target(v: Mapping[str, Any]) -> Cells:
    return {name: v.get(name) for name in ("month", "figure", "staff_id", "value")}


def _terms(v: Mapping[str, Any]) -> Cells:
    return {name: v[name] for name in ("kind", "version", "body")}


def _trim_id(v: Mapping[str, Any]) -> str | None:
    return hexed(coded("trim", v["trim"])) if v["trim"] else None


_MAKERS: Final[Mapping[str, Callable[[Mapping[str, Any]], Cells]]] = {
    "models": _model,
    "trims": _trim,
    "prices": _price,
    "floors": _floor,
    "promotions": _promotion,
    "fees": _fee,
    "accessories": _accessory,
    "loans": _loan,
    "settings": _setting,
    "targets": _target,
    "terms": _terms,
}
_UNDATED: Final[Mapping[str, Callable[[Mapping[str, Any]], UUID]]] = {
    "models": lambda v: coded("car_model", v["model"]),
    "trims": lambda v: coded("trim", v["trim"]),
    "targets": lambda v: target_key(v["outlet"], v["month"], v["figure"], v["login"]),
}
