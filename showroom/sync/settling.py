"""HQ's answer settled in a desk's store, in the caller's one transaction: verdicts, then rows."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

import msgspec
from sqlalchemy import Connection, text

from db import life
from db.base import Kind
from db.types import Instant
from showroom.ids import Ids
from showroom.sync import cells, clocks, documents, merge, outgoing, rows, standing, tray, wire
from showroom.sync.clocks import NEVER, Clocks
from showroom.sync.forks import fork
from showroom.sync.incoming import Laying, Overlay, parked_rows, unpark
from showroom.sync.recapture import Recapture
from showroom.sync.rows import Address
from showroom.sync.standing import Standing
from showroom.sync.wire import Answer, Held, Tx

ACCEPTED, MERGED, FORKED = "accepted", "merged", "forked"
_JITTER_MS = 2_000
_HAND_BACK = 5_000
_NO_END = (1 << 63) - 1
_NO_CELLS = msgspec.Raw(msgspec.msgpack.encode({}))


@dataclass(frozen=True, slots=True)
class Came:
    """What was pushed, every answer to it, how much was left unsaid, when (ms, own clock) asked."""

    txs: list[Tx]
    answers: list[Answer]
    left: int
    asked_at: int


@dataclass(frozen=True, slots=True)
class Laid:
    """The rows that changed here by table, how many transactions were refused, how many forked."""

    touched: dict[str, set[bytes]]
    refused: int
    forked: int = 0


def settle(connection: Connection, came: Came, ids: Ids, now: datetime, millis: int) -> Laid:
    """Settle verdicts, forks, rows, cursors and receipts; the transaction makes no outbox rows."""
    desk = standing.standing(connection)
    first, back_from = came.answers[0], _next_back(connection, desk)
    words = {verdict.tx: verdict for verdict in first.verdicts}
    judged = [(tx, words[tx.id]) for tx in came.txs if tx.id in words and tx.last > desk.acked_n]
    taken = [tx for tx, verdict in judged if verdict.word in {ACCEPTED, MERGED}]
    forked = [pair for pair in judged if pair[1].word == FORKED]
    refused = [pair for pair in judged if pair[1].word not in {ACCEPTED, MERGED, FORKED}]
    outbox = Recapture(connection, ids, millis + desk.offset_ms)
    fork(connection, outbox, forked)
    for tx, verdict in refused:
        tray.keep(connection, tx, verdict, now)
    tray.note(connection, taken, now)
    overlay = overlay_of(connection, desk.life, first.acked)
    _acknowledge(connection, desk, taken, overlay, first.head)
    withdrawn = set(tray.to_restore(connection))
    laying = Laying(connection, overlay, withdrawn)
    applied = laying.lay([*unpark(connection), *(row for a in came.answers for row in a.rows)])
    granted = came.answers[-1].cursors
    if first.status != "ok" or (granted and granted.keys() != standing.cursors(connection).keys()):
        _leave_buckets(connection, granted, applied.touched)
    if withdrawn:
        if first.status == "revoked":
            _let_go(connection, withdrawn, applied.touched)
        tray.restored(connection)
    _note(connection, desk, came, applied.newest, (now, millis))
    standing.put(connection, back_from=back_from)
    if first.status == "revoked" and not desk.revoked:
        life.begin_life(connection, ids)  # let in again, it is given its own rows back as well
    return Laid(applied.touched, len(refused), len(forked))


def unjudged(connection: Connection, acked_n: int) -> set[Address]:
    """The rows with changes HQ has not judged, or refused and nobody settled."""
    found = {address for address, *_ in outgoing.changes_after(connection, acked_n)}
    return found | set(tray.blocked(connection)) | set(tray.to_restore(connection))


def to_hand_back(connection: Connection, desk: Standing, txs: Iterable[Tx]) -> list[Held]:
    """Rows HQ gave out before it was restored; none in ordinary times.

    The next few, and those the transactions that go with them are about.
    """
    if desk.back_from is None:
        return []
    until = _page_end(connection, desk.back_from)
    query = text("SELECT row_table, row_id FROM row_mark WHERE seq > :seq AND seq <= :until")
    found = connection.execute(query, {"seq": desk.back_from, "until": until or _NO_END})
    addresses = [(table, bytes(key)) for table, key in found]
    return held(connection, addresses, _given_out(connection, desk, txs))


def _given_out(connection: Connection, desk: Standing, txs: Iterable[Tx]) -> list[Address]:
    """The rows of transactions that HQ gave out, or took, before it was restored."""
    marked = rows.marks(connection, outgoing.addresses(txs))
    return [a for a, mark in marked.items() if mark[2] > (desk.back_from or 0)]


def all_to_hand_back(
    connection: Connection, desk: Standing, parts: list[list[Tx]]
) -> list[list[Held]]:
    """All the rows HQ gave out before it was restored, a message's share at a time.

    With each of `parts` go those its transactions are about.
    """
    if desk.back_from is None:
        return []
    query = text("SELECT row_table, row_id FROM row_mark WHERE seq > :seq ORDER BY seq")
    lines = connection.execute(query, {"seq": desk.back_from})
    found = [(table, bytes(key)) for table, key in lines]
    pages = [found[start : start + _HAND_BACK] for start in range(0, len(found), _HAND_BACK)]
    together = zip_longest(pages, parts)
    return [held(connection, p or [], _given_out(connection, desk, t or [])) for p, t in together]


def held(
    connection: Connection, addresses: list[Address], changed: Iterable[Address] = ()
) -> list[Held]:
    """HQ's copies of rows as this desk holds them; not of rows it changed since.

    Those `changed`, unless refused, come as they stand: what is sent with them says the rest, and
    HQ may not have them at all.
    """
    changed = set(changed) - set(tray.blocked(connection)) - set(tray.to_restore(connection))
    addresses = list(dict.fromkeys([*addresses, *changed]))
    stand = rows.read(connection, addresses)
    parked = {(row.table, row.id): row for row in parked_rows(connection)}
    found = []
    for address, marked in rows.marks(connection, addresses).items():
        _, bucket, seq, digest, packed, gone, _, proof = marked
        told = stand.get(address, {})
        if address in parked:
            raw = parked[address]
            found.append(Held(bucket, *address, seq, raw.clocks, raw.cells, proof=raw.proof))
        elif gone:
            newest = clocks.unpack(packed).newest()
            found.append(Held(bucket, *address, seq, packed, _NO_CELLS, newest, proof=proof or b""))
        elif cells.digest(*address, told) == digest:
            found.append(Held(bucket, *address, seq, packed, wire.raw(told), proof=proof or b""))
        elif address in changed and address in stand:
            found.append(Held(bucket, *address, seq, packed, wire.raw(told)))
    return found


def overlay_of(connection: Connection, life: bytes, acked_n: int) -> Overlay:
    """This desk's own changes that HQ does not have."""
    overlay = Overlay()
    for tx in tray.waiting(connection):
        for op in tx.ops:
            overlay.add((op.table, op.id), op.kind, op.body, clocks.stamp(tx.hlc, life))
    for address, kind, body, hlc in outgoing.changes_after(connection, acked_n):
        overlay.add(address, kind, body, clocks.stamp(hlc, life))
    return overlay


