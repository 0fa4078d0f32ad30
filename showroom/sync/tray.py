"""The tray (待处理): transactions HQ refused, kept until a person retries or withdraws them."""

import json
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, text

from db.types import Instant
from showroom.errors import Refusal
from showroom.sync import documents, rows, wire
from showroom.sync.recapture import Again, Recapture, folded
from showroom.sync.wire import Tx, Verdict

Address = tuple[str, bytes]

RETRIED, WITHDRAWING, WITHDRAWN = "retried", "withdrawing", "withdrawn"


def keep(connection: Connection, tx: Tx, verdict: Verdict, now: datetime) -> None:
    """Put a refused transaction into the tray with its reason."""
    connection.execute(
        text(
            "INSERT OR REPLACE INTO tx_receipt "
            "(tx, first_n, last_n, verdict, code, facts, at, ops) "
            "VALUES (:tx, :first, :last, :verdict, :code, :facts, :at, :ops)"
        ),
        {
            "tx": tx.id, "first": tx.first, "last": tx.last, "verdict": verdict.word,
            "code": verdict.code, "facts": json.dumps(verdict.facts, default=str),
            "at": _micros(now), "ops": wire.encode(tx),
        },
    )  # fmt: skip


def note(connection: Connection, txs: list[Tx], now: datetime) -> None:
    """Keep HQ's receipt for a run of transactions it took."""
    if txs:
        connection.execute(
            text(
                "INSERT OR REPLACE INTO tx_receipt (tx, first_n, last_n, verdict, facts, at) "
                "VALUES (:tx, :first, :last, 'accepted', '{}', :at)"
            ),
            {"tx": txs[-1].id, "first": txs[0].first, "last": txs[-1].last, "at": _micros(now)},
        )


def waiting(connection: Connection) -> list[Tx]:
    """The transactions in the tray, in the order they were written."""
    rows_found = connection.exec_driver_sql(
        "SELECT ops FROM tx_receipt WHERE ops IS NOT NULL AND settled_at IS NULL "
        "AND settled_how IS NULL ORDER BY first_n"
    )
    return [wire.decode(raw, Tx) for (raw,) in rows_found]


def blocked(connection: Connection) -> dict[Address, bytes]:
    """The rows of the transactions in the tray, each with the first of them that touched it."""
    found: dict[Address, bytes] = {}
    for tx in waiting(connection):
        for address in documents.reached(tx.ops):
            found.setdefault(address, tx.id)
    return found


def retry(connection: Connection, outbox: Recapture, tx_id: bytes, now: datetime) -> None:
    """Send a refused transaction again, with all later ones that waited for its rows.

    The rows are put to what it said where somebody's later edit is not newer; raises Refusal
    `sync.not_waiting` when it is not in the tray.
    """
    for tx in _with_followers(connection, tx_id):
        ops = (Again((op.table, op.id), op.kind, wire.told(op.body)) for op in tx.ops)
        again = folded(ops)
        _lay(connection, again)
        outbox.transaction(tx.actor, again)
        _settle(connection, tx.id, RETRIED, now)


def withdraw(connection: Connection, tx_id: bytes, now: datetime) -> None:
    """Give a refused transaction up, with all later ones that waited for its rows.

    Its rows are put back to HQ's state at the next exchange; what it said stays in the tray's
    history. Raises Refusal `sync.not_waiting`.
    """
    for tx in _with_followers(connection, tx_id):
        _settle(connection, tx.id, WITHDRAWING, now)


def to_restore(connection: Connection) -> list[Address]:
    """The rows of withdrawn transactions that HQ's state has not replaced yet."""
    found = connection.exec_driver_sql(
        "SELECT ops FROM tx_receipt WHERE settled_how = 'withdrawing' ORDER BY first_n"
    )
    txs = [wire.decode(raw, Tx) for (raw,) in found]
    return list(dict.fromkeys((op.table, op.id) for tx in txs for op in tx.ops))


def restored(connection: Connection) -> None:
    """HQ's state has replaced the rows of the withdrawn transactions."""
    connection.exec_driver_sql(
        "UPDATE tx_receipt SET settled_how = 'withdrawn' WHERE settled_how = 'withdrawing'"
    )


def _with_followers(connection: Connection, tx_id: bytes) -> list[Tx]:
    """The transaction and those after it in the tray that touch its rows."""
    found: list[Tx] = []
    touched: set[Address] = set()
    for tx in waiting(connection):
        mine = documents.reached(tx.ops)
        if tx.id == tx_id or mine & touched:
            found.append(tx)
            touched |= mine
    if not found:
        raise Refusal("sync.not_waiting")
    return found


def _lay(connection: Connection, again: Iterable[Again]) -> None:
    """Make the rows here say what is sent."""
    for each in again:
        if each.kind == "D":
            rows.remove(connection, [each.address])
            continue
        stands = rows.read(connection, [each.address]).get(each.address, {})
        rows.write(connection, each.address[0], [(each.address[1], {**stands, **each.cells})])


def _settle(connection: Connection, tx_id: bytes, how: str, now: datetime) -> None:
    connection.execute(
        text("UPDATE tx_receipt SET settled_at = :at, settled_how = :how WHERE tx = :tx"),
        {"at": _micros(now), "how": how, "tx": tx_id},
    )


def _micros(now: datetime) -> int | None:
    return Instant().process_bind_param(now, None)  # type: ignore[arg-type]
