"""Cells that stand for a member of a closed list: level, source, gender; and the car's name."""

import re
from collections.abc import Callable

from showroom.ledger.intake.cells import Cell
from showroom.ledger.typed.outcome import Bad
from showroom.ledger.typed.text import cleaned, folded, short_line, unbracketed
from showroom.ledger.typed.vocabulary import words
from showroom.terms import Gender, IntentLevel, Source

_QUOTED = 20
_LEVEL_AROUND = re.compile(
    r"^(?:意向|客户|购买)*(?:级别|等级|级)?[:：]?|(?:级别|等级|级|类)?(?:意向)?(?:客户)?$"
)
_SOURCE_AFTER = re.compile(r"(?:渠道|来源|客户|平台|媒体)$")
_SEVERAL = re.compile(r"[/、,;，；+|\n]|→|->")


def level_of(cell: Cell) -> IntentLevel | None:
    """The intent level: `H`, `h 级`, `级别：Ｈ`; None for an empty cell; raises Bad otherwise."""
    found = _member(cell, _level_word, "ledger.level")
    return IntentLevel[found] if found else None


def source_of(cell: Cell) -> Source | None:
    """How the customer heard of us; None for an empty cell; raises Bad for an unlisted word."""
    found = _member(cell, _source_word, "ledger.source")
    return Source[found] if found else None


def gender_of(cell: Cell) -> Gender | None:
    """The gender; None for an empty cell; raises Bad otherwise."""
    found = _member(cell, words().gender.get, "ledger.gender")
    return Gender[found] if found else None


def model_of(cell: Cell) -> str | None:
    """The car's name as typed; one we know as its maker writes it. Raises Bad over 50 letters."""
    text = short_line(cell)
    if is_blank(text):
        return None
    return words().models.get(folded(text).replace("-", ""), text)


def is_blank(text: str) -> bool:
    """Whether a text says that there is nothing."""
    return not text or folded(text) in words().blank


def _member(cell: Cell, find: Callable[[str], str | None], code: str) -> str | None:
    """The member for the whole text, for it without its brackets, or of all its parts."""
    text = cleaned(cell)
    if is_blank(text):
        return None
    for attempt in (text, unbracketed(text)):
        if found := find(folded(attempt)):
            return found
    parts = {find(folded(part)) for part in _SEVERAL.split(text) if part.strip()}
    if len(parts) == 1 and (only := parts.pop()):
        return only
    several = len(parts) > 1 and None not in parts
    raise Bad(f"{code}_{'several' if several else 'unknown'}", text=text[:_QUOTED])


def _level_word(text: str) -> str | None:
    table = words().level
    return table.get(text) or table.get(_LEVEL_AROUND.sub("", text))


def _source_word(text: str) -> str | None:
    table = words().source
    return table.get(text) or table.get(_SOURCE_AFTER.sub("", text))
