"""The visits of a day: who is in the hall, who left, how far each came."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from db.dated import counts_on
from db.models.contract import Contract, ordered_day
from db.models.customer import Customer
from db.models.quote import Quote, quote_day
from db.models.staff import Staff
from db.models.testdrive import TestDrive, drive_day
from db.models.vehicle import CarModel
from db.models.visit import FollowUp, Visit, follow_up_day, visit_day
from showroom import identity
from showroom.customer.rules import ACTIVE
from showroom.rights import DESK, MONEY, allows
from showroom.terms import (
    Channel,
    DriveMode,
    DriveStatus,
    IntentLevel,
    NonIntentReason,
    QuoteStatus,
    VisitKind,
)
from showroom.unit import Unit
from showroom.visit.stage import Seen, Stage, stage_of

_GIVEN = (QuoteStatus.ISSUED, QuoteStatus.ACCEPTED)


class Show(StrEnum):
    """Which visits of the day are wanted."""

    ALL = "ALL"
    IN_HALL = "IN_HALL"
    TO_CALL = "TO_CALL"
    DRIVEN = "DRIVEN"


@dataclass(frozen=True, slots=True)
class VisitsOf:
    """The visits of a business date."""

    day: date


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One visit, its short absences joined; times UTC, phone masked, `minutes` in the hall.

    `customer_id` is None for who left no data. `late_of` is its own date when it came to HQ too
    late for it and counts on this one.
    """

    id: UUID
    customer_id: UUID | None
    arrived_at: datetime
    left_at: datetime | None
    minutes: int
    channel: Channel
    kind: VisitKind
    reason: NonIntentReason | None
    party_size: int
    name: str | None
    phone: str | None
    model: str | None
    receiver: str | None
    level: IntentLevel | None
    stage: Stage
    seen: Seen
    late_of: date | None = None

    def is_in(self, show: Show) -> bool:
        """Whether the line is one of these."""
        wanted = {
            Show.ALL: True,
            Show.IN_HALL: self.seen.in_hall,
            Show.TO_CALL: self.seen.to_call,
            Show.DRIVEN: self.seen.driven,
        }
        return wanted[show]


@dataclass(frozen=True, slots=True)
class DaySheet:
    """The visits of a day, the latest first, and how many there are of each filter."""

    lines: list[VisitLine]
    counts: dict[Show, int]
    people: int


@allows(*DESK, *MONEY)
def visits_of_day(unit: Unit, query: VisitsOf) -> DaySheet:
    """Every visit and call of a business date, with what has come of it so far."""
    rows = unit.session.execute(_rows(query.day)).all()
    came_back = _continuations(unit, query.day)
    deeds = _deeds(unit, query.day, {row.customer_id for row in rows if row.customer_id})
    lines = [_line(unit, row, came_back.get(row.id, []), deeds) for row in rows]
    counts = {show: sum(line.is_in(show) for line in lines) for show in Show}
    return DaySheet(lines, counts, sum(line.party_size for line in lines))


def _rows(day: date) -> Select[Any]:
    name = func.coalesce(func.nullif(Customer.name, ""), Visit.name).label("known_as")
    model = func.coalesce(CarModel.name, Visit.model_text).label("model")
    columns: tuple[Any, ...] = (
        Visit.id, Visit.customer_id, Visit.arrived_at, Visit.left_at, Visit.channel, Visit.kind,
        Visit.non_intent_reason, Visit.party_size, name, Visit.phone, model,
        Staff.name.label("receiver"), Customer.level, Customer.next_follow_up_at,
        Visit.business_date, Visit.posted_date,
    )  # fmt: skip
    return (
        select(*columns)
        .outerjoin(Customer, Customer.id == Visit.customer_id)
        .outerjoin(CarModel, CarModel.id == Visit.model_id)
        .outerjoin(Staff, Staff.id == Visit.received_by_id)
        .where(visit_day == day, Visit.continues_id.is_(None))
        .order_by(Visit.arrived_at.desc(), Visit.id.desc())
    )


@dataclass(frozen=True, slots=True)
class _Stay:
    """One continuous time in the hall."""

    arrived_at: datetime
    left_at: datetime | None


