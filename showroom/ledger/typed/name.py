"""The name cell: a person, as the outlet wrote them, and sometimes a phone beside."""

import re
from dataclasses import dataclass

from showroom.ledger.intake.cells import Cell
from showroom.ledger.typed.outcome import Bad
from showroom.ledger.typed.phone import Phones, phones_in
from showroom.ledger.typed.text import folded, line, short_line
from showroom.ledger.typed.vocabulary import words

_NO_NAME = re.compile(r"[\d\s.+\-_/]*")
_PLAIN_NAME = re.compile(r"[^\W\d_][^\d_=<>@{}\[\]\"'`|\\;$%^]{0,19}")


@dataclass(frozen=True, slots=True)
class Named:
    """A name, and the phones that stood in the same cell."""

    name: str
    phones: Phones | None = None


def name_of(cell: Cell) -> Named:
    """The name of a cell; raises Bad when there is none, or it is a number, a date or too long."""
    if isinstance(cell, float | bool) or not isinstance(cell, str):
        return Named(_text_only(cell))
    text = line(cell)
    beside = phones_in(text)
    if beside and _PLAIN_NAME.fullmatch(beside.remark):
        if folded(beside.remark) in words().remark:
            raise Bad("ledger.name_missing")
        return Named(beside.remark, beside)
    name = short_line(cell)
    _check(name)
    return Named(name)


def _check(name: str) -> None:
    if not name or folded(name) in words().nobody:
        raise Bad("ledger.name_missing")
    if _NO_NAME.fullmatch(name):
        raise Bad("ledger.name_number", text=name)


def _text_only(cell: Cell) -> str:
    """A number or a date where a name should be."""
    raise Bad("ledger.name_number", text=short_line(cell))
