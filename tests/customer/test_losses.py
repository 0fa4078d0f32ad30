"""Giving a lead up, and winning it back."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from showroom.clock import SetClock
from showroom.customer.card import Card, CardOf, card
from showroom.customer.commands import (
    open_card,
)
from showroom.customer.filing import Contact
from showroom.customer.losses import (
    ApplyForLoss,
    DecideLoss,
    Revive,
    apply_for_loss,
    decide_loss,
    revive,
)
from showroom.desk import Desk
from showroom.errors import Refusal
from showroom.staff.commands import SignIn, sign_in
from showroom.terms import IntentLevel, LostCategory
from tests.conftest import PASSWORD

TODAY = date(2026, 11, 22)


def refused(action: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        action()
    return caught.value


def filed(desk: Desk, name: str = "王芳", phone: str = "13900000000", **said: Any) -> UUID:
    contact = Contact(name=name, phone=phone, first_contact_on=TODAY, **said)
    return desk.write(open_card, contact).value.customer_id


def shown(desk: Desk, customer_id: UUID) -> Card:
    return desk.read(card, CardOf(customer_id))


def lose(desk: Desk, key: UUID) -> UUID:
    application = ApplyForLoss(key, LostCategory.RIVAL_BRAND, "买了竞品", "Q5L")
    return desk.write(apply_for_loss, application).value


def test_a_loss_is_the_managers_decision(consultant: Desk) -> None:
    key = filed(consultant, level=IntentLevel.A)
    asked = lose(consultant, key)
    assert shown(consultant, key).standing.level is IntentLevel.A
    assert shown(consultant, key).standing.loss_asked_id == asked
    yes = DecideLoss(asked, approved=True)
    assert refused(lambda: consultant.write(decide_loss, yes)).code == "staff.not_permitted"
    manager = sign_in(consultant, SignIn("liwen", PASSWORD))
    manager.write(decide_loss, yes)
    standing = shown(manager, key).standing
    assert (standing.level, standing.loss_asked_id) == (IntentLevel.F1, None)
    assert refused(lambda: manager.write(decide_loss, yes)).code == "customer.loss_decided"


def test_a_rejected_loss_keeps_the_lead_and_may_be_asked_again(manager: Desk) -> None:
    key = filed(manager, level=IntentLevel.A)
    asked = lose(manager, key)
    assert refused(lambda: lose(manager, key)).code == "customer.loss_pending"
    manager.write(decide_loss, DecideLoss(asked, approved=False, reason="再跟一次"))
    assert shown(manager, key).standing.level is IntentLevel.A
    assert lose(manager, key) != asked


def test_a_revival_keeps_the_loss_in_the_record(manager: Desk, clock: SetClock) -> None:
    key = filed(manager, level=IntentLevel.A)
    manager.write(decide_loss, DecideLoss(lose(manager, key), approved=True))
    clock.advance(days=20)
    manager.write(revive, Revive(key, IntentLevel.B, "又来电"))
    now = shown(manager, key)
    assert now.standing.level is IntentLevel.B
    assert now.standing.first_contact_on == TODAY
    assert [event.word for event in now.events] == [
        "customer.lost_revived",
        "customer.lost_approved",
        "customer.lost_requested",
    ]
    again = Revive(key, IntentLevel.H)
    assert refused(lambda: manager.write(revive, again)).code == "customer.not_asleep"
