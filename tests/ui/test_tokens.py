import re
from dataclasses import fields

import pytest

from ui.tokens import (
    SCHEMES,
    SIZES,
    Colours,
    colours_by_name,
    contrast,
    lengths_by_name,
    shade,
    tokens_of,
)

GROUNDS = ("canvas", "surface", "rail", "hover", "accent_soft")

TEXT = [
    *(("ink_soft", ground) for ground in (*GROUNDS, "sunken")),
    *(("muted", ground) for ground in (*GROUNDS, "sunken")),
    *(("accent_ink", ground) for ground in GROUNDS),
    *((f"{tone}_ink", f"{tone}_soft") for tone in ("good", "warn", "bad", "neutral")),
    *((f"{tone}_ink", ground) for tone in ("good", "warn", "bad") for ground in GROUNDS),
    *(("on_accent", fill) for fill in ("accent", "accent_hover", "accent_press")),
    *(("on_accent", fill) for fill in ("bad", "bad_hover", "bad_press")),
    ("tip_ink", "tip"),
    *(("ink", f"{tone}_soft") for tone in ("good", "warn", "bad", "neutral")),
]

RINGS = [
    *(("focus", ground) for ground in (*GROUNDS, "sunken")),
    ("focus_on_fill", "accent"),
    ("focus_on_fill", "bad"),
    ("focus_on_fill", "surface"),
    ("bad", "surface"),
    ("chart_line", "surface"),
    ("chart_now", "surface"),
    ("chart_line", "chart_bar"),
]


def ratio(scheme, front, ground):
    colours = colours_by_name(scheme)
    return contrast(colours[front], colours[ground])


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("front", "ground"), TEXT)
def test_text_reads_at_four_and_a_half_to_one(scheme, front, ground):
    assert ratio(scheme, front, ground) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", [*GROUNDS, "sunken"])
def test_ink_reads_at_seven_to_one(scheme, ground):
    assert ratio(scheme, "ink", ground) >= 7


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", ["canvas", "surface", "sunken", "rail"])
def test_what_is_disabled_reads_at_three_to_one(scheme, ground):
    assert ratio(scheme, "disabled", ground) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("front", "ground"), RINGS)
def test_focus_rings_and_chart_marks_stand_out_at_three_to_one(scheme, front, ground):
    assert ratio(scheme, front, ground) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_colour_is_written_as_six_digits(scheme):
    colours = colours_by_name(scheme)
    assert set(colours) == {field.name for field in fields(Colours)}
    assert all(re.fullmatch("#[0-9A-F]{6}", code) for code in colours.values())


def test_black_on_white_is_twenty_one_to_one():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)


def test_a_shade_lies_between_the_colour_and_its_ground():
    assert shade("#000000", "#FFFFFF", 1) == "#000000"
    assert shade("#000000", "#FFFFFF", 0) == "#ffffff"
    assert shade("#000000", "#FFFFFF", 0.5) == "#808080"


def test_text_grows_from_small_to_large_and_rows_with_it():
    looks = [tokens_of("light", size) for size in SIZES]
    assert [look.text.body for look in looks] == [13, 14, 16]
    assert [look.row_height("comfortable") for look in looks] == [40, 44, 50]
    assert [look.row_height("compact") for look in looks] == [30, 34, 40]


@pytest.mark.parametrize("size", SIZES)
def test_no_text_is_smaller_than_eleven_pixels(size):
    assert min(v for k, v in lengths_by_name(size).items() if k in {"tiny", "small", "body"}) >= 11
