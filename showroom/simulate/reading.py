"""Reading stores by the plainest means, so that what is compared owes the engine nothing."""

from functools import cache
from typing import Any

import msgspec
from sqlalchemy import Connection

from db.base import Kind, policies
from showroom.sync import wire

Cells = dict[str, Any]
Address = tuple[str, bytes]


@cache
def synced() -> tuple[str, ...]:
    """The tables whose rows travel."""
    return tuple(sorted(name for name, policy in policies().items() if policy.kind != Kind.LOCAL))


@cache
def _columns(table: str) -> tuple[str, ...]:
    from db.base import Base

    return tuple(
        column.name for column in Base.metadata.tables[table].columns if column.name != "id"
    )


def cell(value: Any) -> Any:  # noqa: ANN401 - as the driver gives it
    """A stored value as it travels."""
    return value.hex().upper() if isinstance(value, bytes) else value


def rows_of(connection: Connection, table: str) -> dict[Address, Cells]:
    """Every row of a table as cells, empty ones left out."""
    names = _columns(table)
    listed = ", ".join(f'"{name}"' for name in names)
    found = {}
    for key, *values in connection.exec_driver_sql(f"SELECT id, {listed} FROM {table}"):
        pairs = zip(names, values, strict=True)
        found[table, key] = {name: cell(value) for name, value in pairs if value is not None}
    return found


def content(connection: Connection) -> dict[Address, Cells]:
    """Every synced row of a desk as cells, with the columns it does not know."""
    found: dict[Address, Cells] = {}
    for table in synced():
        found |= rows_of(connection, table)
    extra = "SELECT row_table, row_id, extra FROM row_mark WHERE extra IS NOT NULL"
    for table, key, packed in connection.exec_driver_sql(extra):
        if (table, key) in found:
            found[table, key] |= msgspec.msgpack.decode(packed)
    return found | parked(connection)


def parked(connection: Connection) -> dict[Address, Cells]:
    """The rows kept as they came, because this version cannot lay them on."""
    found = {}
    for table, key, raw in connection.exec_driver_sql(
        "SELECT row_table, row_id, raw FROM parked_row"
    ):
        found[table, bytes(key)] = msgspec.msgpack.decode(wire.decode(raw, wire.Held).cells)
    return found


class AtHq(msgspec.Struct, frozen=True):
    """A row HQ holds."""

    bucket: str
    seq: int
    clocks: bytes
    gone: bytes
    cells: dict[str, Any]

    @property
    def stamps(self) -> tuple[bytes, dict[str, bytes]]:
        """The base stamp, and the later ones by column group."""
        later: dict[str, bytes] = {}
        at, raw = 14, self.clocks
        while at < len(raw):
            end = at + 1 + raw[at]
            later[raw[at + 1 : end].decode()] = raw[end : end + 14]
            at = end + 14
        return raw[:14], later

    def of(self, group: str) -> bytes:
        """The stamp of a group."""
        base, later = self.stamps
        return later.get(group, base)

    @property
    def alive(self) -> bool:
        """Whether it stands."""
        base, later = self.stamps
        return self.gone < max([base, *later.values()])


_HELD = "SELECT row_table, row_id, bucket, seq, clocks, gone, body FROM held_row"


def held(connection: Connection, after: int = -1) -> dict[Address, AtHq]:
    """The rows HQ holds, those numbered above `after`."""
    found = {}
    for table, key, bucket, seq, clocks, gone, body in connection.exec_driver_sql(
        f"{_HELD} WHERE seq > {after} ORDER BY seq"
    ):
        cells = msgspec.msgpack.decode(body)
        told = {name: value for name, value in cells.items() if value is not None}
        found[table, bytes(key)] = AtHq(bucket, seq, bytes(clocks), bytes(gone or b""), told)
    return found
