"""Everything about one customer."""

from datetime import date
from typing import Any
from uuid import UUID

from showroom.clock import SetClock
from showroom.customer.card import Card, CardOf, card
from showroom.customer.commands import (
    EditCard,
    RecordConsent,
    edit_card,
    open_card,
    record_consent,
)
from showroom.customer.filing import Contact
from showroom.desk import Desk
from showroom.recall.queries import Find, find
from showroom.terms import ConsentPurpose

TODAY = date(2026, 11, 22)


def filed(desk: Desk, name: str = "王芳", phone: str = "13900000000", **said: Any) -> UUID:
    contact = Contact(name=name, phone=phone, first_contact_on=TODAY, **said)
    return desk.write(open_card, contact).value.customer_id


def shown(desk: Desk, customer_id: UUID) -> Card:
    return desk.read(card, CardOf(customer_id))


def found(desk: Desk, text: str) -> list[UUID]:
    return [hit.customer_id for hit in desk.read(find, Find(text))]


def test_history_masks_phones(consultant: Desk) -> None:
    key = filed(consultant)
    consultant.write(edit_card, EditCard(customer_id=key, name="王芳", phone="13800138021"))
    (row,) = [row for row in shown(consultant, key).history if row.field == "phone"]
    assert (row.old, row.new) == ("139****0000", "138****8021")
    assert found(consultant, "8021") == [key]
    assert found(consultant, "0000") == []


def test_the_latest_answer_to_a_purpose_counts(consultant: Desk, clock: SetClock) -> None:
    key = filed(consultant)
    consultant.write(record_consent, RecordConsent(key, ConsentPurpose.MARKETING, granted=True))
    clock.advance(days=1)
    consultant.write(record_consent, RecordConsent(key, ConsentPurpose.MARKETING, granted=False))
    answers = {each.purpose: each.granted for each in shown(consultant, key).consents}
    assert answers == {ConsentPurpose.SERVICE: True, ConsentPurpose.MARKETING: False}
