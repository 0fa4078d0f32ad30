"""Closed days at HQ: a real desk's day is pushed, signed for, and what comes late is posted."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update

from db.models.dayclose import DayClose
from db.models.sync import Replica
from db.models.visit import Visit
from showroom.clock import SetClock
from showroom.dayclose import countersign
from showroom.dayclose.commands import CloseDay, ReopenDay, close_day, reopen_day
from showroom.dayclose.countersign import Statement
from showroom.desk import Desk
from showroom.hq import accept
from showroom.hq.accept import Sender
from showroom.hq.effects import Effects
from showroom.hq.headquarters import Headquarters
from showroom.hq.keys import HqKeys
from showroom.hq.rows import state
from showroom.hq.shelf import Shelf
from showroom.hq.store import new_store
from showroom.ids import TimeOrderedIds
from showroom.rights import EVERYONE, allows
from showroom.sync import outgoing
from showroom.sync.wire import Tx
from showroom.terms import PayMethod
from showroom.unit import Unit
from tests.board.days import (
    TODAY,
    Card,
    Come,
    Deal,
    Pay,
    at,
    put_card,
    put_deal,
    put_money,
    put_visit,
)
from tests.hq.conftest import BIRTH
from tests.visit.arrivals import staff_id

TOMORROW = TODAY + timedelta(days=1)
CLOSE = CloseDay(TODAY, {PayMethod.CASH: 0}, acknowledged=frozenset({"dayclose.still_here"}))


@dataclass
class Pushing:
    """HQ on SQLite, and how far each desk's changes were heard."""

    hq: Headquarters
    heard: int = 0
    words: list[tuple[str, str | None]] = field(default_factory=list)

    def push(self, desk: Desk, *, put_off: tuple[UUID, ...] = ()) -> list[tuple[str, str | None]]:
        """Push what the desk wrote since; the verdicts. `put_off` are rows HQ is not told of."""
        life, outlet_id, txs = unsent(desk, self.heard)
        self.heard = max([self.heard, *(tx.last for tx in txs)])
        hidden = {key.bytes for key in put_off}
        return self.take(
            life, outlet_id, [tx for tx in txs if not hidden & {op.id for op in tx.ops}]
        )

    def take(self, life: bytes, outlet_id: bytes, txs: list[Tx]) -> list[tuple[str, str | None]]:
        """HQ's verdicts on these transactions."""
        words = []
        with self.hq.store.write() as connection:
            shelf = Shelf(connection, state(connection).head)
            now = self.hq.clock.now()
            sender = Sender(life, life, "NJHX", outlet_id, "A", "outlet:NJHX", shelf.head, now)
            effects = Effects(self.hq, connection, shelf, sender)
            for tx in txs:
                outcome = accept.judge(shelf, sender, tx, accept.Waiting(), effects.check)
                words.append((outcome.verdict.word, outcome.verdict.code or None))
                if outcome.verdict.word not in accept.REFUSED:
                    for address, held in outcome.rows.items():
                        shelf.put(address, held)
                    effects.follow(tx, outcome)
            effects.finish()
            shelf.store()
        return words

    def cells(self, *address: Any) -> dict[str, Any]:
        """What HQ holds of a row; empty when nothing."""
        with self.hq.store.write() as connection:
            held = Shelf(connection, 0).get((str(address[0]), address[1]))
        return dict(held.row.cells) if held else {}


def unsent(desk: Desk, after: int) -> tuple[bytes, bytes, list[Tx]]:
    with desk.opened.store.read() as session:
        replica = session.scalars(select(Replica)).one()
        txs = outgoing.unsent(session.connection(), replica.life_id.bytes, after, {})
        return replica.life_id.bytes, replica.outlet_id.bytes, txs


@pytest.fixture
def headquarters(tmp_path: Path, clock: SetClock) -> Pushing:
    store = new_store(tmp_path / "hq-files")
    store.create(BIRTH)
    keys = HqKeys.of(b"S" * 32, b"B" * 32, b"P" * 32)
    return Pushing(Headquarters(store, clock, TimeOrderedIds(clock), keys))


@allows(*EVERYONE)
def close_id(unit: Unit, _query: None) -> UUID:
    latest = select(DayClose.id).order_by(DayClose.version.desc()).limit(1)
    return unit.session.scalars(latest).one()


@allows(*EVERYONE)
def note(unit: Unit, key: UUID) -> None:
    unit.session.execute(update(Visit).where(Visit.id == key).values(note="晚到"))


def whole_day(desk: Desk) -> tuple[UUID, UUID]:
    ann = staff_id(desk, "liqian")
    card = desk.write(put_card, Card("王芳", owner=ann, visited=TODAY)).value
    visit = desk.write(put_visit, Come(at("09:00"), customer=card, owner=ann)).value
    desk.write(put_deal, Deal(card, ann))
    money = desk.write(put_money, Pay(2_000_000, PayMethod.WECHAT)).value
    return visit, money


def test_a_closed_day_is_signed_for_and_the_signature_holds(
    manager: Desk, headquarters: Pushing
) -> None:
    whole_day(manager)
    manager.write(close_day, CLOSE)
    assert {word for word, _ in headquarters.push(manager)} == {"accepted"}
    key = manager.read(close_id, None).bytes
    close, signed = headquarters.cells("day_close", key), headquarters.cells("countersign", key)
    assert "differs" not in {k for k, v in signed.items() if v is not None}
    said = Statement.of(key, close, hq_seq=signed["hq_seq"], received_at=signed["received_at"])
    public = headquarters.hq.keys.sign_key
    assert countersign.holds(public, said, signed["signature"])
    assert not countersign.holds(public, replace(said, record_count=9), signed["signature"])
    assert not countersign.holds(b"x" * 32, said, signed["signature"])


