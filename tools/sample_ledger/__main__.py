"""The sample outlet's own ledger, as messy as such files are, and the truth about every row of it.

`python -m tools.sample_ledger` writes `resources/sample/ledger.xlsx` and `ledger.json`; `--check`
says whether they are what this tool writes.
"""

import argparse
import json
import sys
import zipfile
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter

from tools.sample_ledger.rows import FIRST_ROW, HEADER, HEADINGS, LINES, Serial, Uncounted, truth

FOLDER = Path(__file__).parent.parent.parent / "resources" / "sample"
BOOK, TRUTH = FOLDER / "ledger.xlsx", FOLDER / "ledger.json"
TITLE = "南京河西店 2026年意向客户台账（内部）"
NOTES = (
    "填表说明：一行一位客户，请勿修改表头",
    "手机号码 11 位；来店日期写年月日",
    "级别：O H A B C",
)
_MADE = datetime(2026, 11, 22)  # noqa: DTZ001 - spreadsheets know no zone
_WIDTHS = (6, 16, 20, 10, 8, 20, 12, 10, 30)


def workbook() -> bytes:
    """The file; the same bytes every time."""
    held = BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True, "default_date_format": "yyyy/m/d"})
    book.set_properties({"created": _MADE, "author": "李雯"})
    sheet = book.add_worksheet("客户台账")
    bold = book.add_format({"bold": True, "bg_color": "#DDE6F0", "border": 1})
    sheet.merge_range(0, 0, 0, len(HEADINGS) - 1, TITLE, book.add_format({"bold": True}))
    sheet.write_string(1, 0, "部门：销售部")
    sheet.write_row(FIRST_ROW - 2, 0, HEADINGS, bold)
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)
    _fill(sheet)
    notes = book.add_worksheet("说明")
    notes.write_column(0, 0, NOTES)
    book.close()
    return _settled(held.getvalue())


def _fill(sheet: Any) -> None:  # noqa: ANN401 - xlsxwriter has no types
    serial = 0
    for row, line in enumerate(LINES, FIRST_ROW):
        if line.verdict and line.verdict != "skipped":
            serial += 1
            sheet.write_number(row - 1, 0, serial)
        elif line is HEADER:
            sheet.write_string(row - 1, 0, HEADINGS[0])
        for place, cell in enumerate(line.cells, 1):
            _put(sheet, row - 1, place, cell)


def _put(sheet: Any, row: int, place: int, cell: object) -> None:  # noqa: ANN401
    if isinstance(cell, Uncounted):
        sheet.write_formula(row, place, cell.text, None, "")
    elif isinstance(cell, Serial):
        sheet.write_number(row, place, cell.days)
    elif isinstance(cell, date):
        sheet.write_datetime(row, place, cell)
    elif isinstance(cell, int):
        sheet.write_number(row, place, cell)
    elif cell:
        sheet.write_string(row, place, str(cell))


def _settled(raw: bytes) -> bytes:
    """The archive with every member's time at the same instant."""
    held = BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as found, zipfile.ZipFile(held, "w") as made:
        for member in found.infolist():
            told = zipfile.ZipInfo(member.filename, (2026, 11, 22, 0, 0, 0))
            told.compress_type = zipfile.ZIP_STORED
            made.writestr(told, found.read(member))
    return held.getvalue()


def _files() -> dict[Path, bytes]:
    told = json.dumps(truth(), ensure_ascii=False, indent=1) + "\n"
    return {BOOK: workbook(), TRUTH: told.encode()}


def main(argv: list[str] | None = None) -> int:
    """Write both files, or check them; the exit code."""
    words = argparse.ArgumentParser(prog="tools.sample_ledger")
    words.add_argument("--check", action="store_true", help="only say whether they are current")
    checking: bool = words.parse_args(argv).check
    files = _files()
    if not checking:
        for file, content in files.items():
            file.write_bytes(content)
    stale = [file.name for file, content in files.items() if file.read_bytes() != content]
    print(f"stale: {', '.join(stale)}" if stale else f"{len(LINES)} rows are current")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
