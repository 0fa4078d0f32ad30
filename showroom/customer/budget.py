"""A budget as people say it: 31-35万, 30万左右, 不超过 40 万; pure."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from showroom.errors import Refusal
from showroom.identity import plain
from showroom.money import to_fen

_WAN: Final = Decimal(10_000)
_BELOW_IS_WAN: Final = Decimal(1_000)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_AT_MOST = re.compile(r"以内|以下|不超过|最多|<|≤")
_AT_LEAST = re.compile(r"以上|起|>|≥")


@dataclass(frozen=True, slots=True)
class Budget:
    """From and to, in fen; an open end is None."""

    min_fen: int | None
    max_fen: int | None


def as_budget(text: str) -> Budget:
    """The budget meant; numbers below 1,000 are 万.

    Raises:
        Refusal: `customer.budget_unread`, `customer.budget_order`.
    """
    typed = (
        text.replace(",", "")
        .replace("—", "-")
        .replace("–", "-")
        .replace("~", "-")
        .replace("至", "-")
    )
    numbers = [_yuan(found) for found in _NUMBER.findall(" ".join(map(plain, typed.split("-"))))]
    if len(numbers) not in (1, 2):
        raise Refusal("customer.budget_unread", field="budget")
    low, high = numbers[0], numbers[-1]
    if low > high:
        raise Refusal("customer.budget_order", field="budget")
    if len(numbers) == 1 and _AT_MOST.search(typed):
        return Budget(None, to_fen(high))
    if len(numbers) == 1 and _AT_LEAST.search(typed):
        return Budget(to_fen(low), None)
    return Budget(to_fen(low), to_fen(high))


def _yuan(number: str) -> Decimal:
    value = Decimal(number)
    return value * _WAN if value < _BELOW_IS_WAN else value
