"""What the import page decides: a file read once, laid out and planned anew at every correction."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import islice
from pathlib import Path

from showroom.errors import Refusal
from showroom.ledger.intake.caps import column_letters
from showroom.ledger.intake.cells import Cell
from showroom.ledger.intake.reading import Reading
from showroom.ledger.layout.choice import AS_GUESSED, Choice, Layout, checked, lay_out
from showroom.ledger.layout.headings import Field
from showroom.ledger.plan import Entry, Plan
from showroom.ledger.report import Report, Told
from showroom.ledger.rules import plan
from showroom.ledger.typed.text import shown as shown_text
from showroom.texts import Catalogue

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt")
"""The files one would choose; what a file is, its content tells."""

_NOTHING = Plan((), (), ())
_HEADERS_OFFERED = 20
_SAMPLES_SHOWN = 3
_BEGINNING = 30


class Group(StrEnum):
    """Where a row can end up; the value is its name in the counts."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    MERGED = "merged"
    CLASHES = "clashes"
    NOTICES = "notices"


@dataclass(frozen=True, slots=True)
class ColumnShown:
    """One column of the sheet: its 0-based place, letters, heading, first cells, and meaning."""

    place: int
    letters: str
    heading: str
    samples: tuple[str, ...]
    field: Field | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do, or why it cannot be planned yet (`refusal`)."""

    reading: Reading
    choice: Choice
    report: Report
    refusal: Refusal | None = None

    @property
    def layout(self) -> Layout:
        """The sheet as it is understood."""
        return self.report.layout

    @property
    def can_import(self) -> bool:
        """Whether there is a row to take in."""
        return bool(self.report.plan.accepted or self.report.plan.clashes)


@dataclass(frozen=True, slots=True)
class Look:
    """For which business date a file is looked at, and in which language it is told."""

    as_of: date
    words: Catalogue


def preview(reading: Reading, look: Look, choice: Choice = AS_GUESSED) -> Preview:
    """The plan of a file that was read; raises Refusal when no such sheet or column is there."""
    layout = lay_out(reading.book, choice)
    try:
        made = plan(checked(layout, reading.book), look.as_of)
    except Refusal as refusal:
        report = _report(reading, layout, _NOTHING, look)
        return Preview(reading, choice, report, refusal)
    return Preview(reading, choice, _report(reading, layout, made, look))


def with_sheet(choice: Choice, sheet: str) -> Choice:
    """Another sheet, guessed anew."""
    return replace(choice, sheet=sheet, header_row=None, columns={})


def with_header(choice: Choice, row: int) -> Choice:
    """Another header row, its columns guessed anew; 0 for none."""
    return replace(choice, header_row=row, columns={})


def with_column(shown: Preview, place: int, field: Field | None) -> Choice:
    """A column given another meaning; what it meant before, no column means any more."""
    now = shown.layout.columns
    told = {f.value: f"#{column + 1}" for f, column in now.items() if column != place}
    gone = {f.value: "-" for f in Field if f.value not in told}
    given = {field.value: f"#{place + 1}"} if field else {}
    return replace(shown.choice, columns={**gone, **told, **given})


def columns(shown: Preview) -> list[ColumnShown]:
    """Every column that holds anything, with what it is taken for."""
    layout = shown.layout
    meant = {place: field for field, place in layout.columns.items()}
    return [
        ColumnShown(place, column_letters(place), heading.text, samples, meant.get(place))
        for place, heading in enumerate(layout.header.headings)
        if (samples := _samples(layout, place)) or heading.text
    ]


def headers(shown: Preview) -> list[tuple[int, str]]:
    """The rows that may be the header: number and beginning; 0 stands for none."""
    rows = enumerate(shown.layout.sheet.rows[:_HEADERS_OFFERED], 1)
    return [(number, _beginning(row)) for number, row in rows if any(map(text_of, row))]


def people(shown: Preview, group: Group) -> list[Entry]:
    """The rows of a group of people: accepted, folded into another, or clashing."""
    made = shown.report.plan
    if group is Group.CLASHES:
        return [entry for clash in made.clashes for entry in clash.entries]
    if group is Group.MERGED:
        return [entry for person in made.merged for entry in person.entries]
    return [person.entry for person in made.accepted]


def cells(shown: Preview, group: Group) -> list[Told]:
    """The cells of a group: bad, or worth a look."""
    report = shown.report
    return report.rejected() if group is Group.REJECTED else report.notices()


def count(shown: Preview, group: Group) -> int:
    """How many rows a group has, as the counts of the import have them."""
    if group is Group.NOTICES:
        return len(shown.report.plan.notices)
    return shown.report.counts()[group.value]


def rejects_name(file_name: str, words: Catalogue) -> str:
    """The file name offered for the rejected rows."""
    return f"{Path(file_name).stem}-{words('ledger.sheet_rejects')}.xlsx"


def _samples(layout: Layout, place: int) -> tuple[str, ...]:
    texts = (text_of(layout.sheet.rows[row][place]) for row in layout.data_rows)
    return tuple(islice(filter(None, texts), _SAMPLES_SHOWN))


def _beginning(row: tuple[Cell, ...]) -> str:
    return " ".join(filter(None, map(text_of, row)))[:_BEGINNING]


def text_of(cell: Cell) -> str:
    """A cell on one line."""
    return " ".join(shown_text(cell).split())


def _report(reading: Reading, layout: Layout, made: Plan, look: Look) -> Report:
    return Report(reading.file_name, layout, made, look.words, reading.book.refused)
