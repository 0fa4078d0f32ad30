import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from ui.charts.draw import Brush, measures, scale
from ui.tokens import tokens_of


@pytest.mark.parametrize(
    ("highest", "lines"),
    [
        (0, (0, 1)),
        (1, (0, 1)),
        (4, (0, 1, 2, 3, 4)),
        (5, (0, 2, 4, 6)),
        (18, (0, 5, 10, 15, 20)),
        (27, (0, 10, 20, 30)),
        (101, (0, 50, 100, 150)),
        (4000, (0, 1000, 2000, 3000, 4000)),
    ],
)
def test_a_scale_is_round_and_reaches_the_highest_value(highest, lines):
    assert scale(highest) == lines


def test_a_scale_has_at_most_five_lines_and_no_line_too_many():
    for highest in range(1, 3000, 7):
        lines = scale(highest)
        assert len(lines) <= 5
        assert lines[-2] < highest <= lines[-1]


def test_a_longer_text_takes_more_room(qapp):
    assert measures(13).horizontalAdvance("来店登记") > measures(13).horizontalAdvance("来店")
    assert measures(16, bold=True).height() > measures(13).height()


def test_a_bar_of_no_width_does_not_fail(qapp):
    image = QImage(20, 20, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    brush = Brush(painter, tokens_of("light"))
    brush.bar(QRectF(5, 5, 0, 10), "#000000")
    brush.column(QRectF(5, 5, 10, 0), "#000000")
    painter.end()
    assert image.pixelColor(15, 15).alpha() == 0
