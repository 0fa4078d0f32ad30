from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showroom import texts
from showroom.errors import Refusal
from showroom.kpi import targets
from showroom.kpi.targets import Attained, Season
from showroom.terms import DealerTier
from tests.shipped import shipped

D = Decimal
SCORE = targets.ScoreRules.parse(shipped("kpi.score"))
TIER = targets.TierRules.parse(shipped("kpi.tier"))
LINES = ("deals", "drives", "csi", "finance", "leads", "followups")


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        (500, ".22 .24 .26 .28", [110, 120, 130, 140]),
        (503, ".22 .24 .26 .28", [110, 121, 131, 141]),
        (100, "1 1 1", [34, 33, 33]),
        (101, "1 1 1", [34, 34, 33]),
        (2, "1 1 1 1", [1, 1, 0, 0]),
        (0, "1 2", [0, 0]),
        (7, "22 24 26 28", [1, 2, 2, 2]),
        (10, "0 1", [0, 10]),
        (12, "3", [12]),
        (1, "1 2 1", [0, 1, 0]),
    ],
)
def test_a_target_is_shared_out_by_the_largest_remainders(total, weights, shares) -> None:
    assert targets.shared_out(total, [D(weight) for weight in weights.split()]) == shares


@given(st.integers(0, 10**6), st.lists(st.integers(0, 1000), min_size=1).filter(any))
def test_shares_sum_to_the_total_and_stay_within_one_of_exact(total: int, weights) -> None:
    shares = targets.shared_out(total, weights)
    whole = sum(weights)
    assert sum(shares) == total
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share * whole - total * weight) < whole


@pytest.mark.parametrize(
    ("total", "weights", "code"),
    [
        (5, [], "kpi.weights"),
        (5, [0, 0], "kpi.weights"),
        (5, [1, -1], "kpi.weights"),
        (-1, [1], "kpi.total_negative"),
    ],
)
def test_impossible_shares_are_refused(total, weights, code) -> None:
    with pytest.raises(Refusal) as refused:
        targets.shared_out(total, weights)
    assert refused.value.code == code
    assert all(code in texts.load(language) for language in texts.LANGUAGES)


def reached(*attainments: str) -> dict[str, Attained]:
    return {line: Attained(D(a), 1) for line, a in zip(LINES, attainments, strict=True)}


@pytest.mark.parametrize(("season", "score"), [(Season.PEAK, "90.5"), (Season.SLACK, "96.5")])
def test_the_score_of_the_example(season: Season, score: str) -> None:
    lines = reached(".80", "1.10", "1.00", ".50", "1.40", "1.00")
    assert targets.score(lines, season, SCORE) == D(score)


def test_a_line_counts_a_fifth_above_its_target_at_most() -> None:
    assert targets.score(reached(*["9"] * 6), Season.PEAK, SCORE) == D("120.0")


def test_a_line_without_a_target_drops_out() -> None:
    lines = reached(".80", "1.10", "1.00", ".50", "1.40", "1.00")
    lines["finance"] = Attained(5, 0)
    assert targets.score(lines, Season.PEAK, SCORE) == D("95.0")
    assert targets.score({line: Attained(1, 0) for line in LINES}, Season.PEAK, SCORE) is None


def test_scores_round_half_up() -> None:
    lines = {"deals": Attained(1, 3), "drives": Attained(2, 3)}
    assert targets.score(lines, Season.PEAK, SCORE) == D("42.4")


@pytest.mark.parametrize("season", Season)
def test_the_weights_of_a_season_sum_to_one(season: Season) -> None:
    assert sum(SCORE.weights[season].values()) == 1
    assert set(SCORE.weights[season]) == set(LINES)


def test_attainment_is_shown_above_a_hundred_and_unknown_without_a_target() -> None:
    assert targets.attainment(5, 4) == D("125.0")
    assert targets.attainment(5, 0) is None


@pytest.mark.parametrize(
    ("tier", "points", "then"),
    [
        ("C", "90", "B"),
        ("B", "85", "A"),
        ("B", "84.9", "B"),
        ("B", "65", "B"),
        ("B", "64.9", "C"),
        ("A", "20", "B"),
        ("A", "85", "A"),
        ("C", "64.9", "C"),
    ],
)
def test_a_dealer_moves_one_tier_a_quarter(tier: str, points: str, then: str) -> None:
    assert targets.tier_after(DealerTier(tier), D(points), TIER) is DealerTier(then)


def test_tier_points_weigh_attainment_and_potential() -> None:
    assert targets.tier_points(D(90), D(80), TIER) == D("86.0")
    assert targets.tier_points(D(140), D(50), TIER) == D("80.0")
