"""The book of a period, from records the rooms themselves wrote."""

from datetime import UTC, date, timedelta
from uuid import UUID

import pytest

from showroom.clock import SetClock
from showroom.customer.losses import ApplyForLoss, DecideLoss, Revive, apply_for_loss, decide_loss
from showroom.customer.losses import revive as revive_lead
from showroom.desk import Desk
from showroom.kpi.queries import BookOf, book
from showroom.kpi.records import Move, Period
from showroom.kpi.rules import Figure, figures
from showroom.kpi.tally import tally
from showroom.terms import (
    Channel,
    FollowUpMethod,
    FollowUpResult,
    IntentLevel,
    LostCategory,
    NonIntentReason,
    VisitKind,
)
from showroom.visit.commands import Leave, leave, register
from showroom.visit.entry import Register
from showroom.visit.followup import RecordFollowUp, follow_up
from tests.board.days import (
    TODAY,
    Card,
    Come,
    Deal,
    Drive,
    at,
    put_card,
    put_deal,
    put_drive,
    put_visit,
)
from tests.visit.arrivals import anonymous, arrival, come, staff_id

DAY = Period(TODAY, TODAY)
PAPERWORK = {"name": "赵六", "non_intent_reason": NonIntentReason.PAPERWORK}
RATES = {"record_rate": "50.0", "drive_rate": "66.7", "deal_rate": "100.0", "revisit_rate": "25.0"}


def counted(desk: Desk, period: Period = DAY, *, whole: bool = True) -> dict[str, Figure]:
    return figures(tally(desk.read(book, BookOf(period, whole)), period))


def value(desk: Desk, code: str, period: Period = DAY) -> str:
    return str(counted(desk, period)[code].value)


def test_a_day_without_receptions_has_no_rates(manager: Desk) -> None:
    none = counted(manager)
    for code in ("record_rate", "drive_rate", "deal_rate"):
        assert (none[code].value, none[code].bottom) == (None, 0)


@pytest.fixture
def worked_day(manager: Desk, clock: SetClock) -> Desk:
    """Example 13: Wang twice, an anonymous party, Li on file, Zhao for paperwork."""
    clock.put(at("16:00", date(2026, 11, 21)).astimezone(UTC))
    manager.write(register, arrival(name="李四", phone="13900000002", channel=Channel.PHONE_IN))
    seller = staff_id(manager, "liqian")
    wang = _arrives(manager, clock, "10:00", arrival()).customer_id
    _arrives(manager, clock, "10:30", anonymous())
    li = _arrives(manager, clock, "11:00", arrival(name="李四", phone="13900000002")).customer_id
    _arrives(manager, clock, "14:00", arrival())
    _arrives(manager, clock, "15:00", anonymous(kind=VisitKind.NON_INTENT, **PAPERWORK))
    for customer in (wang, li):
        manager.write(put_drive, Drive(at("16:00"), customer, seller))
    manager.write(put_deal, Deal(wang, seller))
    return manager


def _arrives(desk: Desk, clock: SetClock, when: str, said: Register):
    clock.put(at(when).astimezone(UTC))
    done = desk.write(register, said).value
    clock.advance(minutes=25)
    desk.write(leave, Leave(done.visit_id))
    return done


def test_one_day_counts_as_the_specification_works_it_out(worked_day: Desk) -> None:
    now = counted(worked_day)
    assert [now[code].value for code in ("traffic", "buying", "first")] == [5, 4, 2]
    rates = {code: str(now[code].value) for code in RATES}
    assert rates == RATES
    assert (now["drive_rate"].top, now["drive_rate"].bottom) == (2, 3)
    assert str(now["stay_minutes"].value) == "25"


def test_a_longer_book_settles_the_same_kinds(worked_day: Desk) -> None:
    week = worked_day.read(book, BookOf(Period(date(2026, 11, 16), TODAY), whole=False))
    short = worked_day.read(book, BookOf(DAY, whole=False))
    assert figures(tally(week, DAY))["traffic"] == figures(tally(short, DAY))["traffic"]
    assert figures(tally(week, DAY))["first"] == figures(tally(short, DAY))["first"]