def _acknowledge(
    connection: Connection, desk: Standing, txs: list[Tx], overlay: Overlay, head: int
) -> None:
    """HQ's copies of the rows of these transactions are now what this desk wrote."""
    known = outgoing.Knowledge(connection, desk.life)
    gone: dict[Address, bool] = {}
    marked = rows.marks(connection, outgoing.addresses(txs))
    for tx in txs:
        mark = clocks.stamp(tx.hlc, desk.life)
        for op in tx.ops:
            address = (op.table, op.id)
            known.start(address, marked[address][4] if address in marked else None)
            _advance(known.rows[address], op, mark)
            gone[address] = op.kind == "D"
    stand = rows.read(connection, [a for a in gone if a not in overlay.changes])
    lines = []
    for address, dead in gone.items():
        before = marked.get(address)
        told = stand.get(address)
        lines.append(
            (
                *address, before[1] if before else f"outlet:{desk.outlet_code}", head,
                cells.shard(address[1]),
                0 if dead else cells.digest(*address, told) if told is not None else 1,
                known.rows[address].pack(), dead, before[6] if before else None, None,
            )
        )  # fmt: skip
    rows.mark(connection, lines)
    _advance_units(connection, txs, desk.life)


def _advance(row: Clocks, op: wire.Op, mark: bytes) -> None:
    if row.base == NEVER or merge.kind_of(op.table) in {Kind.DOCUMENT, Kind.FACT}:
        row.base, row.later = max(row.base, mark), {}
    elif op.kind != "D":
        for group in merge.grouped(op.table, wire.told(op.body)):
            row.put(group, mark)


