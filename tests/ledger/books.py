"""Real files made for the tests: xlsx by a writer we do not read with, and delimited text."""

import csv
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import xlsxwriter

Row = Sequence[object]
AS_OF = date(2026, 11, 22)


class Formula(str):
    """A formula written without a stored value."""

    __slots__ = ()


def xlsx(path: Path, rows: Sequence[Row], **more: Sequence[Row]) -> Path:
    """A workbook with the sheet 台账 and, after it, `more`."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
    for name, content in {"台账": rows, **more}.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(content):
            for place, value in enumerate(row):
                _put(sheet, number, place, value)
    book.close()
    return path


def merged_xlsx(path: Path, rows: Sequence[Row], areas: Sequence[str]) -> Path:
    """A workbook whose sheet has merged areas, each with the text of its first cell."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("台账")
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            _put(sheet, number, place, value)
    for area in areas:
        first = area.partition(":")[0]
        top, left = int(first[1:]) - 1, ord(first[0]) - 65
        sheet.merge_range(area, rows[top][left])
    book.close()
    return path


def _put(sheet: Any, row: int, column: int, value: object) -> None:
    if isinstance(value, Formula):
        sheet.write_formula(row, column, value, None, "")
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif value is not None and value != "":
        sheet.write_string(row, column, str(value))


def text_rows(rows: Sequence[Row], separator: str = ",") -> str:
    """The rows as delimited text."""
    out = StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(
        ["" if value is None else value for value in row] for row in rows
    )
    return out.getvalue()


def delimited(
    path: Path, rows: Sequence[Row], encoding: str = "utf-8", separator: str = ","
) -> Path:
    """The rows in a text file."""
    path.write_bytes(text_rows(rows, separator).encode(encoding))
    return path


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these members."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return out.getvalue()


def raw_xlsx(sheet: str, workbook: str = "") -> bytes:
    """A workbook with one sheet of the given XML inside `sheetData`."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    members = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
        "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{rel}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{rel}">{workbook}'
        '<sheets><sheet name="台账" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData>'
        "</worksheet>",
    }
    head = b'<?xml version="1.0" encoding="UTF-8"?>'
    return zipped({name: head + text.encode() for name, text in members.items()})


def inline(place: str, text: str) -> str:
    """A cell of inline text, as XML."""
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