def _continuations(unit: Unit, day: date) -> dict[UUID, list[_Stay]]:
    """The later stays of visits that went on after a short absence, by the visit."""
    root = aliased(Visit)
    rows = unit.session.execute(
        select(Visit.continues_id, Visit.arrived_at, Visit.left_at)
        .join(root, root.id == Visit.continues_id)
        .where(counts_on(root.business_date, root.posted_date) == day)
        .order_by(Visit.arrived_at)
    )
    found: dict[UUID, list[_Stay]] = {}
    for root_id, arrived_at, left_at in rows:
        if root_id is not None:
            found.setdefault(root_id, []).append(_Stay(arrived_at, left_at))
    return found


@dataclass(frozen=True, slots=True)
class _Deeds:
    """Customers who drove, were quoted, ordered that day; and when each was last contacted."""

    driven: frozenset[UUID]
    quoted: frozenset[UUID]
    ordered: frozenset[UUID]
    contacted: dict[UUID, datetime]


def _deeds(unit: Unit, day: date, customers: set[UUID]) -> _Deeds:
    def who(statement: Select[UUID]) -> frozenset[UUID]:
        return frozenset(unit.session.scalars(statement))

    drives = select(TestDrive.customer_id).where(
        drive_day == day,
        TestDrive.status == DriveStatus.DONE,
        TestDrive.mode == DriveMode.DRIVE,
    )
    quotes = select(Quote.customer_id).where(quote_day == day, Quote.status.in_(_GIVEN))
    orders = select(Contract.customer_id).where(ordered_day == day, Contract.cancelled_on.is_(None))
    calls = unit.session.execute(
        select(FollowUp.customer_id, func.max(FollowUp.at))
        .where(FollowUp.customer_id.in_(customers), follow_up_day >= day)
        .group_by(FollowUp.customer_id)
    )
    contacted = {key: at for key, at in calls}  # noqa: C416 - rows are no pairs to mypy
    return _Deeds(who(drives), who(quotes), who(orders), contacted)


def _line(unit: Unit, row: Any, later: list[_Stay], deeds: _Deeds) -> VisitLine:  # noqa: ANN401
    stays = [_Stay(row.arrived_at, row.left_at), *later]
    channel = Channel(row.channel)
    seen = _seen(unit, row, stays[-1], deeds)
    return VisitLine(
        id=row.id,
        customer_id=row.customer_id,
        arrived_at=row.arrived_at,
        left_at=stays[-1].left_at,
        minutes=_minutes(unit, stays) if channel is Channel.WALK_IN else 0,
        channel=channel,
        kind=VisitKind(row.kind),
        reason=NonIntentReason(row.non_intent_reason) if row.non_intent_reason else None,
        party_size=row.party_size,
        name=row.known_as,
        phone=identity.mask_phone(row.phone) if row.phone else None,
        model=row.model,
        receiver=row.receiver,
        level=IntentLevel(row.level) if row.level else None,
        stage=stage_of(seen),
        seen=seen,
        late_of=row.business_date if row.posted_date else None,
    )


def _seen(unit: Unit, row: Any, last: _Stay, deeds: _Deeds) -> Seen:  # noqa: ANN401 - see `_rows`
    customer = row.customer_id
    today = unit.day_of(row.arrived_at) == unit.today
    walked_in = row.channel == Channel.WALK_IN
    return Seen(
        in_hall=walked_in and today and last.left_at is None,
        to_call=_to_call(unit, row, last, deeds),
        driven=customer in deeds.driven,
        quoted=customer in deeds.quoted,
        ordered=customer in deeds.ordered,
        lost=row.level == IntentLevel.F1,
    )


def _to_call(unit: Unit, row: Any, last: _Stay, deeds: _Deeds) -> bool:  # noqa: ANN401
    """A lead whose party is gone and who is to be contacted within a day, and was not yet."""
    if row.customer_id is None or row.next_follow_up_at is None:
        return False
    gone = last.left_at is not None or row.channel == Channel.PHONE_IN
    lead = row.level is None or row.level in ACTIVE
    called = deeds.contacted.get(row.customer_id)
    waiting = called is None or called < last.arrived_at
    soon = unit.day_of(row.next_follow_up_at) <= unit.today + timedelta(days=1)
    return gone and lead and waiting and soon


def _minutes(unit: Unit, stays: Iterable[_Stay]) -> int:
    """Whole minutes in the hall, absences left out; a stay not ended runs until now."""
    total = sum(
        (max(stay.left_at or unit.now, stay.arrived_at) - stay.arrived_at for stay in stays),
        timedelta(),
    )
    return int(total.total_seconds() // 60)
