"""The engine of a desk: one exchange with HQ, from the unsent changes to rows laid on the store."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection

from db import life, migrations
from db.session import Store
from showroom.clock import Clock
from showroom.errors import Trouble
from showroom.ids import Ids
from showroom.sync import heal, outgoing, settling, standing, tray, turning, wire
from showroom.sync.outgoing import Address
from showroom.sync.settling import Came
from showroom.sync.standing import Standing
from showroom.sync.wire import Answer, DigestAsk, DigestRows, Request, Tx

APP = "1"
_MOST_ROWS = 5_000
_MOST_TURNS = 6
_MOST_HEALS = 3


class Transport(Protocol):
    """The way to HQ: the bytes of a request there, the bytes of the answer back.

    Raises Trouble when HQ cannot be reached, Refusal when it says no to the message itself.
    """

    def post(self, path: str, body: bytes) -> bytes:
        """Send and wait for the answer."""
        ...


Derive = Callable[[Connection, dict[str, set[bytes]]], None]
"""Brings what is derived from rows (search keys) up to date after these changed."""


def _nothing(connection: Connection, touched: dict[str, set[bytes]]) -> None:
    """Nothing is derived."""


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What an exchange came to: transactions judged and refused, rows laid, tables, messages."""

    status: str
    sent: int = 0
    refused: int = 0
    laid: int = 0
    tables: frozenset[str] = frozenset()
    trips: int = 0


