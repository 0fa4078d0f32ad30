"""The list of quotes with its filters."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from showroom.quote.approvals import PendingApproval
from showroom.quote.form import TONES
from showroom.quote.queries import QuoteLine
from showroom.terms import QuoteStatus
from ui.context import Context
from ui.formats import amount, day
from ui.kit.labels import mark, plain_label
from ui.kit.page import action_button
from ui.kit.table import Column, Table
from ui.parts.chips import Chips
from ui.words import enum_words, words

if TYPE_CHECKING:
    from uuid import UUID

_ALL = "ALL"
_WAITING = "WAITING"
_SHOWS = (_ALL, _WAITING, *QuoteStatus)


class QuoteList(QFrame):
    """Quotes, the latest first. `chosen` fires with the key to open, `wanted` with one to print."""

    chosen = Signal(object)
    wanted = Signal(object)

    def __init__(self, context: Context, new: QAction) -> None:
        super().__init__()
        mark(self, card="true")
        self._context = context
        self._new = new
        self._lines: list[QuoteLine] = []
        self._asked: frozenset[UUID] = frozenset()
        self.chips: Chips[str] = Chips([(show, _show_words(show)) for show in _SHOWS])
        self.chips.chosen.connect(lambda _show: self._show())
        self.table = self._table()
        self._lay_out()

    def show_quotes(self, found: list[QuoteLine]) -> None:
        """Show these quotes."""
        self._lines = found
        self._show()

    def show_asked(self, found: Sequence[PendingApproval]) -> None:
        """Take note of which wait for a manager."""
        self._asked = frozenset(each.quote_id for each in found)
        self._show()

    def _table(self) -> Table[QuoteLine]:
        table: Table[QuoteLine] = Table(
            "quote.list",
            [
                Column(words("quote.number"), lambda q: q.doc_no or words("quote.unnumbered"), 196,
                       "two", second=lambda q: words("quote.version_of", version=q.version)),
                Column(words("quote.customer"), lambda q: q.customer, 0, "two",
                       second=lambda q: q.car),
                Column(words("quote.on_road"), lambda q: amount(q.on_road_price_fen), 132, "amount",
                       sort=lambda q: q.on_road_price_fen),
                Column(words("quote.valid_until"), lambda q: day(q.valid_until), 108),
                Column(words("quote.owner"), lambda q: q.owner, 84),
                Column(words("quote.state"), lambda q: enum_words(q.status), 108, "pill",
                       tone=lambda q: TONES[q.status]),
            ],
            self._context.memory,
        )  # fmt: skip
        table.opened.connect(lambda line: self.chosen.emit(line.id) if line else None)
        table.row_action(words("quote.preview"), "P", lambda q: self.wanted.emit(q.id))
        table.row_action(words("quote.open_card"), "C", self._open_card)
        table.when_empty("quote", words("quote.none_yet"), self._new)
        return table.named(words("quote.list"))

    def _open_card(self, line: QuoteLine) -> None:
        self._context.shell.open_record("customer", line.customer_id)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(plain_label(words("quote.list"), "heading"))
        head.addStretch(1)
        head.addWidget(self.chips)
        head.addWidget(action_button(self._new, "primary"))
        column.addLayout(head)
        column.addWidget(self.table, 1)

    def _show(self) -> None:
        for show in _SHOWS:
            self.chips.count(show, len(self._such(show)))
        said = words("quote.none_such" if self._lines else "quote.none_yet")
        self.table.when_empty("quote", said, self._new)
        self.table.show_lines(self._such(self.chips.value), len(self._lines))

    def _such(self, show: str) -> list[QuoteLine]:
        if show == _WAITING:
            return [line for line in self._lines if line.id in self._asked]
        return [line for line in self._lines if show in (_ALL, line.status)]


def _show_words(show: str) -> str:
    if isinstance(show, QuoteStatus):
        return enum_words(show)
    return words(f"quote.show_{show.lower()}")
