"""Sheets of xlsx, xls, xlsb and ods, through python-calamine."""

from dataclasses import replace
from io import BytesIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from showroom.ledger.intake.archive import opened
from showroom.ledger.intake.caps import Unreadable, check_extent
from showroom.ledger.intake.cells import EMPTY, Book, Broken, Cell, Merge, Refused, Sheet, plain
from showroom.ledger.intake.worksheets import Outline, Scan, outline, scan


def zipped(data: bytes) -> Book:
    """The sheets of a zipped workbook; raises Unreadable when the file as a whole is refused."""
    archive = opened(data)
    with _workbook(archive.repacked()) as book:
        if "xl/workbook.xml" not in archive.members:
            return _all(book, {}, Outline({}, since_1904=False))
        return _all(book, archive.members, outline(archive.members))


def compound(data: bytes) -> Book:
    """The sheets of a workbook from before 2007."""
    with _workbook(data) as book:
        return _all(book, {}, Outline({}, since_1904=False))


def _workbook(data: bytes) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(BytesIO(data))
    except PasswordError as error:
        raise Unreadable("ledger.file_encrypted") from error
    except CalamineError as error:
        raise Unreadable(_why(error)) from error


def _all(book: CalamineWorkbook, members: dict[str, bytes], lines: Outline) -> Book:
    sheets: list[Sheet] = []
    refused: list[Refused] = []
    for meta in book.sheets_metadata:
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        try:
            xml = members.get(lines.members.get(meta.name, ""))
            found = scan(xml) if xml is not None else Scan()
            sheet = _sheet(book, meta.name, found)
            hidden = meta.visible != SheetVisibleEnum.Visible
            sheets.append(replace(sheet, hidden=hidden, since_1904=lines.since_1904))
        except Unreadable as error:
            refused.append(error.about(meta.name))
    return Book(tuple(sheets), tuple(refused))


def _sheet(book: CalamineWorkbook, name: str, found: Scan) -> Sheet:
    try:
        area = book.get_sheet_by_name(name)
        if area.end:
            check_extent(*area.end)
        values = area.to_python(skip_empty_area=False) if area.end else []
    except CalamineError as error:
        raise Unreadable(_why(error)) from error
    rows = [[plain(value) for value in row] for row in values]
    return Sheet(name, _completed(rows, found.broken), _merges(area))


def _why(error: CalamineError) -> str:
    """The library has a cap of its own for sheets that are mostly nothing."""
    return "ledger.file_extent" if "limit exceeded" in str(error) else "ledger.file_damaged"


def _completed(
    rows: list[list[Cell]], broken: dict[tuple[int, int], Broken]
) -> tuple[tuple[Cell, ...], ...]:
    """The rows of one width, with the cells the library hands over as empty put back."""
    height = max([len(rows), *(row + 1 for row, _ in broken)])
    width = max([*map(len, rows), *(column + 1 for _, column in broken), 0])
    rows += [[] for _ in range(height - len(rows))]
    for row in rows:
        row.extend([EMPTY] * (width - len(row)))
    for (row_index, column), cell in broken.items():
        rows[row_index][column] = cell
    return tuple(map(tuple, rows))


def _merges(area: CalamineSheet) -> tuple[Merge, ...]:
    return tuple(Merge(*first, *last) for first, last in area.merged_cell_ranges or ())
