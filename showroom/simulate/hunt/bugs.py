"""Bugs planted on purpose, each a small change of a real function: the simulation must find each.

A bug is a context: within it the product has it.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from sqlalchemy import Connection, text

from db import life
from db.session import Store, Writing
from showroom.hq import accept, claims, closing, desks, exchange, feed, handback
from showroom.hq.hearing import Hearing
from showroom.sync import cells, engine, heal, merge, settling, standing, turning, wire

Bug = Callable[[], AbstractContextManager[object]]
_Any = Any


def no_idempotency() -> AbstractContextManager[object]:
    """HQ takes a repeated transaction for a new one."""
    return _all(
        patch.object(Hearing, "repeated", lambda _: {}),
        patch.object(Hearing, "fresh", lambda self, _: self._request.txs),
    )


def acknowledged_early() -> AbstractContextManager[object]:
    """A desk takes what it sends for received before HQ answers."""

    def ask(self: _Any, request: wire.Request, *rest: _Any) -> wire.Answer:
        if request.txs:
            last = request.txs[-1]
            with self.store.applying() as connection:
                standing.put(connection, acked_n=last.last, acked_h=last.h)
        return _ask(self, request, *rest)

    _ask = engine.Engine._ask
    return patch.object(engine.Engine, "_ask", ask)


def cursor_before_rows() -> AbstractContextManager[object]:
    """A desk notes how far it has read before it lays the rows on, in a transaction of its own."""

    def ask(self: _Any, request: wire.Request, *rest: _Any) -> wire.Answer:
        answer = _ask(self, request, *rest)
        if answer.status == "ok":
            with self.store.applying() as connection:
                standing.put_cursors(connection, answer.cursors)
        return answer

    _ask = engine.Engine._ask
    return patch.object(engine.Engine, "_ask", ask)


def cursor_past_a_row() -> AbstractContextManager[object]:
    """HQ's cursors are one too far: the next row is never read."""

    def page(connection: Connection, reader: feed.Reader, head: int) -> feed.Page:
        found = _page(connection, reader, head)
        far = {bucket: seq + 1 for bucket, seq in found.cursors.items()}
        return feed.Page(found.rows, far, found.more)

    _page = feed.page
    return patch.object(feed, "page", page)


def no_epoch() -> AbstractContextManager[object]:
    """Nobody notices that HQ was put back from a backup."""

    def stands(self: _Any, heard: _Any) -> str:
        told = _standing(self, heard)
        return "ok" if told == "rewind" else told

    _standing = Hearing.standing
    return patch.object(Hearing, "standing", stands)


def restore_keeps_cursors() -> AbstractContextManager[object]:
    """After HQ's restore a desk reads on where it was, though numbers are given anew."""

    def rewind(connection: Connection, *rest: _Any) -> _Any:
        before = standing.cursors(connection)
        done = _rewind(connection, *rest)
        standing.put_cursors(connection, before)
        return done

    _rewind = turning.rewind
    return patch.object(turning, "rewind", rewind)


def nothing_handed_back() -> AbstractContextManager[object]:
    """After HQ's restore nobody brings what the backup lacks."""
    return patch.object(handback, "take", lambda *_: [])


def poison_blocks() -> AbstractContextManager[object]:
    """After one refused transaction all later ones of the push wait."""

    def judge(shelf: _Any, sender: _Any, tx: wire.Tx, waiting: _Any, check: _Any) -> _Any:
        if refused.get(id(waiting)) is waiting:
            return accept.Outcome(wire.Verdict(tx.id, tx.last, accept.HELD, "sync.waits"))
        outcome = _judge(shelf, sender, tx, waiting, check)
        if outcome.verdict.word == accept.REJECTED:
            refused.clear()
            refused[id(waiting)] = waiting
        return outcome

    refused: dict[int, _Any] = {}
    _judge = accept.judge
    return patch.object(accept, "judge", judge)


def clone_keeps_life() -> AbstractContextManager[object]:
    """A copy or a restored desk goes on under the numbers of the original, and HQ lets it."""

    def stands(self: _Any, heard: _Any) -> str:
        told = _standing(self, heard)
        return "ok" if told == "reborn" else told

    _standing = Hearing.standing
    return _all(
        patch.object(life, "begin_life", lambda *_: ""),
        patch.object(Hearing, "standing", stands),
    )


