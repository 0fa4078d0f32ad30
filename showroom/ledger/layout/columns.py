"""Which column holds what: by its heading, by what stands below it, or by a person's word."""

import re
from collections.abc import Callable, Mapping, Sequence

from showroom.errors import Refusal
from showroom.ledger.intake.caps import column_letters
from showroom.ledger.intake.cells import Cell, Sheet
from showroom.ledger.layout.header import Header
from showroom.ledger.layout.headings import Field, Heading, excludes, score
from showroom.ledger.typed import lists
from showroom.ledger.typed.day import EARLIEST
from showroom.ledger.typed.dayshapes import candidates, plain
from showroom.ledger.typed.outcome import Bad
from showroom.ledger.typed.phone import phones_in
from showroom.ledger.typed.text import folded, key, shown
from showroom.ledger.typed.vocabulary import words

Columns = Mapping[Field, int]
"""The 0-based column of each field that has one."""

_SAMPLE = 200
_SURE = 0.6
_CONTENT_WEIGHT = {Field.PHONE: 110.0, Field.CONTACT: 20.0}
_USUAL_WEIGHT = 40.0
_NAME = re.compile(r"[\u3400-\u9fff·]{2,5}|[\u3400-\u9fff]{1,2}(?:先生|女士|小姐|总|老师)")
_ORDER = (
    Field.CONTACT, Field.PHONE, Field.NAME, Field.OTHER_PHONE, Field.VISITED, Field.LEVEL,
    Field.MODEL, Field.SOURCE, Field.GENDER, Field.CONSULTANT, Field.NOTE,
)  # fmt: skip
_LETTERS = re.compile(r"[A-Za-z]{1,2}")


def guess(sheet: Sheet, header: Header) -> dict[Field, int]:
    """The likeliest column of each field; no column serves two fields."""
    below = _samples(sheet, header)
    taken: dict[Field, int] = {}
    for field in _ORDER:
        rated = [
            (_rating(field, heading, cells), -column)
            for column, (heading, cells) in enumerate(zip(header.headings, below, strict=True))
            if column not in taken.values()
        ]
        best, place = max(rated, default=(0.0, 0))
        if best > 0:
            taken[field] = -place
    return _with_note(_settled(taken), header, below)


def chosen(told: Mapping[str, str], header: Header) -> dict[Field, int | None]:
    """The columns a person named, by field.

    A column is a letter, a number from 1 (`3` or `#3`), or a heading; `-` says
    that the sheet has no such column. Raises Refusal for an unknown field or column.
    """
    return {_field(name): _column(text, header) for name, text in told.items()}


def corrected(guessed: Columns, told: Mapping[Field, int | None]) -> dict[Field, int]:
    """The guess with a person's corrections; a column they gave away is lost to its old field."""
    given = {column for column in told.values() if column is not None}
    kept = {f: column for f, column in guessed.items() if f not in told and column not in given}
    return {**kept, **{field: column for field, column in told.items() if column is not None}}


def _field(name: str) -> Field:
    try:
        return Field(name.strip().lower())
    except ValueError as error:
        raise Refusal("ledger.no_such_field", name=name, known=", ".join(Field)) from error


def _column(text: str, header: Header) -> int | None:
    """By heading before letter, so that a column called `A` is found; `#3` is always a place."""
    if text.strip() in ("", "-"):
        return None
    for column, heading in enumerate(header.headings):
        named = key(text) and not text.startswith("#")
        if named and key(text) in (key(heading.own), key(heading.full)):
            return column
    place = _place(text.strip().removeprefix("#"))
    if place is None or not 0 <= place < len(header.headings):
        raise Refusal("ledger.no_such_column", name=text)
    return place


def _place(text: str) -> int | None:
    if text.isdecimal():
        return int(text) - 1
    if not _LETTERS.fullmatch(text):
        return None
    return next(place for place in range(26 * 27) if column_letters(place) == text.upper())


def _settled(taken: dict[Field, int]) -> dict[Field, int]:
    """A combined column is only wanted where name or phone have none of their own."""
    if Field.CONTACT in taken and {Field.NAME, Field.PHONE} <= taken.keys():
        del taken[Field.CONTACT]
    return taken


def _with_note(
    taken: dict[Field, int], header: Header, below: list[list[Cell]]
) -> dict[Field, int]:
    """Without a header, the last column of words that is nothing else holds the notes."""
    if header.below or not taken:
        return taken
    wordy = [
        column
        for column, cells in enumerate(below)
        if column not in taken.values() and any(isinstance(c, str) and key(c) for c in cells)
    ]
    return {**taken, Field.NOTE: wordy[-1]} if wordy else taken


def _rating(field: Field, heading: Heading, cells: Sequence[Cell]) -> float:
    """How likely the column is the field; 0 for not at all."""
    named = score(heading, field)
    if not named and (field not in _LOOKS or excludes(heading, field)):
        return 0.0
    share = _share(field, cells)
    if not named and share < _SURE:
        return 0.0
    return named + share * _CONTENT_WEIGHT.get(field, _USUAL_WEIGHT)


def _share(field: Field, cells: Sequence[Cell]) -> float:
    """The part of a column's filled cells that look like the field; 0 to 1."""
    looks = _LOOKS.get(field)
    if looks is None or not cells:
        return 0.0
    return sum(map(looks, cells)) / len(cells)


def _samples(sheet: Sheet, header: Header) -> list[list[Cell]]:
    """The first filled cells below each heading."""
    rows = sheet.rows[header.below : header.below + _SAMPLE]
    return [
        [row[column] for row in rows if shown(row[column]).strip()]
        for column in range(len(header.headings))
    ]


def _is_phone(cell: Cell) -> bool:
    found = phones_in(shown(cell))
    return found is not None and not _NAME.fullmatch(found.remark)


def _is_contact(cell: Cell) -> bool:
    found = phones_in(shown(cell))
    return found is not None and bool(_NAME.fullmatch(found.remark))


def _is_day(cell: Cell) -> bool:
    if not isinstance(cell, str):
        return hasattr(cell, "year") and cell.year >= EARLIEST.year
    return any(found.year for found in candidates(plain(cell)))


def _is_listed(find: Callable[[Cell], object]) -> Callable[[Cell], bool]:
    def looks(cell: Cell) -> bool:
        try:
            return find(cell) is not None
        except Bad:
            return False

    return looks


def _is_name(cell: Cell) -> bool:
    text = folded(shown(cell))
    return bool(_NAME.fullmatch(text)) and text not in words().source


def _is_model(cell: Cell) -> bool:
    return folded(shown(cell)) in words().models


_LOOKS: dict[Field, Callable[[Cell], bool]] = {
    Field.CONTACT: _is_contact,
    Field.PHONE: _is_phone,
    Field.NAME: _is_name,
    Field.VISITED: _is_day,
    Field.LEVEL: _is_listed(lists.level_of),
    Field.MODEL: _is_model,
    Field.SOURCE: _is_listed(lists.source_of),
    Field.GENDER: _is_listed(lists.gender_of),
}
