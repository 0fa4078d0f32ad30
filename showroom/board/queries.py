"""The board of a date: tiles, courses, funnel, consultants, and the records behind a figure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from db.models.kpi import Target
from db.models.staff import Staff
from showroom.board.rules import (
    Span,
    days_before,
    days_of,
    goal,
    month_of,
    overdue_on,
    period_before,
    period_of,
)
from showroom.kpi.contacts import overdue_within
from showroom.kpi.queries import BookOf, book
from showroom.kpi.reading import Reading
from showroom.kpi.records import Book, ContactDue, Owned, Period
from showroom.kpi.rules import Figure, counted, figures, funnel
from showroom.kpi.tally import Tally, by_day, tally
from showroom.rights import EVERYONE, allows
from showroom.terms import Role
from showroom.unit import Unit

NOBODY = UUID(int=0)
"""Stands for the records no consultant is named in."""
COLUMNS = ("traffic", "record_rate", "drives", "quotes", "orders", "stay_minutes")
"""What the board shows of each consultant."""
RATES = (
    "record_rate", "drive_rate", "deal_rate", "show_rate", "revisit_rate", "lost_rate",
    "followup_rate", "finance_penetration", "insurance_penetration", "accessories_per_car",
    "cycle_days",
)  # fmt: skip
"""The indicators of domain.md section 4, in its order."""
_TILES = ("traffic", "record_rate", "drive_rate", "quotes", "orders")
_COURSE_DAYS = 7
_SERIES_DAYS = 14


@dataclass(frozen=True, slots=True)
class BoardOf:
    """The board of a date, or of its week or month up to that date."""

    day: date
    span: Span = Span.DAY


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure, the same one a period earlier, over the seven days before, and day by day.

    `goal` is what the target asks of the period, None where none is set.
    """

    figure: Figure
    before: Decimal | None
    week_before: Decimal | None
    course: tuple[float, ...]
    goal: int | None = None


@dataclass(frozen=True, slots=True)
class Overdue:
    """The follow-ups past their day, the days the oldest waits, and how many there were daily."""

    figure: Figure
    oldest_days: int
    course: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class DayPoint:
    """What one date brought."""

    day: date
    visits: int
    drives: int


@dataclass(frozen=True, slots=True)
class ConsultantLine:
    """One consultant's figures in the order of COLUMNS; `staff_id` NOBODY where none is named."""

    staff_id: UUID
    name: str
    figures: tuple[Figure, ...]
    goal: int | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """Everything the board shows; `store` has the outlet's figures in the order of COLUMNS."""

    day: date
    span: Span
    period: Period
    tiles: tuple[Tile, ...]
    overdue: Overdue
    series: tuple[DayPoint, ...]
    funnel: tuple[tuple[Figure, Decimal | None], ...]
    consultants: tuple[ConsultantLine, ...]
    store: tuple[Figure, ...]
    month_orders: int
    month_target: int


@allows(*EVERYONE)
def board(unit: Unit, query: BoardOf) -> Board:
    """The board of a date, from one reading of the store."""
    period = period_of(query.day, query.span)
    before = period_before(query.day, query.span)
    read = book(unit, BookOf(Period(_first(query.day, before), query.day), whole=False))
    now = tally(read, period)
    return _Maker(unit, query, read, now, before).board()


@allows(*EVERYONE)
def indicators(unit: Unit, query: BoardOf) -> tuple[Figure, ...]:
    """Every indicator of the period in the order of RATES; reads all leads, unlike the board."""
    period = period_of(query.day, query.span)
    counted_all = figures(tally(book(unit, BookOf(period)), period))
    return tuple(counted_all[code] for code in RATES)


