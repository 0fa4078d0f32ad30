"""Dates as people type them, read for 2026-11-22."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showroom.ledger.typed.day import Day, DayRules, day_first, day_of
from showroom.ledger.typed.outcome import Bad

RULES = DayRules(date(2026, 11, 22))
MAY_11 = [
    "2026-05-11",
    "2026/5/11",
    "2026.5.11",
    "20260511",
    "20260511.0",
    20260511.0,
    "26-5-11",
    "26/5/11",
    "26.5.11",
    "2026年5月11日",
    "2026年5月11号",
    "2026年05月11",
    "26年5月11日",
    "260511",
    "２０２６－０５－１１",
    "2026—5—11",
    "2026 05 11",
    "2026.05.11.",
    "11-May-26",
    "11 May 2026",
    "May 11, 2026",
    "11th May 2026",
    "46153",
    46153.0,
    46153.75,
    "2026-05-11 10:30",
    "2026-05-11T10:30:00",
    "2026-05-11T10:30:00.123Z",
    "2026/5/11 上午10:30",
    "2026年5月11日下午3点半",
    "2026/05/11 10:30:15 PM",
    "2026-05-11（周一）",
    "2026年5月11日 星期一",
    "二〇二六年五月十一日",
    "'2026-05-11",
    date(2026, 5, 11),
    datetime.fromisoformat("2026-05-11T10:30"),
    "2026-5-11 9:5",
    "2026年5月11日上午",
]
BAD = [
    ("2031-01-01", "ledger.date_future"),
    (date(2026, 11, 23), "ledger.date_future"),
    ("1999-12-31", "ledger.date_old"),
    (date(1900, 1, 1), "ledger.date_old"),
    ("2026-02-30", "ledger.date_impossible"),
    ("2026-13-01", "ledger.date_impossible"),
    ("2026年5月32日", "ledger.date_impossible"),
    ("2026-05", "ledger.date_no_day"),
    ("2026年5月", "ledger.date_no_day"),
    ("2026", "ledger.date_no_day"),
    ("5月", "ledger.date_no_day"),
    ("昨天", "ledger.date_relative"),
    ("上周六", "ledger.date_relative"),
    ("2026-05-11、2026-06-01", "ledger.date_several"),
    ("5/11/2026", "ledger.date_ambiguous"),
    ("05/11/26", "ledger.date_ambiguous"),
    ("12月5日", "ledger.date_no_year"),
    ("待定", "ledger.date_unreadable"),
    ("5月中旬", "ledger.date_unreadable"),
    (True, "ledger.date_unreadable"),
    (0.0, "ledger.date_unreadable"),
    (-5.0, "ledger.date_unreadable"),
    (99999.0, "ledger.date_unreadable"),
    (time(10, 30), "ledger.date_unreadable"),
    ("#REF!", "ledger.cell_error"),
]


@pytest.mark.parametrize("typed", MAY_11)
def test_a_date_is_read_however_it_is_typed(typed) -> None:
    assert day_of(typed, RULES) == Day(date(2026, 5, 11))


@pytest.mark.parametrize(("typed", "code"), BAD)
def test_what_is_no_date_is_refused_with_its_reason(typed, code: str) -> None:
    with pytest.raises(Bad) as bad:
        day_of(typed, RULES)
    assert bad.value.code == code


@pytest.mark.parametrize("typed", ["5月11日", "5-11", "5.11", "5/11", "五月十一日", "05月11号"])
def test_a_date_without_a_year_is_of_this_year_and_says_so(typed: str) -> None:
    assert day_of(typed, RULES) == Day(date(2026, 5, 11), year_completed=True)


def test_the_title_of_the_sheet_tells_the_year_before_the_clock_does() -> None:
    rules = DayRules(date(2026, 11, 22), year=2025)
    assert day_of("12月5日", rules) == Day(date(2025, 12, 5), year_completed=True)


@pytest.mark.parametrize(
    ("others", "expected"), [(["13/5/2026"], date(2026, 11, 5)), (["5/13/2026"], date(2026, 5, 11))]
)
def test_the_other_dates_of_a_column_tell_day_from_month(others: list, expected: date) -> None:
    rules = DayRules(date(2026, 11, 22), day_first=day_first(others))
    assert day_of("5/11/2026", rules).on == expected


def test_a_column_that_shows_both_orders_tells_nothing() -> None:
    assert day_first(["13/5/2026", "5/13/2026", "2026-01-01", 46153.0]) is None


def test_one_order_that_cannot_be_leaves_the_other() -> None:
    assert day_of("13/5/2026", RULES).on == date(2026, 5, 13)
    assert day_of("5/13/26", RULES).on == date(2026, 5, 13)
    assert day_of("5/5/2026", RULES).on == date(2026, 5, 5)


def test_days_are_counted_from_1904_where_the_workbook_says_so() -> None:
    rules = DayRules(date(2026, 11, 22), since_1904=True)
    assert day_of(float(46153 - 1462), rules).on == date(2026, 5, 11)


def test_today_is_not_the_future() -> None:
    assert day_of("2026-11-22", RULES).on == date(2026, 11, 22)


@given(st.dates(date(2017, 1, 1), date(2026, 11, 22)))
def test_every_day_is_read_in_every_full_form(day: date) -> None:
    forms = [
        "{0:%Y-%m-%d}",
        "{0.year}/{0.month}/{0.day}",
        "{0.year}年{0.month}月{0.day}日",
        "{0:%Y%m%d}",
        "{0:%d-%b-%Y}",
        "{0:%y}-{0.month}-{0.day}",
    ]
    assert {day_of(form.format(day), RULES).on for form in forms} == {day}


@given(st.text())
def test_any_text_gives_a_past_date_or_a_reason(text: str) -> None:
    try:
        day = day_of(text, RULES)
    except Bad:
        return
    assert date(2000, 1, 1) <= day.on <= RULES.as_of
