"""The list of contracts, and of the quotes that wait for one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from showroom.contract.listing import Entry, Show, counts, entries
from showroom.contract.sitting import Sitting
from ui.context import Memory
from ui.kit.labels import mark, plain_label
from ui.kit.table import Table
from ui.pages.contract.shown import columns
from ui.parts.chips import Chips
from ui.parts.narrow import GivingWay
from ui.words import words

_GIVE_WAY = {7: 1000, 4: 900, 6: 820}
"""Columns by place (owner, received, delivery) and the width below which each is left out."""


class ListSide(QFrame):
    """Chips above a table. `opened` fires with the entry."""

    opened = Signal(object)

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self.found: Sitting | None = None
        self.count = plain_label("", "body")
        mark(self.count, pill="accent")
        self.chips = Chips([(show, words(show.word)) for show in Show])
        self.chips.chosen.connect(lambda _show: self._show())
        self.table: Table[Entry] = Table("contract.list", columns(), memory)
        self.table.named(words("contract.title"))
        self.table.opened.connect(self.opened)
        GivingWay(self.table, _GIVE_WAY)
        mark(self, card="true")
        self._lay_out()

    def show_sitting(self, found: Sitting) -> None:
        """Show these contracts and quotes."""
        self.found = found
        self._show()

    def choose(self, show: Show) -> None:
        """Show only these, the cursor in the table."""
        self.chips.choose(show)
        self._show()
        self.table.setFocus()

    def _show(self) -> None:
        if self.found is None:
            return
        lines = entries(self.found)
        for show, count in counts(lines).items():
            self.chips.count(show, count)
        self.count.setText(words("contract.count", count=len(self.found.contracts)))
        empty = "contract.none_such" if lines else "contract.none_yet"
        self.table.when_empty("contract", words(empty))
        wanted = [line for line in lines if self.chips.value in line.shows]
        self.table.show_lines(wanted, len(lines))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(plain_label(words("contract.list"), "heading"))
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.chips)
        column.addLayout(head)
        column.addWidget(self.table, 1)
