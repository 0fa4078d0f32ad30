"""Budgets as people say them."""

import pytest

from showroom.customer.budget import Budget, as_budget
from showroom.errors import Refusal


@pytest.mark.parametrize(
    ("typed", "low", "high"),
    [
        ("31-35", 31, 35),
        ("31 – 35 万", 31, 35),
        ("３０万", 30, 30),
        ("30万以内", None, 30),
        ("40 万以上", 40, None),
        ("250,000-300,000", 25, 30),
        ("12.5至13", 12.5, 13),
    ],
)
def test_a_budget_is_read_as_people_say_it(
    typed: str, low: float | None, high: float | None
) -> None:
    def fen(wan: float | None) -> int | None:
        return None if wan is None else int(wan * 1_000_000)

    assert as_budget(typed) == Budget(fen(low), fen(high))


@pytest.mark.parametrize(
    ("typed", "code"),
    [("很多", "customer.budget_unread"), ("1-2-3", "customer.budget_unread"),
     ("35-31", "customer.budget_order")],
)  # fmt: skip
def test_a_budget_that_says_nothing_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        as_budget(typed)
    assert caught.value.code == code
