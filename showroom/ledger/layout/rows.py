"""Which rows below the header are customers, and what the others are."""

import re
from datetime import date
from enum import Enum

from showroom.ledger.intake.cells import Broken, Cell, Merge, Sheet
from showroom.ledger.layout.columns import Columns
from showroom.ledger.layout.header import Header
from showroom.ledger.layout.headings import Field
from showroom.ledger.typed.dayshapes import candidates, plain
from showroom.ledger.typed.phone import phones_in
from showroom.ledger.typed.text import folded, key, shown
from showroom.ledger.typed.vocabulary import words

_COUNT = re.compile(r"共(?:计|有)?\d+(?:条|人|组|批|位|个|名|台|户|行)?.*")
_BETWEEN = re.compile(
    r"(?:\d{2,4}年)?\d{1,2}月份?|\d{4}年度?|第?[一二三四1-4]季度?|[上下]半年|[上中下]旬|第.{1,2}[周页].*"
)
_EXAMPLE = re.compile(r"(?:示例|样例|例如|例子|例|填写示例|example|sample)(?::.*)?")
_HINT = re.compile(r"\(.*\)|.*(?:必填|选填|格式).*")
_SUM = re.compile(r"=(?:SUM|COUNTA?|COUNTIFS?|SUMIFS?|SUBTOTAL|AVERAGE)\(", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年")
_NUMBER = re.compile(r"[\d.,%\s]*")
_LONGEST_ALONE = 15
_WIDE = 3
_REPEATS = 2


class RowKind(Enum):
    """What a row below the header is; only DATA rows are customers."""

    DATA = "data"
    BLANK = "blank"
    TOTAL = "total"
    HEADER = "header"
    NOTE = "note"


def kind_of(row: int, sheet: Sheet, header: Header, columns: Columns) -> RowKind:
    """The kind of a 0-based row."""
    cells = sheet.rows[row]
    filled = {place: cell for place, cell in enumerate(cells) if shown(cell).strip()}
    if not filled or all(_is_serial(place, cell, columns) for place, cell in filled.items()):
        return RowKind.BLANK
    if _repeats_header(filled, header):
        return RowKind.HEADER
    if any(_holds_phone(cell) for cell in filled.values()):
        return RowKind.NOTE if _is_example(filled) else RowKind.DATA
    if _is_total(filled):
        return RowKind.TOTAL
    if row == header.below and _HINT.fullmatch(_first_text(filled)):
        return RowKind.NOTE
    return RowKind.NOTE if _is_note(filled, columns, _width(row, sheet.merges)) else RowKind.DATA


def _is_serial(place: int, cell: Cell, columns: Columns) -> bool:
    """A number written down the sheet in advance, in a column that means nothing to us."""
    return place not in columns.values() and bool(_NUMBER.fullmatch(shown(cell)))


def _repeats_header(filled: dict[int, Cell], header: Header) -> bool:
    """The header again, as printed on each page."""
    same = sum(_same_heading(cell, header, place) for place, cell in filled.items())
    return same >= _REPEATS and same * 2 > len(filled)


def _same_heading(cell: Cell, header: Header, place: int) -> bool:
    heading = header.headings[place]
    return isinstance(cell, str) and key(cell) in {key(heading.own), key(heading.full)} - {""}


def _holds_phone(cell: Cell) -> bool:
    return not isinstance(cell, Broken) and phones_in(shown(cell)) is not None


def _first_text(filled: dict[int, Cell]) -> str:
    """The first cell that is more than a number, folded."""
    texts = (folded(shown(cell)) for cell in filled.values() if not isinstance(cell, Broken))
    return next((text for text in texts if not _NUMBER.fullmatch(text)), "")


def _is_example(filled: dict[int, Cell]) -> bool:
    return bool(_EXAMPLE.fullmatch(_first_text(filled)))


def _is_total(filled: dict[int, Cell]) -> bool:
    """A label of totals, or nothing but formulas that add up."""
    text = _first_text(filled)
    if not text:
        return any(isinstance(cell, Broken) and _SUM.match(cell.text) for cell in filled.values())
    label = re.split(r"[:(\d]", text.strip("()[]【】-—=* "), maxsplit=1)[0]
    return label in words().total or bool(_COUNT.fullmatch(text.strip("()[] ")))


def _is_note(filled: dict[int, Cell], columns: Columns, width: int) -> bool:
    """Words about the sheet: outside every column that means something, or told by their form."""
    text = _first_text(filled)
    if not filled.keys() & set(columns.values()):
        return True
    if _EXAMPLE.fullmatch(text) or _is_label(text):
        return True
    if len(filled) > 1:
        return False
    ((place, cell),) = filled.items()
    dated = place != columns.get(Field.VISITED) and _is_between(cell, text)
    return width >= _WIDE or len(text) > _LONGEST_ALONE or dated


def _is_between(cell: Cell, text: str) -> bool:
    """A month, a quarter or a day that stands over the rows below it."""
    bare = text.strip("-=*—·【】[]() ")
    return isinstance(cell, date) or bool(_BETWEEN.fullmatch(bare) or candidates(plain(bare)))


def _is_label(text: str) -> bool:
    """`制表人:张三`, `注:以上…`, `审核`."""
    label, mark, _ = text.partition(":")
    return label.strip("*※ ") in words().note if mark else text in words().note - {"第"}


def _width(row: int, merges: tuple[Merge, ...]) -> int:
    """How many columns the widest merged area of a row spans."""
    spans = (m.right - m.left + 1 for m in merges if m.top <= row <= m.bottom)
    return max(spans, default=1)


def title_year(sheet: Sheet, header: Header) -> int | None:
    """The year the title above the header names, if it is one only."""
    above = " ".join(shown(cell) for row in sheet.rows[: header.top] for cell in row)
    years = {int(year) for year in _YEAR.findall(above)}
    return years.pop() if len(years) == 1 else None
