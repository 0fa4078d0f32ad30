"""A search box with its answers below it: they come as one types, the keys stay in the box."""

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui import icons, theme
from ui.formats import plain
from ui.kit.labels import Label
from ui.models.hits import HIT_ROLE, Find, FindModel
from ui.models.lines import Index
from ui.words import words
from ui.work import Lane, Work

PAUSE_MS = 40
_SHOWN = 9
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}
_PAD = 12
Look = Callable[[str], Sequence[Find]]
Ask = Callable[[str], Callable[[], Sequence[Find]]]


class SearchBox(QLineEdit):
    """A line with a popup of finds. `near` answers at once, `far` by work in the read lane.

    Text in composition (an input method's) searches nothing until it is committed.
    """

    chosen = Signal()

    def __init__(self, near: Look, far: Ask | None = None) -> None:
        super().__init__()
        self._near = near
        self._far = far
        self._asked = 0
        self._popup: _Popup | None = None
        self.setProperty("kind", "search")
        self.setClearButtonEnabled(True)
        glass = QAction(icons.icon("search", "muted"), "", self)
        glass.setProperty("unlisted", "yes")
        self.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.textEdited.connect(self._on_edited)

    def begin(self) -> None:
        """Take the focus with everything selected, and show what can be reached."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self._on_edited(self.text())

    def finds(self) -> list[Find]:
        """What the popup shows now."""
        return self._popup.finds() if self._popup and self._popup.isVisible() else []

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        popup = self._popup
        if popup and popup.isVisible() and popup.takes(event):
            return
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self._hide()
            self.chosen.emit()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return
        super().keyPressEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(0, self, self._hide)
        if self._keeps(event):
            event.accept()
            return True
        return super().event(event)

    def _keeps(self, event: QEvent) -> bool:
        """Whether the key is for the open answers, before any shortcut of the page."""
        asks = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        shown = self._popup is not None and self._popup.isVisible()
        return asks and shown and cast("QKeyEvent", event).key() == Qt.Key.Key_Escape

    def _on_edited(self, typed: str) -> None:
        self._show(self._near(plain(typed).lower()), "")
        if self._far and plain(typed):
            self._pause.start()

    def _ask(self) -> None:
        typed = plain(self.text())
        if self._far is None or not typed:
            return
        self._asked += 1
        asked = self._asked
        work: Work[Sequence[Find]] = Work(self._far(typed))
        work.done(lambda found: self._answer(asked, typed, found))
        work.quietly().start(self, Lane.READ)

    def _answer(self, asked: int, typed: str, found: Sequence[Find]) -> None:
        """Show what was found, unless something newer was asked meanwhile."""
        if asked == self._asked and plain(self.text()) == typed:
            self._show([*found, *self._near(typed.lower())], typed)

    def _show(self, finds: Sequence[Find], typed: str) -> None:
        if self._popup is None:
            self._popup = _Popup(self.window())
            self._popup.chosen.connect(self._on_chosen)
        nothing = words("kit.nothing_found") if typed and not finds else ""
        self._popup.show_finds(finds, nothing, self)

    def _on_chosen(self, find: Find) -> None:
        self.clear()
        self._hide()
        self.chosen.emit()
        find.choose()

    def _hide(self) -> None:
        if self._popup:
            self._popup.hide()


class _Popup(QFrame):
    """The list below a search box, a child of the window so that the box keeps the focus."""

    chosen = Signal(object)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setProperty("card", "true")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.model = FindModel()
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_FindCell(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName(words("kit.search_results"))
        self.list.entered.connect(self.list.setCurrentIndex)
        self.list.pressed.connect(lambda index: self._choose(index.row()))
        self.nothing = Label("", "muted")
        self.nothing.setContentsMargins(_PAD, 0, _PAD, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(self.list)
        column.addWidget(self.nothing)
        self.hide()

    def finds(self) -> list[Find]:
        """What is shown."""
        found = (self.model.find(row) for row in range(self.model.rowCount()))
        return [find for find in found if find]

    def show_finds(self, finds: Sequence[Find], nothing: str, box: QWidget) -> None:
        """Show these below `box`, or the words for nothing, or hide."""
        self.model.show(finds)
        self.nothing.setText(nothing)
        self.nothing.setVisible(bool(nothing))
        self.list.setVisible(bool(finds))
        if not finds and not nothing:
            self.hide()
            return
        self.list.setCurrentIndex(self.model.index(0, 0))
        self._place(box, len(finds))

    def takes(self, event: QKeyEvent) -> bool:
        """Handle a key typed in the box; whether it was one of ours."""
        key, row = Qt.Key(event.key()), self.list.currentIndex().row()
        if key in _STEPS:
            to = max(0, min(self.model.rowCount() - 1, row + _STEPS[key]))
            self.list.setCurrentIndex(self.model.index(to, 0))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(row)
            return True
        return False

    def _choose(self, row: int) -> None:
        find = self.model.find(row)
        if find is not None:
            self.chosen.emit(find)

    def _place(self, box: QWidget, count: int) -> None:
        at = box.mapTo(self._over, QPoint(0, box.height() + 4))
        row = theme.tokens().text.row
        wide = max(box.width(), 420)
        left = min(at.x(), self._over.width() - wide - 8)
        high = min(count, _SHOWN) * row + (row if self.nothing.isVisibleTo(self) else 0) + 24
        self.setGeometry(max(8, left), at.y(), wide, high)
        self.show()
        self.raise_()


class _FindCell(QStyledItemDelegate):
    """A find: icon, words, and at the right in grey what it is or its key."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, theme.tokens().text.row)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme.tokens()
        find: Find = index.data(HIT_ROLE)
        painter.save()
        rect = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(look.colour.accent_soft))
            painter.drawRoundedRect(rect, 6, 6)
        side = float(look.text.icon)
        sign = QRectF(rect.left() + _PAD, rect.center().y() - side / 2, side, side)
        icons.draw(painter, sign, find.icon, look.colour.muted)
        area = rect.adjusted(side + 2 * _PAD, 0, -_PAD, 0)
        self._write(painter, area, find, QFontMetrics(option.font))
        painter.restore()

    def _write(self, painter: QPainter, area: QRectF, find: Find, known: QFontMetrics) -> None:
        look = theme.tokens()
        middle = Qt.AlignmentFlag.AlignVCenter
        detail = known.elidedText(find.detail, Qt.TextElideMode.ElideRight, int(area.width() * 0.6))
        painter.setPen(theme.colour(look.colour.muted))
        painter.drawText(area, middle | Qt.AlignmentFlag.AlignRight, detail)
        left = area.width() - known.horizontalAdvance(detail) - _PAD
        title = known.elidedText(find.title, Qt.TextElideMode.ElideRight, int(left))
        painter.setPen(theme.colour(look.colour.ink))
        painter.drawText(area, middle | Qt.AlignmentFlag.AlignLeft, title)
