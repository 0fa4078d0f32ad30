"""Consultants and their figures: a table one walks cell by cell, each cell opening its records."""

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView
from typing_extensions import override

from showroom.board.form import cell_words
from showroom.board.queries import COLUMNS, Board
from showroom.kpi.rules import Figure
from ui import theme
from ui.kit import delegates
from ui.kit.labels import tame
from ui.models.lines import Column, LineModel
from ui.words import words

_MOST_ROWS = 9
_BESIDE_NAME = 66
_BESIDE_TITLE = 28
_WIDEST = 190


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; `staff_id` None is the whole store."""

    staff_id: UUID | None
    name: str
    figures: tuple[Figure, ...]
    goal: int | None


@dataclass(frozen=True, slots=True)
class Picked:
    """A cell that was opened."""

    figure: Figure
    staff_id: UUID | None
    name: str


class FigureGrid(QTableView):
    """`opened` carries the Picked cell on Enter, Space and click; arrows walk over the cells."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        columns: list[Column[Row]] = [
            Column(words("board.consultant"), lambda row: row.name, look="strong")
        ]
        columns += [self._column(place, code) for place, code in enumerate(COLUMNS)]
        self.lines = LineModel(columns)
        self.setModel(self.lines)
        delegates.dress(self, "compact")
        self.setItemDelegateForColumn(0, delegates.Avatar(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setProperty("frame", "focus")
        self.setAccessibleName(words("board.consultants"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = self.horizontalHeader()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        head.setMinimumSectionSize(48)
        self.clicked.connect(self._open)

    def show_board(self, board: Board) -> None:
        """Show the consultants of a board, and the store below them."""
        kept = self.currentIndex()
        rows = [
            Row(line.staff_id, line.name or words("board.nobody"), line.figures, line.goal)
            for line in board.consultants
        ]
        self.lines.show([*rows, Row(None, words("board.whole_store"), board.store, None)])
        self.setFixedHeight(self.sizeHint().height())
        self._widen([row.name for row in rows])
        self.setCurrentIndex(self.lines.index(max(0, kept.row()), max(1, kept.column())))
        if not self.hasFocus():
            self.clearSelection()

    def _widen(self, names: list[str]) -> None:
        """Give the names the room they need, within reason."""
        wide = self.fontMetrics().horizontalAdvance
        widest = max(wide(name) for name in [*names, words("board.whole_store")])
        needed = max(widest + _BESIDE_NAME, wide(words("board.consultant")) + _BESIDE_TITLE)
        self.horizontalHeader().resizeSection(0, min(_WIDEST, needed))

    @override
    def sizeHint(self) -> QSize:
        rows = min(_MOST_ROWS, max(2, self.lines.rowCount()))
        row = theme.tokens().row_height("compact")
        return QSize(480, self.horizontalHeader().sizeHint().height() + rows * row + 4)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectionModel().select(
            self.currentIndex(), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.clearSelection()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        row = self.lines.line(index.row())
        if row is not None:
            place = max(0, index.column() - 1)
            self.opened.emit(Picked(row.figures[place], row.staff_id, tame(row.name)))

    def _column(self, place: int, code: str) -> Column[Row]:
        return Column(
            words(f"board.col_{code}"),
            lambda row: cell_words(row.figures[place], row.goal, words),
        )