def chain_unchecked() -> AbstractContextManager[object]:
    """HQ compares numbers alone, not the hashes of what was written under them."""

    def stands(self: _Any, heard: _Any) -> str:
        told = _standing(self, heard)
        same = heard is not None and self._request.prev_n == heard.n
        return "ok" if told == "reborn" and same else told

    _standing = Hearing.standing
    return patch.object(Hearing, "standing", stands)


def row_level_merge() -> AbstractContextManager[object]:
    """The later writer of a row wins it whole."""
    return patch.object(merge, "grouped", lambda _, told: {merge.WHOLE: dict(told)})


def echo() -> AbstractContextManager[object]:
    """Rows that were read are taken for a desk's own writing, and sent."""

    @contextmanager
    def applying(self: _Any) -> Iterator[Connection]:
        with _applying(self) as connection:
            writing: Writing = self._writing
            writing.hlc = int(connection.execute(text("SELECT hlc FROM replica")).scalar() or 0) + 1
            writing.tx, writing.actor = writing.hlc.to_bytes(16), bytes(16)
            writing.applying = False
            yield connection

    _applying = Store.applying
    return patch.object(Store, "applying", applying)


def granted_twice() -> AbstractContextManager[object]:
    """The arbiter does not look at what it granted before."""
    return patch.object(claims, "_granted", lambda *_: [])


def clock_falls() -> AbstractContextManager[object]:
    """A desk's clock follows the machine's, also backwards."""

    def begin(self: _Any, connection: Connection, author: _Any) -> None:
        _begin(self, connection, author)
        self._writing.hlc = author.millis << 16

    _begin = Store._begin
    return patch.object(Store, "_begin", begin)


def future_taken() -> AbstractContextManager[object]:
    """HQ stores changes of any clock."""
    return patch.object(exchange._Exchange, "_latest", lambda _: 1 << 63)


def tombstone_forgotten() -> AbstractContextManager[object]:
    """Deletions are not sent to anybody."""

    def page(connection: Connection, reader: feed.Reader, head: int) -> feed.Page:
        found = _page(connection, reader, head)
        return feed.Page([row for row in found.rows if not row.gone], found.cursors, found.more)

    _page = feed.page
    return patch.object(feed, "page", page)


def unknown_dropped() -> AbstractContextManager[object]:
    """A desk drops the columns it does not know."""
    return patch.object(cells, "unknown", lambda *_: {})


def floor_for_all() -> AbstractContextManager[object]:
    """Second-tier outlets are granted floor prices too."""

    def buckets(self: _Any) -> list[str]:
        found: list[str] = _buckets(self)
        return [*found, f"floor:{self.policy_group}"] if found else found

    _buckets = desks.Desk.buckets
    return patch.object(desks.Desk, "buckets", buckets)


def conflict_untold() -> AbstractContextManager[object]:
    """An edit that gave way is forgotten."""
    return patch("showroom.hq.effects.conflicts.found", lambda *_: [])


def closed_day_open() -> AbstractContextManager[object]:
    """What comes late counts on the day that was closed."""
    return patch.object(closing, "postings", lambda *_: {})


def fork_dropped() -> AbstractContextManager[object]:
    """Of two versions of a document written at once the later one is gone."""
    return patch.object(settling, "fork", lambda *_: {})


def forked_never() -> AbstractContextManager[object]:
    """Two versions of a document written at once are mixed."""
    return patch.object(accept, "_stale", lambda *_: [])


def rot_unseen() -> AbstractContextManager[object]:
    """The deep check looks at nothing."""
    return patch.object(heal, "rotten", lambda *_: [])


BUGS: dict[str, Bug] = {
    bug.__name__: bug
    for bug in (
        no_idempotency, acknowledged_early, cursor_before_rows, cursor_past_a_row, no_epoch,
        restore_keeps_cursors, nothing_handed_back, poison_blocks, clone_keeps_life,
        chain_unchecked, row_level_merge, echo, granted_twice, clock_falls, future_taken,
        tombstone_forgotten, unknown_dropped, floor_for_all, conflict_untold, closed_day_open,
        fork_dropped, forked_never, rot_unseen,
    )
}  # fmt: skip
"""Each planted bug by its name."""


@contextmanager
def _all(*patches: AbstractContextManager[object]) -> Iterator[None]:
    with ExitStack() as stack:
        for each in patches:
            stack.enter_context(each)
        yield
