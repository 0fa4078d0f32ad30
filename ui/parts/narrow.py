"""Columns and words that give way where there is little room, so that the others stay readable."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.kit.table import Table


class GivingWay(QObject):
    """Hides each column of `needs` while the table is narrower than the width it needs."""

    def __init__(self, table: Table[Any], needs: Mapping[int, int]) -> None:
        super().__init__(table)
        self._table = table
        self._needs = dict(needs)
        table.view.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._table.view:
            width = self._table.view.width()
            for column, need in self._needs.items():
                self._table.view.setColumnHidden(column, width < need)
        return super().eventFilter(watched, event)


class Spared(QObject):
    """Hides the first widget of a row while the row has no room for all of them.

    `over` is as wide as the row: the list below it.
    """

    def __init__(self, row: Sequence[QWidget], over: QWidget, spacing: int) -> None:
        super().__init__(over)
        self._row = tuple(row)
        self._over = over
        self._spacing = spacing
        over.installEventFilter(self)

    def fit(self) -> None:
        """Look again: the words of the row are others now."""
        gaps = self._spacing * len(self._row)
        need = sum(each.sizeHint().width() for each in self._row) + gaps
        self._row[0].setVisible(self._over.width() >= need)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._over:
            self.fit()
        return super().eventFilter(watched, event)
