"""Cells of a row as people read them, and as its columns take them."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import JSON, Boolean, Date, select
from sqlalchemy.orm import InstrumentedAttribute

from db.base import Base, Synced
from db.cells import Cell
from db.models.customer import Customer
from db.models.staff import Staff
from db.models.vehicle import CarModel, Trim, Vehicle
from db.types import Instant, Key
from showroom import identity, money, terms
from showroom.terms import Term
from showroom.unit import Unit

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_TERMS: Final[Mapping[str, type[Term]]] = {
    "gender": terms.Gender,
    "customer_type": terms.CustomerType,
    "use": terms.UseKind,
    "pay_mode": terms.PayMode,
    "purchase_kind": terms.PurchaseKind,
    "source": terms.Source,
    "level": terms.IntentLevel,
    "channel": terms.Channel,
    "kind": terms.VisitKind,
    "non_intent_reason": terms.NonIntentReason,
    "mode": terms.DriveMode,
}
_NAMES: Final[Mapping[str, InstrumentedAttribute[Any]]] = {
    "owner_id": Staff.name,
    "received_by_id": Staff.name,
    "escort_id": Staff.name,
    "created_by_id": Staff.name,
    "model_id": CarModel.name,
    "trim_id": Trim.name,
    "vehicle_id": Vehicle.plate,
    "customer_id": Customer.name,
    "referrer_id": Customer.name,
}


def kind_of(table: str) -> type[Synced]:
    """The mapped class of a table; raises KeyError for one this version does not know."""
    found = {mapper.local_table.name: mapper.class_ for mapper in Base.registry.mappers}  # type: ignore[attr-defined]
    kind: type[Synced] = found[table]
    return kind


def value(table: str, column: str, cell: Cell) -> Any:  # noqa: ANN401 - whatever the column holds
    """A cell as the mapped column takes it."""
    if cell is None:
        return None
    made = Base.metadata.tables[table].columns[column].type
    if isinstance(made, Key):
        return UUID(str(cell))
    if isinstance(made, Instant):
        return _EPOCH + timedelta(microseconds=int(cell))
    return _plain(made, cell)


def told(unit: Unit, table: str, column: str, cell: Cell) -> str:
    """A cell in words: a name for a key, the key of a term for a code, a masked phone.

    Empty for nothing. Dates as ISO text, instants in the outlet's zone, money in yuan.
    """
    found = value(table, column, cell)
    if found is None or found in ("", []):
        return ""
    if isinstance(found, UUID):
        return _name(unit, column, found)
    if column in _TERMS and found in _TERMS[column].__members__:
        return _TERMS[column](found).word
    return _written(unit, column, found)


def _plain(made: object, cell: Cell) -> Any:  # noqa: ANN401 - whatever the column holds
    if isinstance(made, Date):
        return date.fromisoformat(str(cell))
    if isinstance(made, JSON):
        return json.loads(str(cell))
    return bool(cell) if isinstance(made, Boolean) else cell


def _name(unit: Unit, column: str, key: UUID) -> str:
    attribute = _NAMES.get(column)
    if attribute is None:
        return ""
    return unit.session.scalar(select(attribute).where(attribute.class_.id == key)) or ""


def _written(unit: Unit, column: str, found: object) -> str:
    if isinstance(found, datetime):
        return f"{found.astimezone(unit.place.zone):%Y-%m-%d %H:%M}"
    if column in {"phone", "phone_2"}:
        return identity.mask_phone(str(found))
    if column.endswith("_fen") and isinstance(found, int):
        return money.shown(found)
    return " · ".join(map(str, found)) if isinstance(found, list) else str(found)
