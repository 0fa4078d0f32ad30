"""What HQ has heard of a desk's life: how far, whether it goes on from there, and the log of it."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, insert, select, update

from db.headquarters import device, life, tx_log
from showroom.errors import Refusal
from showroom.hq.accept import REFUSED, Outcome
from showroom.hq.rows import upsert
from showroom.hq.shelf import Address
from showroom.sync import wire
from showroom.sync.forgetting import without
from showroom.sync.wire import Request, Tx, Verdict

_HEARD = select(life.c.n, life.c.h, life.c.device_id).where(life.c.life_id == bindparam("life"))
_VERDICTS = select(tx_log.c.verdict).where(tx_log.c.tx.in_(bindparam("txs", expanding=True)))
_HEAR = (
    update(life)
    .where(life.c.life_id == bindparam("life"))
    .values(n=bindparam("to_n"), h=bindparam("to_h"))
)


@dataclass(frozen=True, slots=True)
class Heard:
    """How far a life has been heard, the chain hash there, and the desk whose life it is."""

    n: int
    h: bytes
    device: bytes = b""


class Hearing:
    """The life a request speaks for; `at` is HQ's time, µs UTC."""

    def __init__(self, connection: Connection, request: Request, epoch: bytes, at: int) -> None:
        self._connection, self._request, self._epoch, self._at = connection, request, epoch, at

    def heard(self) -> Heard | None:
        """How far this life was heard before; None for one that is new."""
        row = self._connection.execute(_HEARD, {"life": self._request.life}).one_or_none()
        return Heard(row.n, row.h, bytes(row.device_id)) if row else None

    def standing(self, heard: Heard | None) -> str:
        """Ok; rewind when HQ knows less than the desk was told; reborn when the past differs.

        A desk put back from an older copy, or a copy that lives beside the original, has another
        change at a number HQ already heard.
        """
        ask = self._request
        if ask.epoch not in {b"", self._epoch}:
            return "rewind"
        if heard is not None and heard.device != ask.device:
            return "reborn"
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
        again = [tx for tx in self._request.txs if tx.last <= heard.n]
        if not again or (again[-1].last == heard.n and again[-1].h != heard.h):
            return False
        if again[-1].last < heard.n and not self._request.left:
            return False
        logged = tx_log.c
        rows = self._connection.execute(
            select(logged.tx, logged.h).where(logged.tx.in_([tx.id for tx in again]))
        )
        known = {bytes(tx): bytes(h) for tx, h in rows}
        return all(known.get(tx.id) == tx.h for tx in again)

    def fresh(self, heard: Heard) -> list[Tx]:
        """The transactions not heard yet; raises Refusal when their numbers have a gap."""
        fresh = [tx for tx in self._request.txs if tx.last > heard.n]
        at = heard.n
        for tx in fresh:
            if tx.first != at + 1 or tx.last != at + len(tx.ops):
                raise Refusal("sync.malformed", part="n")
            at = tx.last
        return fresh

    def repeated(self) -> dict[bytes, Verdict]:
        """The verdicts given before on transactions of this push, whichever life brought them."""
        verdicts = {}
        ids = [tx.id for tx in self._request.txs]
        for start in range(0, len(ids), 500):
            some = {"txs": ids[start : start + 500]}
            rows = self._connection.execute(_VERDICTS, some)
            for (raw,) in rows:
                verdict = wire.decode(bytes(raw), Verdict)
                verdicts[verdict.tx] = verdict
        return verdicts

    def log(
        self, outcomes: list[tuple[Tx, Outcome]], head: int, erased: Collection[Address]
    ) -> None:
        """Keep every transaction with its verdict, without what it says of erased people."""
        lines = [
            (
                tx.id,
                self._request.life,
                tx.first,
                tx.last,
                tx.h,
                tx.hlc,
                tx.actor,
                head,
                self._at,
                wire.encode(outcome.verdict),
                None if outcome.verdict.word in REFUSED else _kept(tx, erased),
            )
            for tx, outcome in outcomes
        ]
        upsert(self._connection, tx_log, lines)

    def hear(self, heard: Heard | None, fresh: list[Tx]) -> Heard:
        """Note how far this life has been heard now."""
        ask = self._request
        now = Heard(fresh[-1].last, fresh[-1].h) if fresh else heard
        if heard is None:
            now = now or Heard(ask.prev_n, ask.prev_h)
            self._connection.execute(
                insert(life).values(
                    life_id=ask.life, device_id=ask.device, n=now.n, h=now.h,
                    begun_at=self._at,
                )
            )  # fmt: skip
            self._connection.execute(
                update(device)
                .where(device.c.device_id == ask.device)
                .values(lives=device.c.lives + 1)
            )
            return now
        if fresh and now:
            self._connection.execute(_HEAR, {"life": ask.life, "to_n": now.n, "to_h": now.h})
        return now or heard

    def told(self, heard: Heard) -> Heard:
        """How far the desk is told it was heard: never beyond what it said itself just now."""
        txs = self._request.txs
        return Heard(txs[-1].last, txs[-1].h) if txs and txs[-1].last < heard.n else heard

    def durable_n(self, durable: int) -> int:
        """The last change of this life inside a verified backup; 0 when the desk knows it."""
        if durable <= self._request.durable:
            return 0
        logged = tx_log.c
        inside = (logged.life_id == self._request.life) & (logged.seq <= durable)
        last = self._connection.execute(select(func.max(logged.last_n)).where(inside)).scalar()
        return int(last or 0)


def _kept(tx: Tx, erased: Collection[Address]) -> bytes:
    return wire.encode_ops(without(tx.ops, erased))
