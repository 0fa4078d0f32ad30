import pytest

from ui.charts.small import (
    TONES,
    legend_width,
    paint_legend,
    paint_progress,
    paint_sparkline,
    tone_colour,
)


@pytest.mark.parametrize("values", [(1, 2), (3, 3, 3), (5, -2, 7, 0.5)])
def test_a_course_stays_inside_and_ends_in_a_dot(sheet, look, values):
    made = sheet((160, 80)).paint(paint_sparkline, values, look, "bad")
    assert not made.touched_outside()
    assert look.colour.bad_ink.lower() in made.colours()


@pytest.mark.parametrize("values", [(), (4,)])
def test_less_than_two_values_draw_nothing(sheet, look, values):
    assert len(sheet((160, 80)).paint(paint_sparkline, values, look).colours()) == 1


@pytest.mark.parametrize("part", [0, 0.001, 0.66, 1, 1.7])
def test_progress_never_leaves_its_track(sheet, look, part):
    made = sheet((200, 60)).paint(paint_progress, part, look)
    assert not made.touched_outside()
    assert (look.colour.accent.lower() in made.colours()) is (part > 0)


def test_every_tone_has_a_colour_to_write_in(look):
    assert len({tone_colour(tone, look) for tone in TONES}) == len(TONES)


def test_a_legend_fits_the_width_it_asks_for(sheet, look):
    names = (("来店", "chart_now"), ("试驾", "chart_line"))
    wide = legend_width([name for name, _ in names], look)
    made = sheet((round(wide) + 44, 70)).paint(paint_legend, names, look)
    assert not made.touched_outside()
    assert look.colour.chart_line.lower() in made.colours()
