"""A report as the lines a terminal shows."""

from collections.abc import Iterable

from showroom.ledger.intake.caps import column_letters
from showroom.ledger.plan import Entry
from showroom.ledger.report import Report, Told


def lines(report: Report) -> list[str]:
    """How the sheet was read, the counts, and every row that needs a look."""
    plan = report.plan
    return [
        *_reading(report),
        report.words("ledger.told_counts", count=plan.rows, **report.counts()),
        *_listed(report, "rejected", _cells(report, report.rejected())),
        *_listed(report, "merged", _groups(report, [person.entries for person in plan.merged])),
        *_listed(report, "clashes", _groups(report, [clash.entries for clash in plan.clashes])),
        *_listed(report, "notices", _cells(report, report.notices())),
        *_skipped(report),
        *_sheets(report),
    ]


def _reading(report: Report) -> list[str]:
    """Which sheet, which header, which columns, and which were not used."""
    words, layout = report.words, report.layout
    code = "ledger.told_sheet" if layout.sheet.name else "ledger.told_file"
    row = layout.header.row
    told = [
        words(code, file=report.file_name, sheet=layout.sheet.name),
        words("ledger.told_header" if row else "ledger.told_no_header", row=row),
    ]
    for field, place in sorted(layout.columns.items(), key=lambda item: item[1]):
        heading = layout.header.headings[place].text
        name = words(f"ledger.field.{field.value}")
        letters = column_letters(place)
        told.append(words("ledger.told_column", field=name, letters=letters, heading=heading))
    unused = report.unused()
    return [*told, words("ledger.told_unused", columns="、".join(unused))] if unused else told


def _listed(report: Report, what: str, items: list[str]) -> list[str]:
    """A heading and its lines; nothing when there are none."""
    return [report.words(f"ledger.told_{what}"), *(f"  {item}" for item in items)] if items else []


def _cells(report: Report, told: list[Told]) -> list[str]:
    return [report.words("ledger.told_at", row=each.row, message=each.message) for each in told]


def _groups(report: Report, groups: Iterable[tuple[Entry, ...]]) -> list[str]:
    return [
        report.words("ledger.told_clash", rows=_rows(e.row for e in group), phone=group[0].phone)
        for group in groups
    ]


def _skipped(report: Report) -> list[str]:
    rows = _rows(row for row, _ in report.plan.skipped)
    return [report.words("ledger.told_skipped", rows=rows)] if rows else []


def _sheets(report: Report) -> list[str]:
    """Sheets that were left alone, or could not be read."""
    words = report.words
    others = "、".join(report.layout.others)
    told = [words("ledger.told_others", sheets=others)] if others else []
    for refused in report.refused:
        reason = words(refused.code, **refused.facts)
        told.append(words("ledger.told_unread", sheet=refused.sheet, reason=reason))
    return told


def _rows(rows: Iterable[int]) -> str:
    return "、".join(map(str, rows))
