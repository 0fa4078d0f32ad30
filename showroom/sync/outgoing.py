"""What a desk has to say: its unsent changes, as transactions, with what it knew of each row."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, text

from db.base import Kind
from showroom.sync import clocks, documents, merge, wire
from showroom.sync.clocks import Clocks
from showroom.sync.wire import Op, Tx

Address = tuple[str, bytes]

_CHANGES = (
    "SELECT o.n, o.tx, o.row_table, o.row_id, o.op, o.hlc, o.actor, o.body, o.h, m.clocks "
    "FROM outbox o LEFT JOIN row_mark m ON m.row_table = o.row_table AND m.row_id = o.row_id "
)
_UNSENT = f"{_CHANGES} WHERE o.n > ? ORDER BY o.n LIMIT {wire.MOST_CHANGES}"
_REST = f"{_CHANGES} WHERE o.n > ? AND o.n < ? ORDER BY o.n"
_NEXT_TX = "SELECT n FROM outbox WHERE n > ? AND tx <> ? ORDER BY n LIMIT 1"
_NO_END = (1 << 63) - 1


@dataclass(slots=True)
class Knowledge:
    """What the desk knows of rows: HQ's clocks, with its own unsent changes laid over them.

    `units` are the documents of the transaction at hand, with their stamps before it.
    """

    connection: Connection
    life: bytes
    rows: dict[Address, Clocks] = field(default_factory=dict)
    units: dict[Address, bytes] = field(default_factory=dict)

    def start(self, address: Address, packed: bytes | None) -> None:
        """Take HQ's clocks of a row, unless an earlier change of ours is laid over them."""
        if address not in self.rows:
            self.rows[address] = clocks.unpack(packed) if packed else Clocks()

    def of(self, address: Address) -> Clocks:
        """The clocks of a row as they are known by now."""
        if address not in self.rows:
            query = text("SELECT clocks FROM row_mark WHERE row_table = :t AND row_id = :k")
            packed = self.connection.execute(query, {"t": address[0], "k": address[1]}).scalar()
            self.start(address, packed)
        return self.rows[address]


def unsent(
    connection: Connection, life: bytes, after: int, blocked: dict[Address, bytes]
) -> list[Tx]:
    """The transactions after outbox number `after`, whole ones, about as many as a message takes.

    `blocked` are the rows of refused transactions, which later ones of the same rows wait for.
    """
    known = Knowledge(connection, life)
    return _transactions(known, _lines(connection, after), blocked)


def all_unsent(
    connection: Connection, life: bytes, after: int, blocked: dict[Address, bytes]
) -> list[list[Tx]]:
    """Everything after outbox number `after`, as the transactions of one message after another."""
    known, parts = Knowledge(connection, life), []
    while lines := _lines(connection, after):
        parts.append(_transactions(known, lines, blocked))
        after = parts[-1][-1].last
    return parts


def unsent_count(connection: Connection, after: int) -> int:
    """How many changes are after outbox number `after`."""
    query = "SELECT count(*) FROM outbox WHERE n > ?"
    return int(connection.exec_driver_sql(query, (after,)).scalar_one())


def _lines(connection: Connection, after: int) -> list[Any]:
    """The next changes a message has room for, to the end of their last transaction."""
    lines: list[Any] = list(connection.exec_driver_sql(_UNSENT, (after,)).all())
    if len(lines) < wire.MOST_CHANGES:
        return lines
    last = lines[-1]
    end = connection.exec_driver_sql(_NEXT_TX, (last[0], last[1])).scalar() or _NO_END
    return [*lines, *connection.exec_driver_sql(_REST, (last[0], end)).all()]


def _transactions(
    known: Knowledge, lines: Iterable[Any], blocked: dict[Address, bytes]
) -> list[Tx]:
    groups = groupby(lines, key=itemgetter(1))
    return [_transaction(known, list(group), blocked) for _, group in groups]


def _transaction(known: Knowledge, lines: list[Any], blocked: dict[Address, bytes]) -> Tx:
    first, last = lines[0], lines[-1]
    known.units.clear()
    mark = clocks.stamp(first[5], known.life)
    ops = [_operation(known, line, mark) for line in lines]
    reached = documents.reached(ops) if blocked else ()
    waits = {blocked[address] for address in reached if address in blocked}
    after = waits - {bytes(first[1])}  # a refused one that HQ forgot waits for no other
    return Tx(
        bytes(first[1]), first[0], last[0], first[5], bytes(first[6]), bytes(last[8]), ops,
        sorted(after),
    )  # fmt: skip


def _operation(known: Knowledge, line: Any, mark: bytes) -> Op:  # noqa: ANN401 - a row of ten
    _, _, table, row_id, kind, _, _, body, _, packed = line
    address = (table, bytes(row_id))
    known.start(address, packed)
    if merge.kind_of(table) is Kind.DOCUMENT:
        return Op(table, address[1], kind, body, _unit_seen(known, address, body, mark))
    if kind == "I" and not packed:
        known.rows[address] = Clocks(mark)
        return Op(table, address[1], kind, body)
    row = known.rows[address]
    groups = [] if kind == "D" else list(merge.grouped(table, wire.told(body)))
    seen = row.only(groups).pack() if row.later else row.base
    for group in groups:
        row.put(group, mark)
    return Op(table, address[1], kind, body, seen)


def _unit_seen(known: Knowledge, address: Address, body: str, mark: bytes) -> bytes:
    """The stamp of the document as this desk knew it before this change."""
    table = documents.root_table(address[0]) or address[0]
    key = documents.root_of(*address, wire.told(body)) or _parent(known, address)
    if key is None:
        return b""
    if (table, key) not in known.units:
        root = known.of((table, key))
        known.units[table, key] = b"" if root.base == clocks.NEVER else root.base
        root.base = max(root.base, mark)  # later already: HQ was put back, this is told again
    return known.units[table, key]


def _parent(known: Knowledge, address: Address) -> bytes | None:
    """The document of a line that did not say, from the line as it stands."""
    column = documents.parent_column(address[0])
    if column is None:
        return address[1]
    query = text(f"SELECT {column} FROM {address[0]} WHERE id = :id")  # noqa: S608 - our own names
    found = known.connection.execute(query, {"id": address[1]}).scalar()
    return bytes(found) if found else None


def changes_after(connection: Connection, after: int) -> Iterator[tuple[Address, str, str, int]]:
    """Address, kind, body and clock of each change after outbox number `after`."""
    query = "SELECT row_table, row_id, op, body, hlc FROM outbox WHERE n > ? ORDER BY n"
    for table, key, kind, body, hlc in connection.exec_driver_sql(query, (after,)):
        yield (table, key), kind, body, hlc


def addresses(txs: Iterable[Tx]) -> set[Address]:
    """Every row these transactions touch."""
    return {(op.table, op.id) for tx in txs for op in tx.ops}