@dataclass(slots=True)
class Engine:
    """A desk's engine over its open store. `exchange` blocks; call it off the window's thread."""

    store: Store
    clock: Clock
    ids: Ids
    transport: Transport
    derive: Derive = _nothing
    trips: int = field(default=0, init=False)

    def exchange(self, *, check: bool = False) -> Exchanged:
        """Push what is unsent, pull what is new, lay it on; with `check` compare and heal as well.

        Raises:
            Trouble: HQ out of reach, `sync.not_enrolled`, `sync.upgrade`, `sync.no_agreement`.
            Refusal: HQ refused the message as such; nothing changed.
        """
        self.trips = 0
        done = self._settled(_Wish(digests=check))
        for _ in range(_MOST_HEALS if check else 0):
            wish = self._differences(done)
            if wish is None:
                break
            done = self._settled(wish)
        return replace(done.told, trips=self.trips)

    def _settled(self, wish: "_Wish") -> "_Done":
        """Exchange until nothing that was unsent at the start is left unsaid."""
        total = Exchanged("ok")
        for _ in range(_MOST_TURNS):
            came = self._turn(wish)
            if came is None:
                continue
            told, digests = self._laid(came, wish)
            total = _sum(total, told)
            if not came.left:
                return _Done(total, digests)
            wish = replace(wish, want=[], back=[])
        raise Trouble("sync.no_agreement")

    def _turn(self, wish: "_Wish") -> Came | None:
        """One push with every page of its pull; None when the desk had to turn round first."""
        request, left = self._request(wish)
        first = self._ask(request)
        if first.status in {"reborn", "rewind", "clock"}:
            self._turned(first)
            return None
        if first.status == "upgrade":
            raise Trouble("sync.upgrade", least=first.least_version)
        answers = [first]
        while answers[-1].more:
            answers.append(self._ask(_next(request, answers[-1])))
        return Came(request.txs, answers, left)

    def _request(self, wish: "_Wish") -> tuple[Request, int]:
        with self.store.read() as session:
            connection = session.connection()
            desk = standing.standing(connection)
            if not desk.enrolled:
                raise Trouble("sync.not_enrolled")
            txs = outgoing.unsent(connection, desk.life, desk.acked_n, tray.blocked(connection))
            last = txs[-1].last if txs else desk.acked_n
            left = outgoing.unsent_count(connection, last)
            want = [*wish.want, *tray.to_restore(connection)]
            cursors = standing.cursors(connection)
            back = settling.to_hand_back(connection, desk) + wish.back
        more = _More(left, want, back, cursors)
        return self._worded(desk, txs, wish, more), left or int(desk.back_from is not None)

    def _worded(self, desk: Standing, txs: list[Tx], wish: "_Wish", more: "_More") -> Request:
        return Request(
            wire.VERSION,
            migrations.HEAD,
            APP,
            desk.device,
            desk.life,
            _millis(self.clock.now()),
            desk.epoch,
            desk.acked_n,
            desk.acked_h,
            txs,
            more.cursors,
            _MOST_ROWS,
            more.left,
            more.want,
            more.back,
            desk.durable,
            wish.digests,
            desk.skipped,
        )

    def _ask(self, request: Request) -> Answer:
        self.trips += 1
        return wire.unpack(self.transport.post("/v1/sync", wire.pack(request)), Answer)

    def _turned(self, answer: Answer) -> None:
        """Do what HQ's status asks before the desk can go on."""
        with self.store.applying() as connection:
            desk = standing.standing(connection)
            if answer.status == "clock":
                turning.restamp(connection, desk, answer.now, _millis(self.clock.now()))
            elif answer.status == "reborn" or not turning.rewind(connection, desk, answer):
                life.begin_life(connection, self.ids)

    def _laid(self, came: Came, wish: "_Wish") -> tuple[Exchanged, heal.Sums | None]:
        """Lay everything on the store in one transaction."""
        with self.store.applying() as connection:
            now = self.clock.now()
            laid = settling.settle(connection, came, self.ids, now, _millis(now))
            self.derive(connection, laid.touched)
        told = Exchanged(
            came.answers[0].status, len(came.txs), laid.refused,
            sum(len(keys) for keys in laid.touched.values()), frozenset(laid.touched),
        )  # fmt: skip
        return told, came.answers[-1].digests if wish.digests else None

    def _differences(self, done: "_Done") -> "_Wish | None":
        """What to ask for and hand back so that the digests agree; None when they do."""
        if done.digests is None:
            return None
        with self.store.read() as session:
            connection = session.connection()
            desk = standing.standing(connection)
            shards = heal.differing(connection, done.digests)
            rotten = heal.rotten(connection, settling.unjudged(connection, desk.acked_n))
        alone: list[Address] = []
        if shards:
            body = wire.pack(DigestAsk(desk.device, shards))
            self.trips += 1
            theirs = wire.unpack(self.transport.post("/v1/rows", body), DigestRows)
            with self.store.read() as session:
                found, alone = heal.different_rows(session.connection(), shards, theirs)
            rotten += found
        if not rotten and not alone:
            return None
        with self.store.read() as session:
            back = settling.held(session.connection(), alone)
        return _Wish(want=rotten, back=back, digests=True)


@dataclass(frozen=True, slots=True)
class _Wish:
    """What an exchange asks for beyond the usual."""

    want: list[Address] = field(default_factory=list)
    back: list[wire.Held] = field(default_factory=list)
    digests: bool = False


@dataclass(frozen=True, slots=True)
class _More:
    left: int
    want: list[Address]
    back: list[wire.Held]
    cursors: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Done:
    told: Exchanged
    digests: heal.Sums | None


def _next(request: Request, answer: Answer) -> Request:
    """The request for the next page: nothing pushed again, read on where the last one ended."""
    fields = {name: getattr(request, name) for name in request.__struct_fields__}
    after = {
        "txs": [], "want": [], "back": [], "cursors": answer.cursors, "prev_n": answer.acked,
        "prev_h": answer.acked_h, "epoch": answer.epoch, "skipped": False,
    }  # fmt: skip
    return Request(**(fields | after))


def _sum(total: Exchanged, told: Exchanged) -> Exchanged:
    return Exchanged(
        told.status, total.sent + told.sent, total.refused + told.refused, total.laid + told.laid,
        total.tables | told.tables,
    )  # fmt: skip


def _millis(now: datetime) -> int:
    return int(now.timestamp() * 1000)
