"""What was typed into the one box, and which keys it is looked for in."""

import re
from dataclasses import dataclass

from db.models.recall import (
    GIVEN_PINYIN,
    INITIALS_PARTS,
    NAME_PARTS,
    PHONE_PARTS,
    PINYIN,
    PLATE_PARTS,
    VIN,
    VIN_BACK,
    KeyPart,
)
from showroom.customer.naming import fold

_FEWEST_DIGITS = 3
_PHONE_LENGTH = 11
_LONGEST = 40
_PIECES = re.compile(r"[0-9]+|[a-z]+|[^0-9a-z]+")


@dataclass(frozen=True, slots=True)
class Seek:
    """One range of one index; `why` names the key a person reads, the lower `rank` the better."""

    part: KeyPart
    text: str
    why: str
    rank: int


def folded(text: str) -> str:
    """What was typed as keys are stored: letters and digits in lower case, ü as v."""
    clean = text.encode("utf-8", "ignore").decode("utf-8")[: _LONGEST * 2]
    return fold(clean).replace("ü", "v")[:_LONGEST]


def seeks(typed: str) -> list[Seek]:
    """The index ranges for one folded piece of text; none when it says too little."""
    if not typed:
        return []
    if typed.isascii() and typed.isdigit():
        return _for_digits(typed)
    if typed.isascii():
        return _for_letters(typed) if typed.isalpha() else _for_car(typed)
    return [*_for_name(typed), *_plates(typed)]


def pieces(typed: str) -> list[str]:
    """Han and the rest apart: `王5678` is a name and a phone's end, the longest piece first."""
    return sorted(_PIECES.findall(typed), key=len, reverse=True)


def _for_digits(digits: str) -> list[Seek]:
    if len(digits) < _FEWEST_DIGITS:
        return []
    parts = [part for part in PHONE_PARTS if part.start + len(digits) <= _PHONE_LENGTH + 1]
    phones = [Seek(part, digits, "phone", _phone_rank(part, digits)) for part in parts]
    return [*phones, *_for_car(digits)]


def _phone_rank(part: KeyPart, digits: str) -> int:
    """The whole number, then its end, its start, its middle."""
    if len(digits) == _PHONE_LENGTH:
        return 0
    if part.start + len(digits) == _PHONE_LENGTH + 1:
        return 1
    return 2 if part.start == 1 else 4


def _for_letters(letters: str) -> list[Seek]:
    whole, given = INITIALS_PARTS
    return [
        Seek(whole, letters, "initials", 1),
        Seek(PINYIN, letters, "pinyin", 2),
        Seek(given, letters, "initials", 3),
        Seek(GIVEN_PINYIN, letters, "pinyin", 3),
        *_for_car(letters),
    ]


def _for_name(text: str) -> list[Seek]:
    return [Seek(part, text, "name", part.start) for part in NAME_PARTS]


def _for_car(text: str) -> list[Seek]:
    """A VIN from its start or its end, and any part of a plate, from three characters on."""
    if len(text) < _FEWEST_DIGITS:
        return []
    vin = text.upper()
    return [Seek(VIN_BACK, vin[::-1], "vin", 2), Seek(VIN, vin, "vin", 3), *_plates(text)]


def _plates(text: str) -> list[Seek]:
    return [Seek(part, text.upper(), "plate", part.start + 1) for part in PLATE_PARTS]
