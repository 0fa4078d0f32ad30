from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showroom.outlet import rules
from showroom.outlet.rules import ApplyTo, Month
from tests.shipped import shipped

D = Decimal
POLICY = rules.RebatePolicy.parse(shipped("outlet.rebate"))
BEYOND = replace(POLICY, apply_to=ApplyTo.BEYOND_THRESHOLD)
MIXED = replace(POLICY, require_mix=True)


def month(activities: dict[str, int] | None = None, **delivered: int) -> Month:
    return Month(delivered, activities or {})


@pytest.mark.parametrize(
    ("cars", "everything", "beyond"),
    [(7, 0, 0), (8, 8000, 0), (10, 10000, 2000), (0, 0, 0), (9, 9000, 1000)],
)
def test_the_reward_starts_at_the_threshold(cars: int, everything: int, beyond: int) -> None:
    assert rules.rebate(month(F3=cars), POLICY).reward == everything
    assert rules.rebate(month(F3=cars), BEYOND).reward == beyond


def test_a_required_mix_needs_every_base_line() -> None:
    assert rules.rebate(month(F3=10), MIXED).reward == 0
    assert rules.rebate(month(F3=6, F4=1, F6=3), MIXED).reward == 10000
    assert rules.rebate(month(F3=5, F4=5), MIXED).reward == 0
    assert rules.rebate(month(F3=6, F6=3), MIXED).reward == 0


def test_models_outside_the_base_count_to_the_threshold_only() -> None:
    assert rules.rebate(month(F3=6, F0=2), POLICY).reward == 6000
    assert rules.rebate(month(F3=5, F0=2), POLICY).reward == 0
    assert rules.rebate(month(F3=1, F0=12), BEYOND).reward == 1000


def test_the_extra_commission_does_not_wait_for_the_threshold() -> None:
    assert rules.rebate(month(F6=3), POLICY).commission == 300
    assert rules.rebate(month(F3=3), POLICY).commission == 0


def test_missed_activities_are_deducted_from_the_advertising_rebate() -> None:
    policy = replace(POLICY, ad_deduction=D(500))
    held = {"TRAINING": 1, "IN_STORE": 3, "ADVERTISING": 2}
    found = rules.rebate(month(held, F3=8), policy)
    assert found.missed_activities == 2
    assert found.ad_deduction == 1000
    assert found.reward == 8000
    assert rules.ad_rebate(D(5000), found) == 4000
    assert rules.ad_rebate(D(600), found) == 0


MONTHS = st.builds(
    Month,
    st.dictionaries(st.sampled_from(["F3", "F4", "F6", "F0"]), st.integers(0, 30)),
    st.just({}),
)


@given(MONTHS)
def test_cars_beyond_the_threshold_never_earn_more_than_all_cars(made: Month) -> None:
    assert 0 <= rules.rebate(made, BEYOND).reward <= rules.rebate(made, POLICY).reward
    assert rules.rebate(made, MIXED).reward in {0, rules.rebate(made, POLICY).reward}
