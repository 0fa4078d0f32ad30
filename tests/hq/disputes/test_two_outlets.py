"""From a real desk to HQ and back: told of a dispute, its word heard, the verdict brought."""

from uuid import UUID

import pytest

from showroom.exchange.disputes import Disputes, GiveStatement, disputes, give_statement
from showroom.hq.disputes.pairs import pairs
from showroom.hq.disputes.settling import Settle, settle
from showroom.hq.group.evidence import evidence
from tests.customer.test_commands import filed
from tests.hq.cards import PHONE, bring
from tests.sync.world import Group


@pytest.fixture
def first(folder, clock, tmp_path):
    """The sample outlet's desk in a group that has another outlet."""
    group = Group(tmp_path / "group", clock)
    desk = group.first(folder)
    group.outlet("SZYQ", UUID(int=2))
    yield desk
    group.close()


def test_a_desk_hears_of_a_dispute_says_its_word_and_gets_the_verdict(first):
    hq, manager = first.wire.hq, first.at("liwen")
    filed(manager, phone=PHONE)
    first.sync()
    bring(hq, "SZYQ", 2, name="陈某", first_contact_on="2026-11-18")
    first.sync()
    (line,) = manager.read(disputes, Disputes())
    assert (line.other_outlet, line.proposal) == ("SZYQ", "SZYQ")
    manager.write(give_statement, GiveStatement(line.id, "客户先到我店"))
    first.sync()
    with hq.store.read() as connection:
        (pair,) = pairs(connection)
        ours = next(each for each in evidence(connection, pair) if each.outlet != "SZYQ")
    assert (ours.statement, ours.name) == ("客户先到我店", "王*")
    settle(hq, Settle(pair.key, ours.outlet, "先到店", "boss"))
    first.sync()
    (line,) = manager.read(disputes, Disputes(decided=True))
    assert (line.is_ours, line.verdict_reason) == (True, "先到店")
    assert "陈某" not in str(line)
