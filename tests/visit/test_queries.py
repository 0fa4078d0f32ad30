"""The hall, the day's visits, and who it is while the phone is typed."""

from datetime import date, timedelta

from showroom.clock import SetClock
from showroom.desk import Desk
from showroom.terms import (
    Channel,
    FollowUpMethod,
    FollowUpResult,
    NonIntentReason,
    VisitKind,
)
from showroom.visit.commands import Leave, leave, register
from showroom.visit.followup import RecordFollowUp, follow_up
from showroom.visit.greeting import Greet, Greeting, greet
from showroom.visit.queries import DaySheet, Show, VisitsOf, visits_of_day
from showroom.visit.stage import Stage
from tests.visit.arrivals import anonymous, come

TODAY = date(2026, 11, 22)


def sheet(desk: Desk, day: date = TODAY) -> DaySheet:
    return desk.read(visits_of_day, VisitsOf(day))


def greeting(desk: Desk, phone: str = "", name: str = "") -> Greeting:
    return desk.read(greet, Greet(phone, name))


def test_the_day_lists_the_latest_first_with_masked_phones(
    receptionist: Desk, clock: SetClock
) -> None:
    come(receptionist)
    clock.advance(minutes=5)
    come(receptionist, name="李强", phone="13800138021")
    lines = sheet(receptionist).lines
    assert [(line.name, line.phone) for line in lines] == [
        ("李强", "138****8021"),
        ("王芳", "139****0000"),
    ]


def test_who_is_in_the_hall_is_shown_with_minutes(receptionist: Desk, clock: SetClock) -> None:
    first = come(receptionist)
    clock.advance(minutes=25, seconds=59)
    day = sheet(receptionist)
    assert (day.lines[0].minutes, day.lines[0].stage) == (25, Stage.IN_HALL)
    receptionist.write(leave, Leave(first.visit_id))
    clock.advance(hours=1)
    assert sheet(receptionist).lines[0].minutes == 25
    assert sheet(receptionist).counts[Show.IN_HALL] == 0


def test_yesterdays_forgotten_visitor_is_not_in_the_hall_today(
    receptionist: Desk, clock: SetClock
) -> None:
    come(receptionist)
    clock.advance(days=1)
    assert sheet(receptionist).counts[Show.IN_HALL] == 0
    assert sheet(receptionist, TODAY + timedelta(days=1)).lines == []


def test_a_lead_that_left_waits_for_a_call_until_it_was_made(
    consultant: Desk, clock: SetClock
) -> None:
    first = come(consultant)
    consultant.write(leave, Leave(first.visit_id))
    assert sheet(consultant).lines[0].stage is Stage.TO_CALL
    clock.advance(hours=3)
    assert first.customer_id
    consultant.write(
        follow_up,
        RecordFollowUp(
            customer_id=first.customer_id,
            method=FollowUpMethod.CALL,
            result=FollowUpResult.REACHED,
        ),
    )
    day = sheet(consultant)
    assert (day.lines[0].stage, day.counts[Show.TO_CALL]) == (Stage.LEFT, 0)


def test_the_counts_are_the_lines_of_each_filter(receptionist: Desk, clock: SetClock) -> None:
    first = come(receptionist)
    receptionist.write(leave, Leave(first.visit_id))
    clock.advance(minutes=45)
    receptionist.write(register, anonymous(party_size=4))
    come(receptionist, phone="13900000002", channel=Channel.PHONE_IN, name="电话")
    day = sheet(receptionist)
    assert (day.counts[Show.ALL], day.counts[Show.IN_HALL], day.people) == (3, 1, 6)
    for show in Show:
        assert day.counts[show] == sum(line.is_in(show) for line in day.lines)


def test_paperwork_carries_its_reason(receptionist: Desk) -> None:
    come(receptionist, kind=VisitKind.NON_INTENT, non_intent_reason=NonIntentReason.PICKUP)
    line = sheet(receptionist).lines[0]
    assert (line.kind, line.reason) == (VisitKind.NON_INTENT, NonIntentReason.PICKUP)
