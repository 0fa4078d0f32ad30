"""The one door through which typed words reach a paper.

Nothing on a paper is interpreted: a name like `<b>` prints as `<b>`. Only `text` and the word
catalogue make a `Printable`, and the press sets nothing else.
"""

import re
import unicodedata
from typing import NewType

from showroom.documents import fonts

Printable = NewType("Printable", str)

NOTHING = Printable("")
"""No words at all."""

SHORT = 100
"""Longest name, place or number on a paper, in characters."""
LONG = 600
"""Longest free text on a paper, in characters."""
CUT = "…"
"""Stands at the end of words that were too long: a cut is never silent."""

_BREAKS = re.compile(r"\r\n?|[\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile(r"[\t\x1f\u00a0\u1680\u2000-\u200a\u202f\u205f]")
_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufe00-\ufe0f\U000e0000-\U000e0fff]"
)
_UNPRINTED = frozenset({"Cc", "Cf", "Cs"})


def text(value: str, field: str, cap: int = SHORT) -> Printable:
    """Typed words as they print: NFC, without control and direction marks, at most `cap` long.

    Line breaks become single; `field` names where the words come from, for the refusal.

    Raises:
        Refusal: `documents.no_glyph` when the shipped faces cannot print a character.
    """
    cut = plain(value, cap)
    fonts.check(cut, field)
    return Printable(cut)


def line(value: str, field: str, cap: int = SHORT) -> Printable:
    """The same on one line: breaks become spaces."""
    return Printable(text(value, field, cap).replace("\n", " "))


def plain(value: str, cap: int) -> str:
    """The same for a workbook, whose reader brings the font: nothing is refused."""
    seen = value[: cap * 4]
    return _cut(_visible(seen), cap, longer=len(value) > len(seen))


def _visible(value: str) -> str:
    broken = _SPACES.sub(" ", _BREAKS.sub("\n", value))
    kept = [c for c in broken if c == "\n" or unicodedata.category(c) not in _UNPRINTED]
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", "".join(kept))).strip()


def _cut(words: str, cap: int, *, longer: bool) -> str:
    return words[: cap - 1] + CUT if longer or len(words) > cap else words
