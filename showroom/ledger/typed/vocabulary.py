"""The words of `resources/ledger/words.toml`, folded for lookup."""

import tomllib
from dataclasses import dataclass
from functools import cache

import resources
from showroom.ledger.typed.text import folded


@dataclass(frozen=True, slots=True)
class Words:
    """What people write, and what it stands for; every key is folded."""

    source: dict[str, str]
    level: dict[str, str]
    gender: dict[str, str]
    models: dict[str, str]
    blank: frozenset[str]
    nobody: frozenset[str]
    remark: frozenset[str]
    total: frozenset[str]
    note: frozenset[str]


@cache
def words() -> Words:
    """The shipped vocabulary."""
    raw = tomllib.loads(resources.path("ledger", "words.toml").read_text(encoding="utf-8"))
    return Words(
        source=_by_word(raw["source"]),
        level=_by_word(raw["level"]),
        gender=_by_word(raw["gender"]),
        models={folded(name): name for name in raw["models"]["names"]},
        blank=_set(raw["blank"]["any"]),
        nobody=_set(raw["blank"]["any"] + raw["blank"]["person"]),
        remark=_set(raw["blank"]["beside"]),
        total=_set(raw["rows"]["total"]),
        note=_set(raw["rows"]["note"]),
    )


def _by_word(table: dict[str, list[str]]) -> dict[str, str]:
    return {folded(word): member for member, words in table.items() for word in words}


def _set(table: list[str]) -> frozenset[str]:
    return frozenset(map(folded, table))
