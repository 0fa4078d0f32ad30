"""The reason a cell has no value."""

from showroom.ledger.typed.outcome import Bad


def test_a_reason_carries_its_code_and_facts() -> None:
    bad = Bad("ledger.text_long", length=51)
    assert (bad.code, bad.facts) == ("ledger.text_long", {"length": 51})
