"""The rejected rows as a sheet: the cells as they stood, then why, and what to do."""

from dataclasses import dataclass
from datetime import datetime

from showroom.documents.sheet import Book, Tab, Titled, workbook
from showroom.ledger.intake.caps import column_letters
from showroom.ledger.report import Report, Told
from showroom.ledger.typed.text import shown

_WIDE = 40


@dataclass(frozen=True, slots=True)
class Rejects:
    """A report, and when its sheet is made (aware, in the outlet's zone)."""

    report: Report
    made_at: datetime


def rejected_rows(rejects: Rejects) -> bytes:
    """An xlsx of every rejected row, its own row number first, reasons and remedies last.

    It can be corrected and imported again: headings stay, every cell is text.
    """
    report = rejects.report
    words = report.words
    told: dict[int, list[Told]] = {}
    for each in report.rejected():
        told.setdefault(each.row, []).append(each)
    rows = [_row(report, row, cells) for row, cells in told.items()]
    name = words("ledger.sheet_rejects")
    book = Book(title=name, author=report.file_name, made_at=rejects.made_at)
    return workbook(book, [Tab(name, _columns(report), rows)])


def _columns(report: Report) -> tuple[Titled, ...]:
    words = report.words
    headings = enumerate(report.layout.header.headings)
    return (
        Titled(words("ledger.sheet_row"), 8),
        *(Titled(each.text or column_letters(place)) for place, each in headings),
        Titled(words("ledger.sheet_reason"), _WIDE),
        Titled(words("ledger.sheet_remedy"), _WIDE),
    )


def _row(report: Report, row: int, told: list[Told]) -> list[str | int]:
    cells = report.layout.sheet.rows[row - 1]
    reasons = "\n".join(f"{each.column}：{each.reason}" for each in told)
    remedies = "\n".join(f"{each.column}：{each.remedy}" for each in told)
    return [row, *(shown(cell) for cell in cells), reasons, remedies]
