"""What the board adds to the figures: its periods, the pace of a target, who is overdue.

Dates are business dates; weeks begin on Monday.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum, auto
from itertools import groupby

from showroom.kpi.records import ContactDue, Period

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


class Span(StrEnum):
    """How much the board shows: a date, its week so far, its month so far."""

    DAY = auto()
    WEEK = auto()
    MONTH = auto()


def period_of(day: date, span: Span) -> Period:
    """The period of that span up to and with `day`."""
    first = {
        Span.DAY: day,
        Span.WEEK: day - timedelta(days=day.weekday()),
        Span.MONTH: day.replace(day=1),
    }
    return Period(first[span], day)


def period_before(day: date, span: Span) -> Period:
    """What it is compared with: the same weekday, week part or month part, one earlier.

    A shorter month before ends on its own last day.
    """
    if span is not Span.MONTH:
        now = period_of(day, span)
        return Period(now.first - _WEEK, now.last - _WEEK)
    last_of_month = day.replace(day=1) - _DAY
    same_day = min(day.day, last_of_month.day)
    return Period(last_of_month.replace(day=1), last_of_month.replace(day=same_day))


def days_of(period: Period) -> list[date]:
    """Every date of a period."""
    return [period.first + _DAY * n for n in range((period.last - period.first).days + 1)]


def days_before(day: date, count: int) -> Period:
    """The `count` dates before a date."""
    return Period(day - _DAY * count, day - _DAY)


def month_of(day: date) -> str:
    """The month a target is set for: `2026-11`."""
    return f"{day:%Y-%m}"


def goal(period: Period, span: Span, targets: Mapping[str, int], done: Mapping[date, int]) -> int:
    """What the period has to bring so that the month reaches its target; 0 without a target.

    A month's goal is its target. For a day or a week it is what the month still lacked when the
    period (or the month within it) began, shared evenly over the days then left, rounded up.
    """
    if span is Span.MONTH:
        return targets.get(month_of(period.last), 0)
    parts = (list(days) for _, days in groupby(days_of(period), month_of))
    return sum(_pace(days, targets.get(month_of(days[0]), 0), done) for days in parts)


def _pace(days: list[date], target: int, done: Mapping[date, int]) -> int:
    first = days[0]
    brought = sum(done.get(first.replace(day=day), 0) for day in range(1, first.day))
    left = monthrange(first.year, first.month)[1] - first.day + 1
    return -(-max(0, target - brought) * len(days) // left)


def overdue_on(contacts: Iterable[ContactDue], day: date) -> list[ContactDue]:
    """The follow-ups past their day and not made by the end of `day`, the oldest first."""
    late = (
        contact
        for contact in contacts
        if contact.due_on < day and (contact.done_on is None or contact.done_on > day)
    )
    return sorted(late, key=lambda contact: contact.due_on)
