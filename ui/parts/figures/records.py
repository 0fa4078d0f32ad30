"""The records behind a figure in a dialog: the formula above, each record a key from its page."""

from collections.abc import Callable, Sequence
from datetime import tzinfo
from decimal import Decimal

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from showroom.board.form import equation_words, parts_of, sum_of
from showroom.board.records import Opened, Part, Records
from showroom.kpi.line import RecordLine
from ui.context import Context
from ui.formats import DASH, amount, clock_time
from ui.kit.dialogs import Sheet, Way
from ui.kit.labels import Label, button, plain_label
from ui.kit.table import Column, Table
from ui.words import words

Opens = Callable[[RecordLine], None]


class RecordsSheet(Sheet):
    """Records of one figure; Enter opens one on its page and closes the dialog."""

    def __init__(self, parent: QWidget, heading: str, records: Records, context: Context) -> None:
        super().__init__(parent, heading, width=880)
        self.records = records
        self.part = Part.ABOVE
        code = records.figure.code
        line = QHBoxLayout()
        line.addWidget(plain_label(equation_words(records.figure, words), "figure"))
        line.addStretch(1)
        self.body.addLayout(line)
        formula = f"{words('board.formula')}  {words(f'kpi.formula_{code}')}"
        self.body.addWidget(plain_label(formula, "muted", wrap=True))
        self.chips = self._chips(parts_of(records))
        self.table = opened_table("board.records", records.opened, context)
        self.table.setMinimumHeight(300)
        self.table.opened.connect(lambda opened: self._open(opened, context))
        self.body.addWidget(self.table, 1)
        self.foot = Label("", "muted")
        self.body.addWidget(self.foot)
        self.add_way(Way(words("kit.close"), _stay))
        self.show_part(Part.ABOVE)
        self.table.setFocus()

    def show_part(self, part: Part) -> None:
        """Show what stands above the line, is taken off, or stands below."""
        self.part = part
        for each, chip in self.chips.items():
            chip.setChecked(each is part)
        self.table.show_lines([each for each in self.records.opened if each.part is part])
        self.foot.setText(self._sum(part))

    def _sum(self, part: Part) -> str:
        total = words("board.sum", number=number(sum_of(self.records, part)))
        left = self.records.left_out
        return f"{total}   {words('board.left_out', count=left)}" if left else total

    def _chips(self, parts: Sequence[Part]) -> dict[Part, QPushButton]:
        chips = {part: self._chip(part) for part in parts} if len(parts) > 1 else {}
        if chips:
            line = QHBoxLayout()
            line.setSpacing(8)
            for chip in chips.values():
                line.addWidget(chip)
            line.addStretch(1)
            self.body.addLayout(line)
        return chips

    def _chip(self, part: Part) -> QPushButton:
        count = sum(each.part is part for each in self.records.opened)
        made = button(f"{words(f'board.{part.name.lower()}')}  {count}")
        made.setProperty("chip", "true")
        made.setCheckable(True)
        made.clicked.connect(lambda _checked: self.show_part(part))
        return made

    def _open(self, opened: Opened | None, context: Context) -> None:
        if opened is not None:
            self.accept()
            context.shell.open_record(opened.line.page, opened.line.opens)


class LinesSheet(Sheet):
    """Records that want to be settled, in a dialog; Enter opens one on its page."""

    def __init__(
        self, parent: QWidget, heading: str, lines: Sequence[RecordLine], context: Context
    ) -> None:
        super().__init__(parent, heading, width=820)
        columns = line_columns(context.zone)
        if not any(line.amount_fen is not None for line in lines):
            columns.pop()
        self.table = Table("dayclose.ends", columns, context.memory)
        self.table.named(heading)
        self.table.when_empty("check-circle", words("dayclose.ends_empty"))
        self.table.show_lines(lines)
        self.table.setMinimumHeight(300)
        self.table.opened.connect(lambda line: self._open(line, context))
        self.body.addWidget(self.table, 1)
        self.add_way(Way(words("kit.close"), _stay))
        self.table.setFocus()

    def _open(self, line: RecordLine | None, context: Context) -> None:
        if line is not None:
            self.accept()
            context.shell.open_record(line.page, line.opens)


def opened_table(name: str, opened: Sequence[Opened], context: Context) -> Table[Opened]:
    """A table of a figure's records; amounts and weights only where there are any."""
    columns: list[Column[Opened]] = [_of_line(each) for each in line_columns(context.zone)]
    if not any(each.line.amount_fen is not None for each in opened):
        columns.pop()
    if any(each.adds not in {Decimal(1), Decimal(-1)} for each in opened):
        columns.append(Column(words("board.part"), lambda each: number(each.adds), 90, "amount"))
    made: Table[Opened] = Table(name, columns, context.memory)
    made.when_empty("board", words("board.records_empty"))
    return made.named(words("board.what"))


def line_columns(zone: tzinfo) -> list[Column[RecordLine]]:
    """When, who, whose, what, the rest, and the amount."""
    return [
        Column(words("board.time"), lambda line: _when(line, zone), 140, "muted"),
        Column(words("board.customer"), _who, 130, "strong"),
        Column(words("board.what"), _what, 150),
        Column(words("board.detail"), lambda line: line.detail or DASH, 0),
        Column(words("board.person"), lambda line: line.consultant or DASH, 110),
        Column(words("board.amount"), _amount, 130, "amount", sort=lambda line: line.amount_fen),
    ]


def number(value: Decimal) -> str:
    """A sum without idle decimals: `46`, `1,203.5`."""
    return f"{value.normalize():,f}"


def _of_line(column: Column[RecordLine]) -> Column[Opened]:
    return Column(
        column.title,
        lambda opened: column.text(opened.line),
        column.width,
        column.look,
        sort=lambda opened: (column.sort or column.text)(opened.line),
    )


def _when(line: RecordLine, zone: tzinfo) -> str:
    day = line.day.isoformat() if line.day else ""
    return f"{day} {clock_time(line.at, zone)}" if line.at else day or DASH


def _who(line: RecordLine) -> str:
    return line.who or words("board.anonymous")


def _what(line: RecordLine) -> str:
    said = words(line.what.word) if line.what else DASH
    return f"{said} · {words('dayclose.late_title')}" if line.posted_on else said


def _amount(line: RecordLine) -> str:
    return DASH if line.amount_fen is None else amount(line.amount_fen)


def _stay() -> None:
    """The way out that changes nothing."""
