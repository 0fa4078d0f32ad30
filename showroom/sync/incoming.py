"""What HQ said, laid on a desk's store: rows, receipts, cursors, all in one transaction."""

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import Connection, text

from db.base import Kind
from showroom.errors import Refusal
from showroom.sync import cells, clocks, documents, merge, rows, wire
from showroom.sync.cells import Cells
from showroom.sync.clocks import NEVER
from showroom.sync.merge import Row
from showroom.sync.rows import Address
from showroom.sync.wire import Held


@dataclass(slots=True)
class Overlay:
    """Changes of this desk that HQ does not have: unsent, or refused and not yet dealt with.

    Each address has its changes in order, as kind, cells and stamp; `units` are the documents.
    """

    changes: dict[Address, list[tuple[str, Cells, bytes]]] = field(default_factory=dict)
    units: set[bytes] = field(default_factory=set)

    def add(self, address: Address, kind: str, body: str, mark: bytes) -> None:
        """Lay one more change on top."""
        told = wire.told(body)
        self.changes.setdefault(address, []).append((kind, told, mark))
        root = documents.root_of(*address, told)
        if root is not None:
            self.units.add(root)

    def over(self, address: Address, row: Row) -> Row:
        """The row with this desk's own changes over it."""
        for kind, told, mark in self.changes.get(address, ()):
            if kind == "D":
                merge.delete(row, mark)
            else:
                lay = merge.insert if kind == "I" else merge.write
                lay(address[0], row, told, mark, row.clocks.copy())
        return row


@dataclass(slots=True)
class Applied:
    """What laying rows on came to: rows touched by table, the latest clock seen."""

    touched: dict[str, set[bytes]] = field(default_factory=dict)
    newest: bytes = NEVER

    def change(self, address: Address) -> None:
        """Note a row that changed here."""
        self.touched.setdefault(address[0], set()).add(address[1])


class Laying:
    """Rows from HQ being laid on the store; the caller's transaction makes no outbox rows."""

    def __init__(self, connection: Connection, overlay: Overlay, withdrawn: set[Address]) -> None:
        self._connection, self._overlay, self._withdrawn = connection, overlay, withdrawn
        self._writes: dict[str, dict[bytes, tuple[Any, ...]]] = {}
        self._removed: dict[Address, None] = {}
        self._marks: dict[Address, tuple[object, ...]] = {}
        self._unmarked: dict[Address, None] = {}
        self._parked: dict[Address, tuple[Held, str]] = {}
        self.applied = Applied()

    def lay(self, found: Iterable[Held]) -> Applied:
        """Lay the rows on, later ones over earlier ones; a row that cannot be is parked."""
        for held in found:
            self._parked.pop((held.table, held.id), None)
            try:
                self._one(held)
            except Refusal as refusal:
                self._park(held, refusal.code)
        self._store()
        return self.applied

    def _one(self, held: Held) -> None:
        address = (held.table, held.id)
        if self._is_own_document(held):
            return
        if held.evicted:
            self._evict(address)
            return
        if not cells.columns(held.table):
            raise Refusal("sync.table_unknown", table=held.table)
        row = Row({}, clocks.unpack(held.clocks), held.gone or NEVER)
        self.applied.newest = max(self.applied.newest, row.clocks.newest(), row.gone)
        if row.alive:
            row.cells = wire.decode_cells(held.cells)
        self._mark(held, row)
        ours = address in self._overlay.changes
        self._put(address, self._overlay.over(address, row.copy()) if ours else row, row)

    def _park(self, held: Held, reason: str) -> None:
        """Keep a row as it came; it counts as read, so that nobody sends it over and over."""
        self._parked[held.table, held.id] = (held, reason)
        with contextlib.suppress(Refusal):
            row = Row({}, clocks.unpack(held.clocks), held.gone or NEVER)
            if row.alive:
                row.cells = wire.decode_cells(held.cells)
            else:
                del self._parked[held.table, held.id]
            self._mark(held, row)
            self._unmarked.pop((held.table, held.id), None)

    def _is_own_document(self, held: Held) -> bool:
        """Whether the row is of a document this desk changed too: HQ's verdict comes first."""
        if merge.kind_of(held.table) is not Kind.DOCUMENT or not self._overlay.units:
            return False
        told = {} if held.evicted else wire.decode_cells(held.cells)
        root = documents.root_of(held.table, held.id, told)
        return (held.table, held.id) in self._overlay.changes or root in self._overlay.units

    def _evict(self, address: Address) -> None:
        """Let a row go, unless it is this desk's own that HQ does not have yet."""
        self._forget(address)
        self._unmarked[address] = None
        if address not in self._overlay.changes or address in self._withdrawn:
            self._removed[address] = None
            self.applied.change(address)

    def _put(self, address: Address, row: Row, theirs: Row) -> None:
        self._forget(address)
        self._unmarked.pop(address, None)
        if row.alive:
            values = cells.to_values(address[0], row.cells)
            self._writes.setdefault(address[0], {})[address[1]] = (address[1], *values)
        elif address not in self._overlay.changes or not theirs.alive:
            self._removed[address] = None
        self.applied.change(address)

    def _forget(self, address: Address) -> None:
        """What an earlier version of the row in this batch had asked for."""
        self._writes.get(address[0], {}).pop(address[1], None)
        self._removed.pop(address, None)

    def _mark(self, held: Held, row: Row) -> None:
        extra, alive = cells.unknown(held.table, row.cells), row.alive
        self._marks[held.table, held.id] = (
            held.table,
            held.id,
            held.bucket,
            held.seq,
            cells.shard(held.id),
            cells.digest(held.table, held.id, row.cells) if alive else 0,
            held.clocks,
            not alive,
            wire.encode_cells(extra) if extra else None,
            held.proof or None,
        )

    def _store(self) -> None:
        rows.remove(self._connection, self._removed)
        for table, found in self._writes.items():
            rows.write_values(self._connection, table, list(found.values()))
        rows.mark(
            self._connection, [self._marks[a] for a in self._marks if a not in self._unmarked]
        )
        rows.unmark(self._connection, self._unmarked)
        for held, reason in self._parked.values():
            self._connection.execute(
                text(
                    "INSERT OR REPLACE INTO parked_row (row_table, row_id, raw, reason, at) "
                    "VALUES (:t, :k, :raw, :reason, 0)"
                ),
                {"t": held.table, "k": held.id, "raw": wire.encode(held), "reason": reason},
            )


def parked_rows(connection: Connection) -> list[Held]:
    """The rows kept as they came, because this version could not lay them on."""
    found = connection.exec_driver_sql("SELECT raw FROM parked_row").scalars().all()
    return [msgspec.msgpack.decode(raw, type=Held) for raw in found]


def unpark(connection: Connection) -> list[Held]:
    """The rows parked by an earlier version, taken out to be tried again."""
    found = parked_rows(connection)
    if found:
        connection.exec_driver_sql("DELETE FROM parked_row")
    return found
