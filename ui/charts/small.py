"""The small ones: sparkline, progress, legend."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QPen, QPolygonF

from ui import theme
from ui.charts.draw import Brush, measures
from ui.tokens import Tokens

TONES = ("neutral", "accent", "good", "warn", "bad")


def tone_colour(tone: str, look: Tokens) -> str:
    """The colour that writes and draws in that tone: neutral, accent, good, warn or bad."""
    return str(getattr(look.colour, f"{tone}_ink"))


def paint_sparkline(
    painter: QPainter, rect: QRectF, values: Sequence[float], look: Tokens, tone: str = "accent"
) -> None:
    """Paints the course of `values` with a dot at its end; fewer than two values draw nothing."""
    if len(values) < 2:  # noqa: PLR2004 - a line has two ends
        return
    code = tone_colour(tone, look)
    points = _course(rect.adjusted(2, 4, -5, -4), values)
    painter.fillPath(_under(points, rect.bottom()), _fade(rect, code))
    pen = QPen(theme.colour(code), 1.75)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF(points))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(code))
    painter.drawEllipse(points[-1], 3.5, 3.5)


def _course(rect: QRectF, values: Sequence[float]) -> list[QPointF]:
    low, high = min(values), max(values)
    reach = (high - low) or 1.0
    step = rect.width() / (len(values) - 1)
    level = 0.5 if high == low else 0.0
    return [
        QPointF(
            rect.left() + place * step,
            rect.bottom() - rect.height() * ((value - low) / reach + level),
        )
        for place, value in enumerate(values)
    ]


def _under(points: list[QPointF], ground: float) -> QPainterPath:
    path = QPainterPath(QPointF(points[0].x(), ground))
    for point in points:
        path.lineTo(point)
    path.lineTo(points[-1].x(), ground)
    path.closeSubpath()
    return path


def _fade(rect: QRectF, code: str) -> QLinearGradient:
    fade = QLinearGradient(rect.topLeft(), rect.bottomLeft())
    for stop, alpha in ((0.0, 46), (1.0, 0)):
        tint = QColor(code)
        tint.setAlpha(alpha)
        fade.setColorAt(stop, tint)
    return fade


def paint_progress(
    painter: QPainter, rect: QRectF, part: float, look: Tokens, tone: str = "accent"
) -> None:
    """Paints `part` (0 to 1) of a bar as high as `rect`."""
    brush = Brush(painter, look)
    brush.bar(rect, look.colour.sunken, rect.height() / 2)
    if part > 0:
        done = QRectF(rect)
        done.setWidth(max(rect.height(), rect.width() * min(1.0, part)))
        brush.bar(done, str(getattr(look.colour, tone)), rect.height() / 2)


def legend_width(names: Sequence[str], look: Tokens) -> float:
    """The room a legend of these names takes, in logical pixels."""
    known = measures(look.text.small)
    return sum(known.horizontalAdvance(name) + 14 for name in names) + 12 * (len(names) - 1)


def paint_legend(
    painter: QPainter, rect: QRectF, names: Sequence[tuple[str, str]], look: Tokens
) -> None:
    """Paints `(name, colour role)` pairs with their dots, ending at the right of `rect`."""
    brush = Brush(painter, look)
    known = brush.font(look.text.small)
    right = rect.right()
    for name, role in reversed(names):
        width = known.horizontalAdvance(name)
        box = QRectF(right - width, rect.top(), width, rect.height())
        brush.text(box, name, look.colour.muted)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(str(getattr(look.colour, role))))
        painter.drawEllipse(QPointF(box.left() - 9, box.center().y() + 0.5), 4.5, 4.5)
        right = box.left() - 14 - 12
