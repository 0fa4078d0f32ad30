"""Believable drives at the sample outlet: 2026-11-22 in Nanjing, the clock at 10:00."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from showroom.desk import Desk
from showroom.errors import Refusal
from showroom.terms import IntentLevel, LicenceClass
from showroom.testdrive.commands import (
    DIMENSIONS,
    Book,
    ComeBack,
    GiveFeedback,
    GoOut,
    Sign,
    book,
    come_back,
    give_feedback,
    go_out,
    sign,
)
from showroom.testdrive.queries import DemoCarLine, demo_cars
from tests.visit.arrivals import come

TODAY = date(2026, 11, 22)
LICENCE = "11010519491231002X"


def local(hour: int, minute: int = 0, day: int = 22) -> datetime:
    """That time of a day of November 2026 in Nanjing."""
    return datetime(2026, 11, day, tzinfo=UTC) + timedelta(hours=hour - 8, minutes=minute)


def guest(desk: Desk, name: str = "王芳", phone: str = "13900000000") -> UUID:
    """A customer on file."""
    key = come(desk, name=name, phone=phone).customer_id
    assert key is not None
    return key


def car(desk: Desk, at: int = 0) -> DemoCarLine:
    """A demo car, by plate."""
    return desk.read(demo_cars, None)[at]


def plan(desk: Desk, customer: UUID, starts_at: datetime, minutes: int = 30) -> Book:
    """A booking of the first demo car with the one at the desk beside the driver."""
    assert desk.actor is not None
    ends_at = starts_at + timedelta(minutes=minutes)
    escort = desk.actor.staff_id
    return Book(customer, car(desk).id, starts_at, ends_at, "A线 8km 城市+快速路", escort)


def booked(desk: Desk, customer: UUID, starts_at: datetime, minutes: int = 30) -> UUID:
    """A drive that is booked."""
    return desk.write(book, plan(desk, customer, starts_at, minutes)).value


def signing(drive_id: UUID, **changes: object) -> Sign:
    """A signature with a good licence."""
    facts: dict[str, object] = {
        "driver_name": "王芳",
        "phone": "13900000000",
        "licence_no": LICENCE,
        "licence_class": LicenceClass.C1,
        "first_issue_date": date(2018, 5, 1),
        "licence_valid_to": date(2028, 5, 1),
        "statements_read": True,
        "soc_out": 80,
        "damage_before": "左前轮毂有两处轻微划痕",
    }
    return Sign(drive_id=drive_id, **{**facts, **changes})  # type: ignore[arg-type]


def driven(desk: Desk, drive_id: UUID) -> None:
    """Sign, go out, come back: eight kilometres."""
    km = car(desk).odometer_km
    desk.write(sign, signing(drive_id))
    desk.write(go_out, GoOut(drive_id, km, 80))
    desk.write(come_back, ComeBack(drive_id, km + 8, 74))


def spoken(desk: Desk, drive_id: UUID) -> None:
    """Feedback on a drive that is done."""
    scores = dict(zip(DIMENSIONS, (5, 4, 4, 3, 5, 5), strict=True))
    said = GiveFeedback(drive_id, scores, IntentLevel.A, True, "起步安静", "后排偏直", 14)
    desk.write(give_feedback, said)


def refused(action: Callable[[], object]) -> Refusal:
    """The refusal of an action."""
    with pytest.raises(Refusal) as caught:
        action()
    return caught.value
