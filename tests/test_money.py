"""One rounding, and one way an amount is written."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showroom.money import q, shown, to_fen, to_yuan

FEN = st.integers(-(10**15), 10**15)
YUAN = st.decimals(-(10**12), 10**12, places=6, allow_nan=False)


@given(FEN)
def test_fen_survive_the_way_to_yuan_and_back(fen: int) -> None:
    assert to_fen(to_yuan(fen)) == fen


@given(FEN)
def test_a_shown_amount_reads_back_as_the_same_fen(fen: int) -> None:
    text = shown(fen)
    assert Decimal(text.replace("¥", "").replace(",", "")) * 100 == fen
    assert len(text.rsplit(".", 1)[1]) == 2


@given(YUAN)
def test_rounding_moves_an_amount_by_half_a_fen_at_most_and_only_once(yuan: Decimal) -> None:
    assert abs(q(yuan) - yuan) <= Decimal("0.005")
    assert q(q(yuan)) == q(yuan)
    assert q(-yuan) == -q(yuan)


@pytest.mark.parametrize(
    ("yuan", "fen"),
    [
        ("0.005", 1),
        ("0.0049", 0),
        ("1.115", 112),
        ("2.675", 268),
        ("-0.005", -1),
        ("1.004", 100),
    ],
)
def test_a_half_is_rounded_up(yuan: str, fen: int) -> None:
    assert to_fen(Decimal(yuan)) == fen


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (0, "¥0.00"),
        (5, "¥0.05"),
        (123_456_789, "¥1,234,567.89"),
        (-1, "-¥0.01"),
        (-100_000, "-¥1,000.00"),
    ],
)
def test_an_amount_is_written_one_way(fen: int, text: str) -> None:
    assert shown(fen) == text
