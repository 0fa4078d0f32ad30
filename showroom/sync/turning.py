"""When HQ says that things are not as a desk believed: another clock, another HQ, another life."""

from itertools import groupby

from sqlalchemy import Connection, text

from db import changes
from showroom.sync import clocks, standing
from showroom.sync.standing import Standing
from showroom.sync.wire import Answer


def restamp(connection: Connection, desk: Standing, hq_millis: int, own_millis: int) -> None:
    """Give the unsent changes clocks HQ will take, in their order, and chain them anew.

    From here on HQ's time is what this desk's clocks are made of.
    """
    rows = connection.execute(
        text("SELECT n, tx, row_table, row_id, op, body FROM outbox WHERE n > :n ORDER BY n"),
        {"n": desk.acked_n},
    ).all()
    link = standing.chain_at(connection, desk.acked_n) or desk.acked_h
    hlc = max(clocks.first_hlc(hq_millis), _last_told(connection, desk))
    for _, group in groupby(rows, key=lambda row: row[1]):
        hlc += 1
        for n, _, table, key, op, body in group:
            link = changes.chained(link, table, key, op, hlc, body)
            connection.execute(
                text("UPDATE outbox SET hlc = :hlc, h = :h WHERE n = :n"),
                {"hlc": hlc, "h": link, "n": n},
            )
    connection.execute(text("UPDATE replica SET hlc = :hlc"), {"hlc": hlc})
    standing.put(connection, offset_ms=hq_millis - own_millis)


def rewind(connection: Connection, desk: Standing, answer: Answer) -> bool:
    """Go back to what HQ knows after it was restored; False when its past is not this desk's.

    What was sent since is sent again, cursors fall to HQ's head, and what the desk holds beyond it
    is handed back.
    """
    n = min(desk.acked_n, answer.acked)
    first = connection.exec_driver_sql("SELECT min(n) FROM outbox").scalar()
    at = max(n, int(first) - 1 if first is not None else desk.acked_n)
    known = standing.chain_at(connection, at)
    if at == answer.acked and known not in {None, answer.acked_h}:
        return False
    standing.put(
        connection,
        epoch=answer.epoch,
        acked_n=at,
        acked_h=known or (answer.acked_h if at == answer.acked else desk.acked_h),
        durable_n=0,
        durable=0,
        back_from=answer.epoch_head if desk.epoch != answer.epoch else None,
        skipped=at > answer.acked,
    )
    found = standing.cursors(connection)
    standing.put_cursors(connection, {b: min(seq, answer.epoch_head) for b, seq in found.items()})
    return True


def _last_told(connection: Connection, desk: Standing) -> int:
    """The clock of the last change HQ has judged and of all that HQ told, as far as it is kept."""
    query = text("SELECT max(hlc) FROM outbox WHERE n <= :n")
    own = connection.execute(query, {"n": desk.acked_n}).scalar() or 0
    return max(int(own), desk.seen)
