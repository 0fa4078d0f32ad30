import pytest

from ui.charts.funnel import Funnel, Step, paint
from ui.tokens import contrast, shade, tokens_of

DAY = Funnel(
    (
        Step("来店", 18),
        Step("建档", 15, "83%"),
        Step("试驾", 6, "40%"),
        Step("报价", 5, "83%"),
        Step("订单", 0, "0%"),
    )
)


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("size", ["small", "normal", "large"])
def test_nothing_is_painted_outside_at_any_scale_or_text_size(sheet, scale, size):
    made = sheet((360, 220), scale).paint(paint, DAY, tokens_of("light", size))
    assert not made.touched_outside()


def test_each_step_is_a_mark_from_top_to_bottom(sheet, look):
    marks = sheet().paint(paint, DAY, look).marks
    tops = [mark.area.top() for mark in marks]
    assert [mark.index for mark in marks] == [0, 1, 2, 3, 4]
    assert tops == sorted(tops)


def test_long_names_of_steps_stay_inside(sheet, look):
    long = Funnel((Step("Requested a written quotation today", 9, "100 % (9/9)"), Step("x", 1)))
    assert not sheet((260, 160)).paint(paint, long, look).touched_outside()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_counts_read_on_every_shade_of_the_bars(scheme):
    colours = tokens_of(scheme).colour
    for part in (0.4, 0.55, 0.7, 0.85, 1.0):
        fill = shade(colours.accent, colours.accent_press, part)
        assert contrast(colours.on_accent, fill) >= 4.5


def test_steps_are_told_with_their_conversion():
    assert DAY.told[:2] == ("来店 18", "建档 15  83%")


def test_a_day_without_anyone_is_empty(sheet, look):
    nobody = Funnel((Step("来店", 0), Step("建档", 0)))
    assert nobody.empty
    assert len(sheet().paint(paint, nobody, look).marks) == 2
    assert sheet().paint(paint, Funnel(()), look).marks == ()
