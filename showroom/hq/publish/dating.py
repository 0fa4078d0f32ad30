"""How new versions of one code are laid beside those that stand. Pure.

History is never edited: what held on a day before today holds on it for ever. No two versions hold
on one day, and where a code has to have a version (a price, a rate) no day is left without one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import Enum, auto
from typing import Any

_DAY = timedelta(days=1)


class Mark(Enum):
    """What publishing does to a version."""

    NEW = auto()
    CHANGED = auto()
    CLOSED = auto()


@dataclass(frozen=True, slots=True)
class Version:
    """What holds from `since` to `until`, both included; `of` is whatever the caller knows by."""

    since: date
    until: date | None
    content: Any
    of: Any = field(default=None, compare=False)

    def holds(self, on: date) -> bool:
        """Whether it holds on a day."""
        return self.since <= on and (self.until is None or on <= self.until)

    def span(self) -> str:
        """`2026-01-01 – 2026-12-31`; an open end stays open."""
        return f"{self.since} – {self.until or ''}".rstrip()

    def meets(self, other: "Version") -> bool:
        """Whether some day has both."""
        first, second = sorted((self, other), key=lambda version: version.since)
        return first.until is None or second.since <= first.until


@dataclass(frozen=True, slots=True)
class Clash:
    """Why a version cannot be published: a key of the word catalogue, and the version in its way.

    `day` is the day the trouble begins on.
    """

    code: str
    version: Version
    other: Version | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Laid:
    """What a code's versions come to, what has to be written, and what is wrong with it."""

    versions: tuple[Version, ...]
    written: tuple[tuple[Mark, Version], ...]
    clashes: tuple[Clash, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """The day it is, and whether a code may be without a version between two."""

    today: date
    unbroken: bool


def lay(standing: Sequence[Version], new: Sequence[Version], terms: Terms) -> Laid:
    """The versions of one code with new ones among them.

    An open end stops at the day before the next version begins, on either side.
    """
    laid = {version.since: version for version in standing}
    clashes: list[Clash] = []
    for version in _ended_by_next(standing, new):
        clash = _backdated(standing, version, terms.today) or _overlap(laid, version)
        if clash:
            clashes.append(clash)
        else:
            _put(laid, version)
    versions = tuple(laid[since] for since in sorted(laid))
    if terms.unbroken and not clashes:
        clashes = _breaks(standing, versions, new)
    return Laid(versions, tuple(_written(standing, versions)), tuple(clashes))


def _ended_by_next(standing: Sequence[Version], new: Sequence[Version]) -> list[Version]:
    """The new versions in order; an open end before a later version is the day before that."""
    starts = sorted({version.since for version in (*standing, *new)})
    ended = []
    for version in sorted(new, key=lambda each: each.since):
        following = next((since for since in starts if since > version.since), None)
        if version.until is None and following:
            version = replace(version, until=following - _DAY)  # noqa: PLW2901 - the same, ended
        ended.append(version)
    return ended


def _backdated(standing: Sequence[Version], version: Version, today: date) -> Clash | None:
    """What would change a day that is over, or a version that is in force."""
    same = next((each for each in standing if each.since == version.since), None)
    if same:
        return _rewritten(same, version, today)
    if version.since < today and any(each.since <= today for each in standing):
        other = _at(standing, version.since) or standing[0]
        return Clash("publish.backdated", version, other, today)
    return None


def _rewritten(same: Version, version: Version, today: date) -> Clash | None:
    """A version still to come may be corrected; of one in force only the end may move, ahead."""
    if same.since > today or (same.content, same.until) == (version.content, version.until):
        return None
    if same.content != version.content:
        return Clash("publish.in_force", version, same, today)
    over = same.until is not None and same.until < today
    if over or (version.until is not None and version.until < today):
        return Clash("publish.ended", version, same, today)
    return None


def _overlap(laid: dict[date, Version], version: Version) -> Clash | None:
    """A version whose given end lies beyond this one's start, or the other way about."""
    before = _before(laid, version.since)
    if before and before.until is not None and before.until >= version.since:
        outlasts = version.until is None or version.until >= before.until
        if not outlasts:
            return Clash("publish.overlap", version, before, version.since)
    after = _after(laid, version.since)
    if after and version.until is not None and version.until >= after.since:
        return Clash("publish.overlap", version, after, after.since)
    return None


def _put(laid: dict[date, Version], version: Version) -> None:
    """Let the one before end the day before."""
    before = _before(laid, version.since)
    if before and (before.until is None or before.until >= version.since):
        laid[before.since] = replace(before, until=version.since - _DAY)
    laid[version.since] = version


def _breaks(
    standing: Sequence[Version], versions: Sequence[Version], new: Sequence[Version]
) -> list[Clash]:
    """Days between two versions, or after the last, that had a version or now need one."""
    found = []
    for number, version in enumerate(versions):
        following = next(iter(versions[number + 1 :]), None)
        day = None if version.until is None else version.until + _DAY
        if day is None or (following and following.since == day):
            continue
        if following or any(each.holds(day) for each in standing):
            blamed = version if version in new or following is None else following
            found.append(Clash("publish.gap", blamed, following, day))
    return found


def _written(
    standing: Sequence[Version], versions: Sequence[Version]
) -> list[tuple[Mark, Version]]:
    """The versions that differ from what stands."""
    old = {version.since: version for version in standing}
    marked = []
    for version in versions:
        was = old.get(version.since)
        if was == version:
            continue
        if was is None:
            marked.append((Mark.NEW, version))
        else:
            closed = was.content == version.content
            marked.append((Mark.CLOSED if closed else Mark.CHANGED, version))
    return marked


def _at(versions: Sequence[Version], on: date) -> Version | None:
    return next((version for version in versions if version.holds(on)), None)


def _before(laid: dict[date, Version], since: date) -> Version | None:
    return laid.get(max((day for day in laid if day < since), default=date.max))


def _after(laid: dict[date, Version], since: date) -> Version | None:
    return laid.get(min((day for day in laid if day > since), default=date.min))