def test_a_customer_who_came_last_year_is_no_first(manager: Desk) -> None:
    card = manager.write(put_card, Card("王芳")).value
    manager.write(put_visit, Come(at("10:00", date(2025, 11, 22)), customer=card))
    manager.write(put_visit, Come(at("10:00"), customer=card, phone="13900000000"))
    now = counted(manager)
    assert (now["first"].value, now["revisit"].value) == (0, 1)


def test_a_return_after_midnight_belongs_to_the_visit_it_continues(
    manager: Desk, clock: SetClock
) -> None:
    clock.put(at("23:30").astimezone(UTC))
    first = come(manager)
    clock.advance(minutes=20)
    manager.write(leave, Leave(first.visit_id))
    clock.advance(minutes=25)
    assert come(manager).continues_id == first.visit_id
    assert value(manager, "traffic") == "1"
    assert value(manager, "traffic", Period(date(2026, 11, 23), date(2026, 11, 23))) == "0"


def test_a_loss_stays_where_it_was_and_the_revived_order_counts_in_its_month(
    manager: Desk, clock: SetClock
) -> None:
    """Example 15."""
    clock.put(at("10:00", date(2026, 9, 1)).astimezone(UTC))
    card = come(manager).customer_id
    assert card is not None
    clock.put(at("10:00", date(2026, 9, 20)).astimezone(UTC))
    asked = manager.write(apply_for_loss, ApplyForLoss(card, LostCategory.RIVAL_BRAND, "价格"))
    manager.write(decide_loss, DecideLoss(asked.value, approved=True))
    clock.put(at("10:00", date(2026, 11, 10)).astimezone(UTC))
    manager.write(revive_lead, Revive(card, IntentLevel.H))
    seller = staff_id(manager, "liqian")
    manager.write(put_deal, Deal(card, seller, date(2026, 11, 15), date(2026, 11, 15)))
    september = counted(manager, Period(date(2026, 9, 1), date(2026, 9, 30)))
    november = counted(manager, Period(date(2026, 11, 1), date(2026, 11, 30)))
    codes = ("losses", "revivals", "orders", "recorded", "new_leads")
    assert [september[code].value for code in codes] == [1, 0, 0, 1, 1]
    assert [november[code].value for code in codes] == [0, 1, 1, 0, 0]
    assert str(november["cycle_days"].value) == "75.0"


def test_a_cancelled_order_is_taken_off_on_its_own_date(manager: Desk) -> None:
    card, seller = manager.write(put_card, Card("王芳")).value, staff_id(manager, "liqian")
    yesterday = TODAY - timedelta(days=1)
    manager.write(put_deal, Deal(card, seller, yesterday, yesterday, cancelled_on=TODAY))
    assert value(manager, "orders") == "-1"
    assert value(manager, "orders", Period(yesterday, yesterday)) == "1"


def test_an_unanswered_call_leaves_its_day_due(consultant: Desk, clock: SetClock) -> None:
    card = come(consultant).customer_id
    clock.advance(days=1)
    tomorrow = Period(date(2026, 11, 23), date(2026, 11, 23))
    _calls(consultant, card, FollowUpResult.NO_ANSWER)
    now = counted(consultant, tomorrow)
    assert (now["followups_due"].value, now["followups_done"].value) == (1, 0)
    _calls(consultant, card, FollowUpResult.REACHED)
    now = counted(consultant, tomorrow)
    assert (now["followups_due"].value, now["followups_in_time"].value) == (1, 1)


def _calls(desk: Desk, card: UUID | None, result: FollowUpResult) -> None:
    assert card is not None
    said = RecordFollowUp(customer_id=card, method=FollowUpMethod.CALL, result=result)
    desk.write(follow_up, said)


def test_the_short_book_names_moves_of_the_period_alone(manager: Desk, clock: SetClock) -> None:
    clock.put(at("10:00", date(2026, 9, 1)).astimezone(UTC))
    card = come(manager).customer_id
    assert card is not None
    asked = manager.write(apply_for_loss, ApplyForLoss(card, LostCategory.GAVE_UP, "不买了"))
    manager.write(decide_loss, DecideLoss(asked.value, approved=True))
    assert [move.move for move in manager.read(book, BookOf(DAY)).moves] == [Move.LOST]
    assert manager.read(book, BookOf(DAY, whole=False)).moves == ()
