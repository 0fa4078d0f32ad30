"""One phone in two outlets: a dispute of both, as long as there is one."""

import pytest
from sqlalchemy import delete

from db.headquarters import phone_key
from showroom.hq.disputes import following
from showroom.hq.disputes.settling import Settle, settle
from tests.hq.cards import OUTLETS, bring, disputes, head, key, outlets


@pytest.fixture(autouse=True)
def _outlets(hq):
    outlets(hq)


def pair(hq):
    """Card 1 in NJHX, then card 2 in SZYQ two days before it by its own date."""
    bring(hq, "NJHX", 1)
    bring(hq, "SZYQ", 2, first_contact_on="2026-11-18")


def test_each_outlet_hears_of_the_other_its_code_and_date_alone(hq):
    pair(hq)
    (ours,), (theirs,) = disputes(hq, "NJHX"), disputes(hq, "SZYQ")
    assert ours["customer_id"] == key(1).hex().upper()
    assert ours["outlet_id"] == OUTLETS["NJHX"].hex().upper()
    assert (ours["other_outlet_code"], ours["their_first_contact_on"]) == ("SZYQ", "2026-11-18")
    assert (theirs["other_outlet_code"], theirs["our_first_contact_on"]) == ("NJHX", "2026-11-18")
    assert ours["pair"] == theirs["pair"]
    assert key(2).hex() not in str(ours).lower()


def test_the_first_contact_is_proposed(hq):
    pair(hq)
    assert disputes(hq, "NJHX")[0]["proposal"] == "SZYQ"


def test_on_the_same_date_the_card_that_came_first_is_proposed(hq):
    bring(hq, "SZYQ", 2)
    bring(hq, "NJHX", 1)
    assert {row["proposal"] for row in disputes(hq, "NJHX")} == {"SZYQ"}


def test_the_same_push_again_changes_nothing(hq):
    pair(hq)
    before = head(hq)
    bring(hq, "SZYQ", 2)
    assert head(hq) == before + 1  # the card alone
    assert len(disputes(hq, "SZYQ")) == 1


def test_a_phone_in_one_outlet_twice_is_that_outlets_own_business(hq):
    bring(hq, "NJHX", 1)
    bring(hq, "NJHX", 2)
    assert disputes(hq, "NJHX") == []


def test_however_a_phone_is_typed_and_as_a_second_one_it_is_found(hq):
    bring(hq, "NJHX", 1, phone="+86 139-0000-0000")
    bring(hq, "SZYQ", 2, phone="13811112222", phone_2="１３９００００００００")
    assert len(disputes(hq, "NJHX")) == 1


def test_a_phone_in_three_outlets_is_three_pairs(hq):
    for number, code in enumerate(OUTLETS, 1):
        bring(hq, code, number)
    assert [len(disputes(hq, code)) for code in OUTLETS] == [2, 2, 2]


@pytest.mark.parametrize(
    "change",
    [
        {"phone": "13811112222"},
        {"anonymised_at": 1, "phone": None},
        {"merged_into_id": key(9).hex().upper()},
        {"gone": True},
    ],
)
def test_when_the_reason_goes_away_the_pair_is_withdrawn(hq, change):
    pair(hq)
    bring(hq, "SZYQ", 2, **change)
    assert disputes(hq, "NJHX") == disputes(hq, "SZYQ") == []


def test_a_withdrawn_pair_comes_back_with_its_reason(hq):
    pair(hq)
    bring(hq, "SZYQ", 2, phone="13811112222")
    bring(hq, "SZYQ", 2, phone="13900000000")
    assert len(disputes(hq, "NJHX")) == len(disputes(hq, "SZYQ")) == 1


def test_another_first_contact_changes_what_is_proposed(hq):
    pair(hq)
    bring(hq, "NJHX", 1, first_contact_on="2026-11-01")
    (ours,), (theirs,) = disputes(hq, "NJHX"), disputes(hq, "SZYQ")
    assert ours["proposal"] == theirs["proposal"] == "NJHX"
    assert theirs["their_first_contact_on"] == "2026-11-01"


def test_what_was_settled_stays_so(hq):
    pair(hq)
    settle(hq, Settle(disputes(hq, "NJHX")[0]["pair"], "NJHX", "先到店", "boss"))
    for phone in ("13811112222", None):
        bring(hq, "SZYQ", 2, phone=phone)
        bring(hq, "SZYQ", 2, phone="13900000000")
    assert [row["verdict"] for row in disputes(hq, "SZYQ")] == ["NJHX"]


def test_what_was_settled_goes_on_for_the_card_merged_into(hq):
    pair(hq)
    settle(hq, Settle(disputes(hq, "NJHX")[0]["pair"], "NJHX", "先到店", "boss"))
    bring(hq, "SZYQ", 3, phone="13811112222")
    bring(hq, "SZYQ", 2, merged_into_id=key(3).hex().upper())
    bring(hq, "SZYQ", 3, phone_2="13900000000")
    assert [row["verdict"] for row in disputes(hq, "SZYQ")] == ["NJHX", "NJHX"]


def test_hashes_are_made_again_from_the_cards(hq):
    pair(hq)
    settle(hq, Settle(disputes(hq, "NJHX")[0]["pair"], "NJHX", "先到店", "boss"))
    bring(hq, "WXBH", 3, phone="13811112222")
    with hq.store.write() as connection:
        connection.execute(delete(phone_key))
        before = head(hq)
        assert following.rebuild(hq, connection) == 3
    assert head(hq) == before
    bring(hq, "WXBH", 3, phone="13900000000")
    assert [len(disputes(hq, code)) for code in OUTLETS] == [2, 2, 2]
