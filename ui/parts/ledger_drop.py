"""Before a ledger is chosen: where to drop it, and what was imported before."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from showroom.ledger.queries import ImportLine
from ui.context import Context
from ui.formats import DASH, moment
from ui.kit.labels import mark, plain_label
from ui.kit.notices import card
from ui.kit.page import action_button
from ui.kit.signs import Sign
from ui.kit.table import Column, Table
from ui.words import words

_MIDDLE = Qt.AlignmentFlag.AlignHCenter


class LedgerDrop(QWidget):
    """A drop zone over the list of earlier imports."""

    def __init__(self, context: Context, choose: QAction) -> None:
        super().__init__()
        self._zone = _zone(choose)
        self._table = _history(context)
        frame, column = card(title=words("ledger.history"))
        column.addWidget(self._table, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(16)
        whole.addWidget(self._zone, 2)
        whole.addWidget(frame, 3)

    def hover(self, over: bool) -> None:
        """Show that a file hangs over the page, or no longer."""
        mark(self._zone, over="true" if over else "false")

    def show_history(self, lines: list[ImportLine]) -> None:
        """Show the imports of this outlet."""
        self._table.show_lines(lines)


def _zone(choose: QAction) -> QFrame:
    zone = QFrame()
    zone.setProperty("card", "drop")
    column = QVBoxLayout(zone)
    column.setSpacing(10)
    column.addStretch(1)
    column.addWidget(Sign("drag-file", "accent_ink", 40), 0, _MIDDLE)
    for text, role in (("drop_title", "heading"), ("drop_text", "muted")):
        label = plain_label(words(f"ledger.{text}"), role, wrap=True)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(label)
    column.addWidget(action_button(choose, "primary"), 0, _MIDDLE)
    column.addStretch(1)
    return zone


def _history(context: Context) -> Table[ImportLine]:
    columns = [
        Column(words("ledger.history_at"), lambda line: moment(line.at, context.zone), 150),
        Column(words("ledger.history_file"), _file, 0, "strong"),
        Column(words("ledger.history_rows"), _counted("rows"), 90, "amount"),
        Column(words("ledger.history_taken"), _counted("accepted"), 90, "amount"),
        Column(words("ledger.history_back"), _counted("rejected"), 90, "amount"),
        Column(words("ledger.history_by"), _by, 110),
    ]
    table = Table("ledger.history", columns, context.memory)
    table.when_empty("import", words("ledger.history_empty"))
    return table.named(words("ledger.history")).bare()


def _file(line: ImportLine) -> str:
    return f"{line.file_name} · {line.sheet}" if line.sheet else line.file_name


def _counted(what: str) -> Callable[[ImportLine], str]:
    return lambda line: f"{line.counts.get(what, 0):,}"


def _by(line: ImportLine) -> str:
    return line.by or DASH
