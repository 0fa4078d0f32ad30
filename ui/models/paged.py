"""An item model for very long lists: pages by key, read off the UI thread as one scrolls."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from typing_extensions import override

from ui.models.lines import LINE_ROLE, Column, Index
from ui.work import Work

L = TypeVar("L")
L_co = TypeVar("L_co", covariant=True)
PAGE = 128
PAGES_KEPT = 24
ANCHOR_EVERY = 1024
_NOWHERE = QModelIndex()


class Rows(Protocol[L_co]):
    """Where the rows come from, in one fixed order; every call blocks, off the UI thread."""

    def count(self) -> int:
        """How many rows there are (a kept count, not a scan)."""
        ...

    def anchors(self, every: int) -> Sequence[Any]:
        """The key of each `every`-th row, from row 0 on, by index hops."""
        ...

    def after(self, anchor: Any, skip: int, limit: int) -> Sequence[L_co]:  # noqa: ANN401 - a key
        """`limit` rows from the anchor's row on (None: from the first), passing over `skip`."""
        ...

    def last(self, limit: int) -> Sequence[L_co]:
        """The last rows, in the list's order, read backwards."""
        ...


@dataclass(slots=True)
class _Shelf(Generic[L]):
    """Pages at hand, the one used longest ago first, and those on their way."""

    pages: OrderedDict[int, tuple[tuple[L, ...], tuple[tuple[str, ...], ...]]]
    asked: set[int]


class PagedModel(QAbstractTableModel, Generic[L]):
    """Rows of a `Rows` as a table; a page that is not there yet shows empty and fills in."""

    def __init__(self, columns: Sequence[Column[L]], rows: Rows[L]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._rows = rows
        self._count = 0
        self._anchors: tuple[Any, ...] = ()
        self._shelf: _Shelf[L] = _Shelf(OrderedDict(), set())

    def reread(self) -> None:
        """Count again, show the first page, then fetch the anchors for far jumps."""
        rows = self._rows
        Work(rows.count).done(self._counted).start(self)

    def line(self, row: int) -> L | None:
        """The row, None while its page is on its way."""
        lines, _texts = self._page(row // PAGE) or ((), ())
        at = row % PAGE
        return lines[at] if at < len(lines) else None

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._count

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            _lines, texts = self._page(index.row() // PAGE) or ((), ())
            at = index.row() % PAGE
            return texts[at][index.column()] if at < len(texts) else ""
        return self.line(index.row()) if role == LINE_ROLE else None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        wanted = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self.columns[section].title if wanted and section < len(self.columns) else None

    def _counted(self, count: int) -> None:
        self.beginResetModel()
        self._count = count
        self._anchors = ()
        self._shelf = _Shelf(OrderedDict(), set())
        self.endResetModel()
        rows = self._rows
        Work(lambda: tuple(rows.anchors(ANCHOR_EVERY))).done(self._anchored).quietly().start(self)

    def _anchored(self, anchors: tuple[Any, ...]) -> None:
        self._anchors = anchors
        self._shelf.asked.clear()
        if self._count:
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, 0))

    def _page(self, page: int) -> tuple[tuple[L, ...], tuple[tuple[str, ...], ...]] | None:
        shelf = self._shelf
        found = shelf.pages.get(page)
        if found is not None:
            shelf.pages.move_to_end(page)
        elif page not in shelf.asked:
            self._ask(page)
        return found

    def _ask(self, page: int) -> None:
        reading = self._reading(page)
        if reading is None:
            return
        shelf = self._shelf
        shelf.asked.add(page)
        makers = [column.text for column in self.columns]

        def job() -> tuple[tuple[L, ...], tuple[tuple[str, ...], ...]]:
            lines = tuple(reading())
            return lines, tuple(tuple(make(line) for make in makers) for line in lines)

        work = Work(job).done(lambda made: self._arrived(shelf, page, made))
        work.quietly().start(self)

    def _reading(self, page: int) -> Callable[[], Sequence[L]] | None:
        """How to read a page: forward from its anchor, or backwards at the end; None: not yet."""
        rows, first = self._rows, page * PAGE
        anchor, skip = divmod(first, ANCHOR_EVERY)
        if anchor < len(self._anchors):
            key = self._anchors[anchor]
            return lambda: rows.after(key, skip, PAGE)
        if first < ANCHOR_EVERY:
            return lambda: rows.after(None, first, PAGE)
        left = self._count - first
        return (lambda: rows.last(left)) if left <= PAGE else None

    def _arrived(
        self, shelf: "_Shelf[L]", page: int, made: tuple[tuple[L, ...], tuple[tuple[str, ...], ...]]
    ) -> None:
        if shelf is not self._shelf:
            return
        shelf.asked.discard(page)
        shelf.pages[page] = made
        while len(shelf.pages) > PAGES_KEPT:
            shelf.pages.popitem(last=False)
        top = self.index(page * PAGE, 0)
        end = min(self._count, (page + 1) * PAGE) - 1
        self.dataChanged.emit(top, self.index(end, len(self.columns) - 1))
