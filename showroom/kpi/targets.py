"""Targets shared out, scores by season, tiers of dealers (a1; numbers c)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, Final, Self

from showroom.errors import Refusal
from showroom.kpi.rules import percent
from showroom.terms import DealerTier

Number = int | Decimal
_TENTH: Final = Decimal("0.1")
_HUNDRED: Final = 100


def shared_out(total: int, weights: Sequence[Number]) -> list[int]:
    """A whole number split by relative weights with the largest remainders, earlier lines first.

    Raises:
        Refusal: `kpi.weights` when a weight is negative or none is above 0; `kpi.total_negative`.
    """
    parts = [Fraction(weight) for weight in weights]
    if total < 0:
        raise Refusal("kpi.total_negative", field="target")
    if not parts or min(parts) < 0 or not any(parts):
        raise Refusal("kpi.weights", field="weights")
    exact = [total * part / sum(parts) for part in parts]
    shares = [int(share) for share in exact]
    by_remainder = sorted(range(len(parts)), key=lambda line: shares[line] - exact[line])
    for line in by_remainder[: total - sum(shares)]:
        shares[line] += 1
    return shares


def attainment(actual: Number, target: Number) -> Decimal | None:
    """目标达成率 in per cent, one decimal; None without a target."""
    return percent(actual, target)


class Season(Enum):
    """旺季 or 淡季."""

    PEAK = "PEAK"
    SLACK = "SLACK"


@dataclass(frozen=True, slots=True)
class ScoreRules:
    """The weight of every line in a season, and how far above its target a line counts."""

    weights: Mapping[Season, Mapping[str, Decimal]]
    most: Decimal

    @classmethod
    def parse(cls, value: Mapping[str, Any]) -> Self:
        """From the settings value `kpi.score`."""
        weights = {
            season: {line: Decimal(weight) for line, weight in value[season.value].items()}
            for season in Season
        }
        return cls(weights, Decimal(value["most"]))


@dataclass(frozen=True, slots=True)
class Attained:
    """What was reached of what was asked."""

    actual: Number
    target: Number


def score(lines: Mapping[str, Attained], season: Season, rules: ScoreRules) -> Decimal | None:
    """The weighted score, one decimal; a line without a target drops out, the others rescale.

    None when no line has a target.
    """
    weights = rules.weights[season]
    counting = {name: line for name, line in lines.items() if line.target and name in weights}
    whole = sum(Fraction(weights[name]) for name in counting)
    if not whole:
        return None
    most = Fraction(rules.most)
    points = sum(
        Fraction(weights[name]) * min(Fraction(line.actual) / Fraction(line.target), most)
        for name, line in counting.items()
    )
    return _rounded(_HUNDRED * points / whole, _TENTH)


def _rounded(value: Fraction, step: Decimal) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(step, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class TierRules:
    """How attainment and potential weigh, and the points from which a tier starts."""

    attainment: Decimal
    potential: Decimal
    starts: Mapping[DealerTier, Decimal]

    @classmethod
    def parse(cls, value: Mapping[str, Any]) -> Self:
        """From the settings value `kpi.tier`."""
        starts = {DealerTier(tier): Decimal(points) for tier, points in value["starts"].items()}
        return cls(Decimal(value["attainment"]), Decimal(value["potential"]), starts)


def tier_points(reached: Decimal, potential: Decimal, rules: TierRules) -> Decimal:
    """Points on 0 to 100 from attainment and potential, each on 0 to 100."""
    points = rules.attainment * _clipped(reached) + rules.potential * _clipped(potential)
    return points.quantize(_TENTH, rounding=ROUND_HALF_UP)


def _clipped(value: Decimal) -> Decimal:
    return min(max(value, Decimal(0)), Decimal(_HUNDRED))


def tier_after(tier: DealerTier, points: Decimal, rules: TierRules) -> DealerTier:
    """The tier of the next quarter: where the points lie, but one step at most."""
    order = list(DealerTier)
    earned = next((of for of in order[:-1] if points >= rules.starts[of]), order[-1])
    now, then = order.index(tier), order.index(earned)
    return order[max(now - 1, min(now + 1, then))]