def test_what_reaches_hq_after_the_close_is_posted_and_what_the_seal_names_is_not(
    manager: Desk, headquarters: Pushing, clock: SetClock
) -> None:
    visit, money = whole_day(manager)
    life, outlet_id, txs = unsent(manager, 0)
    manager.write(close_day, CLOSE)
    held_back = [tx for tx in txs if money.bytes in {op.id for op in tx.ops}]
    headquarters.push(manager, put_off=(money,))
    key = manager.read(close_id, None).bytes
    told = headquarters.cells("countersign", key)["differs"]
    assert money.hex in told
    assert "missing" in told
    clock.advance(days=1)
    headquarters.take(life, outlet_id, held_back)
    assert headquarters.cells("receipt", money.bytes).get("posted_date") is None
    assert headquarters.cells("visit", visit.bytes).get("posted_date") is None


def test_what_hq_held_and_the_seal_does_not_name_counts_on_the_next_open_day(
    manager: Desk, headquarters: Pushing
) -> None:
    whole_day(manager)
    headquarters.push(manager)
    stray = manager.write(put_money, Pay(50_000)).value
    headquarters.push(manager)
    forget(manager, stray)
    manager.write(close_day, CLOSE)
    headquarters.push(manager)
    assert headquarters.cells("receipt", stray.bytes)["posted_date"] == TOMORROW.isoformat()
    assert (
        "extra" in headquarters.cells("countersign", manager.read(close_id, None).bytes)["differs"]
    )


def forget(desk: Desk, key: UUID) -> None:
    """A receipt of another desk: this one does not know it."""
    with desk.opened.store.applying() as connection:
        connection.exec_driver_sql("DELETE FROM receipt WHERE id = ?", (key.bytes,))


def test_a_fact_of_a_closed_day_counts_on_the_day_hq_got_it(
    manager: Desk, headquarters: Pushing, clock: SetClock
) -> None:
    whole_day(manager)
    first = headquarters.heard
    late = manager.write(put_money, Pay(70_000, PayMethod.CARD)).value
    life, outlet_id, txs = unsent(manager, first)
    forget(manager, late)
    manager.write(close_day, CLOSE)
    headquarters.push(manager, put_off=(late,))
    clock.advance(days=2)
    held_back = [tx for tx in txs if late.bytes in {op.id for op in tx.ops}]
    assert headquarters.take(life, outlet_id, held_back) == [("accepted", None)]
    posted = (TODAY + timedelta(days=2)).isoformat()
    assert headquarters.cells("receipt", late.bytes)["posted_date"] == posted
    clock.advance(days=1)
    assert headquarters.take(life, outlet_id, held_back) == [("accepted", None)]
    assert headquarters.cells("receipt", late.bytes)["posted_date"] == posted


def test_the_first_close_of_a_date_stands_and_a_second_is_refused(
    manager: Desk, headquarters: Pushing
) -> None:
    manager.write(close_day, CLOSE)
    headquarters.push(manager)
    forget_close(manager)
    manager.write(close_day, CLOSE)
    assert headquarters.push(manager) == [("rejected", "dayclose.closed_already")]
    manager.write(reopen_day, ReopenDay(TODAY, "漏记"))
    assert headquarters.push(manager)[-1] == ("rejected", "dayclose.not_latest")


def forget_close(desk: Desk) -> None:
    """The close of another desk: this one does not know it."""
    with desk.opened.store.applying() as connection:
        connection.exec_driver_sql("DELETE FROM day_close")


def test_a_reopened_day_takes_what_comes_and_is_signed_again(
    manager: Desk, headquarters: Pushing
) -> None:
    manager.write(close_day, CLOSE)
    manager.write(reopen_day, ReopenDay(TODAY, "漏记一笔"))
    money = manager.write(put_money, Pay(70_000, PayMethod.CARD)).value
    manager.write(close_day, CLOSE)
    assert {word for word, _ in headquarters.push(manager)} == {"accepted"}
    assert headquarters.cells("receipt", money.bytes).get("posted_date") is None
    assert headquarters.cells("countersign", manager.read(close_id, None).bytes)["signature"]


def test_a_late_change_of_a_sealed_visit_waits_for_the_day_to_be_reopened(
    manager: Desk, headquarters: Pushing
) -> None:
    visit, _ = whole_day(manager)
    headquarters.push(manager)
    manager.write(note, visit)
    life, outlet_id, late = unsent(manager, headquarters.heard)
    headquarters.heard = late[-1].last
    undo(manager, visit)
    manager.write(close_day, CLOSE)
    assert headquarters.push(manager) == [("accepted", None)]
    assert headquarters.take(life, outlet_id, late) == [("rejected", "dayclose.date_closed")]
    manager.write(reopen_day, ReopenDay(TODAY, "补登记"))
    headquarters.push(manager)
    assert headquarters.take(life, outlet_id, late)[0][0] in {"accepted", "merged"}


def undo(desk: Desk, key: UUID) -> None:
    with desk.opened.store.applying() as connection:
        connection.exec_driver_sql("UPDATE visit SET note = NULL WHERE id = ?", (key.bytes,))
