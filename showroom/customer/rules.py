"""How a lead lives: when it is due, when it cools, which level may follow which.

Source: domain.md section 4, Intent levels. Dates are business dates.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final, Self

from showroom.errors import Refusal
from showroom.terms import FollowUpResult, IntentLevel

_HOT_TO_COLD: Final = (IntentLevel.H, IntentLevel.A, IntentLevel.B, IntentLevel.C)
ACTIVE: Final = frozenset({IntentLevel.O, *_HOT_TO_COLD})
"""Levels of customers one works on: those that can still be lost."""
ASLEEP: Final = frozenset({IntentLevel.F1, IntentLevel.F2, IntentLevel.L})
EFFECTIVE: Final = frozenset({FollowUpResult.REACHED, FollowUpResult.INVITED})
"""Results that were contact."""
_FEBRUARY: Final = 2


@dataclass(frozen=True, slots=True)
class LevelRules:
    """Days by level: between contacts, to buy within; when to give up; hours to the first call.

    `windows` has no entry for a level without an end.
    """

    cadence: Mapping[IntentLevel, int]
    windows: Mapping[IntentLevel, int]
    cycles_missed: int
    dormant_days: int
    idle_days: int
    first_contact_hours: int

    @classmethod
    def parse(cls, value: Mapping[str, Any]) -> Self:
        """From the settings value `customer.levels`."""
        return cls(
            cadence={IntentLevel(level): days for level, days in value["cadence"].items()},
            windows={IntentLevel(level): days for level, days in value["windows"].items()},
            cycles_missed=int(value["cycles_missed"]),
            dormant_days=int(value["dormant_days"]),
            idle_days=int(value["idle_days"]),
            first_contact_hours=int(value["first_contact_hours"]),
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a lead stands: its level since when, and the last contact that counted."""

    level: IntentLevel
    level_since: date
    last_effective_on: date


def is_effective(result: FollowUpResult) -> bool:
    """Whether an attempt was contact; unanswered calls do not put the next one off."""
    return result in EFFECTIVE


def follow_up_due(last_effective_on: date, level: IntentLevel, rules: LevelRules) -> date | None:
    """The day the next contact is due; None for a level nobody is called at."""
    days = rules.cadence.get(level)
    return None if days is None else last_effective_on + timedelta(days=days)


def first_contact_due(visited_at: datetime, rules: LevelRules) -> datetime:
    """The instant by which a new visitor is contacted."""
    return visited_at + timedelta(hours=rules.first_contact_hours)


def cooled(lead: Standing, today: date, rules: LevelRules) -> IntentLevel | None:
    """The level a neglected or overdue lead falls to; None while it keeps its own.

    One step at a time: the new level starts its own window and its own cycles.
    """
    if lead.level not in _HOT_TO_COLD:
        return None
    if lead.level is IntentLevel.C:
        silent = (today - lead.last_effective_on).days
        return IntentLevel.F2 if silent >= rules.dormant_days else None
    if _window_over(lead, today, rules) or _neglected(lead, today, rules):
        return _HOT_TO_COLD[_HOT_TO_COLD.index(lead.level) + 1]
    return None


def _window_over(lead: Standing, today: date, rules: LevelRules) -> bool:
    window = rules.windows.get(lead.level)
    return window is not None and (today - lead.level_since).days > window


def _neglected(lead: Standing, today: date, rules: LevelRules) -> bool:
    """Whether so many contacts in a row passed their day, counted within the level."""
    since = max(lead.level_since, lead.last_effective_on)
    return (today - since).days > rules.cycles_missed * rules.cadence[lead.level]


def check_level(now: IntentLevel | None, then: IntentLevel) -> None:
    """Pass when a lead may go from one level to the next; None is a new lead.

    F1 is reached through an approved loss only; leaving F1, F2 or L is a revival; a delivered
    owner starts anew at H to C.

    Raises:
        Refusal: `customer.level_first` or `customer.level_step` with the words of the levels.
    """
    if now is then or then in _reachable(now):
        return
    if now is None:
        raise Refusal("customer.level_first", field="level", then=then.word)
    raise Refusal("customer.level_step", field="level", now=now.word, then=then.word)


def _reachable(now: IntentLevel | None) -> frozenset[IntentLevel]:
    """A buyer whose order falls through is a lead again."""
    leads = frozenset(_HOT_TO_COLD)
    if now is IntentLevel.O:
        return leads | {IntentLevel.D, IntentLevel.F1}
    if now in leads:
        return leads | {IntentLevel.O} | ASLEEP
    if now is None:
        return leads | {IntentLevel.F2, IntentLevel.L}
    return leads


def is_revival(now: IntentLevel | None, then: IntentLevel) -> bool:
    """Whether this step wakes a lost, dormant or unreachable lead."""
    return now in ASLEEP and then in ACTIVE


def check_loss(level: IntentLevel | None, category: str | None, reason: str | None) -> None:
    """Pass when an application to give a lead up says enough; a manager decides it.

    Raises:
        Refusal: `customer.loss_inactive`, `customer.loss_category`, `customer.loss_reason`.
    """
    if level not in ACTIVE:
        raise Refusal("customer.loss_inactive")
    if not category:
        raise Refusal("customer.loss_category", field="category")
    if not (reason or "").strip():
        raise Refusal("customer.loss_reason", field="reason")


def is_idle(last_contact_on: date, today: date, rules: LevelRules) -> bool:
    """Whether the owner let the lead lie so long that it may move to who asks for it."""
    return (today - last_contact_on).days >= rules.idle_days


def birthday_in(born_on: date, year: int) -> date:
    """The birthday of a year; 29 February becomes the 28th in a common year."""
    try:
        return born_on.replace(year=year)
    except ValueError:
        return date(year, _FEBRUARY, 28)


def next_birthday(born_on: date, today: date) -> date:
    """The next birthday, today included."""
    this_year = birthday_in(born_on, today.year)
    return this_year if this_year >= today else birthday_in(born_on, today.year + 1)
