"""Forks: a document two desks changed at once becomes two versions, never a mix.

HQ keeps what arrived first. The desk that came later keeps its own as a second version under new
keys, not yet issued, and takes HQ's for the first.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, text

from db.base import policies
from showroom.sync import documents, rows, wire
from showroom.sync.cells import Cell, Cells
from showroom.sync.recapture import Again, Recapture, folded
from showroom.sync.wire import Op, Tx, Verdict

Address = tuple[str, bytes]


def fork(
    connection: Connection, outbox: Recapture, refused: Iterable[tuple[Tx, Verdict]]
) -> dict[bytes, bytes]:
    """Make second versions of the documents HQ named, and send the rest again.

    Gives the new key of each document by its old one. The old rows are left for HQ's to replace.
    """
    found: dict[bytes, bytes] = {}
    pairs = list(refused)
    stale = {bytes.fromhex(root) for _, verdict in pairs for root in verdict.facts["documents"]}
    for tx, _ in pairs:
        rest = []
        for op in tx.ops:
            root = _root(connection, op)
            if root is None or root[1] not in stale:
                rest.append(Again((op.table, op.id), op.kind, wire.told(op.body)))
            elif root[1] not in found:
                found[root[1]] = outbox.key().bytes
                _second(connection, outbox, tx.actor, root, found[root[1]])
        if rest:
            outbox.transaction(tx.actor, folded(rest))
    return found


def _root(connection: Connection, op: Op) -> Address | None:
    table = documents.root_table(op.table)
    if table is None:
        return None
    key = documents.root_of(op.table, op.id, wire.told(op.body))
    if key is None:
        told = rows.read(connection, [(op.table, op.id)]).get((op.table, op.id), {})
        key = documents.root_of(op.table, op.id, told)
    return (table, key or op.id)


def _second(
    connection: Connection, outbox: Recapture, actor: bytes, root: Address, new: bytes
) -> None:
    """Copy a document as it stands on this desk under a new key, as a draft of the next version."""
    told = rows.read(connection, [root]).get(root)
    if told is None:
        return
    version = told.get("version")
    told |= policies()[root[0]].fork
    told["version"] = (version if isinstance(version, int) else 0) + 1
    copies = [Again((root[0], new), "I", told)]
    for table in documents.line_tables(root[0]):
        column = documents.parent_column(table) or ""
        for line in _lines(connection, table, column, root[1]):
            cells: Cells = {**line, column: new.hex().upper()}
            copies.append(Again((table, outbox.key().bytes), "I", cells))
    for copy in copies:
        rows.write(connection, copy.address[0], [(copy.address[1], copy.cells)])
    outbox.transaction(actor, copies)


def _lines(connection: Connection, table: str, column: str, root: bytes) -> list[dict[str, Cell]]:
    keys = connection.execute(
        text(f"SELECT id FROM {table} WHERE {column} = :root ORDER BY id"),  # noqa: S608 - our names
        {"root": root},
    ).scalars()
    found = rows.read(connection, [(table, bytes(key)) for key in keys])
    return list(found.values())
