"""The standard terms: a versioned text with numbered articles, key terms and conditions.

Lines of a template: `== heading` opens an article, any other line is a clause; `**…**` marks key
terms, `{name}` a place to fill, a leading `[condition]` a clause that only sometimes applies.
Filled-in words are never read as template, so a customer called `{price}` prints as such.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import resources
from showroom.documents import fonts
from showroom.documents.breaking import Run
from showroom.documents.text import Printable
from showroom.errors import Refusal

_CONDITION = re.compile(r"\[([a-z_]+)\]")
_PART = re.compile(r"(\*\*|\{[a-z_]+\})")
_NUMERALS = "〇一二三四五六七八九十"
FORBIDDEN = ("最终解释权", "解释权归", "概不负责", "概不退换", "一律不退", "恕不退款")
"""Wording that standard terms may not have (民法典 496-498; 侵害消费者权益行为处罚办法 12)."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its number from 1, its heading, its clauses as runs; key terms are bold."""

    number: int
    heading: Printable
    clauses: tuple[tuple[Run, ...], ...]


def shipped(version: str) -> str:
    """The template that ships as that version; raises FileNotFoundError for an unknown one."""
    return resources.path("templates", f"contract.zh_CN.v{version}.txt").read_text("utf-8")


def check_wording(words: str, field: str) -> None:
    """Refuse words that standard terms may not have.

    Raises:
        Refusal: `documents.forbidden_wording`, with `words` and `field`.
    """
    for each in FORBIDDEN:
        if each in words:
            raise Refusal("documents.forbidden_wording", words=each, field=field)


def articles(
    template: str, facts: Mapping[str, Printable], conditions: frozenset[str]
) -> Iterator[Article]:
    """The articles that hold under `conditions`, filled with `facts`.

    Raises:
        KeyError: The template names a fact that is not given.
        Refusal: `documents.no_glyph` for a template character the faces lack.
    """
    fonts.check(template, "terms")
    heading, clauses, count = Printable(""), [], 0
    for line in (*_lines(template), "== "):
        if not line.startswith("=="):
            if _holds(line, conditions):
                clauses.append(_runs(_CONDITION.sub("", line, count=1), facts))
            continue
        if clauses:
            count += 1
            yield Article(count, heading, tuple(clauses))
        heading = Printable("".join(run.words for run in _runs(line[3:], facts)))
        clauses = []


def numeral(number: int) -> str:
    """1 to 99 in Chinese numerals, e.g. 十二."""
    tens, ones = divmod(number, 10)
    lead = {0: "", 1: "十"}.get(tens, f"{_NUMERALS[tens]}十")
    return lead + (_NUMERALS[ones] if ones else "")


def _lines(template: str) -> Iterator[str]:
    for line in template.splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()


def _holds(line: str, conditions: frozenset[str]) -> bool:
    named = _CONDITION.match(line)
    return named is None or named[1] in conditions


def _runs(clause: str, facts: Mapping[str, Printable]) -> tuple[Run, ...]:
    runs: list[Run] = []
    bold = False
    for part in _PART.split(clause):
        if part == "**":
            bold = not bold
        elif part.startswith("{") and part.endswith("}"):
            runs.append(Run(facts[part[1:-1]], bold))
        elif part:
            runs.append(Run(Printable(part), bold))
    return tuple(runs)
