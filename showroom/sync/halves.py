"""The two halves of an exchange at a desk: what it asks, and what it does with the answer.

Over a line one follows the other at once; by parcel weeks may lie between, and writes, and other
exchanges. Both ways are made of these.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from db import life, migrations
from db.session import Store
from showroom.clock import Clock
from showroom.errors import Trouble
from showroom.ids import Ids
from showroom.sync import outgoing, settling, standing, tray, turning, wire
from showroom.sync.collecting import put_off
from showroom.sync.outgoing import Address
from showroom.sync.settling import Came
from showroom.sync.standing import Standing
from showroom.sync.wire import Answer, Held, Request, Tx

APP = "1"
TURNED = frozenset({"reborn", "rewind", "clock"})
"""The statuses by which HQ asks the desk to turn round first."""

_MOST_ROWS = 5_000
_ONE_ROW = 1

Derive = Callable[[Connection, dict[str, set[bytes]]], None]
"""Brings what is derived from rows (search keys) up to date after these changed."""


def nothing_derived(connection: Connection, touched: dict[str, set[bytes]]) -> None:
    """Nothing is derived."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What an exchange asks for beyond the usual."""

    want: list[Address] = field(default_factory=list)
    back: list[Held] = field(default_factory=list)
    digests: bool = False


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What an exchange came to: transactions judged and refused, rows laid, tables, messages.

    `forked` transactions became second versions of their documents, which are to be sent next.
    """

    status: str
    sent: int = 0
    refused: int = 0
    laid: int = 0
    tables: frozenset[str] = frozenset()
    trips: int = 0
    forked: int = 0

    def and_then(self, told: "Exchanged") -> "Exchanged":
        """This, and what came after it."""
        return Exchanged(
            told.status, self.sent + told.sent, self.refused + told.refused,
            self.laid + told.laid, self.tables | told.tables, forked=self.forked + told.forked,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Said:
    """What a request says beyond where the desk stands."""

    txs: list[Tx]
    left: int
    cursors: dict[str, int]
    wish: Wish
    limit: int = _MOST_ROWS


@dataclass(slots=True)
class Halves:
    """A desk's halves of an exchange over its open store."""

    store: Store
    clock: Clock
    ids: Ids
    derive: Derive = nothing_derived

    def request(self, wish: Wish) -> tuple[Request, int]:
        """The next message to HQ, and how much it leaves unsaid; raises Trouble."""
        with self.store.read() as session, put_off():
            connection = session.connection()
            desk = _enrolled(connection)
            txs = outgoing.unsent(connection, desk.life, desk.acked_n, tray.blocked(connection))
            last = txs[-1].last if txs else desk.acked_n
            left = outgoing.unsent_count(connection, last)
            want = [*wish.want, *tray.to_restore(connection)]
            back = settling.to_hand_back(connection, desk, txs) + wish.back
            cursors = standing.cursors(connection)
        said = _Said(txs, left, cursors, Wish(want, back, wish.digests))
        return self._worded(desk, said), left or int(desk.back_from is not None)

    def requests(self, connection: Connection) -> list[Request]:
        """All there is to say, in as many messages as it takes; raises Trouble `not_enrolled`.

        Only the last asks for more than a row: it is answered by all the pages there are.
        """
        desk = _enrolled(connection)
        parts = outgoing.all_unsent(connection, desk.life, desk.acked_n, tray.blocked(connection))
        backs = settling.all_to_hand_back(connection, desk, parts)
        count = max(len(parts), len(backs), 1)
        parts += [[]] * (count - len(parts))
        backs += [[]] * (count - len(backs))
        want, cursors = tray.to_restore(connection), standing.cursors(connection)
        found, at = [], (desk.acked_n, desk.acked_h)
        for number, (txs, back) in enumerate(zip(parts, backs, strict=True), 1):
            left = sum(len(tx.ops) for part in parts[number:] for tx in part)
            is_last = number == count
            wish = Wish(want if is_last else [], back)
            limit = _MOST_ROWS if is_last else _ONE_ROW
            said = self._worded(desk, _Said(txs, left, cursors, wish, limit))
            found.append(wire.changed(said, prev_n=at[0], prev_h=at[1]))
            at = (txs[-1].last, txs[-1].h) if txs else at
        return found

    def take(self, came: Came) -> Exchanged:
        """Lay HQ's answer on the store in one transaction."""
        with self.store.applying() as connection, put_off():
            return self.lay(connection, [came])

    def lay(self, connection: Connection, cames: Iterable[Came]) -> Exchanged:
        """Lay answers on the store, one after the other, in the caller's transaction."""
        now, total, touched = self.clock.now(), Exchanged("ok"), dict[str, set[bytes]]()
        for came in cames:
            laid = settling.settle(connection, came, self.ids, now, millis(now))
            for table, keys in laid.touched.items():
                touched.setdefault(table, set()).update(keys)
            rows = sum(len(keys) for keys in laid.touched.values())
            told = Exchanged(
                came.answers[0].status, len(came.txs), laid.refused, rows,
                frozenset(laid.touched), forked=laid.forked,
            )  # fmt: skip
            total = total.and_then(told)
        self.derive(connection, touched)
        return total

    def turned(self, answer: Answer, asked_at: int) -> None:
        """Do what HQ's status asks before the desk can go on; `asked_at` in ms by its own clock."""
        with self.store.applying() as connection:
            self.turn(connection, answer, asked_at)

    def turn(self, connection: Connection, answer: Answer, asked_at: int) -> None:
        """As `turned`, in the caller's transaction."""
        desk = standing.standing(connection)
        if answer.status == "clock":
            turning.restamp(connection, desk, answer.now, asked_at)
        elif answer.status == "reborn" or not turning.rewind(connection, desk, answer):
            life.begin_life(connection, self.ids)

    def _worded(self, desk: Standing, said: _Said) -> Request:
        return Request(
            wire.VERSION,
            migrations.HEAD,
            APP,
            desk.device,
            desk.life,
            millis(self.clock.now()),
            desk.epoch,
            desk.acked_n,
            desk.acked_h,
            said.txs,
            said.cursors,
            said.limit,
            said.left,
            said.wish.want,
            said.wish.back,
            desk.durable,
            said.wish.digests,
            desk.skipped,
        )


def following(request: Request, answer: Answer) -> Request:
    """The request for the next page: nothing pushed again, read on where the last one ended."""
    return wire.changed(
        request, txs=[], want=[], back=[], cursors=answer.cursors, prev_n=answer.acked,
        prev_h=answer.acked_h, epoch=answer.epoch, skipped=False,
    )  # fmt: skip


def millis(now: datetime) -> int:
    """Milliseconds since 1970 UTC."""
    return int(now.timestamp() * 1000)


def _enrolled(connection: Connection) -> Standing:
    desk = standing.standing(connection)
    if not desk.enrolled:
        raise Trouble("sync.not_enrolled")
    return desk
