"""An item model over frozen rows: every text is made once, painting only reads."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

L = TypeVar("L")
Index = QModelIndex | QPersistentModelIndex
LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
TONE = int(Qt.ItemDataRole.UserRole) + 101
"""The tone of a pill or a text: neutral, accent, good, warn or bad."""
SECOND = int(Qt.ItemDataRole.UserRole) + 102
"""The second, smaller line of a cell."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Column(Generic[L]):
    """One column: its title, and the `text` of a row in it.

    `look` is text, muted, strong, amount (right-aligned), two (with `second` below), pill or
    avatar; `tone` (neutral, accent, good, warn, bad) colours a pill or text. `sort` is what rows
    are ordered by, the text if missing. `width` is in logical pixels; 0 shares what is left.
    In an export `second` is a column of its own, called `second_title`, and `cell` is what stands
    for the text: yuan as a Decimal, a count, a day, an aware instant in the outlet's zone.
    """

    title: str
    text: Callable[[L], str]
    width: int = 0
    look: str = "text"
    sort: Callable[[L], Any] | None = None
    tone: Callable[[L], str] | None = None
    second: Callable[[L], str] | None = None
    second_title: str = ""
    cell: Callable[[L], Any] | None = None


class LineModel(QAbstractTableModel, Generic[L]):
    """Rows of one kind as a table."""

    def __init__(self, columns: Sequence[Column[L]]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._lines: list[L] = []
        self._texts: list[tuple[str, ...]] = []
        self._order: tuple[int, Qt.SortOrder] | None = None

    def show(self, lines: Sequence[L]) -> None:
        """Show these rows instead, in the order sorted by."""
        self.beginResetModel()
        self._lines = list(lines)
        self._arrange()
        self.endResetModel()

    def extend(self, lines: Sequence[L]) -> None:
        """Show these rows as well: below the others, or where the order sorted by puts them."""
        if self._order is not None:
            self.show([*self._lines, *lines])
            return
        first = len(self._lines)
        self.beginInsertRows(_NOWHERE, first, first + len(lines) - 1)
        self._lines += lines
        self._texts += self._worded(lines)
        self.endInsertRows()

    @property
    def is_sorted(self) -> bool:
        """Whether the rows stand in an order chosen by a column's title."""
        return self._order is not None

    @property
    def lines(self) -> tuple[L, ...]:
        """The rows in the order shown."""
        return tuple(self._lines)

    def line(self, row: int) -> L | None:
        """The row shown there, None beyond the end."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def text(self, row: int, column: int) -> str:
        """The text of a cell."""
        return self._texts[row][column]

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texts[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[index.column()].look == "amount" else _LEFT
        if role == LINE_ROLE:
            return self._lines[index.row()]
        if role in (TONE, SECOND):
            column = self.columns[index.column()]
            make = column.tone if role == TONE else column.second
            return make(self._lines[index.row()]) if make else None
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[section].look == "amount" else _LEFT
        return None

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.layoutAboutToBeChanged.emit()
        self._order = (column, order) if column >= 0 else None
        self._arrange()
        self.layoutChanged.emit()

    def _arrange(self) -> None:
        """Sort the rows and make their texts; an empty value goes last either way."""
        if self._order and self._order[0] < len(self.columns):
            at, order = self._order
            by = self.columns[at].sort or self.columns[at].text
            full = [line for line in self._lines if by(line) not in (None, "")]
            rest = [line for line in self._lines if by(line) in (None, "")]
            full.sort(key=by, reverse=order == Qt.SortOrder.DescendingOrder)
            self._lines = full + rest
        self._texts = self._worded(self._lines)

    def _worded(self, lines: Sequence[L]) -> list[tuple[str, ...]]:
        makers = [column.text for column in self.columns]
        return [tuple(make(line) for make in makers) for line in lines]