def _first(day: date, before: Period) -> date:
    """The earliest date the board looks at."""
    return min(before.first, day - timedelta(days=_SERIES_DAYS - 1), day.replace(day=1))


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes a board of what was read."""

    unit: Unit
    query: BoardOf
    read: Book
    now: Tally
    before: Period

    def board(self) -> Board:
        """The board."""
        day, span = self.query.day, self.query.span
        daily = by_day(self.read, days_of(Period(_first(day, self.before), day)))
        store = figures(self.now)
        targets = _targets(self.unit, {month_of(each) for each in daily})
        orders = {each: _net(of) for each, of in daily.items()}
        return Board(
            day=day,
            span=span,
            period=period_of(day, span),
            tiles=self._tiles(store, daily, self._goal(targets.get(NOBODY, {}), orders)),
            overdue=_overdue(self.unit, day),
            series=tuple(_point(each, daily[each]) for each in _last(day, _SERIES_DAYS)),
            funnel=tuple(funnel(store)),
            consultants=self._consultants(targets),
            store=tuple(store[code] for code in COLUMNS),
            month_orders=sum(orders[each] for each in days_of(period_of(day, Span.MONTH))),
            month_target=targets.get(NOBODY, {}).get(month_of(day), 0),
        )

    def _tiles(
        self, store: Mapping[str, Figure], daily: Mapping[date, Tally], orders_goal: int | None
    ) -> tuple[Tile, ...]:
        week = days_before(self.query.day, _COURSE_DAYS)
        earlier = figures(tally(self.read, self.before))
        lately = figures(tally(self.read, week))
        last = [figures(daily[day]) for day in _last(self.query.day, _COURSE_DAYS)]
        return tuple(
            Tile(
                figure=store[code],
                before=earlier[code].value,
                week_before=lately[code].value,
                course=_course([each[code] for each in last]),
                goal=orders_goal if code == "orders" else None,
            )
            for code in _TILES
        )

    def _goal(self, targets: Mapping[str, int], orders: Mapping[date, int]) -> int | None:
        period = period_of(self.query.day, self.query.span)
        return goal(period, self.query.span, targets, orders) if targets else None

    def _consultants(self, targets: Mapping[UUID, Mapping[str, int]]) -> tuple[ConsultantLine, ...]:
        """The consultants in service, then others with records, then records without anybody."""
        month = month_of(self.query.day)
        return tuple(
            self._consultant(key, name, targets.get(key, {}).get(month))
            for key, name in _people(self.unit, self.now)
        )

    def _consultant(self, key: UUID, name: str, own_goal: int | None) -> ConsultantLine:
        own = figures(self.now.of(None if key == NOBODY else key))
        return ConsultantLine(key, name, tuple(own[code] for code in COLUMNS), own_goal)


def _last(day: date, count: int) -> list[date]:
    return days_of(Period(day - timedelta(days=count - 1), day))


def _net(of: Tally) -> int:
    return len(of.orders) - len(of.cancellations)


def _point(day: date, of: Tally) -> DayPoint:
    return DayPoint(day, len(of.visits), len(of.drives))


def _course(daily: list[Figure]) -> tuple[float, ...]:
    """The values day by day; a day nothing stands below the line has none."""
    return tuple(float(figure.value) for figure in daily if figure.value is not None)


def _overdue(unit: Unit, day: date) -> Overdue:
    late = overdue_within(Reading.of(unit, Period(_last(day, _COURSE_DAYS)[0], day)))
    now = overdue_on(late, day)
    return Overdue(
        figure=counted("overdue", now),
        oldest_days=(day - now[0].due_on).days if now else 0,
        course=tuple(float(len(overdue_on(late, each))) for each in _last(day, _COURSE_DAYS)),
    )


def overdue_contacts(unit: Unit, day: date) -> list[ContactDue]:
    """The follow-ups past their day by the end of `day`, the oldest first."""
    return overdue_on(overdue_within(Reading.of(unit, Period(day, day))), day)


def _targets(unit: Unit, months: set[str]) -> dict[UUID, dict[str, int]]:
    """Orders asked for, by person (NOBODY: the outlet) and month."""
    rows = unit.session.execute(
        select(Target.staff_id, Target.month, Target.value).where(
            Target.figure == "orders", Target.month.in_(months)
        )
    )
    found: dict[UUID, dict[str, int]] = {}
    for person, month, value in rows:
        found.setdefault(person or NOBODY, {})[month] = value
    return found


def _people(unit: Unit, now: Tally) -> list[tuple[UUID, str]]:
    owners = {record.owner for records in _own(now) for record in records}
    rows = unit.session.execute(
        select(Staff.id, Staff.name, Staff.role, Staff.is_active).order_by(Staff.id)
    ).all()
    regular = [(key, name) for key, name, role, active in rows if active and role == _SELLER]
    known = {key for key, _ in regular}
    others = [(key, name) for key, name, _, _ in rows if key in owners and key not in known]
    nobody = [(NOBODY, "")] if None in owners else []
    return [*regular, *others, *nobody]


_SELLER = Role.CONSULTANT


def _own(now: Tally) -> tuple[tuple[Owned, ...], ...]:
    return (now.visits, now.drives, now.quotes, now.orders, now.cancellations)
