"""What a column's heading means, by the words of `resources/ledger/columns.toml`."""

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import resources
from showroom.ledger.typed.text import folded, key

WHOLE = 100.0
_PART = 50.0
_LATER = 0.25
_BRACKETED = re.compile(r"[(\[【<《][^)\]】>》]*[)\]】>》]")
_LONGEST_HEADING = 24


class Field(StrEnum):
    """What a column can hold; the value is the name used by `--columns`."""

    CONTACT = "contact"
    NAME = "name"
    PHONE = "phone"
    OTHER_PHONE = "other_phone"
    LEVEL = "level"
    VISITED = "visited"
    MODEL = "model"
    SOURCE = "source"
    NOTE = "note"
    GENDER = "gender"
    CONSULTANT = "consultant"


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading: the words over it, from the widest group down to its own."""

    own: str
    full: str

    @property
    def text(self) -> str:
        """What the column is called towards people."""
        return self.own or self.full


@dataclass(frozen=True, slots=True)
class _Spec:
    whole: dict[str, int]
    part: tuple[str, ...]
    never: tuple[str, ...]


def score(heading: Heading, field: Field) -> float:
    """How well a heading names a field: 0 not at all, 100 exactly."""
    spec = _specs()[field]
    return max(_whole(heading, spec), _part(heading, spec))


def excludes(heading: Heading, field: Field) -> bool:
    """Whether the heading says that this column is something else."""
    text = key(heading.full)
    if any(word in text for word in _specs()[field].never):
        return True
    return any(_whole(heading, spec) for other, spec in _specs().items() if other != field)


def as_heading(text: str) -> str:
    """The text on one line if it is short enough for a heading, else nothing."""
    flat = " ".join(text.split())
    return flat if len(key(_BRACKETED.sub("", folded(flat)))) <= _LONGEST_HEADING else ""


def fields_of(heading: Heading) -> frozenset[Field]:
    """The fields a heading can mean."""
    return frozenset(field for field in Field if score(heading, field))


def _whole(heading: Heading, spec: _Spec) -> float:
    for text in _spellings(heading):
        if text in spec.whole:
            return WHOLE - _LATER * spec.whole[text]
    return 0.0


def _spellings(heading: Heading) -> list[str]:
    """The full heading before its own word, so that 下次回访 over 日期 is no visit date."""
    texts = [heading.full] if heading.full != heading.own else [heading.own]
    return [spelt for text in texts for spelt in (key(text), key(_BRACKETED.sub("", folded(text))))]


def _part(heading: Heading, spec: _Spec) -> float:
    text = key(heading.full)
    if any(word in text for word in spec.never):
        return 0.0
    own = key(heading.own)
    if own in spec.whole:
        return WHOLE - _LATER * spec.whole[own] - 1
    hits = [place for place, word in enumerate(spec.part) if word in text]
    return _PART - _LATER * hits[0] if hits else 0.0


@cache
def _specs() -> dict[Field, _Spec]:
    raw = tomllib.loads(resources.path("ledger", "columns.toml").read_text(encoding="utf-8"))
    return {field: _spec(raw[field.value]) for field in Field}


def _spec(table: dict[str, list[str]]) -> _Spec:
    whole = {key(word): place for place, word in enumerate(table["whole"])}
    return _Spec(whole, _keys(table.get("part", [])), _keys(table.get("never", [])))


def _keys(found: list[str]) -> tuple[str, ...]:
    return tuple(map(key, found))
