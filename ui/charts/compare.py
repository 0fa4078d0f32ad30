"""Horizontal bars side by side: one figure for several people, outlets or models."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from ui.charts.draw import LEFT, RIGHT, Brush, Mark
from ui.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Row:
    """One bar: its name, its value, the value in words, and a target if there is one."""

    name: str
    value: float
    shown: str
    target: float | None = None


@dataclass(frozen=True, slots=True)
class Compare:
    """Rows in the order they are shown."""

    rows: tuple[Row, ...]

    @property
    def told(self) -> tuple[str, ...]:
        """Each row in words."""
        return tuple(f"{row.name} {row.shown}" for row in self.rows)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show."""
        return not any(row.value for row in self.rows)


def paint(
    painter: QPainter, rect: QRectF, data: Compare, look: Tokens, lit: int = -1
) -> tuple[Mark, ...]:
    """Paints the rows into `rect` (logical pixels), gives their marks from top to bottom."""
    brush = Brush(painter, look, lit)
    measures = brush.font(look.text.small)
    name = max((measures.horizontalAdvance(row.name) for row in data.rows), default=0.0)
    shown = max((measures.horizontalAdvance(row.shown) for row in data.rows), default=0.0)
    pitch = min(44.0, rect.height() / max(1, len(data.rows)))
    widths = (min(name, rect.width() * 0.4) + 14, shown + 12)
    marks = []
    for place, row in enumerate(data.rows):
        line = QRectF(rect.left(), rect.top() + place * pitch, rect.width(), pitch)
        _row(brush, line, row, (*widths, _highest(data), place == lit))
        marks.append(Mark(place, line))
    return tuple(marks)


def _highest(data: Compare) -> float:
    return max((max(row.value, row.target or 0) for row in data.rows), default=0.0) or 1.0


def _row(brush: Brush, line: QRectF, row: Row, fit: tuple[float, float, float, bool]) -> None:
    name, shown, highest, lit = fit
    colours = brush.look.colour
    brush.text(
        QRectF(line.left(), line.top(), name - 10, line.height()), row.name, colours.ink_soft
    )
    height = min(14.0, line.height() * 0.5)
    track = QRectF(line.left() + name, 0, line.width() - name - shown, height)
    track.moveTop(line.center().y() - height / 2)
    brush.bar(track, colours.sunken)
    if row.value:
        bar = QRectF(track)
        bar.setWidth(max(4.0, track.width() * row.value / highest))
        brush.bar(bar, colours.accent if lit else colours.chart_now)
    if row.target is not None:
        x = track.left() + track.width() * row.target / highest
        top, bottom = QPointF(x, track.top() - 4), QPointF(x, track.bottom() + 4)
        brush.line(top, bottom, colours.chart_line, 2)
    box = QRectF(track.right() + 8, line.top(), shown - 8, line.height())
    brush.text(box, row.shown, colours.ink, RIGHT if row.shown else LEFT)
