"""两边都改过: both values of each field beside each other, and a choice between them."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QWidget

from showroom.exchange.conflicts import ConflictLine, Field, Pick, Settle, settle
from ui.formats import DASH, moment
from ui.kit.labels import escaped, plain_label
from ui.kit.page import Page
from ui.kit.table import Column, Table
from ui.pages.exchange.side import Side
from ui.words import has_words, words


class ConflictSide(Side[ConflictLine]):
    """The conflicts of the outlet that nobody settled yet."""

    def __init__(self, page: Page) -> None:
        zone = page.context.zone
        table: Table[ConflictLine] = Table(
            "exchange.conflicts",
            [
                Column(words("exchange.record"), _name, 190, "strong"),
                Column(words("exchange.fields"), _fields, 0),
                Column(words("exchange.found_at"), lambda c: moment(c.found_at, zone), 150,
                       "muted"),
            ],
            page.context.memory,
        )  # fmt: skip
        table.named(words("exchange.conflicts_title"))
        table.when_empty("check-circle", words("exchange.conflicts_empty_long"))
        self.choices: dict[str, QButtonGroup] = {}
        super().__init__(page, table)
        self.save = page.action(words("exchange.settle"), "Ctrl+Return", self.settle)
        self.save.setEnabled(False)

    def tell(self, line: ConflictLine) -> None:
        """The sides, and a choice a field; what stands is chosen at first."""
        add = self.panel.addWidget
        add(plain_label(_name(line), "heading", wrap=True))
        add(plain_label(words("exchange.conflict_text"), "muted", wrap=True))
        add(self._grid(line))
        shown = self.doing(words("exchange.open"), lambda: self.open(line), key="Enter")
        done = self.doing(words("exchange.settle"), self.settle, "primary", "Ctrl+Enter")
        add(self.row_of(shown, done))

    def settle_key(self, *, shown: bool) -> None:
        """Ctrl+Enter settles while there is something to settle."""
        self.save.setEnabled(shown and self.line is not None)

    def open(self, line: ConflictLine | None) -> None:
        """Open the record they changed."""
        if line is not None:
            self.show_record([(line.table, line.of_id)])

    def settle(self) -> None:
        """Put the choice in."""
        line = self.line
        if line is None or not self.isVisible():
            return
        picks = {
            column: Pick.LOST if group.checkedId() else Pick.KEPT
            for column, group in self.choices.items()
        }
        self.save.setEnabled(False)
        self.page.do(settle, Settle(line.id, picks), lambda _none: self._done())

    def _done(self) -> None:
        self.page.context.shell.toast(words("exchange.conflict_done"))
        self.page.reread()
        self.table.setFocus()

    def _all(self, side: int) -> None:
        for group in self.choices.values():
            group.button(side).setChecked(True)

    def _grid(self, line: ConflictLine) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        sides = (("conflict_stands", line.kept), ("conflict_gave_way", line.lost))
        for at, (key, side) in enumerate(sides, 1):
            by = words("exchange.conflict_side", name=side.by or DASH, desk=side.desk)
            head = plain_label(f"{words(f'exchange.{key}')} · {by}", "label", wrap=True)
            grid.addWidget(head, 0, at)
            grid.setColumnStretch(at, 1)
        self.choices = {}
        for row, field in enumerate(line.fields, 1):
            self._choice(grid, row, line.table, field)
        if len(line.fields) > 1:
            for at, key in enumerate(("all_kept", "all_lost")):
                every = self.doing(words(f"exchange.{key}"), partial(self._all, at), "link")
                row = len(line.fields) + 1
                grid.addWidget(every, row, at + 1, Qt.AlignmentFlag.AlignLeft)
        return holder

    def _choice(self, grid: QGridLayout, row: int, table: str, field: Field) -> None:
        name = field_name(table, field)
        grid.addWidget(plain_label(name, "body"), row, 0)
        group = QButtonGroup(grid)
        sides = (("conflict_stands", field.kept), ("conflict_gave_way", field.lost))
        for at, (key, value) in enumerate(sides):
            text = value_words(value)
            made = QRadioButton(escaped(text))
            made.setAccessibleName(f"{name} {words(f'exchange.{key}')} {text}")
            group.addButton(made, at)
            grid.addWidget(made, row, at + 1)
        group.button(0).setChecked(True)
        self.choices[field.column] = group


def field_name(table: str, field: Field) -> str:
    """What a column is called on its own page."""
    for room in (table, "customer", "visit"):
        if has_words(f"{room}.{field.word}"):
            return words(f"{room}.{field.word}")
    return words("exchange.field_other")


def value_words(value: str) -> str:
    """A value in words; the key of a term is said in its words."""
    if not value:
        return words("exchange.nothing")
    return words(value) if value.startswith("enum.") and has_words(value) else value


def _name(line: ConflictLine) -> str:
    key = f"exchange.table_{line.table}"
    table = words(key if has_words(key) else "exchange.table_other")
    return words("exchange.conflict_of", name=line.name or DASH, table=table)


def _fields(line: ConflictLine) -> str:
    mark = words("exchange.list_mark")
    return mark.join(dict.fromkeys(field_name(line.table, field) for field in line.fields))
