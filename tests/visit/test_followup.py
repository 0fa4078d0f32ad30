"""Contacts with a customer: what counts, and when the next one is due."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from showroom.clock import SetClock
from showroom.customer.card import CardOf, card
from showroom.desk import Desk
from showroom.errors import Refusal
from showroom.terms import (
    FollowUpMethod,
    FollowUpResult,
    IntentLevel,
)
from showroom.visit.followup import RecordFollowUp, follow_up
from tests.visit.arrivals import come

TODAY = datetime(2026, 11, 22, tzinfo=UTC).date()


def refused(action: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        action()
    return caught.value


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
