"""What an import would do, row by row: chips with counts over the rows of the chosen group."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget

from showroom.ledger import form
from showroom.ledger.form import Group, Preview
from showroom.ledger.plan import Entry
from showroom.ledger.report import Told
from ui import theme
from ui.context import Memory
from ui.formats import DASH, day, spaced
from ui.kit.notices import card
from ui.kit.table import Column, Table
from ui.parts.chips import Chips
from ui.words import enum_words, words

_OF_CELLS = frozenset({Group.REJECTED, Group.NOTICES})


class LedgerOutcome(QFrame):
    """A card with one table of people and one of cells, of which the chosen group shows one."""

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        frame, column = card()
        self._preview: Preview | None = None
        self.chips = Chips([(group, words(f"ledger.group_{group.value}")) for group in Group])
        self.chips.chosen.connect(lambda _group: self._show())
        self.people = _people_table(memory).named(words("ledger.group_accepted")).bare()
        self.cells = _cell_table(memory).named(words("ledger.group_rejected")).bare()
        for view in (self.people.view, self.cells.view):
            view.verticalHeader().setDefaultSectionSize(theme.tokens().row_height("compact"))
        self._tables = QStackedWidget()
        self._tables.addWidget(self.people)
        self._tables.addWidget(self.cells)
        head = QHBoxLayout()
        head.addWidget(self.chips)
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(self._tables, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)

    def show_preview(self, preview: Preview) -> None:
        """Show the rows of a preview, in the group chosen before."""
        self._preview = preview
        for group in Group:
            self.chips.count(group, form.count(preview, group))
        self._show()

    def choose(self, group: Group) -> None:
        """Show a group."""
        self.chips.choose(group)
        self._show()

    def _show(self) -> None:
        if self._preview is None:
            return
        group = self.chips.value
        nothing = words(f"ledger.empty_{group.value}")
        if group in _OF_CELLS:
            self.cells.when_empty("check-circle", nothing)
            self.cells.show_lines(form.cells(self._preview, group))
            self._tables.setCurrentWidget(self.cells)
        else:
            self.people.when_empty("users", nothing)
            self.people.show_lines(form.people(self._preview, group))
            self._tables.setCurrentWidget(self.people)


def _people_table(memory: Memory) -> Table[Entry]:
    return Table(
        "ledger.people",
        [
            Column(
                words("ledger.head_row"), lambda e: str(e.row), 64, "muted", sort=lambda e: e.row
            ),
            Column(words("ledger.head_name"), lambda e: e.name, 150, "strong"),
            Column(words("ledger.head_phone"), lambda e: spaced(e.phone), 130),
            Column(words("ledger.head_level"), _level, 110, "pill", tone=lambda _e: "neutral"),
            Column(words("ledger.head_visited"), lambda e: day(e.visited_on), 110),
            Column(words("ledger.head_model"), _model, 110),
            Column(words("ledger.head_source"), _source, 110),
            Column(words("ledger.head_note"), _note, 0, "muted"),
        ],
        memory,
    )


def _cell_table(memory: Memory) -> Table[Told]:
    return Table(
        "ledger.cells",
        [
            Column(
                words("ledger.head_row"), lambda t: str(t.row), 64, "muted", sort=lambda t: t.row
            ),
            Column(words("ledger.head_column"), lambda t: t.column, 120, "strong"),
            Column(words("ledger.head_text"), lambda t: t.text, 150),
            Column(words("ledger.head_reason"), lambda t: t.reason, 0),
            Column(words("ledger.head_remedy"), lambda t: t.remedy, 0, "muted"),
        ],
        memory,
    )


def _level(entry: Entry) -> str:
    return enum_words(entry.level) if entry.level else ""


def _model(entry: Entry) -> str:
    return entry.model or DASH


def _source(entry: Entry) -> str:
    return enum_words(entry.source) if entry.source else DASH


def _note(entry: Entry) -> str:
    return " ".join((entry.note or "").split())
