"""What kind of visit it is, what continues one, what a correction changes."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from showroom.clock import SetClock
from showroom.customer.filing import FiledAs
from showroom.desk import Desk
from showroom.errors import Refusal
from showroom.terms import (
    IntentLevel,
    NonIntentReason,
    VisitKind,
)
from showroom.visit.commands import Leave, leave, register
from showroom.visit.commands import correct as correct_visit
from showroom.visit.corrections import entered
from showroom.visit.entry import Correct
from showroom.visit.queries import VisitsOf, visits_of_day
from tests.visit.arrivals import anonymous, come

TODAY = datetime(2026, 11, 22, tzinfo=UTC).date()


def refused(action: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        action()
    return caught.value


def test_a_return_within_thirty_minutes_continues_the_visit(
    receptionist: Desk, clock: SetClock
) -> None:
    first = come(receptionist)
    clock.advance(minutes=20)
    receptionist.write(leave, Leave(first.visit_id))
    clock.advance(minutes=30)
    back = come(receptionist)
    assert (back.continues_id, back.kind) == (first.visit_id, VisitKind.FIRST)
    clock.advance(minutes=10)
    (line,) = receptionist.read(visits_of_day, VisitsOf(TODAY)).lines
    assert (line.minutes, line.left_at, line.seen.in_hall) == (30, None, True)


def test_a_return_after_thirty_one_minutes_is_a_visit_of_its_own(
    receptionist: Desk, clock: SetClock
) -> None:
    first = come(receptionist)
    receptionist.write(leave, Leave(first.visit_id))
    clock.advance(minutes=31)
    assert come(receptionist).continues_id is None


def test_paperwork_first_then_buying_makes_the_continued_visit_a_buying_one(
    receptionist: Desk, clock: SetClock
) -> None:
    come(receptionist)
    clock.advance(hours=3)
    paper = come(
        receptionist,
        kind=VisitKind.NON_INTENT,
        non_intent_reason=NonIntentReason.PAPERWORK,
    )
    assert paper.kind is VisitKind.NON_INTENT
    receptionist.write(leave, Leave(paper.visit_id))
    clock.advance(minutes=5)
    back = come(receptionist)
    assert (back.continues_id, back.kind) == (paper.visit_id, VisitKind.REVISIT)


def test_a_phone_added_by_correction_counts_for_that_visit(receptionist: Desk) -> None:
    first = receptionist.write(register, anonymous()).value
    fixed = receptionist.write(
        correct_visit,
        Correct(
            visit_id=first.visit_id, name="王芳", phone="13900000000", level=IntentLevel.B,
        ),
    ).value  # fmt: skip
    assert (fixed.kind, fixed.filed) == (VisitKind.FIRST, FiledAs.NEW)
    (line,) = receptionist.read(visits_of_day, VisitsOf(TODAY)).lines
    assert (line.id, line.name, line.customer_id) == (first.visit_id, "王芳", fixed.customer_id)


def test_a_visit_stays_on_its_business_date(receptionist: Desk, clock: SetClock) -> None:
    first = come(receptionist)
    moved = Correct(visit_id=first.visit_id, arrived_at=clock.now() - timedelta(days=1))
    assert refused(lambda: receptionist.write(correct_visit, moved)).code == "visit.other_day"


def test_a_correction_keeps_the_phone_and_a_plan_that_has_passed(
    receptionist: Desk, clock: SetClock
) -> None:
    planned = clock.now() + timedelta(minutes=10)
    done = come(receptionist, next_visit_at=planned)
    clock.advance(minutes=30)
    again = Correct(visit_id=done.visit_id, keep_phone=True, name="王芳", next_visit_at=planned)
    assert receptionist.write(correct_visit, again).value.customer_id == done.customer_id
    assert receptionist.read(entered, done.visit_id).phone == "139****0000"
