"""Late entries (补录): what reaches HQ when its day is closed counts on a later one, exactly once.

A row that the seal of its date names counts on that date, however late it comes. Any other counts
on the first date from today on that is still open at HQ, which is written beside its own date and
nowhere else: the closed day stays as it was signed for.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any, Final

EVENTS: Final[Mapping[str, Mapping[str, str]]] = {
    "contract": {
        "business_date": "posted_date",
        "ordered_on": "ordered_posted_on",
        "cancelled_on": "cancelled_posted_on",
        "delivered_on": "delivered_posted_on",
    },
    "customer": {"first_contact_on": "recorded_posted_on"},
    "drive_agreement": {"business_date": "posted_date"},
    "follow_up": {"business_date": "posted_date"},
    "lost_record": {"business_date": "posted_date"},
    "paper": {"business_date": "posted_date"},
    "quote": {"business_date": "posted_date", "issued_at": "issued_posted_on"},
    "receipt": {"business_date": "posted_date"},
    "test_drive": {"business_date": "posted_date"},
    "visit": {"business_date": "posted_date"},
}
"""The dates of each table that figures count by, and the column HQ posts each to."""
POSTED: Final = frozenset(column for events in EVENTS.values() for column in events.values())
"""Every column of that kind: written by HQ alone."""
_DAY: Final = timedelta(days=1)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Closed:
    """What is closed when rows arrive: the dates, HQ's business date in the outlet's zone."""

    dates: Container[date]
    today: date
    zone: tzinfo


def posted_date(business_date: date, closed_dates: Container[date], today: date) -> date | None:
    """The date a late entry counts on; None when its own is open.

    It is the first open date from today on: today itself may have been closed early.
    """
    if business_date not in closed_dates:
        return None
    day = max(today, business_date)
    while day in closed_dates:
        day += _DAY
    return day


def counts_on(table: str, cells: Mapping[str, Any]) -> date | None:
    """The date a row counts on, by its cells; None for one that belongs to no date."""
    if "business_date" not in EVENTS.get(table, {}):
        return None
    told = cells.get("posted_date") or cells.get("business_date")
    return date.fromisoformat(told) if told else None


def counted_on(table: str, cells: Mapping[str, Any], day: date, zone: tzinfo) -> dict[str, str]:
    """Of a row's events those that count on a date, by the column of their own date."""
    return {
        column: day.isoformat()
        for column, posted in EVENTS.get(table, {}).items()
        if (told := cells.get(posted) or cells.get(column)) and _date(told, zone) == day
    }


def postings(
    table: str, cells: Mapping[str, Any], before: Mapping[str, Any] | None, closed: Closed
) -> dict[str, str]:
    """The cells HQ writes into a row that came late, by column; empty for one in time.

    `before` are the cells HQ held, None for a new row: only what is new can be late. Cards taken
    in from a ledger of earlier days are no new leads of the day they came.
    """
    found: dict[str, str] = {}
    if table == "customer" and cells.get("import_id"):
        return found
    for column, posted in EVENTS.get(table, {}).items():
        told = cells.get(column)
        known = before is not None and before.get(column) == told
        if told is None or known or cells.get(posted):
            continue
        late = posted_date(_date(told, closed.zone), closed.dates, closed.today)
        if late is not None:
            found[posted] = late.isoformat()
    return found


def _date(told: str | int, zone: tzinfo) -> date:
    """The business date a cell names: ISO text, or an instant in microseconds."""
    if isinstance(told, str):
        return date.fromisoformat(told)
    return (_EPOCH + timedelta(microseconds=told)).astimezone(zone).date()
