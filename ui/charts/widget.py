"""The widget that shows a chart: points, lights up, speaks and opens what is behind a bar."""

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from ui import icons, theme
from ui.charts import compare, daily, funnel
from ui.charts.draw import CENTRE, Brush, Mark
from ui.charts.small import legend_width, paint_legend
from ui.tokens import Tokens


class Shown(Protocol):
    """What a chart can show: parts in words, and whether there are any."""

    @property
    def told(self) -> tuple[str, ...]:
        """Each part in words."""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show."""


D = TypeVar("D", bound=Shown)
Paint = Callable[[QPainter, QRectF, D, Tokens, int], tuple[Mark, ...]]

_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}
_OPENS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


class Chart(QWidget, Generic[D]):
    """A chart of one kind. `activated(int)` tells which part was clicked or entered.

    Tab reaches it, arrows walk over its parts, Home and End jump, Enter and Space open.
    """

    activated = Signal(int)

    def __init__(self, paint: Paint[D], name: str, empty: str = "") -> None:
        super().__init__()
        self._paint = paint
        self._empty = empty
        self._data: D | None = None
        self._marks: tuple[Mark, ...] = ()
        self._lit = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_data(self, data: D | None) -> None:
        """Shows that data; None or empty data shows the empty state."""
        self._data = None if data is None or data.empty else data
        self._lit = -1
        self._marks = ()
        told = self._data.told if self._data else (self._empty,)
        self.setAccessibleDescription("; ".join(told))
        self.update()

    @property
    def lit(self) -> int:
        """The part that is pointed at, -1 for none."""
        return self._lit

    def area(self, index: int) -> QRectF:
        """Where that part was last painted, empty if it was not."""
        return self._marks[index].area if 0 <= index < len(self._marks) else QRectF()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        if self._data is None:
            _paint_empty(painter, rect, self._empty)
        else:
            self._marks = self._paint(painter, rect, self._data, theme.tokens(), self._lit)
            self._ring(painter)
        painter.end()

    @override
    def sizeHint(self) -> QSize:
        return QSize(360, 260)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(200, 120)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._light(self._at(event.position()))
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if self._lit >= 0 else Qt.CursorShape.ArrowCursor
        )

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._light(-1)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self._at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and index >= 0:
            self.activated.emit(index)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        last = len(self._data.told) - 1 if self._data else -1
        if key in _OPENS and self._lit >= 0:
            self.activated.emit(self._lit)
        elif key in _STEPS and last >= 0:
            self._light(min(last, max(0, self._lit + _STEPS[key])))
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End} and last >= 0:
            self._light(0 if key == Qt.Key.Key_Home else last)
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        if self._lit < 0 and self._data and event.reason() != Qt.FocusReason.MouseFocusReason:
            self._light(len(self._data.told) - 1)
        super().focusInEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._light(-1)
        super().focusOutEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._tell(event.globalPos(), self._at(QPointF(event.pos())))
            return True
        return super().event(event)

    def _at(self, point: QPointF) -> int:
        found = (mark.index for mark in self._marks if mark.area.contains(point))
        return next(found, -1)

    def _light(self, index: int) -> None:
        if index != self._lit:
            self._lit = index
            self.update()

    def _ring(self, painter: QPainter) -> None:
        if self.hasFocus():
            brush = Brush(painter, theme.tokens())
            brush.ring(self.area(self._lit) if self._lit >= 0 else QRectF(self.rect()))

    def _tell(self, place: QPoint, index: int) -> None:
        if self._data and index >= 0:
            QToolTip.showText(place, self._data.told[index], self)
        else:
            QToolTip.hideText()


class Legend(QWidget):
    """The names of a chart's series with their dots; `(name, colour role)` pairs."""

    def __init__(self, names: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self._names = names
        self.setAccessibleName(" ".join(name for name, _ in names))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    @override
    def sizeHint(self) -> QSize:
        look = theme.tokens()
        wide = legend_width([name for name, _ in self._names], look)
        return QSize(round(wide) + 8, look.text.small + 10)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_legend(painter, QRectF(self.rect()), self._names, theme.tokens())
        painter.end()


def _paint_empty(painter: QPainter, rect: QRectF, words: str) -> None:
    brush = Brush(painter, theme.tokens())
    measures = brush.font(brush.look.text.body)
    middle = rect.center()
    icons.draw(
        painter,
        QRectF(middle.x() - 18, middle.y() - 36, 36, 36),
        "board",
        brush.look.colour.disabled,
    )
    line = QRectF(rect.left(), middle.y() + 8, rect.width(), measures.height())
    brush.text(line, words, brush.look.colour.muted, CENTRE)


def daily_chart(name: str, empty: str = "") -> Chart[daily.Daily]:
    """Bars and a line over the days."""
    return Chart(daily.paint, name, empty)


def funnel_chart(name: str, empty: str = "") -> Chart[funnel.Funnel]:
    """Funnel bars."""
    return Chart(funnel.paint, name, empty)


def compare_chart(name: str, empty: str = "") -> Chart[compare.Compare]:
    """Horizontal bars side by side."""
    return Chart(compare.paint, name, empty)
