from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showroom.customer import points
from showroom.customer.points import Lot
from showroom.errors import Refusal
from tests.shipped import shipped

RULES = points.PointRules.parse(shipped("customer.points"))


@pytest.mark.parametrize(
    ("invoice", "earned"), [("258800.99", 2588), ("99.99", 0), ("100", 1), ("199.99", 1), ("0", 0)]
)
def test_every_whole_hundred_of_an_invoice_is_a_point(invoice: str, earned: int) -> None:
    assert points.earned(Decimal(invoice), RULES) == earned


@pytest.mark.parametrize(
    ("earned_on", "through"),
    [
        ("2026-11-22", "2028-11-22"),
        ("2024-02-29", "2026-02-28"),
        ("2026-02-28", "2028-02-28"),
        ("2026-08-31", "2028-08-31"),
        ("2026-12-01", "2028-12-01"),
        ("2026-01-31", "2028-01-31"),
    ],
)
def test_points_live_through_the_same_day_two_years_on(earned_on: str, through: str) -> None:
    found = points.usable_through(date.fromisoformat(earned_on), RULES)
    assert found == date.fromisoformat(through)


def test_dead_points_are_not_counted() -> None:
    lots = [Lot(date(2024, 11, 22), 100), Lot(date(2025, 1, 1), 50)]
    assert points.balance(lots, date(2026, 11, 22), RULES) == 150
    assert points.balance(lots, date(2026, 11, 23), RULES) == 50
    assert points.balance(lots, date(2024, 12, 1), RULES) == 100


def test_the_oldest_living_points_are_spent_first() -> None:
    dead, old, new = Lot(date(2023, 1, 1), 70), Lot(date(2025, 1, 1), 50), Lot(date(2026, 1, 1), 80)
    after = points.redeem([new, dead, old], 60, date(2026, 11, 22), RULES)
    assert after == (dead, Lot(date(2025, 1, 1), 0), Lot(date(2026, 1, 1), 70))


@pytest.mark.parametrize(
    ("spent", "code"), [(0, "customer.points_positive"), (131, "customer.points_short")]
)
def test_more_than_there_is_cannot_be_spent(spent: int, code: str) -> None:
    lots = [Lot(date(2025, 1, 1), 50), Lot(date(2026, 1, 1), 80)]
    with pytest.raises(Refusal) as refused:
        points.redeem(lots, spent, date(2026, 11, 22), RULES)
    assert refused.value.code == code


DAYS = st.dates(date(2020, 1, 1), date(2026, 11, 22))


@given(st.lists(st.builds(Lot, DAYS, st.integers(1, 500)), max_size=8), st.integers(1, 5000))
def test_spending_takes_exactly_what_was_spent(lots: list[Lot], spent: int) -> None:
    on = date(2026, 11, 22)
    before = points.balance(lots, on, RULES)
    if spent > before:
        with pytest.raises(Refusal):
            points.redeem(lots, spent, on, RULES)
    else:
        after = points.redeem(lots, spent, on, RULES)
        assert points.balance(after, on, RULES) == before - spent
        assert all(lot.points >= 0 for lot in after)


def test_nobody_refers_themselves() -> None:
    points.check_referrer(UUID(int=1), UUID(int=2))
    with pytest.raises(Refusal):
        points.check_referrer(UUID(int=1), UUID(int=1))
