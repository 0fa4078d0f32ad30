"""Cards: edited with history, handed over, agreed to, settled when two stand on one phone."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from showroom.clock import SetClock
from showroom.customer.card import Card, CardOf, card
from showroom.customer.commands import (
    AssignOwner,
    ChangeLevel,
    EditCard,
    PlanNext,
    RevealPhone,
    SettleClash,
    assign_owner,
    change_level,
    edit_card,
    open_card,
    plan_next,
    reveal_phone,
    settle_clash,
)
from showroom.customer.filing import Contact
from showroom.desk import Desk
from showroom.errors import Refusal
from showroom.recall.queries import Find, find
from showroom.staff.commands import SignIn, sign_in
from showroom.terms import ClashStatus, IntentLevel
from tests.conftest import PASSWORD
from tests.visit.arrivals import staff_id

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


def found(desk: Desk, text: str) -> list[UUID]:
    return [hit.customer_id for hit in desk.read(find, Find(text))]


def test_an_edit_keeps_who_changed_what_and_leaves_an_untyped_phone(consultant: Desk) -> None:
    key = filed(consultant)
    consultant.write(edit_card, EditCard(customer_id=key, name="王芳芳", colour="白"))
    now = shown(consultant, key)
    assert (now.person.name, now.person.colour, now.person.phone) == ("王芳芳", "白", "139****0000")
    told = {(row.field, row.old, row.new, row.by) for row in now.history}
    assert ("name", "王芳", "王芳芳", "李倩") in told
    assert found(consultant, "wff") == [key]


def test_a_phone_edited_to_one_on_another_card_opens_a_clash(consultant: Desk) -> None:
    one, two = filed(consultant), filed(consultant, "李强", "13800138021")
    edit = EditCard(customer_id=two, name="李强", phone="13900000000")
    clash_id = consultant.write(edit_card, edit).value
    assert [clash.id for clash in shown(consultant, one).clashes] == [clash_id]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"budget_min_fen": 2, "budget_max_fen": 1}, "customer.budget_order"),
        ({"birthday": TODAY}, "customer.birthday_later"),
        ({"phone": "1390"}, "identity.phone_short"),
        ({"current_plate": "nonsense"}, "identity.plate_form"),
    ],
)
def test_an_edit_that_contradicts_itself_changes_nothing(
    consultant: Desk, change: dict[str, Any], code: str
) -> None:
    key = filed(consultant)
    edit = EditCard(customer_id=key, name="别人", **change)
    assert refused(lambda: consultant.write(edit_card, edit)).code == code
    assert shown(consultant, key).person.name == "王芳"


def test_levels_one_must_earn_are_not_typed(consultant: Desk) -> None:
    key = filed(consultant, level=IntentLevel.H)
    for level in (IntentLevel.O, IntentLevel.D, IntentLevel.F1):
        with pytest.raises(Refusal, match="level_earned"):
            consultant.write(change_level, ChangeLevel(key, level))
    consultant.write(change_level, ChangeLevel(key, IntentLevel.B))
    assert shown(consultant, key).standing.level is IntentLevel.B


def test_only_a_manager_hands_a_customer_over(consultant: Desk) -> None:
    key = filed(consultant)
    give = AssignOwner(key, staff_id(consultant, "chensi"))
    assert refused(lambda: consultant.write(assign_owner, give)).code == "staff.not_permitted"
    manager = sign_in(consultant, SignIn("wuhao", PASSWORD))
    manager.write(assign_owner, give)
    assert shown(manager, key).standing.owner == "陈思"


def test_looking_at_a_number_is_kept(consultant: Desk) -> None:
    key = filed(consultant)
    outcome = consultant.write(reveal_phone, RevealPhone(key))
    assert (outcome.value, outcome.tables) == ("13900000000", frozenset({"reveal"}))


def test_the_next_call_is_never_planned_in_the_past(consultant: Desk, clock: SetClock) -> None:
    key = filed(consultant)
    late = PlanNext(key, clock.now())
    assert refused(lambda: consultant.write(plan_next, late)).code == "customer.next_past"


def clashing(desk: Desk) -> tuple[UUID, UUID, UUID]:
    """Two cards on one phone, and their clash."""
    one, two = filed(desk), filed(desk, "李强")
    return one, two, shown(desk, one).clashes[0].id


def test_two_people_on_one_phone_both_keep_their_cards(manager: Desk) -> None:
    one, two, clash_id = clashing(manager)
    manager.write(settle_clash, SettleClash(clash_id, ClashStatus.DIFFERENT_PEOPLE))
    assert shown(manager, two).customer_id == two
    assert shown(manager, one).clashes[0].verdict is ClashStatus.DIFFERENT_PEOPLE
    again = SettleClash(clash_id, ClashStatus.SAME_PERSON, one)
    assert refused(lambda: manager.write(settle_clash, again)).code == "customer.clash_settled"


def test_one_person_on_two_cards_goes_on_with_the_kept_one(manager: Desk) -> None:
    one, two, clash_id = clashing(manager)
    manager.write(settle_clash, SettleClash(clash_id, ClashStatus.SAME_PERSON, keep_id=one))
    assert shown(manager, two).customer_id == one
    assert found(manager, "0000") == [one]
    assert found(manager, "李强") == []


def test_a_verdict_of_one_person_needs_the_card_to_keep(manager: Desk) -> None:
    _, _, clash_id = clashing(manager)
    unsaid = SettleClash(clash_id, ClashStatus.SAME_PERSON)
    assert refused(lambda: manager.write(settle_clash, unsaid)).code == "customer.keep_missing"
