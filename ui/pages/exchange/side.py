"""A list, and below it what one does about the line the cursor is on."""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar
from uuid import UUID

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.kit.labels import button
from ui.kit.notices import card
from ui.kit.page import Page, scrolled
from ui.kit.table import Table
from ui.parts.timeline import empty

L = TypeVar("L")
KINDS = {
    "customer": "customer",
    "visit": "visit",
    "test_drive": "drive",
    "quote": "quote",
    "contract": "contract",
}
"""Table to the kind of record a page opens."""


class Side(QWidget, Generic[L]):
    """Shows lines; a subclass fills the panel for one of them by `tell`."""

    def __init__(self, page: Page, table: Table[L]) -> None:
        super().__init__()
        self.page = page
        self.table = table
        self.line: L | None = None
        self.panel = QVBoxLayout()
        self.panel.setSpacing(10)
        self.below = QVBoxLayout()
        self.below.setSpacing(10)
        table.picked.connect(self._picked)
        table.opened.connect(self.open)
        self._panel = scrolled(self._inside())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame, column = card()
        column.addWidget(table, 2)
        column.addWidget(self._panel, 3)
        outer.addWidget(frame)
        self._panel.hide()

    def show_lines(self, lines: Sequence[L]) -> None:
        """Show these; the panel stays as it is while its line does."""
        self.table.show_lines(lines)

    def tell(self, line: L) -> None:
        """Fill the panel for a line."""
        raise NotImplementedError

    def open(self, line: L | None) -> None:
        """Open the record a line is about."""
        raise NotImplementedError

    def show_record(self, rows: Sequence[tuple[str, UUID]]) -> None:
        """Open the first of these rows that a page can show."""
        for table, key in rows:
            if table in KINDS:
                self.page.context.shell.open_record(KINDS[table], key)
                return

    def row_of(self, *buttons: QPushButton) -> QWidget:
        """Buttons at the right of a line."""
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addStretch(1)
        for made in buttons:
            line.addWidget(made)
        return holder

    def doing(self, text: str, act: Any, kind: str = "normal", key: str = "") -> QPushButton:  # noqa: ANN401 - a slot
        """A button of the panel."""
        made = button(text, kind, key=key)
        made.clicked.connect(lambda _checked: act())
        return made

    def _inside(self) -> QWidget:
        inside = QFrame()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 8, 0, 0)
        column.addLayout(self.panel)
        column.addLayout(self.below)
        column.addStretch(1)
        return inside

    def _picked(self, line: L | None) -> None:
        self._panel.setVisible(line is not None)
        if line == self.line:
            return
        self.line = line
        empty(self.panel)
        if line is not None:
            self.tell(line)
