"""A test drive from the booking to what was said of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from db.models.customer import Customer
from db.models.vehicle import Vehicle
from showroom.clock import SetClock
from showroom.desk import Desk
from showroom.errors import Refusal
from showroom.rights import EVERYONE, allows
from showroom.terms import DriveMode, DriveStatus, IntentLevel, LicenceClass
from showroom.testdrive.commands import (
    DIMENSIONS,
    Book,
    Cancel,
    ComeBack,
    GiveFeedback,
    GoOut,
    Sign,
    book,
    cancel,
    come_back,
    give_feedback,
    go_out,
    ride_only,
    sign,
)
from showroom.testdrive.queries import Day, DriveLine, day, demo_cars, still_out
from showroom.unit import Unit
from tests.factories import customer

TWO = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)  # 14:00 in Nanjing
TODAY = date(2026, 11, 22)


@allows(*EVERYONE)
def file_customer(unit: Unit, name: str) -> UUID:
    return unit.add(customer(unit.outlet_id, name)).id


@allows(*EVERYONE)
def level_of(unit: Unit, key: UUID) -> str | None:
    return unit.get(Customer, key).level


@allows(*EVERYONE)
def uninsure(unit: Unit, key: UUID) -> None:
    unit.change(unit.get(Vehicle, key), insured_to=date(2026, 11, 21))


@pytest.fixture
def wang(consultant: Desk) -> UUID:
    return consultant.write(file_customer, "王芳").value


@pytest.fixture
def booking(consultant: Desk, wang: UUID) -> Book:
    car = consultant.read(demo_cars, None)[0]
    assert consultant.actor is not None
    return Book(
        wang, car.id, TWO, TWO + timedelta(minutes=30), "A线 8km", consultant.actor.staff_id
    )


def refused(action: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        action()
    return caught.value.code


def only(desk: Desk) -> DriveLine:
    return desk.read(day, Day(TODAY))[0]


def signing(drive_id: UUID, first_issued_on: date = date(2018, 5, 1)) -> Sign:
    return Sign(
        drive_id,
        "王芳",
        "139 0000 0000",
        "11010519491231002x",
        LicenceClass.C1,
        first_issued_on,
        date(2028, 5, 1),
        statements_read=True,
    )


def test_a_drive_goes_out_comes_back_and_moves_the_level(consultant: Desk, booking: Book) -> None:
    key = consultant.write(book, booking).value
    assert only(consultant).status is DriveStatus.BOOKED
    consultant.write(sign, signing(key))
    consultant.write(go_out, GoOut(key, 5130, 80, "右后门划痕"))
    assert [line.id for line in consultant.read(still_out, None)] == [key]
    consultant.write(come_back, ComeBack(key, 5138, 74))
    scores = dict.fromkeys(DIMENSIONS, 4)
    consultant.write(give_feedback, GiveFeedback(key, scores, IntentLevel.A, wants_quote=True))
    line = only(consultant)
    assert (line.status, line.signed, line.has_feedback) == (DriveStatus.DONE, True, True)
    assert (line.out_km, line.in_km, line.odometer_km) == (5130, 5138, 5138)
    assert consultant.read(level_of, booking.customer_id) == "A"


def test_a_second_booking_within_ten_minutes_is_refused(consultant: Desk, booking: Book) -> None:
    consultant.write(book, booking)
    at_39 = TWO + timedelta(minutes=39)
    near = replace(booking, starts_at=at_39, ends_at=at_39 + timedelta(minutes=30))
    assert refused(lambda: consultant.write(book, near)) == "testdrive.taken"
    at_40 = TWO + timedelta(minutes=40)
    consultant.write(book, replace(booking, starts_at=at_40, ends_at=at_40 + timedelta(minutes=30)))


def test_a_cancelled_slot_is_free_again(consultant: Desk, booking: Book) -> None:
    key = consultant.write(book, booking).value
    consultant.write(cancel, Cancel(key, "客户改期"))
    consultant.write(book, booking)


def test_a_drive_belongs_to_the_date_it_starts(consultant: Desk, booking: Book) -> None:
    late = datetime(2026, 11, 30, 15, 40, tzinfo=UTC)  # 23:40
    consultant.write(book, replace(booking, starts_at=late, ends_at=late + timedelta(minutes=45)))
    assert len(consultant.read(day, Day(date(2026, 11, 30)))) == 1
    at_0030 = late + timedelta(minutes=50)
    follow = replace(booking, starts_at=at_0030, ends_at=at_0030 + timedelta(minutes=30))
    assert refused(lambda: consultant.write(book, follow)) == "testdrive.taken"
    at_0035 = late + timedelta(minutes=55)
    consultant.write(
        book, replace(booking, starts_at=at_0035, ends_at=at_0035 + timedelta(minutes=30))
    )
    assert len(consultant.read(day, Day(date(2026, 12, 1)))) == 1


@pytest.mark.parametrize("first_issued_on", [date(2025, 11, 23), date(2027, 1, 1)])
def test_a_young_licence_may_only_ride(
    consultant: Desk, booking: Book, first_issued_on: date
) -> None:
    key = consultant.write(book, booking).value
    signs = signing(key, first_issued_on)
    assert refused(lambda: consultant.write(sign, signs)).startswith("testdrive.licence_")
    consultant.write(ride_only, key)
    consultant.write(sign, signs)
    assert only(consultant).mode is DriveMode.RIDE


def test_the_car_stays_until_the_agreement_is_signed(consultant: Desk, booking: Book) -> None:
    key = consultant.write(book, booking).value
    assert refused(lambda: consultant.write(go_out, GoOut(key, 5130))) == "testdrive.unsigned"
    unread = replace(signing(key), statements_read=False)
    assert refused(lambda: consultant.write(sign, unread)) == "testdrive.statements_unread"


def test_no_state_is_skipped(consultant: Desk, booking: Book) -> None:
    key = consultant.write(book, booking).value
    back = ComeBack(key, 9000)
    assert refused(lambda: consultant.write(come_back, back)) == "testdrive.wrong_state"
    said = GiveFeedback(key, dict.fromkeys(DIMENSIONS, 3), IntentLevel.B, wants_quote=False)
    assert refused(lambda: consultant.write(give_feedback, said)) == "testdrive.not_done"
    consultant.write(sign, signing(key))
    consultant.write(go_out, GoOut(key, 5130))
    assert refused(lambda: consultant.write(cancel, Cancel(key))) == "testdrive.wrong_state"


def test_kilometres_never_run_backwards(consultant: Desk, booking: Book) -> None:
    key = consultant.write(book, booking).value
    consultant.write(sign, signing(key))
    assert refused(lambda: consultant.write(go_out, GoOut(key, 1))) == "testdrive.odometer_low"
    consultant.write(go_out, GoOut(key, 5130))
    short = ComeBack(key, 5129)
    assert refused(lambda: consultant.write(come_back, short)) == "testdrive.odometer_back"


def test_an_uninsured_car_is_not_lent(consultant: Desk, booking: Book) -> None:
    consultant.write(uninsure, booking.vehicle_id)
    assert refused(lambda: consultant.write(book, booking)) == "testdrive.not_insured"


def test_yesterday_cannot_be_booked(consultant: Desk, booking: Book, clock: SetClock) -> None:
    clock.advance(days=1)
    assert refused(lambda: consultant.write(book, booking)) == "testdrive.in_the_past"


def test_every_dimension_needs_a_score(consultant: Desk, booking: Book) -> None:
    key = consultant.write(book, booking).value
    consultant.write(sign, signing(key))
    consultant.write(go_out, GoOut(key, 5130))
    consultant.write(come_back, ComeBack(key, 5138))
    scores = dict.fromkeys(DIMENSIONS[:-1], 4)
    said = GiveFeedback(key, scores, IntentLevel.A, wants_quote=False)
    assert refused(lambda: consultant.write(give_feedback, said)) == "testdrive.score_missing"


def test_a_cashier_books_nothing(cashier: Desk, booking: Book) -> None:
    assert refused(lambda: cashier.write(book, booking)) == "staff.not_permitted"
