"""The lines of a search popup: what was found, where it leads, in groups."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from typing_extensions import override

from ui.models.initials import initials
from ui.models.lines import Index

HIT_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Find:
    """One line: its words, a smaller word or key beside them, and what choosing it does."""

    title: str
    detail: str
    icon: str
    choose: Callable[[], None]
    group: str = ""

    def answers(self, typed: str) -> bool:
        """Whether typed words (small letters) lead here, by part or by pinyin initials."""
        title = self.title.lower()
        return typed in title or initials(title).startswith(typed)


class FindModel(QAbstractListModel):
    """The lines found, in order."""

    def __init__(self) -> None:
        super().__init__()
        self._finds: tuple[Find, ...] = ()

    def show(self, finds: Sequence[Find]) -> None:
        """Show these lines instead."""
        self.beginResetModel()
        self._finds = tuple(finds)
        self.endResetModel()

    def find(self, row: int) -> Find | None:
        """The line of that row, None beyond the end."""
        return self._finds[row] if 0 <= row < len(self._finds) else None

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._finds)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        find = self._finds[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return find.title
        if role == HIT_ROLE:
            return find
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{find.group} {find.title} {find.detail}".strip()
        return None
