"""Held rows read without being taken: the cells of a day, of some keys, of what came since."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, LargeBinary, func, literal, or_, select

from db.headquarters import held_row, tx_log
from showroom.hq.rows import in_parts
from showroom.sync import clocks, wire
from showroom.sync.cells import Cells
from showroom.sync.merge import Row

_TOLD = held_row.c
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Found:
    """A living row: whose it is, its key, its cells."""

    outlet: str
    id: bytes
    cells: Cells


def of_day(
    connection: Connection, table: str, day: date, outlets: Sequence[str]
) -> Iterator[Found]:
    """The rows of a table that count on a business date."""
    yield from _rows(
        connection,
        _TOLD.row_table == table,
        _TOLD.day == day.isoformat(),
        _TOLD.outlet.in_(outlets),
    )


def by_key(connection: Connection, table: str, keys: Iterable[bytes]) -> dict[bytes, Found]:
    """The rows of a table with these keys."""
    found: dict[bytes, Found] = {}
    for part in in_parts(sorted(set(keys))):
        rows = _rows(connection, _TOLD.row_table == table, _TOLD.row_id.in_(part))
        found |= {row.id: row for row in rows}
    return found


def of_units(connection: Connection, table: str, roots: Iterable[bytes]) -> Iterator[Found]:
    """The lines of documents, by the keys of these."""
    for part in in_parts(sorted(set(roots))):
        yield from _rows(connection, _TOLD.row_table == table, _TOLD.unit.in_(part))


def written_since(
    connection: Connection, table: str, seq: int, outlets: Sequence[str]
) -> Iterator[Found]:
    """The rows of a table that HQ numbered after `seq`."""
    buckets = [f"outlet:{code}" for code in outlets]
    yield from _rows(
        connection, _TOLD.bucket.in_(buckets), _TOLD.seq > seq, _TOLD.row_table == table
    )


def naming(
    connection: Connection, table: str, keys: Sequence[bytes], *which: ColumnElement[bool]
) -> Iterator[Found]:
    """The rows of a table whose cells name one of these keys anywhere; reads the whole table."""
    for part in in_parts(keys, 50):
        named = or_(*(_holds(connection, key.hex().upper().encode()) for key in part))
        yield from _rows(connection, _TOLD.row_table == table, named, *which)


def head_before(connection: Connection, day: date, zone: ZoneInfo) -> int:
    """HQ's last number a day before a business date began: what came after may touch the date."""
    begun = datetime.combine(day, time(), zone) - timedelta(days=1)
    logged = tx_log.c
    query = select(logged.seq).where(logged.at < int(begun.timestamp()) * _MILLION)
    return int(connection.scalar(query.order_by(logged.at.desc()).limit(1)) or 0)


def _rows(connection: Connection, *which: ColumnElement[bool]) -> Iterator[Found]:
    query = select(_TOLD.outlet, _TOLD.row_id, _TOLD.clocks, _TOLD.gone, _TOLD.body).where(*which)
    for outlet, key, packed, gone, body in connection.execute(query):
        cells = wire.decode_cells(body)
        if gone is None or Row(cells, clocks.unpack(packed), bytes(gone)).alive:
            yield Found(outlet, bytes(key), cells)


def _holds(connection: Connection, needle: bytes) -> ColumnElement[bool]:
    """Whether the body of a row has these bytes."""
    if connection.dialect.name == "postgresql":
        sought: Any = literal(needle, LargeBinary).op("IN")(_TOLD.body)
        return func.position(sought) > 0
    return func.instr(_TOLD.body, needle) > 0
