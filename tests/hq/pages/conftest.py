"""HQ's web page over both databases, and somebody who visits it."""

import pytest

from tests.hq.cards import outlets
from tests.hq.pages.visiting import Visitor, add_person, client


@pytest.fixture
def visitor(hq):
    """Nobody yet; `boss` is an operator and `auditor` looks."""
    outlets(hq)
    add_person(hq)
    add_person(hq, "auditor", "AUDITOR")
    with client(hq) as made:
        yield Visitor(made)


@pytest.fixture
def boss(visitor):
    """An operator, signed in."""
    assert visitor.sign_in().status == 200
    return visitor
