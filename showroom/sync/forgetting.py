"""Forgetting: what was said of an erased person leaves the outbox and the tray as well.

The changes keep their numbers, clocks and hashes; only the cells go, and only of changes HQ has
judged: what is unsent goes to HQ first, which blanks it on arrival.
"""

from collections.abc import Collection

from sqlalchemy import Connection, text

from showroom.sync import wire
from showroom.sync.rows import Address
from showroom.sync.wire import Op, Tx

NOTHING_SAID = "{}"


def forget(connection: Connection, addresses: Collection[Address]) -> None:
    """Blank what the judged changes of these rows said, in the caller's applying transaction."""
    found = connection.exec_driver_sql(
        "SELECT n, row_table, row_id FROM outbox WHERE n <= (SELECT acked_n FROM link) "
        "AND body <> '{}'"
    )
    lines = [(n,) for n, table, key in found if (table, bytes(key)) in addresses]
    if lines:
        connection.exec_driver_sql("UPDATE outbox SET body = '{}' WHERE n = ?", lines)
    kept = connection.exec_driver_sql("SELECT tx, ops FROM tx_receipt WHERE ops IS NOT NULL").all()
    for key, raw in kept:
        tx = wire.decode(raw, Tx)
        if any((op.table, op.id) in addresses for op in tx.ops):
            rest = wire.changed(tx, ops=without(tx.ops, addresses))
            connection.execute(
                text("UPDATE tx_receipt SET ops = :ops WHERE tx = :tx"),
                {"ops": wire.encode(rest), "tx": key},
            )


def blanked(raw: bytes, addresses: Collection[Address]) -> bytes | None:
    """Logged operations without what they said of these rows; None when they said nothing."""
    ops = wire.decode_ops(raw)
    if not any((op.table, op.id) in addresses for op in ops):
        return None
    return wire.encode_ops(without(ops, addresses))


def without(ops: list[Op], addresses: Collection[Address]) -> list[Op]:
    """Operations without what they say of these rows."""
    return [_blank(op, addresses) for op in ops] if addresses else ops


def _blank(op: Op, addresses: Collection[Address]) -> Op:
    return wire.changed(op, body=NOTHING_SAID) if (op.table, op.id) in addresses else op
