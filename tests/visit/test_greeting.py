"""Who it is while the phone is typed."""

from datetime import UTC, datetime

from showroom.clock import SetClock
from showroom.customer.commands import RevealPhone, reveal_phone
from showroom.desk import Desk
from showroom.terms import (
    FollowUpMethod,
    FollowUpResult,
    IntentLevel,
    VisitKind,
)
from showroom.visit.followup import RecordFollowUp, follow_up
from showroom.visit.greeting import Greet, Greeting, greet
from tests.visit.arrivals import come, staff_id


def greeting(desk: Desk, phone: str = "", name: str = "") -> Greeting:
    return desk.read(greet, Greet(phone, name))


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
