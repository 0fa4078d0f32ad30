"""What every chart draws with: text that is never cut, rounded bars, mixed shades, round scales."""

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from ui import theme
from ui.tokens import Tokens

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True)
class Mark:
    """One part of a chart that can be pointed at: which, where, and what it says."""

    index: int
    area: QRectF
    part: str = ""


@dataclass(frozen=True, slots=True)
class Brush:
    """A painter with the look it paints in and the mark that is lit, -1 for none."""

    painter: QPainter
    look: Tokens
    lit: int = -1

    def font(self, pixels: int, *, bold: bool = False) -> QFontMetricsF:
        """Takes the shipped face in that size and gives its measures."""
        self.painter.setFont(_face(theme.family(), pixels, bold))
        return measures(pixels, bold=bold)

    def text(self, area: QRectF, words: str, code: str, align: Qt.AlignmentFlag = LEFT) -> None:
        """Writes one line in `area`, ending in an ellipsis where it lacks room."""
        known = QFontMetricsF(self.painter.font())
        shown = words
        if known.horizontalAdvance(words) > area.width() + 0.5:
            shown = known.elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        self.painter.setPen(theme.colour(code))
        self.painter.drawText(area, align | Qt.TextFlag.TextDontClip, shown)

    def bar(self, area: QRectF, code: str, radius: float = 4) -> None:
        """Fills a rounded bar."""
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(theme.colour(code))
        fit = min(radius, area.width() / 2, area.height() / 2)
        self.painter.drawRoundedRect(area, fit, fit)

    def column(self, area: QRectF, code: str, radius: float = 4) -> None:
        """Fills a bar that stands on its ground: rounded at the top only."""
        fit = min(radius, area.width() / 2, area.height())
        path = QPainterPath(area.bottomLeft())
        path.lineTo(area.left(), area.top() + fit)
        path.quadTo(area.topLeft(), QPointF(area.left() + fit, area.top()))
        path.lineTo(area.right() - fit, area.top())
        path.quadTo(area.topRight(), QPointF(area.right(), area.top() + fit))
        path.lineTo(area.bottomRight())
        path.closeSubpath()
        self.painter.fillPath(path, theme.colour(code))

    def line(self, start: QPointF, end: QPointF, code: str, width: float = 1) -> None:
        """Draws a straight line."""
        self.painter.setPen(QPen(theme.colour(code), width))
        self.painter.drawLine(start, end)

    def ring(self, area: QRectF, radius: float = 6) -> None:
        """Draws the focus ring around `area`."""
        self.painter.setPen(QPen(theme.colour(self.look.colour.focus), 2))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawRoundedRect(area, radius, radius)


@cache
def _face(family: str, pixels: int, bold: bool) -> QFont:
    face = QFont(family)
    face.setPixelSize(pixels)
    face.setBold(bold)
    return face


def measures(pixels: int, *, bold: bool = False) -> QFontMetricsF:
    """The measures of the shipped face in that size."""
    return QFontMetricsF(_face(theme.family(), pixels, bold))


def scale(highest: float) -> tuple[int, ...]:
    """Round values from 0 to at least `highest` for at most five grid lines."""
    step = 1
    while highest > step * 4:
        step = _next_round(step)
    count = max(1, -(-int(highest) // step))
    return tuple(step * line for line in range(count + 1))


def _next_round(step: int) -> int:
    head = int(str(step)[0])
    return step * 2 if head in {1, 5} else step * 5 // 2
