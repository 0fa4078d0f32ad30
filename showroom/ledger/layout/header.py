"""Where the header stands: below a title, over one row or two, or nowhere."""

from dataclasses import dataclass

from showroom.ledger.intake.cells import Cell, Merge, Sheet
from showroom.ledger.layout.headings import Field, Heading, as_heading, fields_of
from showroom.ledger.typed.phone import phones_in
from showroom.ledger.typed.text import folded, shown

_ROWS_LOOKED_AT = 60
_FEWEST_FIELDS = 2
_SMALLEST_PHONE = 1e10
_KEYS = frozenset({Field.NAME, Field.PHONE, Field.CONTACT})


@dataclass(frozen=True, slots=True)
class Header:
    """The headings of every column, and the 0-based row below them; `top` is their first row.

    A sheet without a header has empty headings and `below` at its first row.
    """

    headings: tuple[Heading, ...]
    top: int
    below: int

    @property
    def row(self) -> int:
        """The header's own row number, the lower of two; 0 when there is none."""
        return self.below


def find(sheet: Sheet) -> Header:
    """The header that names most fields; of equals the first."""
    best, most = Header(_none(sheet.width), 0, 0), 0
    for row in range(min(len(sheet.rows), _ROWS_LOOKED_AT)):
        header = _double(sheet, row - 1) or _double(sheet, row) or _single(sheet, row)
        fields = _fields(header)
        if header and _is_header(fields) and len(fields) > most:
            best, most = header, len(fields)
    return best


def _fields(header: Header | None) -> frozenset[Field]:
    """Every field its headings can mean."""
    found = map(fields_of, header.headings) if header else ()
    return frozenset[Field]().union(*found)


def at(sheet: Sheet, row: int) -> Header:
    """The header a person named by its row number; 0 says that there is none."""
    if not 0 < row <= len(sheet.rows):
        return Header(_none(sheet.width), 0, 0)
    texts = [as_heading(shown(cell)) for cell in sheet.rows[row - 1]]
    return Header(tuple(Heading(text, text) for text in texts), row - 1, row)


def _is_header(fields: frozenset[Field]) -> bool:
    return len(fields) >= _FEWEST_FIELDS and bool(fields & _KEYS)


def _none(width: int) -> tuple[Heading, ...]:
    return (Heading("", ""),) * width


def _single(sheet: Sheet, row: int) -> Header | None:
    texts = _texts(sheet.rows[row])
    if _has_data(sheet.rows[row]):
        return None
    return Header(tuple(Heading(text, text) for text in texts), row, row + 1)


def _double(sheet: Sheet, row: int) -> Header | None:
    """This row as groups over the headings of the next one, if it is such a row."""
    if not 0 <= row < len(sheet.rows) - 1 or any(map(_has_data, sheet.rows[row : row + 2])):
        return None
    groups, below = _texts(sheet.rows[row]), _texts(sheet.rows[row + 1])
    if not (_are_groups(groups) and _are_headings(below)):
        return None
    above = _spread(groups, below, [merge for merge in sheet.merges if merge.top == row])
    pairs = zip(above, below, strict=True)
    headings = tuple(Heading(own or group, group + own) for group, own in pairs)
    return Header(headings, row, row + 2)


def _are_groups(texts: list[str]) -> bool:
    """Several words; a line such as 制表人：李雯 is none."""
    filled = set(filter(None, texts))
    return len(filled) >= _FEWEST_FIELDS and not any(":" in folded(text) for text in filled)


def _are_headings(texts: list[str]) -> bool:
    """Whether half of the words mean something by themselves, as no customer's would."""
    filled = [text for text in texts if text]
    known = [text for text in filled if fields_of(Heading(text, text))]
    return bool(known) and len(known) * 2 >= len(filled)


def _spread(above: list[str], below: list[str], merges: list[Merge]) -> list[str]:
    """Groups carried over the columns they stand above."""
    covered = {
        column: above[merge.left]
        for merge in merges
        for column in range(merge.left, min(merge.right + 1, len(above)))
    }
    spread: list[str] = []
    for column, text in enumerate(above):
        carried = covered.get(column, "") if merges else _carried(spread, below[column])
        spread.append(text or carried)
    return spread


def _carried(spread: list[str], own: str) -> str:
    """Without merges to go by, a group reaches as far as the columns below have words."""
    return spread[-1] if spread and own else ""


def _texts(row: tuple[Cell, ...]) -> list[str]:
    return [as_heading(shown(cell)) for cell in row]


def _has_data(row: tuple[Cell, ...]) -> bool:
    """Whether a row holds a phone or a date, which no header does."""
    return any(_is_phone_or_date(cell) for cell in row)


def _is_phone_or_date(cell: Cell) -> bool:
    if not isinstance(cell, str):
        return not isinstance(cell, float) or cell > _SMALLEST_PHONE
    return bool(phones_in(cell))
