"""Columns that give way when a table has little room, so that the others stay readable."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject
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
