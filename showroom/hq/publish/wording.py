"""Whether a text of standard terms can be printed: articles, clauses, places and marks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as given
from functools import cache

from showroom.contract.clauses import FORBIDDEN, shipped

_SHIPPED_VERSION = "1"
_KIND = "contract"
_PLACE = re.compile(r"\{([a-z_]*)\}")
_QUOTED = 20


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a text, and the column it is in."""

    field: str
    code: str
    facts: dict[str, object] = given(default_factory=dict)


def faults(kind: str, body: str) -> Iterator[Fault]:
    """Everything that keeps a text from being terms."""
    if kind != _KIND:
        yield Fault("kind", "publish.terms_kind", {"code": kind})
    for words in FORBIDDEN:
        if words in body:
            yield Fault("body", "publish.terms_wording", {"words": words})
    yield from _of_lines(
        [line.strip() for line in body.splitlines() if line.strip() and line.strip()[0] != "#"]
    )
    for name in sorted({found[1] for found in _PLACE.finditer(body)} - _places()):
        known = "、".join(sorted(_places()))
        yield Fault("body", "publish.terms_place", {"name": name, "known": known})


def _of_lines(lines: list[str]) -> Iterator[Fault]:
    """A text begins with a heading and has clauses; marks open and close on one line."""
    clauses = [line for line in lines if not line.startswith("==")]
    if not clauses or not lines[0].startswith("=="):
        yield Fault("body", "publish.terms_empty")
    for line in lines:
        if line.count("**") % 2:
            yield Fault("body", "publish.terms_mark", {"text": line[:_QUOTED]})


@cache
def _places() -> frozenset[str]:
    """The places the shipped terms have, which the contract can fill."""
    return frozenset(found[1] for found in _PLACE.finditer(shipped(_SHIPPED_VERSION)))
