from itertools import pairwise

import pytest

from ui.charts.daily import Daily, paint
from ui.tokens import tokens_of

DAYS = tuple(f"11-{day:02d}" for day in range(9, 23))
BARS = (12, 9, 14, 11, 16, 24, 27, 10, 13, 12, 15, 14, 22, 18)
LINE = (5, 4, 6, 5, 7, 9, 11, 4, 6, 5, 6, 5, 8, 6)


def fortnight(days=DAYS, bars=BARS, line=LINE):
    return Daily(days=days, bars=bars, line=line, bar_name="来店", line_name="试驾")


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("size", ["small", "normal", "large"])
def test_nothing_is_painted_outside_at_any_scale_or_text_size(sheet, scale, size):
    made = sheet((480, 200), scale).paint(paint, fortnight(), tokens_of("light", size))
    assert not made.touched_outside()


def test_each_day_is_a_mark_from_left_to_right(sheet, look):
    marks = sheet().paint(paint, fortnight(), look).marks
    assert [mark.index for mark in marks] == list(range(14))
    assert all(a.area.right() <= b.area.left() + 0.01 for a, b in pairwise(marks))


def test_today_stands_out_and_the_colours_follow_the_scheme(sheet, look):
    light = sheet().paint(paint, fortnight(), look).colours()
    dark = sheet().paint(paint, fortnight(), tokens_of("dark")).colours()
    assert {look.colour.chart_now.lower(), look.colour.chart_bar.lower()} <= light
    assert tokens_of("dark").colour.chart_now.lower() in dark
    assert look.colour.chart_bar.lower() not in dark


def test_the_day_pointed_at_is_lit(sheet, look):
    assert (
        look.colour.chart_bar_hover.lower() not in sheet().paint(paint, fortnight(), look).colours()
    )
    assert (
        look.colour.chart_bar_hover.lower() in sheet().paint(paint, fortnight(), look, 3).colours()
    )


def test_each_day_is_told_in_words():
    assert fortnight().told[0] == "11-09  来店 12 · 试驾 5"


def test_days_without_any_visit_are_empty_but_one_visit_is_not():
    assert fortnight(bars=(0,) * 14, line=(0,) * 14).empty
    assert not fortnight(bars=(0,) * 13 + (1,), line=(0,) * 14).empty


@pytest.mark.parametrize("days", [1, 2, 31])
def test_other_numbers_of_days_fit_too(sheet, look, days):
    names = tuple(f"11-{day:02d}" for day in range(1, days + 1))
    data = fortnight(names, tuple(range(days)), (0,) * days)
    made = sheet().paint(paint, data, look)
    assert len(made.marks) == days
    assert not made.touched_outside()
