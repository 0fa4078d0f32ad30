"""Cells as people fill them in, and the values they stand for."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from showroom.hq.publish.sheets import values
from showroom.ledger.typed.outcome import Bad
from showroom.terms import LineKind, LoanKind


def why(read: values.Read, cell: object) -> str:
    with pytest.raises(Bad) as bad:
        read(cell)
    return bad.value.code.removeprefix("publish.")


@pytest.mark.parametrize(
    "cell", [406900, 406900.0, "406900", "406,900.00", "¥406，900元", Decimal("406900.00")]
)
def test_amounts_are_yuan_however_they_are_written(cell: object) -> None:
    assert values.amount()(cell) == 40_690_000


def test_an_amount_a_spreadsheet_computed_is_what_it_shows() -> None:
    assert values.amount()(0.1 + 0.2) == 30


@pytest.mark.parametrize(
    ("cell", "code"),
    [("12.345", "amount_decimals"), ("-1", "amount_range"), ("1e9", "number"), (True, "number"),
     ("面议", "number"), (1e12, "amount_range"), ([1], "not_plain")],
)  # fmt: skip
def test_what_is_no_amount_is_told(cell: object, code: str) -> None:
    assert why(values.amount(), cell) == code


@pytest.mark.parametrize(
    "cell",
    [
        date(2026, 12, 1),
        datetime(2026, 12, 1, 9, tzinfo=UTC),
        "2026-12-01",
        "2026/12/1",
        "2026年12月1日",
    ],
)
def test_dates_have_their_year_first(cell: object) -> None:
    assert values.day(cell) == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("cell", "code"),
    [("12/1/2026", "day"), ("2026-02-30", "day"), ("26-12-1", "day"), (46357.0, "day"),
     ("1926-12-01", "day_range"), ("明天", "day")],
)  # fmt: skip
def test_a_date_that_could_be_another_is_not_guessed(cell: object, code: str) -> None:
    assert why(values.day, cell) == code


def test_months_and_truths_are_read_in_both_languages() -> None:
    assert values.month("2026年12月") == values.month(date(2026, 12, 5)) == "2026-12"
    assert values.yes_no("是") is values.yes_no(True) is values.yes_no("Yes") is True
    assert why(values.month, "2026-13") == "month"
    assert why(values.yes_no, "也许") == "yes_no"


def test_members_of_a_list_are_known_by_code_and_word() -> None:
    read = values.term((LineKind.CASH_DISCOUNT, LineKind.ACCESSORY))
    assert {read(cell) for cell in ("CASH_DISCOUNT", "现金优惠", "cash discount")} == {
        "CASH_DISCOUNT"
    }
    assert why(read, "OPTION") == "term"
    assert values.term(tuple(LoanKind))("等额本息") == "LEVEL_PAYMENT"


@pytest.mark.parametrize(("cell", "points"), [("4.80", 480), (4.8, 480), ("4.8%", 480), (0, 0)])
def test_yearly_rates_are_per_cent(cell: object, points: int) -> None:
    assert values.yearly_rate(cell) == points


def test_a_rate_that_lost_its_per_cent_sign_is_asked_for_again() -> None:
    assert why(values.yearly_rate, 0.048) == "rate_small"
    assert values.yearly_rate("0.48%") == 48
    assert why(values.yearly_rate, "4.805") == "rate"


def test_lists_are_split_and_have_nothing_twice() -> None:
    months = values.several(values.whole(1, 120))
    assert months("12、24,36") == months([12, 24, 36]) == [12, 24, 36]
    assert why(months, "12、12") == "twice_in_cell"
    assert why(months, "、") == "missing"


@pytest.mark.parametrize("cell", ["a b", "a@b", "x" * 41])
def test_a_code_has_no_spaces_and_fits(cell: str) -> None:
    assert why(values.code, cell) == "code_form"


def test_a_code_that_a_spreadsheet_made_a_number_is_its_digits() -> None:
    assert values.code(1001.0) == "1001"
