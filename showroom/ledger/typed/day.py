"""The date of a cell.

Nothing is taken from the machine's clock: what is future, and which year a date without one
belongs to, follow from the day the ledger is read for.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from showroom.ledger.intake.cells import Cell
from showroom.ledger.typed import dayshapes
from showroom.ledger.typed.dayshapes import Candidate
from showroom.ledger.typed.outcome import Bad
from showroom.ledger.typed.text import cleaned

EARLIEST = date(2000, 1, 1)
_RECENT = timedelta(days=3653)
_QUOTED = 20
_SERIALS = range(36_526, 73_051)
_FIRST_SERIAL_DAY = date(1899, 12, 30)
_DAYS_TO_1904 = 1462
_ORDERS = {True: "dmy", False: "mdy", None: ""}
_SERIAL_TEXT = re.compile(r"\d{5}(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class DayRules:
    """What a bare cell does not tell.

    `year` is the one the sheet's title names, if any; `day_first` what the other dates of the
    column show of `5/11/2026`.
    """

    as_of: date
    year: int | None = None
    day_first: bool | None = None
    since_1904: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """A date, and whether its year had to be completed."""

    on: date
    year_completed: bool = False


def day_of(cell: Cell, rules: DayRules) -> Day:
    """The date of a cell, from 2000 to `as_of`; raises Bad with the reason otherwise."""
    if isinstance(cell, datetime):
        return _within(Day(cell.date()), rules)
    if isinstance(cell, date):
        return _within(Day(cell), rules)
    text = dayshapes.plain(cleaned(cell))
    if _SERIAL_TEXT.fullmatch(text) and int(float(text)) in _SERIALS:
        return _within(Day(_of_serial(float(text), rules)), rules)
    return _of_text(text, rules)


def day_first(cells: Iterable[Cell]) -> bool | None:
    """Whether a column writes 31/12/2026 or 12/31/2026; None when nothing or both is shown."""
    shown = {
        order
        for cell in cells
        if isinstance(cell, str) and (order := dayshapes.order(dayshapes.plain(cell))) is not None
    }
    return shown.pop() if len(shown) == 1 else None


def _of_serial(number: float, rules: DayRules) -> date:
    """The date a spreadsheet means by a number of days."""
    days = int(number) + (_DAYS_TO_1904 if rules.since_1904 else 0)
    return _FIRST_SERIAL_DAY + timedelta(days=days)


def _of_text(text: str, rules: DayRules) -> Day:
    candidates = dayshapes.candidates(text)
    if not candidates:
        raise Bad(dayshapes.fault(text), text=text[:_QUOTED])
    if candidates[0].year is None:
        return _completed(candidates[0], rules)
    days = {found.order: day for found in candidates if (day := found.day())}
    if not days:
        raise Bad("ledger.date_impossible", text=text[:_QUOTED])
    return _within(Day(_chosen(days, rules)), rules)


def _chosen(days: dict[str, date], rules: DayRules) -> date:
    """The one day that is meant, where the order of its parts leaves a choice."""
    likely = set(_by_column(days, rules))
    if len(likely) > 1:
        first, second, *_ = sorted(likely)
        raise Bad("ledger.date_ambiguous", first=first, second=second)
    return likely.pop()


def _by_column(days: dict[str, date], rules: DayRules) -> list[date]:
    """Of a year in two digits, the readings of these years; else the order the column shows."""
    if "ymd" in days:
        recent = [day for day in days.values() if rules.as_of - _RECENT <= day <= rules.as_of]
        return recent or [days["ymd"]]
    told = days.get(_ORDERS[rules.day_first])
    return [told] if told else list(days.values())


def _completed(found: Candidate, rules: DayRules) -> Day:
    """A date without a year: that of the title or of `as_of`, unless that lies ahead."""
    year = rules.year or rules.as_of.year
    day = Candidate("ymd", year, found.month, found.number).day()
    if day is None:
        raise Bad("ledger.date_impossible", text=f"{found.month}-{found.number}")
    if day > rules.as_of:
        raise Bad("ledger.date_no_year", year=year)
    return Day(day, year_completed=True)


def _within(day: Day, rules: DayRules) -> Day:
    if day.on > rules.as_of:
        raise Bad("ledger.date_future", date=day.on, as_of=rules.as_of)
    if day.on < EARLIEST:
        raise Bad("ledger.date_old", date=day.on, earliest=EARLIEST)
    return day
