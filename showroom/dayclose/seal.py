"""The seal of a closed date: a digest of every record, one over them all, chained to the last.

A digest tells that a record of a sealed date was changed, removed or added. It is no signature: it
cannot tell who did it, and whoever may rewrite the whole store and every later close can make a
seal that fits. The countersign of HQ is what stands against that. Digests are over cells, as rows
travel, so that HQ works out the same ones; a column that is empty, or that HQ writes, is no part.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import JSON, ColumnElement, Table, select
from sqlalchemy.orm import Session

from db import cells
from db.base import Base, Kind, policies
from db.cells import Cells
from db.dated import counts_on
from db.models.dayclose import DayClose
from showroom.dayclose.late import POSTED

Leaves = dict[str, dict[str, str]]
Rows = Mapping[str, Mapping[bytes, Mapping[str, Any]]]
"""Cells by table and key (16 bytes)."""

_ROW_BYTES: Final = 16
_EPOCH: Final = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
MOVES_ON: Final[dict[str, frozenset[str]]] = {
    "quote": frozenset({"status", "settled_at", "approval_id"}),
    "contract": frozenset(
        {"status", "vehicle_id", "ordered_on", "cancelled_on", "cancel_reason", "delivered_on"}
    ),
    "test_drive": frozenset(
        {"status", "cancel_reason", "came_back_at", "in_km", "soc_in", "damage_after"}
    ),
}
"""Columns that a later day may still write without touching what the sealed day said."""
_NOT_OF_THE_DAY: Final = frozenset({"day_close", "countersign"})
_NOT_SEALED: Final = frozenset({"seal", "leaves"})


def leaves(session: Session, day: date) -> Leaves:
    """The digest of every synced row that counts on a date, by table and id; lines too.

    What a later day may add to a row (an accepted quote, a car brought back) is left out.
    """
    tables = (Base.metadata.tables[name] for name in sealed_tables())
    return recompute({table.name: dict(_of_day(session, table, day)) for table in tables})


def recompute(rows: Rows) -> Leaves:
    """The digests of these rows: what a seal over them says."""
    found = {
        table: {key.hex(): row_digest(table, key, row) for key, row in sorted(of_table.items())}
        for table, of_table in rows.items()
    }
    return {table: digests for table, digests in sorted(found.items()) if digests}


def count(found: Leaves) -> int:
    """How many records there are."""
    return sum(len(rows) for rows in found.values())


def digest(value: object) -> str:
    """The digest of plain values, hexadecimal: BLAKE2b-256 over canonical JSON."""
    return hashlib.blake2b(_canonical(value), digest_size=32).hexdigest()


def seal_of(row: DayClose) -> str:
    """The seal of a close: a digest of everything it says, the seal before it included."""
    values = {
        name: getattr(row, name)
        for name in DayClose.__table__.columns.keys()  # noqa: SIM118 - a column collection
    }
    return _sealed(values)


def seal_of_cells(key: bytes, close: Mapping[str, Any]) -> str:
    """The same from the cells of a close, as HQ holds them."""
    columns = DayClose.__table__.columns
    parsed = {
        name: json.loads(cell) if isinstance(columns[name].type, JSON) else cell
        for name, cell in close.items()
        if name in columns
    }
    return _sealed({**parsed, "id": key})


def _sealed(said: Mapping[str, Any]) -> str:
    kept = {k: v for k, v in said.items() if v is not None and k not in _NOT_SEALED}
    return digest(kept)


def sealed_tables() -> list[str]:
    """The synced tables whose rows, or whose documents, belong to a business date."""
    return [
        name
        for name, policy in sorted(policies().items())
        if policy.kind is not Kind.LOCAL and name not in _NOT_OF_THE_DAY and _dated(name)
    ]


def is_of_a_day(table: str, row: Mapping[str, Any]) -> bool:
    """Whether a row is under the seal of its date: the report of the very close is not."""
    return table != "paper" or row.get("of_table") != "day_close"


def _dated(name: str) -> bool:
    return "business_date" in Base.metadata.tables[policies()[name].part_of or name].columns


def _of_day(session: Session, table: Table, day: date) -> Iterator[tuple[bytes, Cells]]:
    for key, row in cells.stored(session, table, _on(table, day)):
        if is_of_a_day(table.name, row):
            yield key, row


def _on(table: Table, day: date) -> ColumnElement[bool]:
    """Of that date itself, or a line of a document of it."""
    parent = policies()[table.name].part_of
    owner = Base.metadata.tables[parent or table.name]
    on = counts_on(owner.c.business_date, owner.c.posted_date) == day
    return on if parent is None else table.c[f"{parent}_id"].in_(select(owner.c.id).where(on))


def row_digest(table: str, key: bytes, row: Mapping[str, Any]) -> str:
    """The digest of one row, bound to its table and key."""
    moving = MOVES_ON.get(table, frozenset()) | POSTED
    kept = {name: cell for name, cell in row.items() if cell is not None and name not in moving}
    raw = _canonical({**kept, "table": table, "id": key})
    return hashlib.blake2b(raw, digest_size=_ROW_BYTES).hexdigest()


def _canonical(value: object) -> bytes:
    plain = _plain(value)
    return json.dumps(plain, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()


def _plain(value: object) -> object:
    """A value as its cell would be; what JSON holds stays what it is."""
    match value:
        case UUID() | bytes():
            return (value.bytes if isinstance(value, UUID) else value).hex().upper()
        case datetime():
            return (value - _EPOCH) // timedelta(microseconds=1)
        case date():
            return value.isoformat()
        case dict():
            return {str(key): _plain(each) for key, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case _:
            return value
