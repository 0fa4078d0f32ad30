"""Workbooks and CSV files whose text stays text.

A text cell is written as a string, never as a formula, link or number; amounts and counts are
numbers. In CSV, where nothing tells text from formula, a cell that a spreadsheet would run is
prefixed with an apostrophe, and `restored` takes it off again.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from showroom.documents.text import plain

Cell = str | int | Decimal | date | datetime | None
"""Text, a count, an amount in yuan, a day, an instant (printed in its own zone), or nothing."""

_LONGEST = 32_767
_RUNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_FORMATS: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 14, "font_color": "#14305A"},
    "note": {"font_color": "#5A6472"},
    "head": {
        "bold": True,
        "bg_color": "#F4F6F9",
        "top": 2,
        "bottom": 1,
        "text_wrap": True,
        "top_color": "#14305A",
        "bottom_color": "#8C97A6",
        "valign": "vcenter",
    },
    "text": {"text_wrap": True, "num_format": "@"},
    "count": {"num_format": "#,##0"},
    "money": {"num_format": "#,##0.00"},
    "day": {"num_format": "yyyy-mm-dd", "align": "left"},
    "moment": {"num_format": "yyyy-mm-dd hh:mm", "align": "left"},
}
_COMMON: dict[str, object] = {"font_name": "Noto Sans SC", "font_size": 10, "valign": "top"}


@dataclass(frozen=True, slots=True)
class Titled:
    """A column: its title, and its width in characters."""

    title: str
    width: float = 14


@dataclass(frozen=True, slots=True)
class Tab:
    """One sheet of a workbook: a heading, notes below it, and rows under column titles."""

    name: str
    columns: tuple[Titled, ...]
    rows: Sequence[Sequence[Cell]]
    heading: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """What a workbook says about itself; `made_at` aware. `foot` is its page footer."""

    title: str
    author: str
    made_at: datetime
    foot: str = "&P / &N"


def workbook(book: Book, tabs: Sequence[Tab]) -> bytes:
    """The tabs as an xlsx file, set up for A4 landscape; the same bytes for the same data."""
    out = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as file:
        made = book.made_at.replace(tzinfo=None)
        file.set_properties({"title": book.title, "author": book.author, "created": made})
        looks = {name: file.add_format(_COMMON | look) for name, look in _FORMATS.items()}
        for tab in tabs:
            _write(file, tab, looks, book.foot)
    return out.getvalue()


def csv_file(titles: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Rows as CSV in UTF-8 with a byte order mark, as spreadsheets expect it."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([guarded(title) for title in titles])
    writer.writerows([_flat(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def guarded(value: str) -> str:
    """Text a spreadsheet will not run: an apostrophe before what begins like a formula."""
    words = plain(value, _LONGEST)
    dangerous = words.lstrip(" '").startswith(_RUNS) or words.startswith(_RUNS)
    return f"'{words}" if dangerous else words


def restored(value: str) -> str:
    """What `guarded` was given, control characters aside."""
    taken = value.removeprefix("'")
    return taken if value != taken and taken.lstrip(" '").startswith(_RUNS) else value


def _flat(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return guarded(cell)
        case datetime():
            return f"{cell:%Y-%m-%d %H:%M}"
        case date():
            return cell.isoformat()
        case _:
            return str(cell)


def _write(file: Workbook, tab: Tab, looks: dict[str, object], foot: str) -> None:
    sheet = file.add_worksheet(_tab_name(tab.name))
    row = 0
    if tab.heading:
        sheet.write_string(row, 0, plain(tab.heading, _LONGEST), looks["title"])
        row += 1
    for note in tab.notes:
        sheet.write_string(row, 0, plain(note, _LONGEST), looks["note"])
        row += 1
    for place, column in enumerate(tab.columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(row, place, plain(column.title, _LONGEST), looks["head"])
    for number, cells in enumerate(tab.rows, row + 1):
        for place, cell in enumerate(cells):
            _cell(sheet, (number, place), cell, looks)
    _set_up(sheet, row, foot)


def _cell(sheet: Worksheet, at: tuple[int, int], cell: Cell, looks: dict[str, object]) -> None:
    match cell:
        case None:
            sheet.write_blank(*at, None, looks["text"])
        case str():
            sheet.write_string(*at, plain(cell, _LONGEST), looks["text"])
        case datetime():
            sheet.write_datetime(*at, cell.replace(tzinfo=None), looks["moment"])
        case date():
            sheet.write_datetime(*at, cell, looks["day"])
        case Decimal():
            sheet.write_number(*at, float(cell), looks["money"])
        case _:
            sheet.write_number(*at, cell, looks["count"])


def _set_up(sheet: Worksheet, head_row: int, foot: str) -> None:
    sheet.freeze_panes(head_row + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head_row)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.hide_gridlines(2)
    sheet.set_footer(f"&C{foot}")


def _tab_name(name: str) -> str:
    kept = "".join(c for c in plain(name, _LONGEST) if c not in "[]:*?/\\")
    return kept.strip("' ")[:31] or "1"
