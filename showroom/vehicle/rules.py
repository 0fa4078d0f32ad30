"""Stock: how old, how much against sales, how much will be needed.

Source: domain.md section 4, Stock (lines a3, numbers c).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final, Self

from showroom.terms import CertificateStatus, VehicleStatus, VehicleUse

_CENT: Final = Decimal("0.01")
_IN_THE_YARD: Final = frozenset(
    {VehicleStatus.IN_STOCK, VehicleStatus.ALLOCATED, VehicleStatus.ON_HOLD}
)


class AgeLine(StrEnum):
    """How long a car has stood, mildest first."""

    YELLOW = "YELLOW"
    ORANGE = "ORANGE"
    RED = "RED"


class StockWarning(StrEnum):
    """What a stock ratio warns of."""

    HIGH = "HIGH"
    SHORT = "SHORT"


@dataclass(frozen=True, slots=True)
class StockRules:
    """Days from which each age line holds, the ratios to warn at, the forecast's weights."""

    age_days: Mapping[AgeLine, int]
    ratio_high: Fraction
    ratio_short: Fraction
    forecast: tuple[Decimal, ...]

    @classmethod
    def parse(cls, value: Mapping[str, Any]) -> Self:
        """From the settings value `vehicle.stock`; the forecast's latest month comes first."""
        return cls(
            age_days={AgeLine(line): int(days) for line, days in value["age_days"].items()},
            ratio_high=Fraction(value["ratio_high"]),
            ratio_short=Fraction(value["ratio_short"]),
            forecast=tuple(Decimal(weight) for weight in value["forecast"]),
        )


def stock_age_days(arrived_on: date, today: date) -> int:
    """Days since the car arrived; the day of arrival is 0."""
    return (today - arrived_on).days


def age_line(days: int, rules: StockRules) -> AgeLine | None:
    """The line a car of that age has reached, its limit included."""
    reached = [line for line in AgeLine if days >= rules.age_days[line]]
    return reached[-1] if reached else None


@dataclass(frozen=True, slots=True)
class StockedCar:
    """What decides whether a car counts as stock."""

    status: VehicleStatus
    use: VehicleUse = VehicleUse.SALE
    invoiced: bool = False
    in_repair: bool = False


def counts_as_stock(car: StockedCar) -> bool:
    """Whether the ratio counts it: not invoiced, in transit, in repair, scrapped or a demo car."""
    in_yard = car.use is VehicleUse.SALE and car.status in _IN_THE_YARD
    return in_yard and not car.invoiced and not car.in_repair


@dataclass(frozen=True, slots=True)
class StockRatio:
    """Stock against a month's sales, exact; two decimals are shown."""

    exact: Fraction

    @property
    def shown(self) -> Decimal:
        """With two decimals, HALF_UP."""
        value = Decimal(self.exact.numerator) / Decimal(self.exact.denominator)
        return value.quantize(_CENT, rounding=ROUND_HALF_UP)


def stock_ratio(stock: int, month_sales: int) -> StockRatio | None:
    """库存系数: month-end stock over the month's sales; None without sales."""
    return StockRatio(Fraction(stock, month_sales)) if month_sales else None


def stock_warning(ratio: StockRatio | None, rules: StockRules) -> StockWarning | None:
    """Whether the exact ratio lies above or below the lines; on a line it does not."""
    if ratio is None:
        return None
    if ratio.exact > rules.ratio_high:
        return StockWarning.HIGH
    return StockWarning.SHORT if ratio.exact < rules.ratio_short else None


def forecast(latest_first: Sequence[int], rules: StockRules) -> Decimal:
    """Next month's sales: the weighted mean of the last months, the latest first, exact."""
    months = zip(latest_first, rules.forecast, strict=True)
    return sum((sold * weight for sold, weight in months), Decimal(0))


def delivery_can_be_promised(certificate: CertificateStatus) -> bool:
    """Whether the 合格证 lets a delivery date be promised: a pledged one does not."""
    return certificate is not CertificateStatus.PLEDGED
