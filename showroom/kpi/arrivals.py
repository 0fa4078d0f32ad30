"""Visits and test drives as figures count them."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select

from db.models.testdrive import TestDrive, drive_day
from db.models.visit import Visit, visit_day
from showroom.kpi.reading import Reading
from showroom.kpi.records import DriveMade, VisitMade
from showroom.terms import Channel, DriveMode, DriveStatus, VisitKind

_DAY = timedelta(days=1)


def visits(reading: Reading) -> tuple[VisitMade, ...]:
    """The visits that began in the period, with continuations after its last midnight."""
    first, last = reading.period.first, reading.period.last
    rows = reading.unit.session.execute(
        select(
            Visit.id,
            Visit.received_by_id,
            visit_day,
            Visit.arrived_at,
            Visit.left_at,
            Visit.kind,
            Visit.channel,
            Visit.customer_id,
            Visit.phone,
            Visit.continues_id,
            Visit.import_id,
        )
        .where(
            or_(
                visit_day.between(first, last),
                and_(visit_day == last + _DAY, Visit.continues_id.is_not(None)),
            )
        )
        .order_by(Visit.arrived_at, Visit.id)
    )
    return tuple(_visit(reading, *row) for row in rows)


def _visit(reading: Reading, *row: Any) -> VisitMade:  # noqa: ANN401 - the columns above
    key, owner, day, arrived_at, left_at, kind, channel, customer, phone, root, imported = row
    return VisitMade(
        id=key,
        owner=owner,
        day=day,
        arrived_at=arrived_at,
        kind=VisitKind(kind),
        channel=Channel(channel),
        customer=None if customer is None else reading.home(customer),
        has_phone=bool(phone),
        continues=root,
        minutes=None if imported else _minutes(arrived_at, left_at),
    )


def came_before(reading: Reading) -> frozenset[UUID]:
    """Of the customers of the period, those who came to buy before it."""
    first, last = reading.period.first, reading.period.last
    here = select(Visit.customer_id).where(
        visit_day.between(first, last), Visit.customer_id.is_not(None)
    )
    rows = reading.unit.session.scalars(
        select(Visit.customer_id)
        .where(
            visit_day < first,
            Visit.kind != VisitKind.NON_INTENT,
            Visit.channel == Channel.WALK_IN,
            _one_of(reading, Visit.customer_id, here),
        )
        .distinct()
    )
    return frozenset(reading.home(key) for key in rows if key is not None)


def _one_of(reading: Reading, column: Any, here: Any) -> ColumnElement[bool]:  # noqa: ANN401 - SQL
    """Among those customers, or a card that was ever merged: few, and settled in Python."""
    related = [*reading.homes, *reading.homes.values()]
    return or_(column.in_(here), column.in_(related)) if related else column.in_(here)


def drives(reading: Reading) -> tuple[DriveMade, ...]:
    """The drives by the date of their start."""
    rows = reading.unit.session.execute(
        select(
            TestDrive.id,
            TestDrive.escort_id,
            drive_day,
            TestDrive.customer_id,
            TestDrive.mode,
            TestDrive.status,
        )
        .where(drive_day.between(reading.period.first, reading.period.last))
        .order_by(TestDrive.starts_at, TestDrive.id)
    )
    return tuple(
        DriveMade(
            id=key,
            owner=owner,
            day=day,
            customer=reading.home(customer),
            mode=DriveMode(mode),
            status=DriveStatus(status),
        )
        for key, owner, day, customer, mode, status in rows
    )


def _minutes(arrived_at: datetime, left_at: datetime | None) -> int | None:
    """Whole minutes in the hall; None while it is not known when they left."""
    return None if left_at is None else int((left_at - arrived_at).total_seconds() // 60)
