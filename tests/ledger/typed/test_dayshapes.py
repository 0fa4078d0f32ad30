"""The shapes of typed dates."""

import pytest

from showroom.ledger.typed.dayshapes import Candidate, candidates, fault, order, plain


def test_a_full_date_has_one_reading() -> None:
    assert candidates("2026-5-11") == [Candidate("ymd", 2026, 5, 11)]


def test_a_slashed_date_of_two_digits_has_three() -> None:
    assert [found.order for found in candidates("05/11/26")] == ["ymd", "mdy", "dmy"]


def test_a_dashed_date_of_two_digits_is_year_first() -> None:
    assert candidates("05-11-26") == [Candidate("ymd", 2005, 11, 26)]


def test_a_reading_that_no_calendar_has_gives_no_day() -> None:
    assert Candidate("ymd", 2026, 2, 30).day() is None


@pytest.mark.parametrize(
    ("typed", "bare"),
    [
        ("2026-05-11 10:30", "2026-05-11"),
        ("2026年5月11日（星期一）下午", "2026年5月11日"),
        ("Mon 11 May 2026", "11 may 2026"),
        ("二〇二六年十二月三十一日", "2026年12月31日"),
        ("五月二十日", "5月20日"),
    ],
)
def test_weekday_and_time_of_day_are_put_aside(typed: str, bare: str) -> None:
    assert plain(typed) == bare


@pytest.mark.parametrize(
    ("text", "shown"),
    [("31/12/2026", True), ("12/31/2026", False), ("1/2/2026", None), ("x", None)],
)
def test_a_day_above_twelve_shows_the_order(text: str, shown: bool | None) -> None:
    assert order(text) is shown


def test_a_text_of_no_shape_has_no_reading() -> None:
    assert candidates("中旬") == []
    assert fault("中旬") == "ledger.date_unreadable"
