"""An operator's word on a dispute reaches both outlets, once."""

import pytest

from showroom.errors import Refusal
from showroom.hq.disputes.pairs import pairs
from showroom.hq.disputes.settling import Settle, settle
from tests.hq.cards import bring, disputes, outlets


@pytest.fixture
def pair(hq):
    outlets(hq)
    bring(hq, "NJHX", 1)
    bring(hq, "SZYQ", 2)
    return disputes(hq, "NJHX")[0]["pair"]


def test_the_verdict_and_its_reason_stand_in_both_rows(hq, pair):
    settle(hq, Settle(pair, "SZYQ", " 到店更早 ", "boss"))
    for code in ("NJHX", "SZYQ"):
        (row,) = disputes(hq, code)
        assert (row["verdict"], row["verdict_reason"]) == ("SZYQ", "到店更早")
        assert row["settled_at"] == hq.micros()


def test_the_open_and_the_settled_are_told_apart(hq, pair):
    with hq.store.read() as connection:
        assert [each.key for each in pairs(connection)] == [pair]
        assert pairs(connection, settled=True) == []
    settle(hq, Settle(pair, "SZYQ", "到店更早", "boss"))
    with hq.store.read() as connection:
        assert pairs(connection) == []
        assert [each.settled_by for each in pairs(connection, settled=True)] == ["boss"]


@pytest.mark.parametrize(
    ("verdict", "reason", "code"),
    [
        ("WXBH", "x", "dispute_outlet"),
        ("NJHX", "  ", "dispute_reason"),
        ("NJHX", "x" * 501, "dispute_reason_long"),
    ],
)
def test_a_word_that_is_none_is_refused(hq, pair, verdict, reason, code):
    with pytest.raises(Refusal, match=rf"hqpage\.{code}'"):
        settle(hq, Settle(pair, verdict, reason, "boss"))


def test_nothing_is_settled_twice_nor_what_is_not_there(hq, pair):
    settle(hq, Settle(pair, "SZYQ", "到店更早", "boss"))
    with pytest.raises(Refusal, match="dispute_settled"):
        settle(hq, Settle(pair, "NJHX", "再想想", "boss"))
    with pytest.raises(Refusal, match="dispute_unknown"):
        settle(hq, Settle("nothing", "NJHX", "x", "boss"))
