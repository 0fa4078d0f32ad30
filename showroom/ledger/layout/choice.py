"""Which sheet of a book is the ledger, and how it is laid out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from showroom.errors import Refusal
from showroom.ledger.intake.cells import Book, Sheet
from showroom.ledger.layout import columns, header, rows, spans
from showroom.ledger.layout.columns import Columns
from showroom.ledger.layout.header import Header
from showroom.ledger.layout.headings import Field
from showroom.ledger.layout.rows import RowKind


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person corrected: the sheet, the header's row number, the columns by field."""

    sheet: str | None = None
    header_row: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet, its header, its columns, and the kind of each row below the header.

    `others` names the sheets of the book that look like ledgers too.
    """

    sheet: Sheet
    header: Header
    columns: Columns
    kinds: tuple[tuple[int, RowKind], ...]
    others: tuple[str, ...] = ()

    @property
    def data_rows(self) -> list[int]:
        """The 0-based rows that are customers."""
        return [row for row, kind in self.kinds if kind is RowKind.DATA]

    @property
    def is_ledger(self) -> bool:
        """Whether names and phones have a column."""
        found = self.columns.keys()
        return Field.CONTACT in found or {Field.NAME, Field.PHONE} <= found


AS_GUESSED = Choice()


def lay_out(book: Book, choice: Choice = AS_GUESSED) -> Layout:
    """The layout of the named sheet, else of the one that looks most like a ledger.

    Raises Refusal when no sheet was readable or the named one is not there.
    """
    if choice.sheet is not None:
        return _of_sheet(_named(book, choice.sheet), choice)
    if not book.sheets:
        raise Refusal("ledger.file_empty")
    layouts = [_of_sheet(sheet, choice) for sheet in book.sheets]
    best = max(layouts, key=_likeness)
    rest = [each for each in layouts if each is not best and each.is_ledger and each.data_rows]
    return replace(best, others=tuple(each.sheet.name for each in rest))


def checked(layout: Layout, book: Book) -> Layout:
    """The layout, if names and phones have a column and there are rows; raises Refusal if not."""
    if not layout.is_ledger and book.refused:
        first = book.refused[0]
        raise Refusal(first.code, **first.facts)
    if not layout.columns.keys() & {Field.PHONE, Field.CONTACT}:
        raise Refusal("ledger.no_phone_column", sheet=layout.sheet.name)
    if not layout.is_ledger:
        raise Refusal("ledger.no_name_column", sheet=layout.sheet.name)
    if not layout.data_rows:
        raise Refusal("ledger.no_rows", sheet=layout.sheet.name)
    return layout


def _named(book: Book, name: str) -> Sheet:
    for sheet in book.sheets:
        if sheet.name == name:
            return sheet
    for refused in book.refused:
        if refused.sheet == name:
            raise Refusal(refused.code, **refused.facts)
    known = "、".join(sheet.name for sheet in book.sheets)
    raise Refusal("ledger.no_such_sheet", name=name, known=known)


def _of_sheet(sheet: Sheet, choice: Choice) -> Layout:
    top = header.find(sheet) if choice.header_row is None else header.at(sheet, choice.header_row)
    sheet = spans.filled(sheet, top.below)
    guessed = columns.guess(sheet, top)
    found = columns.corrected(guessed, columns.chosen(choice.columns, top))
    below = range(top.below, len(sheet.rows))
    kinds = tuple((row, rows.kind_of(row, sheet, top, found)) for row in below)
    return Layout(sheet, top, found, kinds)


def _likeness(layout: Layout) -> tuple[bool, bool, int, int]:
    """Names and phones first, then what is visible, then columns known, then rows."""
    visible = not layout.sheet.hidden
    return layout.is_ledger, visible, len(layout.columns), len(layout.data_rows)
