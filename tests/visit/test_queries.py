"""The hall, the day's visits, and who it is while the phone is typed."""

from datetime import UTC, date, datetime, timedelta

from showroom.clock import SetClock
from showroom.customer.commands import RevealPhone, reveal_phone
from showroom.desk import Desk
from showroom.terms import (
    Channel,
    FollowUpMethod,
    FollowUpResult,
    IntentLevel,
    NonIntentReason,
    VisitKind,
)
from showroom.visit.commands import Leave, leave, register
from showroom.visit.followup import RecordFollowUp, follow_up
from showroom.visit.greeting import Greet, Greeting, greet
from showroom.visit.queries import DaySheet, Show, VisitsOf, visits_of_day
from showroom.visit.stage import Seen, Stage, stage_of
from tests.visit.arrivals import anonymous, come, staff_id

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


def test_the_furthest_step_of_a_visit_is_its_pill() -> None:
    assert stage_of(Seen()) is Stage.LEFT
    assert stage_of(Seen(in_hall=True, driven=True)) is Stage.DRIVEN
    assert stage_of(Seen(driven=True, quoted=True, ordered=True)) is Stage.ORDERED
    assert stage_of(Seen(ordered=True, lost=True)) is Stage.LOST


def test_two_digits_say_nothing_three_name_candidates(receptionist: Desk) -> None:
    come(receptionist)
    assert greeting(receptionist, "13").known == []
    found = greeting(receptionist, "139")
    assert [known.name for known in found.known] == ["王芳"]
    assert not found.is_sure


def test_the_whole_phone_tells_owner_last_visit_and_promise(
    consultant: Desk, clock: SetClock
) -> None:
    chen = staff_id(consultant, "chensi")
    done = come(consultant, received_by_id=chen)
    assert done.customer_id
    clock.advance(hours=1)
    consultant.write(
        follow_up,
        RecordFollowUp(
            customer_id=done.customer_id,
            method=FollowUpMethod.CALL,
            result=FollowUpResult.REACHED,
            promise="留一台白色",
        ),
    )
    found = greeting(consultant, "１３９ 0000 0000")
    (known,) = found.known
    assert found.is_sure
    assert (known.owner, known.promise, known.level) == ("陈思", "留一台白色", IntentLevel.H)
    assert known.last_visit_at == datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
    assert (found.kind, found.receiver_id, found.is_owner) == (VisitKind.REVISIT, chen, True)


def test_a_known_phone_under_another_name_is_said_before_saving(receptionist: Desk) -> None:
    come(receptionist)
    found = greeting(receptionist, "13900000000", "李强")
    assert (found.other_name, found.is_sure) == (True, False)
    assert [known.name for known in found.known] == ["王芳"]


def test_without_a_phone_the_name_alone_finds_its_likes(receptionist: Desk) -> None:
    come(receptionist)
    assert [known.name for known in greeting(receptionist, name="王芳").known] == ["王芳"]
    assert greeting(receptionist, name="王").known == []


def test_a_stranger_is_proposed_as_first_and_to_whose_turn_it_is(receptionist: Desk) -> None:
    found = greeting(receptionist, "13912345678")
    assert (found.known, found.kind, found.is_owner) == ([], VisitKind.FIRST, False)
    assert found.receiver_id is not None


def test_greeting_reveals_no_number_but_revealing_is_kept(receptionist: Desk) -> None:
    done = come(receptionist)
    assert greeting(receptionist, "139").known[0].phone == "139****0000"
    assert done.customer_id
    outcome = receptionist.write(reveal_phone, RevealPhone(done.customer_id))
    assert (outcome.value, outcome.tables) == ("13900000000", frozenset({"reveal"}))


def test_hostile_typing_is_only_typing(receptionist: Desk) -> None:
    come(receptionist)
    for typed in ("'; DROP TABLE visit; --", "%_%", "１３９'", "\x00139", "139" * 50, "\ud800"):
        assert greeting(receptionist, typed, typed).is_sure is False
