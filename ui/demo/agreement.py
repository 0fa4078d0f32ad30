"""Whether desks and HQ hold the same, row by row and to the byte; no digest of theirs is used."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from db.base import Base, Kind, policies
from showroom.desk import Desk
from showroom.hq.desks import known_desk
from showroom.hq.headquarters import Headquarters

Address = tuple[str, bytes]
"""A row: its table and key."""
Rows = dict[Address, bytes]
"""Each row in one form, byte by byte, by its address."""

_MARKS = "SELECT row_table, row_id, bucket FROM row_mark WHERE hash <> 0"
_HELD = "SELECT row_table, row_id, bucket, body FROM held_row WHERE hash <> 0"


@dataclass(frozen=True, slots=True)
class Copy:
    """What one side holds of the buckets a desk is granted: rows, and the bucket each is in."""

    rows: Rows
    buckets: Mapping[Address, str]

    @property
    def sums(self) -> dict[str, dict[str, tuple[int, str]]]:
        """By bucket and table: how many rows, and the hash of all their bytes in order."""
        found: dict[tuple[str, str], list[bytes]] = defaultdict(list)
        for address in sorted(self.rows):
            found[self.buckets.get(address, "?"), address[0]].append(self.rows[address])
        told: dict[str, dict[str, tuple[int, str]]] = defaultdict(dict)
        for (bucket, table), rows in sorted(found.items()):
            told[bucket][table] = (len(rows), hashlib.sha256(b"\n".join(rows)).hexdigest())
        return dict(told)

    @property
    def size(self) -> int:
        """Bytes of all rows."""
        return sum(map(len, self.rows.values()))


def at_desk(desk: Desk) -> Copy:
    """All synced rows in a desk's tables."""
    with desk.opened.store.read() as session:
        connection = session.connection()
        rows: Rows = {}
        for table in _travelling():
            names = _columns(table)
            listed = ", ".join(f'"{name}"' for name in names)
            query = f"SELECT id, {listed} FROM {table}"  # noqa: S608 - our own names
            for key, *values in connection.exec_driver_sql(query):
                cells = dict(zip(names, map(_told, values), strict=True))
                rows[table, key] = written((table, key), cells)
        marks = {(table, key): bucket for table, key, bucket in connection.exec_driver_sql(_MARKS)}
    return Copy(rows, marks)


def at_hq(hq: Headquarters, device: bytes) -> Copy:
    """The living rows HQ holds of the buckets it grants that desk."""
    with hq.store.read() as connection:
        granted = known_desk(connection, device).buckets()
        found = [row for row in connection.exec_driver_sql(_HELD) if row[2] in granted]
    return Copy(
        {(t, bytes(k)): written((t, k), msgspec.msgpack.decode(body)) for t, k, _, body in found},
        {(table, bytes(key)): bucket for table, key, bucket, _ in found},
    )


def held(hq: Headquarters) -> set[Address]:
    """Every living row at HQ."""
    with hq.store.read() as connection:
        return {(row[0], bytes(row[1])) for row in connection.exec_driver_sql(_HELD)}


def differing(one: Copy, other: Copy) -> list[Address]:
    """The rows that are not the same bytes in both."""
    every = one.rows.keys() | other.rows.keys()
    return sorted(each for each in every if one.rows.get(each) != other.rows.get(each))


def written(address: Address, cells: Mapping[str, Any]) -> bytes:
    """A row in one form: its address and its cells by name, those that hold nothing left out."""
    told = {name: cells[name] for name in sorted(cells) if cells[name] is not None}
    line = [address[0], address[1].hex(), told]
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode()


def device_of(desk: Desk) -> bytes:
    """The desk's id."""
    with desk.opened.store.read() as session:
        found = session.connection().exec_driver_sql("SELECT device_id FROM replica")
        return bytes(found.scalar_one())


def _travelling() -> list[str]:
    """The tables whose rows go to HQ."""
    return sorted(name for name, policy in policies().items() if policy.kind is not Kind.LOCAL)


def _columns(table: str) -> list[str]:
    return [column.name for column in Base.metadata.tables[table].columns if column.name != "id"]


def _told(value: object) -> object:
    """A stored value as it travels: bytes as upper-case hex."""
    return value.hex().upper() if isinstance(value, bytes) else value
