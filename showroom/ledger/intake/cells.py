"""Cells and sheets as they stand in the file, and their way from the child process as JSON."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any


class Fault(StrEnum):
    """Why a cell holds nothing that can be read; the value is its key in the word catalogue."""

    FORMULA = "ledger.formula_no_value"
    ERROR = "ledger.cell_error"


@dataclass(frozen=True, slots=True)
class Broken:
    """A cell that shows no value: a formula never calculated, or an error such as `#N/A`."""

    fault: Fault
    text: str


Cell = str | float | bool | date | datetime | time | Broken
"""One cell; an empty one is `""`, a number is a float, as spreadsheets keep it."""

EMPTY: Cell = ""

Places = dict[tuple[int, int], Broken]
"""Broken cells by 0-based row and column."""


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged area, 0-based, both ends inside."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: rows from the sheet's own row 1 on, all of one width."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    since_1904: bool = False

    @property
    def width(self) -> int:
        """Columns of the widest row."""
        return max(map(len, self.rows), default=0)


@dataclass(frozen=True, slots=True)
class Refused:
    """A sheet or file that is not read: a key of the word catalogue and its facts."""

    code: str
    facts: dict[str, str | int]
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """What the child found: the sheets it read, and those it refused with the reason."""

    sheets: tuple[Sheet, ...]
    refused: tuple[Refused, ...] = ()


_Packed = str | int | float | bool | list[str]


def packed(book: Book) -> bytes:
    """JSON of a book; dates and broken cells are tagged lists."""
    return json.dumps(
        {
            "sheets": [_sheet_out(sheet) for sheet in book.sheets],
            "refused": [[r.code, r.facts, r.sheet] for r in book.refused],
        },
        ensure_ascii=False,
    ).encode()


def unpacked(data: bytes) -> Book:
    """The book of `packed`; raises ValueError for anything else."""
    raw = json.loads(data)
    return Book(
        tuple(_sheet_in(sheet) for sheet in raw["sheets"]),
        tuple(Refused(*item) for item in raw["refused"]),
    )


def _sheet_out(sheet: Sheet) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "rows": [[_cell_out(cell) for cell in row] for row in sheet.rows],
        "merges": [[m.top, m.left, m.bottom, m.right] for m in sheet.merges],
        "hidden": sheet.hidden,
        "since_1904": sheet.since_1904,
    }


def _sheet_in(raw: dict[str, Any]) -> Sheet:
    rows = tuple(tuple(_cell_in(cell) for cell in row) for row in raw["rows"])
    merges = tuple(Merge(*area) for area in raw["merges"])
    return Sheet(raw["name"], rows, merges, raw["hidden"], raw["since_1904"])


def _cell_out(cell: Cell) -> object:
    if isinstance(cell, Broken):
        return [cell.fault.name, cell.text]
    if isinstance(cell, datetime):
        return ["datetime", cell.isoformat()]
    if isinstance(cell, date):
        return ["date", cell.isoformat()]
    return ["time", cell.isoformat()] if isinstance(cell, time) else cell


def _cell_in(raw: _Packed) -> Cell:
    if not isinstance(raw, list):
        return float(raw) if type(raw) is int else raw
    tag, text = raw
    read = _TAGS.get(tag)
    return read(text) if read else Broken(Fault[tag], text)


_TAGS: dict[str, Callable[[str], Cell]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
}


def plain(value: object) -> Cell:
    """A value of the reading library as a cell; durations become their text."""
    if isinstance(value, bool | str | date | datetime | time):
        return value
    return float(value) if isinstance(value, int | float) else _as_text(value)


def _as_text(value: object) -> str:
    return str(value) if isinstance(value, timedelta) else ""
