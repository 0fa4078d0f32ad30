"""Who may have what only one may have: overlaps, how a wish stands, who of a line is granted.

Source: one active grant per VIN, per number, per car and instant; in order of arrival.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Generic, TypeVar

from showroom.claim.terms import ClaimStanding, ClaimVerdict

FOREVER: Final = (-(2**62), 2**62)
"""From when to when (µs) a thing is claimed that is not a time: a VIN, a number."""

I = TypeVar("I", int, datetime)  # noqa: E741 - an instant


@dataclass(frozen=True, slots=True)
class Span(Generic[I]):
    """From an instant to just before another; microseconds or aware datetimes."""

    starts_at: I
    ends_at: I


def overlaps(one: Span[I], other: Span[I]) -> bool:
    """Whether two spans share an instant; one that ends where the other starts does not."""
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def standing(verdict: str | None, *, released: bool) -> ClaimStanding:
    """How a wish stands: nothing is confirmed before the verdict says GRANTED."""
    if released:
        return ClaimStanding.RELEASED
    if verdict is None:
        return ClaimStanding.TENTATIVE
    return ClaimStanding(ClaimVerdict(verdict).value)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One wish in the line for a thing."""

    key: bytes
    span: Span[int]


@dataclass(frozen=True, slots=True)
class Word:
    """What is said to a wish: no verdict means wait; `lost_to` is the wish that has it."""

    verdict: ClaimVerdict | None
    lost_to: bytes | None = None


@dataclass(slots=True)
class Calendar:
    """What is granted of one thing; the spans never overlap, so they stand in one order."""

    _spans: list[tuple[int, int, bytes]] = field(default_factory=list)

    def holder(self, span: Span[int]) -> bytes | None:
        """Who has an instant of that span, the latest one."""
        place = bisect_left(self._spans, (span.ends_at,)) - 1
        if place >= 0 and self._spans[place][1] > span.starts_at:
            return self._spans[place][2]
        return None

    def grant(self, key: bytes, span: Span[int]) -> None:
        """Give a span that is free; raises ValueError for one that is not: a bug."""
        if self.holder(span) is not None:
            raise ValueError("granted twice")
        place = bisect_left(self._spans, (span.starts_at,))
        self._spans.insert(place, (span.starts_at, span.ends_at, key))


def settle(
    granted: Iterable[Waiting],
    line: Iterable[Waiting],
    held: Collection[bytes] = frozenset(),
) -> dict[bytes, Word]:
    """What is said to a line of wishes in its order: who comes first and finds it free has it.

    What is granted stays granted. A wish in `held` may not be granted now: it waits, unless what
    it wants is taken already.
    """
    calendar, words = Calendar(), {}
    for each in granted:
        calendar.grant(each.key, each.span)
    for each in line:
        holder = calendar.holder(each.span)
        if holder is not None:
            words[each.key] = Word(ClaimVerdict.REFUSED, holder)
        elif each.key in held:
            words[each.key] = Word(None)
        else:
            calendar.grant(each.key, each.span)
            words[each.key] = Word(ClaimVerdict.GRANTED)
    return words
