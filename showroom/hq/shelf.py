"""The rows HQ holds, as one transaction of HQ works on them: fetched together, stored together."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select, update

from db.headquarters import held_row, hq_state
from showroom.hq.rows import in_parts, upsert
from showroom.sync import cells as cell
from showroom.sync import clocks, wire
from showroom.sync.clocks import NEVER
from showroom.sync.merge import Row

Address = tuple[str, bytes]
"""A row's table and key."""

_KEPT = [
    held_row.c[name]
    for name in (
        "row_table", "row_id", "bucket", "outlet", "seq", "origin", "unit", "proof", "clocks",
        "gone", "body",
    )
]  # fmt: skip

_OF_TABLE = held_row.c.row_table == bindparam("of_table")
_WHOSE = held_row.c.outlet == bindparam("whose")
_BY_KEY = select(*_KEPT).where(_OF_TABLE, held_row.c.row_id.in_(bindparam("keys", expanding=True)))
_BY_UNIT = select(*_KEPT).where(held_row.c.unit == bindparam("root"))
_BY_DAY = select(*_KEPT).where(_OF_TABLE, held_row.c.day == bindparam("on"), _WHOSE)
_BY_TABLE = select(*_KEPT).where(_OF_TABLE, _WHOSE)
_HEAD = update(hq_state).values(head=bindparam("to"))


@dataclass(slots=True)
class Held:
    """A row at HQ and what HQ knows of it.

    `mixed`, while a push is judged: it holds what the pushing desk has not read yet.
    """

    bucket: str
    outlet: str
    seq: int = 0
    origin: bytes = b""
    unit: bytes | None = None
    proof: bytes | None = None
    row: Row = field(default_factory=Row)
    mixed: bool = False

    @property
    def known(self) -> bool:
        """Whether HQ ever heard of it."""
        return self.row.clocks.base != NEVER

    def copy(self) -> "Held":
        """The same, to be changed without changing this."""
        return Held(
            self.bucket, self.outlet, self.seq, self.origin, self.unit, self.proof,
            self.row.copy(), self.mixed,
        )  # fmt: skip


@dataclass(slots=True)
class Shelf:
    """Held rows taken from the store for one transaction, and put back with new numbers.

    `before` is what the changed ones were.
    """

    connection: Connection
    head: int
    rows: dict[Address, Held | None] = field(default_factory=dict)
    changed: dict[Address, Held] = field(default_factory=dict)
    before: dict[Address, Held | None] = field(default_factory=dict)

    def fetch(self, addresses: Iterable[Address]) -> None:
        """Take these rows from the store in as few questions as can be."""
        by_table: dict[str, list[bytes]] = {}
        for table, key in dict.fromkeys(addresses):
            if (table, key) not in self.rows:
                by_table.setdefault(table, []).append(key)
                self.rows[table, key] = None
        for table, keys in by_table.items():
            for part in in_parts(keys):
                self._took(_BY_KEY, {"of_table": table, "keys": part})

    def get(self, address: Address) -> Held | None:
        """The row as it stands in this transaction, None when HQ does not hold it."""
        if address not in self.rows:
            self.fetch([address])
        return self.rows[address]

    def put(self, address: Address, held: Held) -> None:
        """Let the row stand like this; it gets its number when everything is stored."""
        if address not in self.changed:
            self.before[address] = self.rows.get(address)
        self.rows[address] = self.changed[address] = held

    def unit(self, root: bytes) -> list[Address]:
        """The addresses of all rows of a document, fetched; those of this very push as well."""
        self._took(_BY_UNIT, {"root": root})
        return [address for address, held in self.rows.items() if held and held.unit == root]

    def day(self, table: str, day: str, outlet: str) -> list[Address]:
        """The addresses of an outlet's rows of a business date, fetched."""
        self._took(_BY_DAY, {"of_table": table, "on": day, "whose": outlet})
        return [
            address
            for address, held in self.rows.items()
            if address[0] == table
            and held is not None
            and held.outlet == outlet
            and day_of(held.row.cells) == day
        ]

    def linked(
        self, table: str, columns: tuple[str, ...], ids: Container[object], outlet: str
    ) -> Iterator[tuple[Address, cell.Cells]]:
        """An outlet's living rows of a table that name one of those keys; reads the whole table."""
        self._took(_BY_TABLE, {"of_table": table, "whose": outlet})
        for address, held in list(self.rows.items()):
            if address[0] != table or held is None or held.outlet != outlet or not held.row.alive:
                continue
            if any(held.row.cells.get(column) in ids for column in columns):
                yield address, held.row.cells

    def store(self) -> dict[Address, int]:
        """Number what changed, in the order it was first put, and write it; the new numbers."""
        if not self.changed:
            return {}
        numbers: dict[Address, int] = {}
        for address, held in self.changed.items():
            self.head += 1
            held.seq = numbers[address] = self.head
        lines = [_line(address, held) for address, held in self.changed.items()]
        upsert(self.connection, held_row, lines)
        self.connection.execute(_HEAD, {"to": self.head})
        self.changed, self.before = {}, {}
        return numbers

    def _took(self, query: Select[Any], values: dict[str, Any]) -> list[Address]:
        found = []
        for table, key, *kept in self.connection.execute(query, values).all():
            address = (table, bytes(key))
            found.append(address)
            if self.rows.get(address) is None:
                self.rows[address] = _held(*kept)
        return found


def hash_of(address: Address, row: Row) -> int:
    """The 40-bit hash of a row; 0 of one deleted, which no digest counts."""
    return cell.digest(*address, row.cells) if row.alive else 0


def day_of(cells: cell.Cells) -> cell.Cell:
    """The date a row counts on: where it was posted to, else its business date."""
    return cells.get("posted_date") or cells.get("business_date")


def travelling(address: Address, held: Held) -> wire.Held:
    """The row as it is sent."""
    row = held.row
    return wire.Held(
        held.bucket,
        *address,
        held.seq,
        row.clocks.pack(),
        wire.raw(row.cells),
        b"" if row.alive else row.gone,
        proof=held.proof or b"",
    )


def _held(  # noqa: PLR0913, PLR0917 - the columns kept
    bucket: str,
    outlet: str,
    seq: int,
    origin: bytes,
    unit: bytes | None,
    proof: bytes | None,
    packed: bytes,
    gone: bytes | None,
    body: bytes,
) -> Held:
    row = Row(wire.decode_cells(body), clocks.unpack(packed), gone or NEVER)
    return Held(bucket, outlet, seq, origin, unit, proof, row)


def _line(address: Address, held: Held) -> tuple[Any, ...]:
    """The row as it is stored, in the order of the table's columns."""
    row = held.row
    day = day_of(row.cells)
    return (
        *address,
        held.bucket,
        held.seq,
        cell.shard(address[1]),
        hash_of(address, row),
        row.clocks.pack(),
        None if row.gone == NEVER else row.gone,
        held.origin,
        held.outlet,
        held.unit,
        day if isinstance(day, str) else None,
        held.proof,
        wire.encode_cells(row.cells),
    )
