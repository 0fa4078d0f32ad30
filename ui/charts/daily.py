"""Bars with a line over the days: visits and test drives of the last fortnight."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from ui import theme
from ui.charts.draw import CENTRE, RIGHT, Brush, Mark, scale
from ui.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Daily:
    """Counts by day, oldest first; the last day is today. `days` are the words of the axis."""

    days: tuple[str, ...]
    bars: tuple[int, ...]
    line: tuple[int, ...]
    bar_name: str
    line_name: str

    @property
    def told(self) -> tuple[str, ...]:
        """Each day in words, for tips and for who listens instead of looking."""
        rows = zip(self.days, self.bars, self.line, strict=True)
        return tuple(f"{d}  {self.bar_name} {b} · {self.line_name} {n}" for d, b, n in rows)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show."""
        return not any(self.bars) and not any(self.line)


@dataclass(frozen=True, slots=True)
class _Plot:
    area: QRectF
    top: int
    count: int

    @property
    def slot(self) -> float:
        return self.area.width() / self.count

    def x(self, index: int) -> float:
        return self.area.left() + (index + 0.5) * self.slot

    def y(self, value: float) -> float:
        return self.area.bottom() - self.area.height() * value / self.top

    def bar(self, index: int, value: int) -> QRectF:
        width = min(28.0, self.slot * 0.58)
        top = min(self.y(value), self.area.bottom() - 2)
        return QRectF(self.x(index) - width / 2, top, width, self.area.bottom() - top)

    def column(self, index: int) -> QRectF:
        left = self.area.left() + index * self.slot
        return QRectF(left, self.area.top(), self.slot, self.area.height())


def paint(
    painter: QPainter, rect: QRectF, data: Daily, look: Tokens, lit: int = -1
) -> tuple[Mark, ...]:
    """Paints the chart into `rect` (logical pixels) and gives its marks, oldest day first."""
    brush = Brush(painter, look, lit)
    ticks = scale(max((*data.bars, *data.line, 1)))
    plot = _plot(brush, rect, data, ticks)
    _grid(brush, plot, ticks)
    _bars(brush, plot, data)
    _line(brush, plot, data)
    _days(brush, plot, data)
    _values(brush, plot, data)
    return tuple(Mark(day, plot.column(day)) for day in range(plot.count))


def _plot(brush: Brush, rect: QRectF, data: Daily, ticks: tuple[int, ...]) -> _Plot:
    measures = brush.font(brush.look.text.small)
    left = measures.horizontalAdvance(str(ticks[-1])) + 12
    half_day = measures.horizontalAdvance(data.days[-1]) / 2 if data.days else 0
    count = max(1, len(data.days))
    right = max(0.0, half_day - (rect.width() - left) / count / 2)
    height = measures.height()
    return _Plot(rect.adjusted(left, height + 4, -right, -height - 8), ticks[-1], count)


def _grid(brush: Brush, plot: _Plot, ticks: tuple[int, ...]) -> None:
    measures = brush.font(brush.look.text.small)
    for tick in ticks:
        y = round(plot.y(tick)) + 0.5
        brush.line(QPointF(plot.area.left(), y), QPointF(plot.area.right(), y), _rule(brush, tick))
        box = QRectF(plot.area.left() - 60, y - measures.height() / 2, 50, measures.height())
        brush.text(box, str(tick), brush.look.colour.muted, RIGHT)


def _rule(brush: Brush, tick: int) -> str:
    return brush.look.colour.line if tick else brush.look.colour.line_strong


def _bars(brush: Brush, plot: _Plot, data: Daily) -> None:
    colours = brush.look.colour
    for day, value in enumerate(data.bars):
        code = colours.chart_now if day == plot.count - 1 else colours.chart_bar
        if day == brush.lit and day != plot.count - 1:
            code = colours.chart_bar_hover
        brush.column(plot.bar(day, value), code if value else colours.line_strong)


def _line(brush: Brush, plot: _Plot, data: Daily) -> None:
    painter, code = brush.painter, brush.look.colour.chart_line
    points = [QPointF(plot.x(day), plot.y(value)) for day, value in enumerate(data.line)]
    pen = QPen(theme.colour(code), 2)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF(points))
    painter.setBrush(theme.colour(brush.look.colour.surface))
    for day, point in enumerate(points):
        size = 4.5 if day == brush.lit else 3.25
        painter.drawEllipse(point, size, size)


def _days(brush: Brush, plot: _Plot, data: Daily) -> None:
    measures = brush.font(brush.look.text.small)
    if not data.days:
        return
    widest = max(measures.horizontalAdvance(day) for day in data.days)
    every = max(1, -(-int(widest + 14) // max(1, int(plot.slot))))
    for day in range(plot.count - 1, -1, -every):
        box = QRectF(plot.x(day) - widest / 2, plot.area.bottom() + 7, widest, measures.height())
        today = day == plot.count - 1
        code = brush.look.colour.ink if today else brush.look.colour.muted
        brush.text(box, data.days[day], code, CENTRE)


def _values(brush: Brush, plot: _Plot, data: Daily) -> None:
    measures = brush.font(brush.look.text.small, bold=True)
    for day in {plot.count - 1, brush.lit} & set(range(len(data.bars))):
        top = min(plot.bar(day, data.bars[day]).top(), plot.y(data.line[day]) - 4)
        height = measures.height()
        box = QRectF(plot.x(day) - 30, top - height - 1, 60, height)
        brush.text(box, str(data.bars[day]), brush.look.colour.ink, CENTRE)
