"""What the import page decides: a file read once, laid out and planned anew at every correction."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from showroom.errors import Refusal
from showroom.ledger.intake.reading import Reading
from showroom.ledger.layout.choice import AS_GUESSED, Choice, Layout, checked, lay_out
from showroom.ledger.layout.headings import Field
from showroom.ledger.plan import Plan
from showroom.ledger.report import Report
from showroom.ledger.rules import plan
from showroom.texts import Catalogue

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt")
"""The files one would choose; what a file is, its content tells."""

_NOTHING = Plan((), (), ())


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


def rejects_name(file_name: str, words: Catalogue) -> str:
    """The file name offered for the rejected rows."""
    return f"{Path(file_name).stem}-{words('ledger.sheet_rejects')}.xlsx"


def _report(reading: Reading, layout: Layout, made: Plan, look: Look) -> Report:
    return Report(reading.file_name, layout, made, look.words, reading.book.refused)
