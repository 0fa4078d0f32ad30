"""The lead card says what is on file, and no phone in full."""

from uuid import UUID

import pytest

from showroom.customer.commands import EditCard, edit_card
from showroom.customer.printing import lead_card_pdf
from showroom.desk import Desk
from showroom.errors import Refusal
from showroom.terms import FollowUpMethod, FollowUpResult, Gender, PayMode
from showroom.visit.followup import RecordFollowUp, follow_up
from tests.documents.reading import pypdf
from tests.visit.arrivals import come


def filed(desk: Desk) -> UUID:
    key = come(desk, name="王彧喆", phone="13800138021").customer_id
    assert key is not None
    return key


def test_the_card_says_who_what_is_wished_and_what_was_done(consultant: Desk) -> None:
    key = filed(consultant)
    edit = EditCard(
        customer_id=key,
        name="王彧喆",
        gender=Gender.FEMALE,
        colour="水晶白",
        budget_min_fen=35_000_000,
        budget_max_fen=42_000_000,
        pay_mode=PayMode.LOAN,
        current_plate="苏A12345",
        note="周末同来",
    )
    consultant.write(edit_card, edit)
    call = RecordFollowUp(
        customer_id=key,
        method=FollowUpMethod.CALL,
        result=FollowUpResult.REACHED,
        content="约周三看旧车",
    )
    consultant.write(follow_up, call)
    read = pypdf(consultant.read(lead_card_pdf, key))
    for said in ("王彧喆", "138****8021", "水晶白", "350,000", "420,000", "苏A12345", "周末同来",
                 "约周三看旧车", "女"):  # fmt: skip
        assert said in read, said
    assert "13800138021" not in read


def test_a_card_without_a_level_prints_with_dashes(consultant: Desk) -> None:
    key = filed(consultant)
    paper = consultant.read(lead_card_pdf, key)
    assert paper.pages == 1
    assert "—" in pypdf(paper)


def test_a_customer_nobody_knows_has_no_card(consultant: Desk) -> None:
    with pytest.raises(Refusal):
        consultant.read(lead_card_pdf, UUID(int=1))
