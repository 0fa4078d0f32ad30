"""What the customer page decides."""

from datetime import date
from uuid import uuid4

import pytest

from showroom.customer import form
from showroom.customer.budget import Budget
from showroom.customer.card import Card, CardOf, card
from showroom.customer.commands import open_card
from showroom.customer.filing import Contact
from showroom.customer.losses import ApplyForLoss, apply_for_loss
from showroom.desk import Desk
from showroom.terms import IntentLevel, LostCategory, Role
from showroom.texts import LANGUAGES, load

TODAY = date(2026, 11, 22)


def shown(desk: Desk, level: IntentLevel | None = IntentLevel.A) -> Card:
    contact = Contact(
        name="王芳",
        phone="13900000000",
        level=level,
        budget_min_fen=25_000_000,
        first_contact_on=TODAY,
    )
    key = desk.write(open_card, contact).value.customer_id
    return desk.read(card, CardOf(key))


def test_a_cashier_looks_but_changes_nothing(consultant: Desk) -> None:
    deeds = form.deeds(Role.CASHIER, shown(consultant))
    assert not any((deeds.edit, deeds.follow_up, deeds.assign, deeds.ask_loss, deeds.level))


def test_a_consultant_asks_and_a_manager_decides(consultant: Desk) -> None:
    before = shown(consultant)
    assert form.deeds(Role.CONSULTANT, before).ask_loss
    loss = ApplyForLoss(before.customer_id, LostCategory.GAVE_UP, "不买了")
    consultant.write(apply_for_loss, loss)
    after = consultant.read(card, CardOf(before.customer_id))
    assert not form.deeds(Role.CONSULTANT, after).ask_loss
    assert not form.deeds(Role.CONSULTANT, after).decide_loss
    assert form.deeds(Role.SHOWROOM_MANAGER, after).decide_loss


def test_nothing_is_open_while_the_role_is_not_known(consultant: Desk) -> None:
    deeds = form.deeds(None, shown(consultant))
    assert not any((deeds.edit, deeds.follow_up, deeds.assign, deeds.settle, deeds.revive))


def test_facts_leave_blanks_out_and_join_the_budget(consultant: Desk) -> None:
    facts = dict(form.facts(shown(consultant).person))
    assert facts["budget"] == Budget(25_000_000, None)
    assert "colour" not in facts


def test_the_edit_form_splits_the_budget() -> None:
    command = form.edit(customer_id=uuid4(), name="王芳", budget=Budget(1, 2))
    assert (command.budget_min_fen, command.budget_max_fen) == (1, 2)
    blank = form.edit(customer_id=uuid4(), name="王芳", budget=None)
    assert (blank.budget_min_fen, blank.budget_max_fen) == (None, None)


@pytest.mark.parametrize("level", list(IntentLevel))
def test_every_level_has_a_tone(level: IntentLevel) -> None:
    assert form.TONES[level] in {"neutral", "accent", "good", "warn", "bad"}


@pytest.mark.parametrize("room", ["visit", "customer"])
def test_both_languages_say_the_same_things(room: str) -> None:
    def keys(language: str) -> set[str]:
        return {
            key.removesuffix(".one").removesuffix(".other")
            for key in load(language).keys()  # noqa: SIM118 - not a dict
            if key.startswith(f"{room}.")
        }

    assert keys(LANGUAGES[0]) == keys(LANGUAGES[1])
