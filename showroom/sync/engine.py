"""The engine of a desk: one exchange with HQ, from the unsent changes to rows laid on the store."""

from dataclasses import dataclass, field, replace
from typing import Protocol

from db.session import Store
from showroom.clock import Clock
from showroom.errors import Refusal, Trouble
from showroom.ids import Ids
from showroom.sync import heal, settling, standing, wire
from showroom.sync.halves import TURNED, Derive, Exchanged, Halves, Wish, following, nothing_derived
from showroom.sync.settling import Came
from showroom.sync.wire import Answer, DigestAsk, DigestRows, Request

_FEWER = 8
_MOST_TURNS = 6
_MOST_HEALS = 3
_MOST_HEALED = 5_000


class Transport(Protocol):
    """The way to HQ: the bytes of a request there, the bytes of the answer back.

    Raises Trouble when HQ cannot be reached, Refusal when it says no to the message itself.
    """

    def post(self, path: str, body: bytes) -> bytes:
        """Send and wait for the answer."""
        ...


@dataclass(slots=True)
class Engine:
    """A desk's engine over its open store. `exchange` blocks; call it off the window's thread."""

    store: Store
    clock: Clock
    ids: Ids
    transport: Transport
    derive: Derive = nothing_derived
    trips: int = field(default=0, init=False)

    @property
    def halves(self) -> Halves:
        """What is asked and what is done with the answer, for ways that are no line."""
        return Halves(self.store, self.clock, self.ids, self.derive)

    def exchange(self, *, check: bool = False) -> Exchanged:
        """Push what is unsent, pull what is new, lay it on; with `check` compare and heal as well.

        Raises:
            Trouble: HQ out of reach, `sync.not_enrolled`, `sync.upgrade`, `sync.no_agreement`.
            Refusal: HQ refused the message as such; nothing changed.
        """
        self.trips = 0
        done = self._settled(Wish(digests=check))
        for _ in range(_MOST_HEALS if check else 0):
            wish = self._differences(done)
            if wish is None:
                break
            done = self._settled(wish)
        return replace(done.told, trips=self.trips)

    def _settled(self, wish: Wish) -> "_Done":
        """Exchange until nothing that was unsent at the start is left unsaid."""
        total, turns = Exchanged("ok"), 0
        while turns < _MOST_TURNS:
            came = self._turn(wish)
            if came is None:
                turns += 1
                continue
            told = self.halves.take(came)
            total = total.and_then(told)
            if not came.left and not told.forked:
                return _Done(total, came.answers[-1].digests if wish.digests else None)
            wish = replace(wish, want=[], back=[])
        raise Trouble("sync.no_agreement")

    def _turn(self, wish: Wish) -> Came | None:
        """One push with every page of its pull; None when the desk had to turn round first."""
        request, body, left = _fitting(*self.halves.request(wish))
        first = self._ask(request, body)
        if first.status in TURNED:
            self.halves.turned(first, request.now)
            return None
        if first.status == "upgrade":
            raise Trouble("sync.upgrade", least=first.least_version)
        answers = [first]
        while answers[-1].more:
            page = following(request, answers[-1])
            answers.append(self._ask(page, wire.pack(page)))
        return Came(request.txs, answers, left, request.now)

    def _ask(self, request: Request, body: bytes) -> Answer:
        """HQ's answer; one too large to be taken is asked for again with fewer rows."""
        self.trips += 1
        try:
            return wire.unpack(self.transport.post("/v1/sync", body), Answer)
        except Refusal as refusal:
            if refusal.code != "sync.too_large" or request.limit <= 1:
                raise
        fewer = wire.changed(request, limit=request.limit // _FEWER)
        return self._ask(fewer, wire.pack(fewer))

    def _differences(self, done: "_Done") -> Wish | None:
        """What to ask for and hand back so that the digests agree; None when they do."""
        if done.digests is None:
            return None
        with self.store.read() as session:
            connection = session.connection()
            desk = standing.standing(connection)
            shards = heal.differing(connection, done.digests)
            rotten = heal.rotten(connection, settling.unjudged(connection, desk.acked_n))
        alone: list[heal.Address] = []
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
            back = settling.held(session.connection(), alone[:_MOST_HEALED])
        return Wish(want=rotten[:_MOST_HEALED], back=back, digests=True)


def _fitting(request: Request, left: int) -> tuple[Request, bytes, int]:
    """The request with as many of its transactions as HQ takes at once, its bytes, what is left."""
    while (body := wire.packed(request)) is None and len(request.txs) > 1:
        txs = request.txs[: len(request.txs) // 2]
        beyond = sum(len(tx.ops) for tx in request.txs[len(txs) :])
        request, left = wire.changed(request, txs=txs, left=request.left + beyond), left + beyond
    return request, wire.pack(request) if body is None else body, left


@dataclass(frozen=True, slots=True)
class _Done:
    told: Exchanged
    digests: heal.Sums | None
