"""How names are read: folded for search, in pinyin, by initials.

Pinyin is imported at the first name written, never at start.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import islice, product
from typing import Any, TypeVar

import resources
from showroom import identity

T = TypeVar("T")

_MOST_READINGS = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a name; syllables without tone, ü as v: wangxiaoming, xiaoming, wxm."""

    pinyin: str
    given: str
    initials: str


def fold(text: str) -> str:
    """Letters and digits alone, in one width and in lower case."""
    return "".join(mark for mark in identity.plain(text).lower() if mark.isalnum())


def readings(name: str) -> list[Reading]:
    """The ways to read a name, the usual one first; none for a name without letters."""
    folded = fold(name)
    if not folded:
        return []
    if folded.isascii():
        spoken = [word for word in map(fold, name.split()) if word]
        return [Reading(folded, "".join(spoken[1:]), "".join(word[0] for word in spoken))]
    length = _surname_length(folded)
    given = _given_readings(folded[length:])
    ways = product(_surname_readings(folded[:length]), given)
    return [_reading(family, rest) for family, rest in islice(ways, _MOST_READINGS)]


def _reading(family: tuple[str, ...], given: tuple[str, ...]) -> Reading:
    whole = (*family, *given)
    return Reading("".join(whole), "".join(given), "".join(syllable[:1] for syllable in whole))


def _surname_length(folded: str) -> int:
    return 2 if folded[:2] in _table()["compound"] else 1


def _surname_readings(family: str) -> list[tuple[str, ...]]:
    """As a surname is read, then as its characters usually are."""
    table = _table()
    usual = _syllables(family)
    if len(family) > 1:
        return _distinct([tuple(table["compound"][family]), usual])
    return _distinct([(table["single"].get(family, usual[0]),), usual])


def _given_readings(given: str) -> list[tuple[str, ...]]:
    usual = _syllables(given)
    table = _table()["given"]
    if len(usual) != len(given):
        return [usual]
    choices = [
        _distinct([syllable, *table.get(mark, [])])
        for mark, syllable in zip(given, usual, strict=True)
    ]
    return list(islice(product(*choices), _MOST_READINGS))


def _syllables(text: str) -> tuple[str, ...]:
    """One syllable a character; a run of other letters stays one piece."""
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin(text)) if text else ()


def _distinct(items: list[T]) -> list[T]:
    return list(dict.fromkeys(items))


@cache
def _table() -> dict[str, dict[str, Any]]:
    file = resources.path("names", "surnames.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))
