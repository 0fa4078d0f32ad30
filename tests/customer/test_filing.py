"""Putting a contact on file."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from showroom.customer.card import Card, CardOf, card
from showroom.customer.commands import (
    EditCard,
    edit_card,
    open_card,
)
from showroom.customer.filing import Contact, FiledAs
from showroom.desk import Desk
from showroom.errors import Refusal
from showroom.recall.queries import Find, find

TODAY = date(2026, 11, 22)


def filed(desk: Desk, name: str = "王芳", phone: str = "13900000000", **said: Any) -> UUID:
    contact = Contact(name=name, phone=phone, first_contact_on=TODAY, **said)
    return desk.write(open_card, contact).value.customer_id


def shown(desk: Desk, customer_id: UUID) -> Card:
    return desk.read(card, CardOf(customer_id))


def test_dates_of_first_contact_only_move_back(consultant: Desk) -> None:
    key = filed(consultant, first_visit_on=TODAY)
    earlier = Contact(
        name="王芳",
        phone="13900000000",
        first_contact_on=TODAY - timedelta(days=40),
        first_visit_on=TODAY + timedelta(days=1),
    )
    again = consultant.write(open_card, earlier).value
    assert (again.customer_id, again.how) == (key, FiledAs.ATTACHED)
    standing = shown(consultant, key).standing
    assert (standing.first_contact_on, standing.first_visit_on) == (
        TODAY - timedelta(days=40),
        TODAY,
    )


def test_a_second_phone_attaches_as_well(consultant: Desk) -> None:
    key = filed(consultant)
    second = EditCard(customer_id=key, name="王芳", phone_2="13800138021")
    consultant.write(edit_card, second)
    assert filed(consultant, "王女士", "138 0013 8021") == key


def test_a_bad_phone_files_nobody(consultant: Desk) -> None:
    with pytest.raises(Refusal, match="phone_short"):
        filed(consultant, phone="1390000")
    assert consultant.read(find, Find("王芳")) == []


def test_the_clash_names_where_the_contact_came_from(consultant: Desk) -> None:
    key = filed(consultant)
    filed(consultant, "李强", origin="ledger.xlsx:17")
    (clash,) = shown(consultant, key).clashes
    assert (clash.origin, clash.phone) == ("ledger.xlsx:17", "139****0000")
