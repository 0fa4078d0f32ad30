"""Who a row is about: name and phone, from their own columns, a shared one, or a spare."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from showroom.ledger.intake.cells import EMPTY, Cell
from showroom.ledger.layout.columns import Columns
from showroom.ledger.layout.headings import Field
from showroom.ledger.typed.name import Named, name_of
from showroom.ledger.typed.outcome import Bad
from showroom.ledger.typed.phone import Phones, phones_of
from showroom.ledger.typed.text import shown

T = TypeVar("T")
_NAME_MISSING = "ledger.name_missing"
_PHONE_MISSING = "ledger.phone_missing"
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class PersonCells:
    """What the cells of a row say about the person; a Bad stands where there is no value."""

    named: Named | Bad
    phones: Phones | Bad
    other_fault: Bad | None = None


def person_of(cells: tuple[Cell, ...], columns: Columns) -> PersonCells:
    """Name and phones of a row, completed from each other's cells where one is empty."""
    named = _name(_cell(cells, columns, Field.NAME), shared=Field.NAME not in columns)
    phones = _phones(_cell(cells, columns, Field.PHONE), shared=Field.PHONE not in columns)
    spare, fault = _spare(cells, columns)
    phones = _with_spares(phones, named, spare)
    if isinstance(phones, Bad):
        return PersonCells(named, phones, fault)
    return PersonCells(named, _without_echo(named, phones), fault)


def place_of(field: Field, columns: Columns) -> int | None:
    """The column that holds a field of the person: its own, or the shared one."""
    return columns.get(field, columns.get(Field.CONTACT))


def _cell(cells: tuple[Cell, ...], columns: Columns, field: Field) -> Cell:
    place = place_of(field, columns)
    return EMPTY if place is None else cells[place]


def _attempt(read: Callable[[Cell], T], cell: Cell) -> T | Bad:
    try:
        return read(cell)
    except Bad as bad:
        return bad


def _name(cell: Cell, *, shared: bool) -> Named | Bad:
    """In a shared column digits alone are a phone without a name, not a bad name."""
    named = _attempt(name_of, cell)
    if shared and isinstance(named, Bad) and named.code == "ledger.name_number":
        return Bad(_NAME_MISSING)
    return named


def _phones(cell: Cell, *, shared: bool) -> Phones | Bad:
    """In a shared column words alone are a name without a phone, not a bad phone."""
    phones = _attempt(phones_of, cell)
    wordy = isinstance(phones, Bad) and phones.code == "identity.phone_characters"
    return Bad(_PHONE_MISSING) if shared and wordy and not _DIGIT.search(shown(cell)) else phones


def _spare(cells: tuple[Cell, ...], columns: Columns) -> tuple[Phones | None, Bad | None]:
    """The phones of the second phone column, or what is wrong with them."""
    if Field.OTHER_PHONE not in columns:
        return None, None
    found = _attempt(phones_of, cells[columns[Field.OTHER_PHONE]])
    if isinstance(found, Phones):
        return found, None
    return None, None if found.code == _PHONE_MISSING else found


def _with_spares(phones: Phones | Bad, named: Named | Bad, spare: Phones | None) -> Phones | Bad:
    """A missing phone is taken from the name's cell or the second column; else those are kept."""
    beside = named.phones if isinstance(named, Named) else None
    found = [each for each in (beside, spare) if each]
    if isinstance(phones, Bad):
        if phones.code != _PHONE_MISSING or not found:
            return phones
        phones = replace(found.pop(0), remark="")
    numbers = (
        phones.first,
        *phones.others,
        *(n for each in found for n in (each.first, *each.others)),
    )
    return replace(phones, others=tuple(dict.fromkeys(numbers))[1:])


def _without_echo(named: Named | Bad, phones: Phones) -> Phones:
    """The name itself is no remark on the phone."""
    echo = isinstance(named, Named) and phones.remark == named.name
    return replace(phones, remark="") if echo else phones
