"""`showroom hq disputes` and `settle`, as people and scripts use them."""

import json

import pytest

from showroom import texts
from showroom.hq import cli
from tests.hq.cards import bring
from tests.hq.desks import add
from tests.hq.service import serving

WORDS = texts.load("en")


@pytest.fixture
def hq(tmp_path, capsys):
    folder = serving.made(tmp_path / "hq")
    with serving.at(folder) as opened:
        add(opened, "SZYQ")
        bring(opened, "NJHX", 1)
        bring(opened, "SZYQ", 2, first_contact_on="2026-11-18")

    def run(*words, code=0):
        assert cli.run([words[0], "--folder", str(folder), *words[1:]], WORDS) == code
        told = capsys.readouterr()
        return told.out + told.err

    return run


def test_a_dispute_is_listed_and_settled(hq):
    (line,) = json.loads(hq("disputes", "--json"))
    assert (line["left"], line["right"], line["proposal"]) == ("NJHX", "SZYQ", "SZYQ")
    assert "proposed SZYQ" in hq("disputes")
    assert "goes to NJHX" in hq("settle", line["pair"], "NJHX", "--reason", "came first")
    assert hq("disputes") == ""
    (line,) = json.loads(hq("disputes", "--settled", "--json"))
    assert (line["verdict"], line["reason"]) == ("NJHX", "came first")
    assert "settled already" in hq("settle", line["pair"], "SZYQ", "--reason", "x", code=1)


def test_the_index_of_phones_is_made_anew(hq):
    assert "2 cards" in hq("disputes", "--rebuild")
