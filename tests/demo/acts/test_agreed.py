import pytest


@pytest.mark.parametrize("name", ["A", "B", "tier2"])
def test_a_desk_and_hq_hold_the_same_to_the_byte(day, name):
    assert day.holds(*(f"agreed.{name}.{part}" for part in ("rows", "sums", "digests")))
    assert day.told["figures"]["agreement"][name]["rows"] > 0


def test_nothing_is_left_over_and_nothing_lies_open(day):
    assert day.holds("agreed.desks", "agreed.hq.rows", "agreed.health", "agreed.ciphertext")


def test_the_report_counts_requests_and_bytes(day):
    counted = day.told["figures"]["exchange"]
    assert counted["requests"]["/v1/sync"] > 0
    assert counted["bytes"]["received"] > 0
    assert day.told["figures"]["parcels"] > 0
