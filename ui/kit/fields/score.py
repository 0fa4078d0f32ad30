"""A score from 1 to 5 as five boxes in a row: digits choose, arrows step."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui import theme
from ui.charts.draw import CENTRE, Brush
from ui.kit.fields.base import Field

MOST = 5
_GAP = 6
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1}
_CLEARS = frozenset({Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_0})


class ScoreField(Field[int]):
    """1 to 5, nothing chosen at first."""

    def __init__(self, name: str, label: str, *, required: bool = False) -> None:
        super().__init__(name, label, required=required)
        self.boxes = _Boxes(self)
        self.hold(self.boxes)

    def choose(self, score: int) -> None:
        """Take that score as the user's; 0 for none."""
        self._put(max(0, min(MOST, score)))
        self._touched()

    @override
    def value(self) -> int | None:
        return self.boxes.score or None

    @override
    def set_value(self, value: int | None) -> None:
        self._put(value or 0)

    @override
    def draft(self) -> str:
        return str(self.boxes.score or "")

    @override
    def restore(self, draft: str) -> None:
        self._put(int(draft) if draft.isdecimal() else 0)

    def _put(self, score: int) -> None:
        self.boxes.score = score
        told = f"{self.title} {score}" if score else self.title
        self.boxes.setAccessibleName(told)
        self.boxes.update()


class _Boxes(QWidget):
    """The five boxes, painted."""

    def __init__(self, field: ScoreField) -> None:
        super().__init__()
        self._field = field
        self.score = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def sizeHint(self) -> QSize:
        high = theme.tokens().text.control - 4
        return QSize(MOST * (high + _GAP), high)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = Qt.Key(event.key()), event.text()
        if text.isdecimal() and 1 <= int(text) <= MOST:
            self._field.choose(int(text))
        elif key in _STEPS:
            self._field.choose(max(1, self.score + _STEPS[key]))
        elif key in _CLEARS:
            self._field.choose(0)
        else:
            super().keyPressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        for place in range(MOST):
            if self._box(place).contains(event.position()):
                self._field.choose(place + 1)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        brush = Brush(painter, theme.tokens())
        for place in range(MOST):
            self._paint_box(brush, place)
        painter.end()

    def _paint_box(self, brush: Brush, place: int) -> None:
        look, box = brush.look, self._box(place)
        chosen, below = place + 1 == self.score, place + 1 < self.score
        fill = look.colour.accent if chosen else look.colour.accent_soft if below else ""
        brush.bar(box, fill or look.colour.surface, 6)
        edge = look.colour.accent if chosen or below else look.colour.line_strong
        if self.hasFocus() and (chosen or (not self.score and place == 0)):
            brush.painter.setPen(QPen(theme.colour(look.colour.focus), 2))
            box = box.adjusted(-1.5, -1.5, 1.5, 1.5)
        else:
            brush.painter.setPen(QPen(theme.colour(edge), 1))
        brush.painter.setBrush(Qt.BrushStyle.NoBrush)
        brush.painter.drawRoundedRect(box, 6, 6)
        brush.font(look.text.body, bold=chosen)
        ink = look.colour.on_accent if chosen else look.colour.ink
        brush.text(box, str(place + 1), ink, CENTRE)

    def _box(self, place: int) -> QRectF:
        wide = min(56.0, (self.width() - 6 - (MOST - 1) * _GAP) / MOST)
        return QRectF(3 + place * (wide + _GAP), 3, wide, self.height() - 6)
