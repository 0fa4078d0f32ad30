"""A table one works in by keyboard: arrows, Enter, type-ahead, the same menu by right click."""

import time
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar, cast

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.context import Memory
from ui.kit import delegates
from ui.kit.labels import ElidedLabel, Label, escaped, tame
from ui.kit.notices import EmptyState
from ui.kit.rest import More, Rest
from ui.models.initials import initials
from ui.models.lines import Column, LineModel
from ui.words import words

__all__ = ["Column", "Table"]

L = TypeVar("L")
_PAUSE_S = 1.0
_LOOKS: dict[str, type[delegates.Cell]] = {
    "muted": delegates.Muted,
    "strong": delegates.Strong,
    "amount": delegates.Amount,
    "two": delegates.TwoLines,
    "pill": delegates.Pill,
    "avatar": delegates.Avatar,
}


class Table(QWidget, Generic[L]):
    """Rows of one kind.

    `opened` fires with the row on Enter, double click and from the menu; `picked` with the row
    the cursor is on, None for none.
    """

    opened = Signal(object)
    picked = Signal(object)

    def __init__(self, name: str, columns: Sequence[Column[L]], memory: Memory) -> None:
        super().__init__()
        self.name = name
        self.model = LineModel(columns)
        self.view = _View()
        self._memory = memory
        self._total: int | None = None
        self._row_actions: list[QAction] = []
        self._same: Callable[[L], object] = lambda line: getattr(line, "id", line)
        self.rest: Rest[L] = Rest(self._show_more)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._hints = ElidedLabel("", "small")
        self._shown = Label("", "small")
        self._lay_out()
        self._dress(columns)
        self.open_action = self.row_action(words("kit.open"), "", self._open)
        self.view.entered_line.connect(self._open)
        self.view.activated_line.connect(self._open)
        self.view.customContextMenuRequested.connect(self._menu)
        self.view.wanted_end.connect(lambda: self.rest.read_all(self._go_to_end))
        self.view.verticalScrollBar().valueChanged.connect(self._read_on)
        self.setFocusProxy(self.view)

    def show_lines(
        self, lines: Sequence[L], total: int | None = None, more: More[L] | None = None
    ) -> None:
        """Show these rows, keeping the cursor on the row it was on; `total` is of how many.

        `more` reads on after a row: called as one scrolls, and until the end by the End key, by
        sorting and by an export.
        """
        kept = self.current
        self._total = total
        self.rest.begin(lines, more)
        self.model.show(lines)
        self._stack.setCurrentIndex(0 if lines or self._stack.count() == 1 else 1)
        self._count()
        self._return_to(kept)
        self._read_sorted()

    @property
    def current(self) -> L | None:
        """The row the cursor is on."""
        return self.model.line(self.view.currentIndex().row())

    def go_to(self, row: int) -> None:
        """Put the cursor on that row."""
        self.view.setCurrentIndex(self.model.index(row, 0))

    def step(self, by: int) -> L | None:
        """The row `by` rows on from the cursor, which moves there: Ctrl+Up and Ctrl+Down."""
        row = self.view.currentIndex().row() + by
        if not 0 <= row < self.model.rowCount():
            return None
        self.go_to(row)
        return self.current

    def row_action(
        self, text: str, shortcut: str, act: Callable[[L], None], *, hint: str = ""
    ) -> QAction:
        """Something one may do to a row, in its menu and by `shortcut` while the table has focus.

        A single letter is fine as a shortcut. `hint` is its word below the table, if not `text`.
        """
        made = QAction(escaped(text), self.view)
        made.setProperty("hint", hint or text)
        made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        if shortcut:
            made.setShortcut(QKeySequence(shortcut))
        made.triggered.connect(lambda: self._on_current(act))
        self.view.addAction(made)
        self._row_actions.append(made)
        self._hint()
        return made

    def when_empty(self, picture: str, sentence: str, step: QAction | None = None) -> None:
        """What to show instead of no rows."""
        if old := self._stack.widget(1):
            self._stack.removeWidget(old)
            old.deleteLater()
        self._stack.addWidget(EmptyState(picture, sentence, step))
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)

    def named(self, name: str) -> "Table[L]":
        """Give the table the name a screen reader tells."""
        self.view.setAccessibleName(name)
        return self

    def bare(self) -> "Table[L]":
        """Leave out the line below the table (small tables on cards)."""
        self._foot.hide()
        return self

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._stack, 1)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(4, 0, 4, 0)
        foot.addWidget(self._hints, 1)
        foot.addWidget(self._shown)
        column.addWidget(self._foot)

    def _dress(self, columns: Sequence[Column[L]]) -> None:
        self.view.setModel(self.model)
        delegates.dress(self.view)
        self.view.setAccessibleName(self.name)
        head = self.view.horizontalHeader()
        widths = self._memory.recall(f"table.{self.name}") or {}
        head.setStretchLastSection(False)
        for at, column in enumerate(columns):
            if column.look in _LOOKS:
                self.view.setItemDelegateForColumn(at, _LOOKS[column.look](self.view))
            stretch = QHeaderView.ResizeMode.Stretch
            head.setSectionResizeMode(
                at, QHeaderView.ResizeMode.Interactive if column.width else stretch
            )
            if column.width:
                self.view.setColumnWidth(at, widths.get(str(at)) or column.width)
        self.view.setSortingEnabled(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        head.sectionResized.connect(self._remember)
        head.sortIndicatorChanged.connect(lambda *_: self._read_sorted())
        self.view.selectionModel().currentRowChanged.connect(self._picked)

    def _show_more(self, lines: Sequence[L]) -> None:
        kept = self.current
        self.model.extend(lines)
        self._count()
        if self.model.is_sorted:
            self._return_to(kept)

    def _read_sorted(self) -> None:
        """An order by a column needs every row; they are put into it once, when all are there."""
        if self.model.is_sorted:
            self.rest.read_all(at_once=True)

    def _go_to_end(self) -> None:
        if self.model.rowCount():
            self.go_to(self.model.rowCount() - 1)

    def _read_on(self, at: int) -> None:
        """Read further rows before the last ones at hand come into view."""
        bar = self.view.verticalScrollBar()
        if at >= bar.maximum() - 2 * max(1, bar.pageStep()):
            self.rest.read_on()

    def _remember(self, section: int, _old: int, new: int) -> None:
        if self.model.columns[section].width and self.isVisible():
            widths = dict(self._memory.recall(f"table.{self.name}") or {})
            self._memory.keep(f"table.{self.name}", {**widths, str(section): new})

    def _return_to(self, kept: L | None) -> None:
        if not self.model.rowCount():
            self.picked.emit(None)
            return
        mark = self._same(kept) if kept is not None else None
        rows = (
            row for row, line in enumerate(self.model.lines) if mark and self._same(line) == mark
        )
        self.go_to(next(rows, 0))

    def _picked(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.picked.emit(self.model.line(now.row()))

    def _on_current(self, act: Callable[[L], None]) -> None:
        line = self.current
        if line is not None:
            act(line)

    def _open(self, line: Any = None) -> None:  # noqa: ANN401 - a row, or nothing from a signal
        self.opened.emit(line if line is not None else self.current)

    def _menu(self, at: QPoint) -> None:
        index = self.view.indexAt(at)
        if index.isValid():
            self.view.setCurrentIndex(index)
        menu = QMenu(self.view)
        menu.addActions(self._row_actions)
        menu.setDefaultAction(self.open_action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.view.viewport().mapToGlobal(at))

    def _count(self) -> None:
        shown = self.model.rowCount()
        total = shown if self._total is None else self._total
        self._shown.setText(words("kit.shown_of", shown=f"{shown:,}", total=f"{total:,}"))

    def _hint(self) -> None:
        parts = [words("kit.keys_arrows"), words("kit.keys_enter")]
        for action in self._row_actions:
            key = action.shortcut().toString()
            if key:
                parts.append(f"{key} {action.property('hint')}")
        self._hints.setText("   ".join(parts))


class _View(QTableView):
    """The view inside a table: Enter opens, letters look for a row by words or initials."""

    entered_line = Signal()
    wanted_end = Signal()
    activated_line = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._typed = ""
        self._typed_at = 0.0
        self.setProperty("frame", "focus")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(lambda _index: self.activated_line.emit())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.entered_line.emit()
            return
        if event.key() == Qt.Key.Key_Home and not event.modifiers():
            self.setCurrentIndex(self.model().index(0, 0))
            return
        if event.key() == Qt.Key.Key_End and not event.modifiers():
            self.wanted_end.emit()
            return
        if event.key() == Qt.Key.Key_Menu and self.currentIndex().isValid():
            place = self.visualRect(self.currentIndex()).center()
            self.customContextMenuRequested.emit(place)
            return
        super().keyPressEvent(event)

    @override
    def keyboardSearch(self, search: str) -> None:
        going_on = time.monotonic() - self._typed_at < _PAUSE_S
        typed = ((self._typed if going_on else "") + search.lower()).strip()
        self._typed, self._typed_at = typed, time.monotonic()
        model = cast("LineModel[Any]", self.model())
        count, here = model.rowCount(), max(0, self.currentIndex().row())
        for step in range(1 if len(typed) == 1 else 0, count + 1):
            row = (here + step) % count
            if typed and self._answers(model, row, typed):
                self.setCurrentIndex(model.index(row, 0))
                return

    def _answers(self, model: "LineModel[Any]", row: int, typed: str) -> bool:
        texts = (tame(model.text(row, at)).lower() for at in range(model.columnCount()))
        return any(text.startswith(typed) or initials(text).startswith(typed) for text in texts)
