"""A closed day is checked against its seal and HQ's signature."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select, text

from db.models.dayclose import DayClose
from showroom.clock import SetClock
from showroom.customer.erasure import Erase, erase
from showroom.dayclose.commands import CloseDay, close_day
from showroom.dayclose.queries import DayOf, report, standing
from showroom.dayclose.seal import seal_of
from showroom.dayclose.verify import Verified, verify
from showroom.desk import Desk
from showroom.errors import Refusal
from showroom.rights import EVERYONE, allows
from showroom.terms import PayMethod
from showroom.unit import Unit
from tests.board.days import TODAY, Come, at, put_visit
from tests.customer.test_commands import filed
from tests.sync.world import Group, Member, run

CLOSE = CloseDay(TODAY, {PayMethod.CASH: 0})
DAY = DayOf(TODAY)


@pytest.fixture
def joined(tmp_path: Path, clock: SetClock, folder: Path) -> Iterator[Member]:
    """The sample outlet's desk, joined."""
    group = Group(tmp_path, clock)
    member = group.first(folder)
    public = group.hq.keys.sign_key.hex()
    run(member, f"UPDATE link SET hq_sign_key = x'{public}'", write=True)  # noqa: S608 - a key in hex
    member.sync()
    yield member
    group.close()


@allows(*EVERYONE)
def tamper(unit: Unit, key: UUID) -> None:
    unit.session.execute(text("UPDATE visit SET note = 'x' WHERE id = :key"), {"key": key.bytes})


@allows(*EVERYONE)
def take_away(unit: Unit, key: UUID) -> None:
    unit.session.execute(text("DELETE FROM visit WHERE id = :key"), {"key": key.bytes})


@allows(*EVERYONE)
def rewrite_seal(unit: Unit, _command: None) -> None:
    unit.session.execute(text("UPDATE day_close SET record_count = 9"))


@allows(*EVERYONE)
def forge(unit: Unit, _command: None) -> None:
    row = unit.session.scalars(select(DayClose)).one()
    row.record_count = 7
    row.seal = seal_of(row)


def checked(desk: Desk) -> Verified:
    return desk.read(verify, DAY)


def test_a_day_nobody_touched_holds(manager: Desk) -> None:
    manager.write(put_visit, Come(at("09:30")))
    manager.write(close_day, CLOSE)
    found = checked(manager)
    assert (found.holds, found.signed_at) == (True, None)


def test_a_changed_a_removed_and_a_rewritten_close_are_found(manager: Desk) -> None:
    visit, other = (manager.write(put_visit, Come(at(when))).value for when in ("09:30", "10:00"))
    manager.write(close_day, CLOSE)
    manager.write(tamper, visit)
    manager.write(take_away, other)
    found = checked(manager)
    assert (found.changed, found.missing) == ((("visit", visit),), (("visit", other),))
    manager.write(rewrite_seal, None)
    assert checked(manager).wrong == ("dayclose.verify_seal",)


def test_a_day_never_closed_cannot_be_checked(manager: Desk) -> None:
    with pytest.raises(Refusal, match="not_closed"):
        checked(manager)


def test_an_erased_visit_is_told_apart_from_a_changed_one(manager: Desk) -> None:
    card = filed(manager)
    visit = manager.write(put_visit, Come(at("09:30"), customer=card, phone="13900000000")).value
    manager.write(close_day, CLOSE)
    manager.write(erase, Erase(card, "王芳", "客户要求"))
    found = checked(manager)
    assert found.holds
    assert ("visit", visit) in found.erased


def test_hq_signs_and_the_page_and_the_report_say_when(joined: Member) -> None:
    desk = joined.at("liwen")
    desk.write(put_visit, Come(at("09:30")))
    desk.write(close_day, CLOSE)
    waiting = desk.read(standing, DAY).closed
    assert waiting is not None
    assert (waiting.is_awaited, waiting.signed_at) == (True, None)
    joined.sync()
    closed = desk.read(standing, DAY).closed
    assert closed is not None
    assert (closed.is_awaited, closed.differs) == (False, {})
    assert closed.signed_at == joined.engine.clock.now()
    assert desk.read(report, DAY).seal.signed_at == closed.signed_at
    found = checked(desk)
    assert (found.holds, found.signed_at) == (True, closed.signed_at)


def test_a_close_rewritten_with_its_seal_is_found_by_the_signature(joined: Member) -> None:
    desk = joined.at("liwen")
    desk.write(close_day, CLOSE)
    joined.sync()
    desk.write(forge, None)
    assert checked(desk).wrong == ("dayclose.verify_signature",)
