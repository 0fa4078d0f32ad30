"""Reception: who came, what kind of visit it is, who receives them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from showroom.clock import SetClock
from showroom.customer.budget import Budget
from showroom.customer.card import CardOf, card
from showroom.customer.filing import FiledAs
from showroom.desk import Desk
from showroom.errors import Refusal
from showroom.terms import (
    Channel,
    ConsentPurpose,
    FollowUpMethod,
    FollowUpResult,
    IntentLevel,
    NonIntentReason,
    VisitKind,
)
from showroom.visit.commands import ComeBack, Leave, come_back, leave, register
from showroom.visit.commands import correct as correct_visit
from showroom.visit.entry import Correct
from showroom.visit.followup import RecordFollowUp, follow_up
from showroom.visit.queries import Show, VisitsOf, visits_of_day
from tests.visit.arrivals import anonymous, arrival, come, staff_id

TODAY = datetime(2026, 11, 22, tzinfo=UTC).date()


def refused(action: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        action()
    return caught.value


def test_a_stranger_with_a_phone_is_a_first_visit_on_a_new_card(receptionist: Desk) -> None:
    done = come(receptionist, budget=Budget(25_000_000, 30_000_000), competitor="Q5L")
    assert (done.kind, done.filed) == (VisitKind.FIRST, FiledAs.NEW)
    assert done.customer_id
    shown = receptionist.read(card, CardOf(done.customer_id))
    assert (shown.person.name, shown.person.phone) == ("王芳", "139****0000")
    assert (shown.person.budget_min_fen, shown.person.competitor) == (25_000_000, "Q5L")
    assert shown.standing.level is IntentLevel.H
    assert shown.standing.first_visit_on == TODAY
    assert [(c.purpose, c.granted) for c in shown.consents] == [(ConsentPurpose.SERVICE, True)]


def test_a_new_customer_is_to_be_contacted_within_a_day(
    receptionist: Desk, clock: SetClock
) -> None:
    done = come(receptionist)
    assert done.customer_id
    shown = receptionist.read(card, CardOf(done.customer_id))
    assert shown.standing.next_follow_up_at == clock.now() + timedelta(hours=24)


def test_a_visitor_who_leaves_no_data_is_logged_without_a_card(receptionist: Desk) -> None:
    done = receptionist.write(register, anonymous(party_size=3)).value
    assert (done.kind, done.customer_id, done.filed) == (VisitKind.FIRST, None, None)
    (line,) = receptionist.read(visits_of_day, VisitsOf(TODAY)).lines
    assert (line.party_size, line.seen.in_hall) == (3, True)


def test_the_same_phone_and_name_again_is_a_revisit_on_the_same_card(
    receptionist: Desk, clock: SetClock
) -> None:
    first = come(receptionist)
    receptionist.write(leave, Leave(first.visit_id))
    clock.advance(hours=4)
    again = come(receptionist, kind=VisitKind.FIRST)
    assert (again.kind, again.filed) == (VisitKind.REVISIT, FiledAs.ATTACHED)
    assert again.customer_id == first.customer_id


def test_a_title_for_a_name_attaches_and_the_full_name_is_learnt(
    receptionist: Desk, clock: SetClock
) -> None:
    first = come(receptionist, name="王女士")
    clock.advance(hours=1)
    second = come(receptionist, name="王芳")
    assert second.customer_id == first.customer_id
    assert first.customer_id
    shown = receptionist.read(card, CardOf(first.customer_id))
    assert shown.person.name == "王芳"
    assert ("name", "王女士", "王芳") in [(h.field, h.old, h.new) for h in shown.history]


def test_the_same_phone_under_another_name_keeps_both_and_asks_a_person(
    receptionist: Desk, clock: SetClock
) -> None:
    first = come(receptionist)
    clock.advance(hours=1)
    second = come(receptionist, name="李强")
    assert second.filed is FiledAs.CLASH
    assert second.customer_id != first.customer_id
    assert second.kind is VisitKind.FIRST
    assert first.customer_id
    (clash,) = receptionist.read(card, CardOf(first.customer_id)).clashes
    assert (clash.other_name, clash.verdict) == ("李强", None)


def test_reception_fills_what_a_card_leaves_open_and_overwrites_nothing(
    receptionist: Desk, clock: SetClock
) -> None:
    first = come(receptionist, competitor="Q5L")
    clock.advance(hours=1)
    come(receptionist, competitor="X3", budget=Budget(None, 30_000_000))
    assert first.customer_id
    person = receptionist.read(card, CardOf(first.customer_id)).person
    assert (person.competitor, person.budget_max_fen) == ("Q5L", 30_000_000)


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


def test_a_nameless_party_may_come_back_from_the_list(receptionist: Desk, clock: SetClock) -> None:
    first = receptionist.write(register, anonymous()).value
    assert refused(lambda: receptionist.write(come_back, ComeBack(first.visit_id))).code == (
        "visit.still_here"
    )
    receptionist.write(leave, Leave(first.visit_id))
    clock.advance(minutes=10)
    receptionist.write(come_back, ComeBack(first.visit_id))
    (line,) = receptionist.read(visits_of_day, VisitsOf(TODAY)).lines
    assert line.seen.in_hall
    receptionist.write(leave, Leave(first.visit_id))
    clock.advance(minutes=31)
    assert refused(lambda: receptionist.write(come_back, ComeBack(first.visit_id))).code == (
        "visit.away_too_long"
    )


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


def test_who_comes_for_paperwork_is_not_put_on_file(receptionist: Desk) -> None:
    done = come(
        receptionist, kind=VisitKind.NON_INTENT, non_intent_reason=NonIntentReason.PAPERWORK
    )
    assert (done.kind, done.customer_id) == (VisitKind.NON_INTENT, None)


def test_a_visit_not_to_buy_needs_its_reason(receptionist: Desk) -> None:
    refusal = refused(lambda: come(receptionist, kind=VisitKind.NON_INTENT))
    assert (refusal.code, refusal.facts["field"]) == ("visit.reason_missing", "non_intent_reason")


def test_who_rang_first_is_on_file_at_their_first_visit(
    receptionist: Desk, clock: SetClock
) -> None:
    rang = come(receptionist, channel=Channel.PHONE_IN)
    clock.advance(hours=2)
    came = come(receptionist)
    assert came.customer_id == rang.customer_id
    assert came.kind is VisitKind.FIRST_ON_FILE
    assert came.customer_id
    shown = receptionist.read(card, CardOf(came.customer_id))
    assert shown.standing.first_visit_on == TODAY


def test_a_short_phone_writes_nothing_at_all(receptionist: Desk) -> None:
    refusal = refused(lambda: come(receptionist, phone="139 0000"))
    assert (refusal.code, refusal.facts["missing"]) == ("identity.phone_short", 4)
    assert receptionist.read(visits_of_day, VisitsOf(TODAY)).lines == []


def test_new_customers_go_round_the_consultants_in_turn(
    receptionist: Desk, clock: SetClock
) -> None:
    taken = []
    for number in range(4):
        clock.advance(minutes=1)
        taken.append(come(receptionist, phone=f"1390000000{number}").received_by_id)
    assert len(set(taken[:3])) == 3
    assert taken[3] == taken[0]


def test_a_revisit_goes_to_the_customers_own_consultant_and_takes_no_turn(
    receptionist: Desk, clock: SetClock
) -> None:
    mine = come(receptionist, received_by_id=staff_id(receptionist, "chensi"))
    clock.advance(hours=1)
    come(receptionist, phone="13900000001")
    again = come(receptionist)
    assert again.received_by_id == mine.received_by_id
    third = come(receptionist, phone="13900000002")
    assert third.received_by_id != mine.received_by_id


def test_an_owner_who_let_a_customer_lie_for_thirty_days_loses_them(
    receptionist: Desk, clock: SetClock
) -> None:
    zhao, chen = staff_id(receptionist, "zhaolei"), staff_id(receptionist, "chensi")
    first = come(receptionist, received_by_id=zhao)
    assert first.customer_id
    clock.advance(days=29)
    come(receptionist, received_by_id=chen)
    assert receptionist.read(card, CardOf(first.customer_id)).standing.owner_id == zhao
    clock.advance(days=30)
    come(receptionist, received_by_id=chen)
    assert receptionist.read(card, CardOf(first.customer_id)).standing.owner_id == chen


def test_the_level_heard_at_reception_changes_the_card_but_not_an_order(
    receptionist: Desk, clock: SetClock
) -> None:
    first = come(receptionist)
    clock.advance(hours=1)
    come(receptionist, level=IntentLevel.A)
    assert first.customer_id
    assert receptionist.read(card, CardOf(first.customer_id)).standing.level is IntentLevel.A


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


def test_nobody_arrives_in_the_future_or_leaves_twice(receptionist: Desk, clock: SetClock) -> None:
    late = arrival(arrived_at=clock.now() + timedelta(minutes=1))
    assert refused(lambda: receptionist.write(register, late)).code == "visit.arrived_later"
    first = come(receptionist)
    receptionist.write(leave, Leave(first.visit_id))
    assert refused(lambda: receptionist.write(leave, Leave(first.visit_id))).code == (
        "visit.left_already"
    )


def test_a_double_submit_registers_once(receptionist: Desk) -> None:
    once = receptionist.ports.ids.new()
    one = receptionist.write(register, arrival(), once).value
    two = receptionist.write(register, arrival(), once).value
    assert one == two
    assert receptionist.read(visits_of_day, VisitsOf(TODAY)).counts[Show.ALL] == 1


def test_a_contact_that_counts_sets_the_next_by_cadence(consultant: Desk, clock: SetClock) -> None:
    customer = come(consultant).customer_id
    assert customer
    clock.advance(hours=2)
    done = consultant.write(
        follow_up,
        RecordFollowUp(
            customer_id=customer,
            method=FollowUpMethod.CALL,
            result=FollowUpResult.REACHED,
            content="周末带家人来看",
            promise="送脚垫",
        ),
    ).value
    assert done.next_at == datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # H: two days, 10:00 there
    shown = consultant.read(card, CardOf(customer))
    assert shown.standing.promise == "送脚垫"
    assert shown.events[0].text == "周末带家人来看"


def test_a_call_nobody_answered_leaves_the_next_one_due(consultant: Desk, clock: SetClock) -> None:
    customer = come(consultant).customer_id
    assert customer
    due = consultant.read(card, CardOf(customer)).standing.next_follow_up_at
    clock.advance(hours=2)
    tried = RecordFollowUp(
        customer_id=customer, method=FollowUpMethod.CALL, result=FollowUpResult.NO_ANSWER
    )
    assert consultant.write(follow_up, tried).value.next_at == due


def test_a_follow_up_may_change_the_level_but_not_to_ordered(
    consultant: Desk, clock: SetClock
) -> None:
    customer = come(consultant).customer_id
    assert customer

    def reached(level: IntentLevel) -> RecordFollowUp:
        return RecordFollowUp(
            customer_id=customer,
            method=FollowUpMethod.CALL,
            result=FollowUpResult.REACHED,
            level=level,
        )

    clock.advance(hours=1)
    consultant.write(follow_up, reached(IntentLevel.C))
    shown = consultant.read(card, CardOf(customer))
    assert (shown.standing.level, shown.standing.level_since) == (IntentLevel.C, TODAY)
    assert refused(lambda: consultant.write(follow_up, reached(IntentLevel.O))).code == (
        "customer.level_earned"
    )


def test_a_cashier_registers_nobody(cashier: Desk) -> None:
    assert refused(lambda: come(cashier)).code == "staff.not_permitted"
