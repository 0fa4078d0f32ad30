"""Sheets of xlsx, xls, xlsb and ods, through python-calamine."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from showroom.ledger.intake import opendocument, worksheets
from showroom.ledger.intake.archive import opened
from showroom.ledger.intake.caps import Unreadable, check_extent
from showroom.ledger.intake.cells import EMPTY, Book, Cell, Merge, Places, Refused, Sheet, plain


@dataclass(frozen=True, slots=True)
class _Ahead:
    """What was read from the XML itself: the date system, and a sheet's broken cells by name."""

    broken: Callable[[str], Places] = lambda _name: {}
    since_1904: bool = False


def zipped(data: bytes) -> Book:
    """The sheets of a zipped workbook; raises Unreadable when the file as a whole is refused."""
    archive = opened(data)
    with _workbook(archive.repacked()) as book:
        return _all(book, _ahead(archive.members))


def compound(data: bytes) -> Book:
    """The sheets of a workbook from before 2007."""
    with _workbook(data) as book:
        return _all(book, _Ahead())


def _ahead(members: dict[str, bytes]) -> _Ahead:
    if "content.xml" in members:
        found = opendocument.scan(members["content.xml"])
        return _Ahead(lambda name: found.get(name, {}))
    if "xl/workbook.xml" not in members:
        return _Ahead()
    lines = worksheets.outline(members)

    def broken(name: str) -> Places:
        xml = members.get(lines.members.get(name, ""))
        return {} if xml is None else worksheets.scan(xml)

    return _Ahead(broken, lines.since_1904)


def _workbook(data: bytes) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(BytesIO(data))
    except PasswordError as error:
        raise Unreadable("ledger.file_encrypted") from error
    except CalamineError as error:
        raise Unreadable(_why(error)) from error


def _all(book: CalamineWorkbook, ahead: _Ahead) -> Book:
    sheets: list[Sheet] = []
    refused: list[Refused] = []
    for meta in book.sheets_metadata:
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        try:
            sheet = _sheet(book, meta.name, ahead.broken(meta.name))
        except Unreadable as error:
            refused.append(error.about(meta.name))
        else:
            hidden = meta.visible != SheetVisibleEnum.Visible
            sheets.append(replace(sheet, hidden=hidden, since_1904=ahead.since_1904))
    return Book(tuple(sheets), tuple(refused))


def _sheet(book: CalamineWorkbook, name: str, broken: Places) -> Sheet:
    """One sheet; its extent is checked before it is turned into cells of ours."""
    for place in broken:
        check_extent(*place)
    try:
        area = book.get_sheet_by_name(name)
        if area.end:
            check_extent(*area.end)
        values = area.to_python(skip_empty_area=False) if area.end else []
    except CalamineError as error:
        raise Unreadable(_why(error)) from error
    rows = [[plain(value) for value in row] for row in values]
    return Sheet(name, _completed(rows, broken), _merges(area))


def _why(error: CalamineError) -> str:
    """The library has a cap of its own for sheets that are mostly nothing."""
    return "ledger.file_extent" if "limit exceeded" in str(error) else "ledger.file_damaged"


def _completed(rows: list[list[Cell]], broken: Places) -> tuple[tuple[Cell, ...], ...]:
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
