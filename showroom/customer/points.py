"""Loyalty points: earned by invoice, spent oldest first, gone after their months (a1, a3)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Self
from uuid import UUID

from showroom.errors import Refusal

_MONTHS_A_YEAR = 12
_LONGEST_MONTH = 31


@dataclass(frozen=True, slots=True)
class PointRules:
    """Whole yuan a point takes, months a point lives, points for a referral."""

    yuan_per_point: int
    months: int
    referral_points: int

    @classmethod
    def parse(cls, value: Mapping[str, Any]) -> Self:
        """From the settings value `customer.points`."""
        return cls(
            int(value["yuan_per_point"]), int(value["months"]), int(value["referral_points"])
        )


@dataclass(frozen=True, slots=True)
class Lot:
    """What is left of the points of one day."""

    earned_on: date
    points: int


def earned(invoice: Decimal, rules: PointRules) -> int:
    """The points of one invoice in yuan, rounded down per invoice."""
    return int(invoice // rules.yuan_per_point)


def usable_through(earned_on: date, rules: PointRules) -> date:
    """The last day of points: the same day so many months later, or that month's last."""
    months = earned_on.year * _MONTHS_A_YEAR + earned_on.month - 1 + rules.months
    year, month = divmod(months, _MONTHS_A_YEAR)
    for day in range(earned_on.day, _LONGEST_MONTH - 4, -1):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    return date(year, month + 1, earned_on.day)


def balance(lots: Iterable[Lot], on: date, rules: PointRules) -> int:
    """The points that can be spent on a day."""
    return sum(lot.points for lot in lots if _alive(lot, on, rules))


def _alive(lot: Lot, on: date, rules: PointRules) -> bool:
    return lot.earned_on <= on <= usable_through(lot.earned_on, rules)


def redeem(lots: Sequence[Lot], points: int, on: date, rules: PointRules) -> tuple[Lot, ...]:
    """What is left of the lots after spending points on a day, the oldest first.

    Raises:
        Refusal: `customer.points_positive`, `customer.points_short` with `left`.
    """
    if points <= 0:
        raise Refusal("customer.points_positive", field="points")
    left = balance(lots, on, rules)
    if points > left:
        raise Refusal("customer.points_short", field="points", left=left)
    after = []
    for lot in sorted(lots, key=lambda lot: lot.earned_on):
        taken = min(lot.points, points) if _alive(lot, on, rules) else 0
        points -= taken
        after.append(replace(lot, points=lot.points - taken))
    return tuple(after)


def check_referrer(customer_id: UUID, referrer_id: UUID) -> None:
    """Pass when somebody else brought the buyer.

    Raises:
        Refusal: `customer.self_referral`.
    """
    if customer_id == referrer_id:
        raise Refusal("customer.self_referral", field="referrer")
