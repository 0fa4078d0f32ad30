"""Whether two names on one phone may be one person: 王女士 may be 王芳, 王芳 is not 李芳."""

import tomllib
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import Final

import resources
from showroom.identity import plain
from showroom.terms import Gender

_TITLES: Final[dict[str, Gender | None]] = {
    "先生": Gender.MALE,
    "男士": Gender.MALE,
    "女士": Gender.FEMALE,
    "小姐": Gender.FEMALE,
    "太太": Gender.FEMALE,
    "夫人": Gender.FEMALE,
    "阿姨": Gender.FEMALE,
    "经理": None,
    "老师": None,
    "老板": None,
    "师傅": None,
    "医生": None,
    "主任": None,
}
_SHORT_TITLES: Final[dict[str, Gender | None]] = {
    "总": None,
    "工": None,
    "哥": Gender.MALE,
    "叔": Gender.MALE,
    "姐": Gender.FEMALE,
    "姨": Gender.FEMALE,
}
"""Titles of one character stand after a surname only; elsewhere they are part of the name."""
_FAMILIAR: Final = "小老"


class Likeness(Enum):
    """What two cards are to each other."""

    SAME = auto()
    CLASH = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class _Called:
    """A name without its title; `partial` when it is a surname at most."""

    core: str
    gender: Gender | None
    partial: bool


def likeness(name: str, phone: str | None, other_name: str, other_phone: str | None) -> Likeness:
    """The same phone is the same person if the names allow it, and a clash if not (撞单)."""
    if not phone or phone != other_phone:
        return Likeness.OTHER
    return Likeness.SAME if may_be_one(name, other_name) else Likeness.CLASH


def may_be_one(name: str, other: str) -> bool:
    """Whether both names may belong to one person; an empty name may belong to anybody."""
    one, two = _called(name), _called(other)
    if one.gender and two.gender and one.gender is not two.gender:
        return False
    if not one.core or not two.core:
        return True
    if one.partial or two.partial:
        return _family(one) == _family(two)
    return one.core == two.core


def fuller(name: str, other: str) -> str:
    """The one of two names of one person that says more; the first when both say as much."""
    one, two = _called(name), _called(other)
    return other if (two.core and not two.partial and one.partial) or not one.core else name


def sex_of(name: str) -> Gender | None:
    """The sex a title in the name tells (王女士), None where it tells none."""
    return _called(name).gender


def _called(name: str) -> _Called:
    whole = plain(name)
    for title, gender in _TITLES.items():
        if whole.endswith(title):
            core = whole.removesuffix(title)
            return _Called(core, gender, partial=_is_surname(core))
    if whole[-1:] in _SHORT_TITLES and _is_surname(whole[:-1]):
        return _Called(whole[:-1], _SHORT_TITLES[whole[-1]], partial=True)
    if whole[:1] in _FAMILIAR and _is_surname(whole[1:]):
        return _Called(whole[1:], None, partial=True)
    return _Called(whole, None, partial=_is_surname(whole))


def _is_surname(core: str) -> bool:
    return len(core) == 1 or core in _compound_surnames()


def _family(called: _Called) -> str:
    if called.partial:
        return called.core
    head = called.core[:2]
    return head if head in _compound_surnames() else called.core[:1]


@cache
def _compound_surnames() -> frozenset[str]:
    file = resources.path("names", "surnames.toml")
    return frozenset(tomllib.loads(file.read_text(encoding="utf-8"))["compound"])