def _advance_units(connection: Connection, txs: Iterable[Tx], life: bytes) -> None:
    """A document whose lines were taken carries the stamp of the last of them."""
    found: dict[Address, bytes] = {}
    for tx in txs:
        for op in tx.ops:
            table = documents.root_table(op.table)
            if table is None or table == op.table:
                continue
            root = documents.root_of(op.table, op.id, wire.told(op.body))
            if root is not None:
                found[table, root] = clocks.stamp(tx.hlc, life)
    lines = [(mark, *address) for address, mark in found.items()]
    if lines:
        connection.exec_driver_sql(
            "UPDATE row_mark SET clocks = max(clocks, ?) WHERE row_table = ? AND row_id = ?", lines
        )


def _leave_buckets(
    connection: Connection, granted: dict[str, int], touched: dict[str, set[bytes]]
) -> None:
    """Let the rows of buckets go that are granted no longer."""
    found = connection.exec_driver_sql("SELECT DISTINCT bucket FROM row_mark").scalars().all()
    for bucket in set(found) - granted.keys():
        gone = connection.execute(
            text("SELECT row_table, row_id FROM row_mark WHERE bucket = :b"), {"b": bucket}
        ).all()
        _let_go(connection, [(table, bytes(key)) for table, key in gone], touched)


def _let_go(
    connection: Connection, addresses: Collection[Address], touched: dict[str, set[bytes]]
) -> None:
    """Rows this desk is not to hold any more."""
    rows.remove(connection, addresses)
    rows.unmark(connection, addresses)
    for table, key in addresses:
        touched.setdefault(table, set()).add(key)


def _note(
    connection: Connection, desk: Standing, came: Came, newest: bytes, at: tuple[datetime, int]
) -> None:
    """Keep where the desk stands now."""
    first, last = came.answers[0], came.answers[-1]
    now, millis = at
    standing.put_cursors(connection, last.cursors)
    standing.put(
        connection,
        acked_n=first.acked,
        acked_h=first.acked_h,
        epoch=first.epoch,
        head=last.head,
        durable=first.durable,
        durable_n=max(desk.durable_n, min(first.durable_n, first.acked)),
        offset_ms=_offset(desk.offset_ms, first.now, came.asked_at, millis),
        seen_hlc=max(desk.seen, clocks.hlc_of(newest)),
        revoked=first.status == "revoked",
        skipped=False,
        synced_at=Instant().process_bind_param(now, None),  # type: ignore[arg-type]
        trouble=None,
    )
    if clocks.hlc_of(newest) > desk.hlc:
        connection.exec_driver_sql("UPDATE replica SET hlc = max(hlc, ?)", (clocks.hlc_of(newest),))
    if first.durable_n > desk.durable_n:
        connection.exec_driver_sql(
            "DELETE FROM outbox WHERE n <= (SELECT durable_n FROM link) "
            "AND n < (SELECT max(n) FROM outbox)"
        )


def _offset(believed: int, hq_millis: int, asked_at: int, taken_at: int) -> int:
    """HQ's clock less ours: what was believed, unless the answer shows that it cannot be.

    HQ said its time somewhere between the asking and the taking; by parcel that may be weeks.
    """
    least, most = sorted((hq_millis - taken_at, hq_millis - asked_at))
    if least - _JITTER_MS <= believed <= most + _JITTER_MS:
        return believed
    return min(max(believed, least), most)


def _next_back(connection: Connection, desk: Standing) -> int | None:
    """Where handing back goes on, None when it is done (or there was none).

    To be asked before the answer is laid on: what HQ took comes back under a new number.
    """
    return None if desk.back_from is None else _page_end(connection, desk.back_from)


def _page_end(connection: Connection, after: int) -> int | None:
    """The number up to which the next rows are handed back, None when they are the last.

    Rows of one number go together: all of a push are marked with HQ's head after it.
    """
    query = text("SELECT seq FROM row_mark WHERE seq > :seq ORDER BY seq LIMIT 1 OFFSET :most")
    end = connection.execute(query, {"seq": after, "most": _HAND_BACK - 1}).scalar()
    beyond = text("SELECT 1 FROM row_mark WHERE seq > :seq LIMIT 1")
    return end if end and connection.execute(beyond, {"seq": end}).scalar() else None
