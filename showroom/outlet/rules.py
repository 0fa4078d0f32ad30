"""The monthly reward of a second-tier outlet (二网返利, a4-15). Amounts are yuan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, Self

_ZERO: Final = Decimal(0)


class ApplyTo(StrEnum):
    """Which cars the reward is paid for once the threshold is reached."""

    ALL = "ALL"
    BEYOND_THRESHOLD = "BEYOND_THRESHOLD"


@dataclass(frozen=True, slots=True)
class BaseLine:
    """The monthly base of some models together."""

    models: frozenset[str]
    cars: int


@dataclass(frozen=True, slots=True)
class RebatePolicy:
    """The terms of a month; `ad_deduction` is per missed activity."""

    base_by_model: tuple[BaseLine, ...]
    threshold: int
    per_car: Decimal
    apply_to: ApplyTo
    require_mix: bool
    extra_commission: Mapping[str, Decimal]
    activity_minimums: Mapping[str, int]
    ad_deduction: Decimal

    @classmethod
    def parse(cls, value: Mapping[str, Any]) -> Self:
        """From the settings value `outlet.rebate`."""
        extra = value["extra_commission"].items()
        return cls(
            base_by_model=tuple(_base(line) for line in value["base_by_model"]),
            threshold=int(value["threshold"]),
            per_car=Decimal(value["per_car"]),
            apply_to=ApplyTo(value["apply_to"]),
            require_mix=bool(value["require_mix"]),
            extra_commission={model: Decimal(amount) for model, amount in extra},
            activity_minimums=dict(value["activity_minimums"]),
            ad_deduction=Decimal(value["ad_deduction"]),
        )


def _base(line: Mapping[str, Any]) -> BaseLine:
    return BaseLine(frozenset(line["models"]), int(line["cars"]))


@dataclass(frozen=True, slots=True)
class Month:
    """Cars delivered (not wholesaled) by model, activities held by kind."""

    delivered: Mapping[str, int]
    activities: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Rebate:
    """What the month comes to; the deduction is taken from the advertising rebate."""

    cars_paid: int
    reward: Decimal
    commission: Decimal
    missed_activities: int
    ad_deduction: Decimal


def rebate(month: Month, policy: RebatePolicy) -> Rebate:
    """The reward, the consultants' extra commission, and the deduction for missed activities."""
    cars = _cars_paid(month, policy)
    missed = missed_activities(month, policy)
    return Rebate(
        cars_paid=cars,
        reward=cars * policy.per_car,
        commission=_commission(month, policy),
        missed_activities=missed,
        ad_deduction=missed * policy.ad_deduction,
    )


def _cars_paid(month: Month, policy: RebatePolicy) -> int:
    """Models outside the base help to reach the threshold and earn nothing themselves."""
    total = sum(month.delivered.values())
    if total < policy.threshold or (policy.require_mix and not mix_met(month, policy)):
        return 0
    listed = _listed(month.delivered, policy.base_by_model)
    if policy.apply_to is ApplyTo.ALL:
        return listed
    return min(total - policy.threshold, listed)


def _listed(delivered: Mapping[str, int], lines: Sequence[BaseLine]) -> int:
    models = frozenset().union(*(line.models for line in lines))
    return sum(cars for model, cars in delivered.items() if model in models)


def mix_met(month: Month, policy: RebatePolicy) -> bool:
    """Whether every line of the base was reached."""
    return all(_listed(month.delivered, [line]) >= line.cars for line in policy.base_by_model)


def _commission(month: Month, policy: RebatePolicy) -> Decimal:
    """Paid car by car, whatever the threshold."""
    extra = policy.extra_commission
    return sum((cars * extra.get(model, _ZERO) for model, cars in month.delivered.items()), _ZERO)


def missed_activities(month: Month, policy: RebatePolicy) -> int:
    """How many activities of all kinds fell short of their minimums."""
    return sum(
        max(0, least - month.activities.get(kind, 0))
        for kind, least in policy.activity_minimums.items()
    )


def ad_rebate(offered: Decimal, earned: Rebate) -> Decimal:
    """What is left of the advertising rebate, never below nothing."""
    return max(offered - earned.ad_deduction, _ZERO)
