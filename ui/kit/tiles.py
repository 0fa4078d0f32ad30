"""KPI tile: a figure with its course and its change in words, its records one key away."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui import theme
from ui.charts.draw import RIGHT, Brush
from ui.charts.small import paint_sparkline
from ui.tokens import Tokens

_OPENS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """One figure in words: `18 组`, its basis (`6 / 18`), its change, and that change's tone."""

    label: str
    figure: str
    basis: str = ""
    note: str = ""
    tone: str = "neutral"
    course: tuple[float, ...] = ()

    @property
    def told(self) -> str:
        """The tile read out."""
        return " ".join(filter(None, (self.label, self.figure, self.basis, self.note)))


def paint_tile(painter: QPainter, rect: QRectF, kpi: Kpi, look: Tokens) -> None:
    """Paints the inside of a tile into `rect` (logical pixels); the frame is the caller's."""
    brush = Brush(painter, look)
    inner = rect.adjusted(18, 14, -18, -12)
    top = _line(brush, inner, inner.top(), (kpi.label, look.text.small, "muted"))
    basis = QRectF(inner.left(), inner.top(), inner.width(), top - inner.top())
    brush.text(basis, kpi.basis, look.colour.muted, RIGHT)
    top = _figure(brush, inner, top, kpi.figure)
    if kpi.note:
        top = _line(brush, inner, top, (kpi.note, look.text.small, f"{kpi.tone}_ink"))
    course = QRectF(inner.left(), top + 2, inner.width(), inner.bottom() - top - 2)
    if course.height() > 12:  # noqa: PLR2004 - flatter than this a course says nothing
        tone = "accent" if kpi.tone in {"neutral", "good"} else kpi.tone
        paint_sparkline(painter, course, kpi.course, look, tone)


def _line(brush: Brush, inner: QRectF, top: float, said: tuple[str, int, str]) -> float:
    words, size, role = said
    measures = brush.font(size)
    area = QRectF(inner.left(), top, inner.width(), measures.height())
    brush.text(area, words, str(getattr(brush.look.colour, role)))
    return area.bottom()


def _figure(brush: Brush, inner: QRectF, top: float, figure: str) -> float:
    size = brush.look.text.figure
    measures = brush.font(size, bold=True)
    while measures.horizontalAdvance(figure) > inner.width() and size > brush.look.text.body:
        size -= 1
        measures = brush.font(size, bold=True)
    area = QRectF(inner.left(), top, inner.width(), brush.look.text.figure * 1.35)
    brush.text(area, figure, brush.look.colour.ink)
    return area.bottom()


class KpiTile(QWidget):
    """A tile as a card; `activated` tells that its records are asked for (click, Enter, Space)."""

    activated = Signal()

    def __init__(self, kpi: Kpi | None = None) -> None:
        super().__init__()
        self._kpi = kpi or Kpi(label="", figure="")
        self._hover = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_kpi(self._kpi)

    def show_kpi(self, kpi: Kpi) -> None:
        """Shows that figure."""
        self._kpi = kpi
        self.setAccessibleName(kpi.told)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        text = theme.tokens().text
        return QSize(200, round(text.figure * 1.35 + text.small * 2.9) + 60)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(132, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = theme.tokens()
        self._frame(painter, look)
        paint_tile(painter, QRectF(self.rect()), self._kpi, look)
        painter.end()

    def _frame(self, painter: QPainter, look: Tokens) -> None:
        edge = look.colour.accent if self._hover else look.colour.line
        wide = 1.0
        if self.hasFocus():
            edge, wide = look.colour.focus, 2.0
        painter.setPen(QPen(theme.colour(edge), wide))
        painter.setBrush(theme.colour(look.colour.surface))
        rect = QRectF(self.rect()).adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2)
        painter.drawRoundedRect(rect, look.space.card_radius, look.space.card_radius)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.activated.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) in _OPENS:
            self.activated.emit()
        else:
            super().keyPressEvent(event)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._hover = True
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hover = False
        self.update()
