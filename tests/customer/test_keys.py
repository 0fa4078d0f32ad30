"""The keys a card is found by."""

from datetime import date
from typing import Any
from uuid import UUID

from showroom.customer.commands import (
    EditCard,
    edit_card,
    open_card,
)
from showroom.customer.filing import Contact
from showroom.desk import Desk
from showroom.recall.queries import Find, find

TODAY = date(2026, 11, 22)


def filed(desk: Desk, name: str = "王芳", phone: str = "13900000000", **said: Any) -> UUID:
    contact = Contact(name=name, phone=phone, first_contact_on=TODAY, **said)
    return desk.write(open_card, contact).value.customer_id


def found(desk: Desk, text: str) -> list[UUID]:
    return [hit.customer_id for hit in desk.read(find, Find(text))]


def test_a_card_is_found_the_moment_it_is_written(consultant: Desk) -> None:
    key = filed(consultant)
    assert found(consultant, "wf") == [key]
    assert found(consultant, "0000") == [key]


def test_keys_follow_a_second_phone_a_plate_and_a_long_name(consultant: Desk) -> None:
    key = filed(consultant, "南京河西远行汽车公司")
    edit = EditCard(
        customer_id=key,
        name="南京河西远行汽车公司",
        phone_2="13800138021",
        current_plate="苏a·12345",
    )
    consultant.write(edit_card, edit)
    for typed in ("汽车公司", "8021", "a12345", "njhx"):
        assert found(consultant, typed) == [key], typed
