"""The engine of a desk: one exchange with HQ, from the unsent changes to rows laid on the store."""

from dataclasses import dataclass, field, replace
from typing import Protocol

from db.session import Store
from showroom.clock import Clock
from showroom.errors import Trouble
from showroom.ids import Ids
from showroom.sync import heal, settling, standing, wire
from showroom.sync.halves import TURNED, Derive, Exchanged, Halves, Wish, following, nothing_derived
from showroom.sync.settling import Came
from showroom.sync.wire import Answer, DigestAsk, DigestRows, Request

_MOST_TURNS = 6
_MOST_HEALS = 3


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
        request, left = self.halves.request(wish)
        first = self._ask(request)
        if first.status in TURNED:
            self.halves.turned(first, request.now)
            return None
        if first.status == "upgrade":
            raise Trouble("sync.upgrade", least=first.least_version)
        answers = [first]
        while answers[-1].more:
            answers.append(self._ask(following(request, answers[-1])))
        return Came(request.txs, answers, left, request.now)

    def _ask(self, request: Request) -> Answer:
        self.trips += 1
        return wire.unpack(self.transport.post("/v1/sync", wire.pack(request)), Answer)

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
            back = settling.held(session.connection(), alone)
        return Wish(want=rotten, back=back, digests=True)


@dataclass(frozen=True, slots=True)
class _Done:
    told: Exchanged
    digests: heal.Sums | None
