import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from showroom.documents import fonts
from showroom.documents.breaking import Run, broken
from showroom.documents.look import ACCENT, CELL, PORTRAIT, TINT
from showroom.documents.pen import Box, Pen
from showroom.documents.text import Printable


def content(pen):
    fonts.regular(), fonts.bold()
    name = fonts.regular().name
    canvas = Canvas(io.BytesIO(), pageCompression=0, initialFontName=name, invariant=1)
    pen.write(canvas)
    return "\n".join(canvas._code)  # noqa: SLF001


def test_rules_of_one_look_are_one_path():
    pen = Pen(PORTRAIT)
    for y in range(10):
        pen.rule(Box(0, y, 100, 0))
    assert content(pen).count("\nn ") + content(pen).startswith("n ") == 1


def test_tinted_ground_lies_under_everything():
    pen = Pen(PORTRAIT)
    pen.fill(Box(0, 0, 3, 50), ACCENT)
    pen.fill(Box(0, 0, 100, 50), TINT)
    written = content(pen)
    assert written.index(".956863 .964706 .976471 rg") < written.index(".078431 .188235 .352941 rg")


def test_words_that_end_at_a_place_end_there():
    pen = Pen(PORTRAIT)
    pen.words_left_of((300, 20), Printable("展厅"), CELL)
    assert pen._words[0].x == pytest.approx(300 - 2 * CELL.size)  # noqa: SLF001


def test_a_full_line_is_stretched_and_the_last_one_is_not():
    pen = Pen(PORTRAIT)
    for line in broken((Run(Printable("字" * 25)),), 10, 104):
        pen.justified((0, 0), line, 10, 104)
    assert [words.spacing for words in pen._words] == [pytest.approx(4 / 9)] * 2 + [0]  # noqa: SLF001


def test_a_line_that_is_far_too_short_is_not_stretched():
    pen = Pen(PORTRAIT)
    line = broken((Run(Printable("字字 " + "W" * 14)),), 10, 104)[0]
    pen.justified((0, 0), line, 10, 104)
    assert pen._words[0].spacing == 0  # noqa: SLF001
