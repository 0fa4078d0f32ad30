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
    VisitKind,
)
from showroom.visit.commands import ComeBack, Leave, come_back, leave, register
from showroom.visit.queries import Show, VisitsOf, visits_of_day
from tests.visit.arrivals import anonymous, arrival, come

TODAY = datetime(2026, 11, 22, tzinfo=UTC).date()


def refused(action: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        action()
    return caught.value


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


def test_a_visit_not_to_buy_needs_its_reason(receptionist: Desk) -> None:
    refusal = refused(lambda: come(receptionist, kind=VisitKind.NON_INTENT))
    assert (refusal.code, refusal.facts["field"]) == ("visit.reason_missing", "non_intent_reason")


def test_a_short_phone_writes_nothing_at_all(receptionist: Desk) -> None:
    refusal = refused(lambda: come(receptionist, phone="139 0000"))
    assert (refusal.code, refusal.facts["missing"]) == ("identity.phone_short", 4)
    assert receptionist.read(visits_of_day, VisitsOf(TODAY)).lines == []


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


def test_a_cashier_registers_nobody(cashier: Desk) -> None:
    assert refused(lambda: come(cashier)).code == "staff.not_permitted"
