"""One person in two outlets: what is shown of both, and what this outlet says."""

from uuid import UUID

import pytest

from db.models.exchange import Dispute
from showroom.desk import Desk
from showroom.errors import Refusal
from showroom.exchange.disputes import Disputes, GiveStatement, disputes, give_statement
from showroom.rights import EVERYONE, allows
from showroom.unit import Unit
from tests.board.days import TODAY, Come, at, put_visit
from tests.customer.test_commands import filed


@allows(*EVERYONE)
def open_dispute(unit: Unit, customer_id: UUID) -> UUID:
    """What HQ writes."""
    row = Dispute(
        id=unit.new_id(),
        outlet_id=unit.outlet_id,
        pair="NJHX|SZYQ",
        customer_id=customer_id,
        other_outlet_code="SZYQ",
        our_first_contact_on=TODAY,
        their_first_contact_on=TODAY,
        proposal="NJHX",
        opened_at=unit.now,
    )
    return unit.add(row).id


@allows(*EVERYONE)
def decide(unit: Unit, dispute_id: UUID) -> None:
    """HQ's verdict."""
    row = unit.get(Dispute, dispute_id)
    unit.change(row, verdict="SZYQ", verdict_reason="对方先到店", settled_at=unit.now)


def test_a_dispute_shows_our_evidence_and_of_the_other_side_its_first_contact_alone(
    manager: Desk,
) -> None:
    card = filed(manager)
    manager.write(put_visit, Come(at("09:00"), customer=card))
    manager.write(open_dispute, card)
    [line] = manager.read(disputes, Disputes())
    assert (line.name, line.phone, line.other_outlet) == ("王芳", "139****0000", "SZYQ")
    assert (line.ours.visits, line.ours.contacts, line.their_first_contact_on) == (1, 0, TODAY)
    assert (line.proposal, line.is_ours) == ("NJHX", None)


def test_a_manager_speaks_for_the_outlet_until_hq_has_decided(
    manager: Desk, consultant: Desk
) -> None:
    key = manager.write(open_dispute, filed(manager)).value
    with pytest.raises(Refusal, match="not_permitted"):
        consultant.write(give_statement, GiveStatement(key, "我先接待"))
    with pytest.raises(Refusal, match="statement_missing"):
        manager.write(give_statement, GiveStatement(key, "  "))
    manager.write(give_statement, GiveStatement(key, "11 月 1 日到店，有登记"))
    [line] = manager.read(disputes, Disputes())
    assert (line.statement, line.stated_by) == ("11 月 1 日到店，有登记", "李雯")
    manager.write(decide, key)
    assert manager.read(disputes, Disputes()) == []
    [line] = manager.read(disputes, Disputes(decided=True))
    assert (line.is_ours, line.verdict_reason) == (False, "对方先到店")
    with pytest.raises(Refusal, match="dispute_decided"):
        manager.write(give_statement, GiveStatement(key, "再补充"))
