"""Two desks changed the same thing: a person sees both and chooses."""

from uuid import UUID

import pytest

from showroom.clock import SetClock
from showroom.customer.card import CardOf, card
from showroom.customer.commands import EditCard, edit_card
from showroom.desk import Desk
from showroom.errors import Refusal
from showroom.exchange.conflicts import Conflicts, Field, Pick, Settle, conflicts, settle
from showroom.recall.queries import Find, find
from showroom.terms import Gender
from tests.customer.test_commands import filed
from tests.sync.world import Member


@pytest.fixture
def clash(first: Member, second: Member, clock: SetClock) -> tuple[Desk, Desk, UUID]:
    """One card edited on two desks at once, both in step again."""
    one = first.at("liwen")
    key = filed(one)
    first.sync()
    second.sync()
    two = second.at("liqian")
    one.write(edit_card, EditCard(customer_id=key, name="王芳芳", gender=Gender.FEMALE))
    clock.advance(minutes=1)
    two.write(edit_card, EditCard(customer_id=key, name="王方", gender=Gender.MALE))
    for member in (first, second, first):
        member.sync()
    return one, two, key


def test_both_values_are_shown_in_words_with_who_wrote_them(
    clash: tuple[Desk, Desk, UUID],
) -> None:
    one, _, key = clash
    found = one.read(conflicts, Conflicts(of_id=key))
    told = found[0]
    assert (told.table, told.name) == ("customer", "王方")
    assert (told.kept.by, told.kept.desk) == ("李倩", "B")
    assert (told.lost.by, told.lost.desk) == ("李雯", "A")
    assert {each for line in found for each in line.fields} == {
        Field("name", "王方", "王芳芳"),
        Field("gender", "enum.Gender.MALE", "enum.Gender.FEMALE"),
    }


def test_the_chosen_value_stands_on_every_desk_and_can_be_searched(
    clash: tuple[Desk, Desk, UUID], first: Member, second: Member
) -> None:
    one, two, key = clash
    found = one.read(conflicts, Conflicts())
    for line in found:
        one.write(settle, Settle(line.id, {"name": Pick.LOST, "gender": Pick.KEPT}))
    first.sync()
    second.sync()
    for desk in (one, two):
        seen = desk.read(card, CardOf(key)).person
        assert (seen.name, seen.gender) == ("王芳芳", Gender.MALE)
        assert [hit.customer_id for hit in desk.read(find, Find("wff"))] == [key]
        assert desk.read(conflicts, Conflicts()) == []
    with pytest.raises(Refusal, match="conflict_settled"):
        two.write(settle, Settle(found[0].id, {}))
