"""Text with separators: which encoding, which separator, and the cells.

A row number is the record's: a quoted line break stays inside its row, and a blank line is a row,
as spreadsheets show it.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO

from showroom.ledger.intake.caps import FILE_BYTES, Unreadable, check_extent
from showroom.ledger.intake.cells import Sheet
from showroom.ledger.intake.sniff import utf16_without_mark

_MARKED = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SEPARATORS = ",\t;|、，"
_SHARE_OF_BAD_BYTES = 200
_RECORDS_LOOKED_AT = 60
_LINES_IN_A_CELL = 9
_REPLACEMENT = "\ufffd"
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n")
_TEXT_FORMULA = re.compile(r'="([^"]*)"')


def sheet_of(data: bytes) -> Sheet:
    """The one sheet of a text file; raises Unreadable outside the caps or without an encoding."""
    csv.field_size_limit(FILE_BYTES)
    text = text_of(data)
    told = _SEPARATOR_LINE.match(text)
    if told:
        return _sheet(_records(text[told.end() :], told[1]))
    return _sheet(_best(text))


def text_of(data: bytes) -> str:
    """The characters of a file in UTF-8, UTF-16, GB18030 or GBK.

    A few broken bytes become U+FFFD, which makes an error of the cell they stand in.
    """
    for mark, name in _MARKED:
        if data.startswith(mark):
            return data.decode(name, "replace")
    if wide := utf16_without_mark(data[:4096]):
        return data.decode(wide, "replace")
    return _eight_bit(data)


def _eight_bit(data: bytes) -> str:
    limit = 1 + len(data) // _SHARE_OF_BAD_BYTES
    for name in ("utf-8", "gb18030"):
        text = data.decode(name, "replace")
        if text.count(_REPLACEMENT) <= limit:
            return text
    raise Unreadable("ledger.file_encoding")


def _best(text: str) -> list[list[str]]:
    """The reading whose records agree most in having several fields."""
    head = _head(text)
    separator = max(_SEPARATORS, key=lambda mark: _agreement(_records(head, mark)))
    return _records(text, separator)


def _head(text: str) -> str:
    lines = text.splitlines(keepends=True)
    return "".join(lines[:_RECORDS_LOOKED_AT])


def _agreement(records: list[list[str]]) -> tuple[int, int]:
    """How many records share the commonest width above one, and that width."""
    widths = Counter(len(record) for record in records if len(record) > 1)
    if not widths:
        return 0, 0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return count, width


def _records(text: str, separator: str) -> list[list[str]]:
    """Records as spreadsheets cut them; line by line where the quotes do not pair."""
    try:
        return list(csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        return list(_patched(re.split(r"\r\n|\r|\n", text), separator))


def _patched(lines: list[str], separator: str) -> Iterator[list[str]]:
    """Records of a text whose quotes do not pair: a lone quote ends with its line.

    A quote that is closed a few lines on still holds its lines together.
    """
    place = 0
    while place < len(lines):
        for reach in range(1, _LINES_IN_A_CELL):
            record = _record(lines[place : place + reach], separator)
            if record is not None:
                break
        else:
            record, reach = lines[place].split(separator), 1
        yield record
        place += reach


def _record(lines: list[str], separator: str) -> list[str] | None:
    """The one record of these lines, if their quotes pair."""
    try:
        records = list(csv.reader(["\n".join(lines)], delimiter=separator, strict=True))
    except csv.Error:
        return None
    return records[0] if records else []


def _sheet(records: list[list[str]]) -> Sheet:
    rows = [tuple(_cell(text) for text in record) for record in records]
    while rows and not any(rows[-1]):
        rows.pop()
    for number, row in enumerate(rows):
        _check(number, row)
    width = max(map(len, rows), default=0)
    return Sheet("", tuple(row + ("",) * (width - len(row)) for row in rows))


def _check(number: int, row: tuple[str, ...]) -> None:
    used = max((place for place, text in enumerate(row) if text), default=-1)
    if used >= 0:
        check_extent(number, used)


def _cell(text: str) -> str:
    """The field; `="138…"`, the way to keep digits as text, is its text."""
    literal = _TEXT_FORMULA.fullmatch(text.strip())
    return literal[1] if literal else text
