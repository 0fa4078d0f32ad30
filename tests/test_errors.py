"""A failure is a code with facts, and the two kinds are told apart."""

import pytest

from showroom.errors import Failure, Refusal, Trouble


@pytest.mark.parametrize("kind", [Refusal, Trouble])
def test_a_failure_carries_its_code_and_its_facts(kind: type[Failure]) -> None:
    failure = kind("visit.party_size", field="party_size", most=20)
    assert (failure.code, failure.facts) == (
        "visit.party_size",
        {"field": "party_size", "most": 20},
    )


def test_a_refusal_is_no_trouble_and_trouble_no_refusal() -> None:
    assert not isinstance(Refusal("a.b"), Trouble)
    assert not isinstance(Trouble("a.b"), Refusal)


def test_a_log_that_prints_a_failure_names_its_code() -> None:
    assert "store.full" in str(Trouble("store.full"))
