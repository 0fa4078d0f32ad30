"""SYNC: one request of a desk heard and answered, in one transaction of HQ."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, select, update

from db.headquarters import device, life, tx_log
from showroom.errors import Refusal
from showroom.hq import accept, digests, feed, granting, handback
from showroom.hq.accept import Outcome, Sender
from showroom.hq.desks import REVOKED, known_desk
from showroom.hq.effects import Effects
from showroom.hq.headquarters import Headquarters
from showroom.hq.rows import state, upsert
from showroom.hq.shelf import Address, Shelf
from showroom.hq.writing import lay
from showroom.sync import clocks, wire
from showroom.sync.wire import Answer, Request, Tx, Verdict

LEAST_VERSION = 1
_AHEAD_MS = 5 * 60 * 1000
_STEPS_AHEAD = 1 << 16
_MOST_ROWS = 5_000


_LATEST = select(func.max(tx_log.c.hlc))
_HEARD = select(life.c.n, life.c.h).where(life.c.life_id == bindparam("life"))
_VERDICTS = select(tx_log.c.verdict).where(tx_log.c.tx.in_(bindparam("txs", expanding=True)))
_HEAR = (
    update(life)
    .where(life.c.life_id == bindparam("life"))
    .values(n=bindparam("to_n"), h=bindparam("to_h"))
)
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


@dataclass(frozen=True, slots=True)
class Heard:
    """How far a life has been heard, and the chain hash there."""

    n: int
    h: bytes


def sync(hq: Headquarters, device_id: bytes, body: bytes) -> bytes:
    """The answer to a SYNC request; nothing is stored of one that is refused.

    Raises:
        Refusal: `sync.malformed`, `sync.too_large`, `sync.unknown_device`.
    """
    request = wire.unpack(body, Request)
    if request.device != device_id:
        raise Refusal("sync.unknown_device")
    with hq.store.write() as connection:
        answer = _Exchange(hq, connection, request).answer()
    return wire.pack(answer)


class _Exchange:
    """One request being answered."""

    def __init__(self, hq: Headquarters, connection: Connection, request: Request) -> None:
        self.hq, self.connection, self.request = hq, connection, request
        self.now = hq.clock.now()
        self.state = state(connection)
        self.desk = known_desk(connection, request.device)

    def answer(self) -> Answer:
        """What HQ says, with everything it stored."""
        request = self.request
        if request.version < LEAST_VERSION - 2:
            return self._say("upgrade", Heard(0, b""))
        heard = self._heard()
        status = self._standing(heard)
        if status != "ok":
            return self._say(status, heard or Heard(0, b""))
        if heard and request.skipped:
            heard = Heard(max(heard.n, request.prev_n), request.prev_h)
        fresh = self._fresh(heard or Heard(request.prev_n, request.prev_h))
        if fresh and max(tx.hlc for tx in fresh) > self._latest():
            return self._say("clock", heard or Heard(request.prev_n, request.prev_h))
        return self._exchanged(heard, fresh)

    def _latest(self) -> int:
        """The latest clock a change may have: a little ahead of HQ's time, or of what HQ has."""
        known = self.connection.execute(_LATEST).scalar() or 0
        return max(clocks.first_hlc(self._millis() + _AHEAD_MS), int(known) + _STEPS_AHEAD)

    def _exchanged(self, heard: Heard | None, fresh: list[Tx]) -> Answer:
        shelf = Shelf(self.connection, self.state.head)
        verdicts = self._repeated()
        shelf.fetch((op.table, op.id) for tx in fresh for op in tx.ops)
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
        self._log(outcomes)
        heard = self._hear(heard, fresh)
        verdicts |= {outcome.verdict.tx: outcome.verdict for _, outcome in outcomes}
        answer = self._say("revoked" if self.desk.status == REVOKED else "ok", self._told(heard))
        return self._fed(answer, [verdicts[tx.id] for tx in self.request.txs])

    def _judged(self, effects: Effects, txs: list[Tx]) -> list[tuple[Tx, Outcome]]:
        """Every transaction's outcome, in order; each sees what those before it left."""
        shelf, sender = effects.shelf, effects.sender
        blocked: set[Address] = set()
        outcomes = []
        for tx in txs:
            outcome = accept.judge(shelf, sender, tx, blocked, effects.check)
            if outcome.verdict.word in accept.REFUSED:
                blocked |= {(op.table, op.id) for op in tx.ops}
            else:
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
        pushed = [(op.table, op.id) for tx in self.request.txs if tx.id in refused for op in tx.ops]
        return [*((table, key) for table, key in self.request.want), *pushed]

    def _heard(self) -> Heard | None:
        row = self.connection.execute(_HEARD, {"life": self.request.life}).one_or_none()
        return Heard(*row) if row else None

    def _standing(self, heard: Heard | None) -> str:
        """Ok; rewind when HQ knows less than the desk was told; reborn when the past differs.

        A desk put back from an older copy, or a copy that lives beside the original, has another
        change at a number HQ already heard.
        """
        ask = self.request
        if ask.epoch not in {b"", self.state.epoch}:
            return "rewind"
        if heard is None or (ask.skipped and ask.prev_n > heard.n):
            return "ok"
        if ask.prev_n > heard.n:
            return "rewind"
        if ask.prev_n == heard.n:
            return "ok" if ask.prev_h == heard.h else "reborn"
        return "ok" if self._continues(heard) else "reborn"

    def _continues(self, heard: Heard) -> bool:
        """Whether all the desk sends again up to what was heard is what was heard.

        A desk with nothing left to say has said all of it: one that ends before that was put back.
        """
        again = [tx for tx in self.request.txs if tx.last <= heard.n]
        if not again or (again[-1].last == heard.n and again[-1].h != heard.h):
            return False
        if again[-1].last < heard.n and not self.request.left:
            return False
        logged = tx_log.c
        rows = self.connection.execute(
            select(logged.tx, logged.h).where(logged.tx.in_([tx.id for tx in again]))
        )
        known = {bytes(tx): bytes(h) for tx, h in rows}
        return all(known.get(tx.id) == tx.h for tx in again)

    def _fresh(self, heard: Heard) -> list[Tx]:
        """The transactions not heard yet; raises Refusal when their numbers have a gap."""
        fresh = [tx for tx in self.request.txs if tx.last > heard.n]
        at = heard.n
        for tx in fresh:
            if tx.first != at + 1 or tx.last != at + len(tx.ops):
                raise Refusal("sync.malformed", part="n")
            at = tx.last
        return fresh

    def _repeated(self) -> dict[bytes, Verdict]:
        """The verdicts given before on transactions of this push, whichever life brought them."""
        verdicts = {}
        ids = [tx.id for tx in self.request.txs]
        for start in range(0, len(ids), 500):
            some = {"txs": ids[start : start + 500]}
            rows = self.connection.execute(_VERDICTS, some)
            for (raw,) in rows:
                verdict = wire.decode(bytes(raw), Verdict)
                verdicts[verdict.tx] = verdict
        return verdicts

    def _log(self, outcomes: list[tuple[Tx, Outcome]]) -> None:
        at = self._millis() * 1000
        lines = [
            (
                tx.id,
                self.request.life,
                tx.first,
                tx.last,
                tx.h,
                tx.hlc,
                tx.actor,
                self.state.head,
                at,
                wire.encode(outcome.verdict),
                None if outcome.verdict.word in accept.REFUSED else wire.encode_ops(tx.ops),
            )
            for tx, outcome in outcomes
        ]
        upsert(self.connection, tx_log, lines)

    def _hear(self, heard: Heard | None, fresh: list[Tx]) -> Heard:
        """Note how far this life has been heard now."""
        ask = self.request
        now = Heard(fresh[-1].last, fresh[-1].h) if fresh else heard
        if heard is None:
            now = now or Heard(ask.prev_n, ask.prev_h)
            self.connection.execute(
                insert(life).values(
                    life_id=ask.life, device_id=ask.device, n=now.n, h=now.h,
                    begun_at=self._millis() * 1000,
                )
            )  # fmt: skip
            self.connection.execute(
                update(device)
                .where(device.c.device_id == ask.device)
                .values(lives=device.c.lives + 1)
            )
            return now
        if fresh and now:
            self.connection.execute(_HEAR, {"life": ask.life, "to_n": now.n, "to_h": now.h})
        return now or heard

    def _told(self, heard: Heard) -> Heard:
        """How far the desk is told it was heard: never beyond what it said itself just now."""
        txs = self.request.txs
        return Heard(txs[-1].last, txs[-1].h) if txs and txs[-1].last < heard.n else heard

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
            self._durable_n(),
            epoch_head=self.state.epoch_head,
        )

    def _durable_n(self) -> int:
        """The last change of this life inside a verified backup; 0 when the desk knows it."""
        if self.state.durable <= self.request.durable:
            return 0
        logged = tx_log.c
        inside = (logged.life_id == self.request.life) & (logged.seq <= self.state.durable)
        last = self.connection.execute(select(func.max(logged.last_n)).where(inside)).scalar()
        return int(last or 0)

    def _sender(self) -> Sender:
        desk, ask = self.desk, self.request
        bucket = f"outlet:{desk.outlet}"
        return Sender(
            ask.device, ask.life, desk.outlet, desk.outlet_id, desk.desk_code, bucket,
            ask.cursors.get(bucket, 0), self.now,
        )  # fmt: skip

    def _millis(self) -> int:
        return millis(self.now)


def millis(moment: datetime) -> int:
    """Milliseconds since 1970 UTC."""
    return int(moment.timestamp() * 1000)


def _with(answer: Answer, **changes: object) -> Answer:
    fields = {name: getattr(answer, name) for name in answer.__struct_fields__}
    return Answer(**(fields | changes))
