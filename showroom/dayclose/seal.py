"""The seal of a closed date: a digest of every record, one over them all, chained to the last.

A digest tells that a record of a sealed date was changed, removed or added. It is no signature: it
cannot tell who did it, and whoever may rewrite the whole store and every later close can make a
seal that fits. The countersign of HQ is what stands against that.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from db.base import Base, Kind, policies

Leaves = dict[str, dict[str, str]]

_ROW_BYTES: Final = 16
_MOVES_ON: Final[dict[str, frozenset[str]]] = {
    "quote": frozenset({"status", "settled_at", "approval_id"}),
    "contract": frozenset(
        {"status", "vehicle_id", "ordered_on", "cancelled_on", "cancel_reason", "delivered_on"}
    ),
    "test_drive": frozenset(
        {"status", "cancel_reason", "came_back_at", "in_km", "soc_in", "damage_after"}
    ),
}
"""Columns that a later day may still write without touching what the sealed day said."""
_NOT_OF_THE_DAY: Final = frozenset({"day_close"})


def leaves(session: Session, day: date) -> Leaves:
    """The digest of every synced row of a business date, by table and id; lines of documents too.

    What a later day may add to a row (an accepted quote, a car brought back) is left out.
    """
    found = {table.name: dict(_digests(session, table, day)) for table in _tables()}
    return {name: rows for name, rows in found.items() if rows}


def count(found: Leaves) -> int:
    """How many records there are."""
    return sum(len(rows) for rows in found.values())


def digest(value: object) -> str:
    """The digest of plain values, hexadecimal: BLAKE2b-256 over canonical JSON."""
    return hashlib.blake2b(_canonical(value), digest_size=32).hexdigest()


def _tables() -> list[Table]:
    """The synced tables whose rows, or whose documents, belong to a business date."""
    return [
        Base.metadata.tables[name]
        for name, policy in sorted(policies().items())
        if policy.kind is not Kind.LOCAL and name not in _NOT_OF_THE_DAY and _dated(name)
    ]


def _dated(name: str) -> bool:
    policy = policies()[name]
    return "business_date" in Base.metadata.tables[policy.part_of or name].columns


def _digests(session: Session, table: Table, day: date) -> Iterator[tuple[str, str]]:
    parent = policies()[table.name].part_of
    which = select(table)
    if parent is None:
        which = which.where(table.c.business_date == day)
        if table.name == "paper":  # the report of this very close is printed after the seal
            which = which.where(table.c.of_table != "day_close")
    else:
        owner = Base.metadata.tables[parent]
        which = which.join(owner, owner.c.id == table.c[f"{parent}_id"])
        which = which.where(owner.c.business_date == day)
    moving = _MOVES_ON.get(table.name, frozenset())
    for row in session.execute(which.order_by(table.c.id)).mappings():
        kept = {name: value for name, value in row.items() if name not in moving}
        yield row["id"].hex, row_digest(table.name, kept)


def row_digest(table: str, row: Mapping[str, Any]) -> str:
    """The digest of one row, bound to its table."""
    raw = _canonical({"table": table, **row})
    return hashlib.blake2b(raw, digest_size=_ROW_BYTES).hexdigest()


def _canonical(value: object) -> bytes:
    plain = _plain(value)
    return json.dumps(plain, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()


def _plain(value: object) -> object:
    match value:
        case UUID():
            return value.hex
        case datetime() | date():
            return value.isoformat()
        case dict():
            return {str(key): _plain(each) for key, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case _:
            return value
