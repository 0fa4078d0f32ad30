"""SYNC: one request of a desk heard and answered, in one transaction of HQ."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select, update

from db.headquarters import device, tx_log
from showroom.errors import Refusal
from showroom.hq import accept, digests, feed, granting, handback, wellformed
from showroom.hq.accept import Outcome, Sender
from showroom.hq.desks import REVOKED, known_desk
from showroom.hq.effects import Effects
from showroom.hq.headquarters import Headquarters
from showroom.hq.hearing import Heard, Hearing
from showroom.hq.rows import state
from showroom.hq.shelf import Address, Shelf
from showroom.hq.writing import lay
from showroom.sync import clocks, wire
from showroom.sync.collecting import put_off
from showroom.sync.wire import Answer, Request, Tx, Verdict

LEAST_VERSION = 1
_AHEAD_MS = 5 * 60 * 1000
_STEPS_AHEAD = 1 << 16
_MOST_ROWS = 5_000


_LATEST = select(func.max(tx_log.c.hlc))
_SEEN = (
    update(device)
    .where(device.c.device_id == bindparam("device"))
    .values(
        seen_at=bindparam("at"),
        app=bindparam("by_app"),
        schema=bindparam("by_schema"),
        behind=bindparam("left"),
    )
)


def sync(hq: Headquarters, device_id: bytes, body: bytes) -> bytes:
    """The answer to a SYNC request; nothing is stored of one that is refused.

    Raises:
        Refusal: `sync.malformed`, `sync.too_large`, `sync.unknown_device`.
    """
    request = wire.unpack(body, Request)
    wellformed.check(request)
    if request.device != device_id:
        raise Refusal("sync.unknown_device")
    _check_numbers(request)
    with hq.store.write() as connection, put_off():
        answer = _Exchange(hq, connection, request).answer()
    return wire.pack(answer)


class _Exchange:
    """One request being answered."""

    def __init__(self, hq: Headquarters, connection: Connection, request: Request) -> None:
        self.hq, self.connection, self.request = hq, connection, request
        self.now = hq.clock.now()
        self.state = state(connection)
        self.desk = known_desk(connection, request.device)
        self.hearing = Hearing(connection, request, self.state.epoch, self._millis() * 1000)

    def answer(self) -> Answer:
        """What HQ says, with everything it stored."""
        request = self.request
        if request.version < LEAST_VERSION - 2:
            return self._say("upgrade", Heard(0, b""))
        heard = self.hearing.heard()
        status = self.hearing.standing(heard)
        if status != "ok":
            return self._say(status, heard or Heard(0, b""))
        if heard and request.skipped and request.prev_n > heard.n:
            heard = Heard(request.prev_n, request.prev_h)
        fresh = self.hearing.fresh(heard or Heard(request.prev_n, request.prev_h))
        if fresh and max(tx.hlc for tx in fresh) > self._latest():
            return self._say("clock", heard or Heard(request.prev_n, request.prev_h))
        return self._exchanged(heard, fresh)

    def _latest(self) -> int:
        """The latest clock a change may have: a little ahead of HQ's time, or of what HQ has."""
        known = self.connection.execute(_LATEST).scalar() or 0
        return max(clocks.first_hlc(self._millis() + _AHEAD_MS), int(known) + _STEPS_AHEAD)

    def _exchanged(self, heard: Heard | None, fresh: list[Tx]) -> Answer:
        shelf = Shelf(self.connection, self.state.head)
        verdicts = self.hearing.repeated()
        shelf.fetch(_rows_of(fresh))
        effects = Effects(self.hq, self.connection, shelf, self._sender())
        back = handback.take(self.hq, shelf, self.desk.buckets(), self.request.back)
        effects.handed_back(back)
        outcomes = self._judged(effects, [tx for tx in fresh if tx.id not in verdicts])
        self._seen()
        if self.state.is_waiting:
            shelf.store()
            lay(self.hq, shelf, granting.resumed(self.hq, shelf, self.desk.outlet))
        shelf.store()
        self.state = replace(self.state, head=shelf.head)
        self.hearing.log(outcomes, shelf.head, effects.erasing.reached)
        heard = self.hearing.hear(heard, fresh)
        verdicts |= {outcome.verdict.tx: outcome.verdict for _, outcome in outcomes}
        answer = self._say(
            "revoked" if self.desk.status == REVOKED else "ok", self.hearing.told(heard)
        )
        return self._fed(answer, [verdicts[tx.id] for tx in self.request.txs])

    def _judged(self, effects: Effects, txs: list[Tx]) -> list[tuple[Tx, Outcome]]:
        """Every transaction's outcome, in order; each sees what those before it left."""
        shelf, sender = effects.shelf, effects.sender
        waiting = accept.Waiting()
        outcomes = []
        for tx in txs:
            outcome = accept.judge(shelf, sender, tx, waiting, effects.check)
            waiting.note(tx, outcome.verdict.word)
            if outcome.verdict.word not in accept.REFUSED:
                for address, held in outcome.rows.items():
                    shelf.put(address, held)
                effects.follow(tx, outcome)
            outcomes.append((tx, outcome))
        effects.finish()
        return outcomes

    def _fed(self, answer: Answer, verdicts: list[Verdict]) -> Answer:
        """The answer with the rows the desk is to have."""
        buckets = self.desk.buckets()
        if not buckets:
            return _with(answer, verdicts=verdicts)
        ask = self.request
        cursors = {bucket: min(ask.cursors.get(bucket, 0), self.state.head) for bucket in buckets}
        reader = feed.Reader(ask.life, cursors, min(ask.limit, _MOST_ROWS) or _MOST_ROWS)
        page = feed.page(self.connection, reader, self.state.head)
        rows = feed.wanted(self.connection, self._asked(verdicts), buckets)
        if any(verdict.word == accept.FORKED for verdict in verdicts):
            roots = [address[1] for address in self._asked(verdicts)]
            rows += feed.units(self.connection, roots, f"outlet:{self.desk.outlet}")
        sums = digests.sums(self.connection, buckets) if ask.digests and not page.more else None
        return _with(
            answer, verdicts=verdicts, rows=rows + page.rows, cursors=page.cursors,
            more=page.more, digests=sums,
        )  # fmt: skip

    def _asked(self, verdicts: list[Verdict]) -> list[Address]:
        """The rows to send whatever the cursors say: those asked for, and those refused."""
        refused = {v.tx for v in verdicts if v.word in accept.REFUSED}
        pushed = _rows_of(tx for tx in self.request.txs if tx.id in refused)
        return [*((table, key) for table, key in self.request.want), *pushed]

    def _seen(self) -> None:
        ask = self.request
        self.connection.execute(
            _SEEN,
            {
                "device": ask.device,
                "at": self._millis() * 1000,
                "by_app": ask.app[:40],
                "by_schema": ask.schema[:40],
                "left": ask.left,
            },
        )

    def _say(self, status: str, heard: Heard) -> Answer:
        return Answer(
            status,
            self.state.epoch,
            self._millis(),
            self.state.head,
            self.state.durable,
            LEAST_VERSION,
            heard.n,
            heard.h,
            self.hearing.durable_n(self.state.durable),
            epoch_head=self.state.epoch_head,
        )

    def _sender(self) -> Sender:
        desk, ask = self.desk, self.request
        bucket = f"outlet:{desk.outlet}"
        return Sender(
            ask.device, ask.life, desk.outlet, desk.outlet_id, desk.desk_code, bucket,
            ask.cursors.get(bucket, 0), self.now,
        )  # fmt: skip

    def _millis(self) -> int:
        return millis(self.now)


def _check_numbers(request: Request) -> None:
    """Pass transactions that are each said once and follow on one another without a gap."""
    at = request.prev_n
    for tx in request.txs:
        if tx.first != at + 1 or tx.last != at + len(tx.ops) or not tx.ops:
            raise Refusal("sync.malformed", part="n")
        at = tx.last
    if len({tx.id for tx in request.txs}) != len(request.txs):
        raise Refusal("sync.malformed", part="tx")


def _rows_of(txs: Iterable[Tx]) -> list[Address]:
    """The rows these transactions are about, as far as they can be any."""
    told = [(op.table, op.id) for tx in txs for op in tx.ops]
    return [address for address in told if wellformed.is_address(*address)]


def millis(moment: datetime) -> int:
    """Milliseconds since 1970 UTC."""
    return int(moment.timestamp() * 1000)


def _with(answer: Answer, **changes: object) -> Answer:
    fields = {name: getattr(answer, name) for name in answer.__struct_fields__}
    return Answer(**(fields | changes))
