"""What a visit does to the customer's card."""

from datetime import UTC, datetime, timedelta

from showroom.clock import SetClock
from showroom.customer.budget import Budget
from showroom.customer.card import CardOf, card
from showroom.customer.filing import FiledAs
from showroom.desk import Desk
from showroom.terms import (
    Channel,
    ConsentPurpose,
    IntentLevel,
    NonIntentReason,
    VisitKind,
)
from tests.visit.arrivals import come, staff_id

TODAY = datetime(2026, 11, 22, tzinfo=UTC).date()


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


def test_who_comes_for_paperwork_is_not_put_on_file(receptionist: Desk) -> None:
    done = come(
        receptionist, kind=VisitKind.NON_INTENT, non_intent_reason=NonIntentReason.PAPERWORK
    )
    assert (done.kind, done.customer_id) == (VisitKind.NON_INTENT, None)


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
