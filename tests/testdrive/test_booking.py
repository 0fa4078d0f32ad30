"""A plan is changed as long as nobody signed for it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from showroom.clock import SetClock
from showroom.desk import Desk
from showroom.terms import DriveMode
from showroom.testdrive.commands import (
    Cancel,
    GoOut,
    Reschedule,
    cancel,
    go_out,
    reschedule,
    ride_only,
    sign,
)
from showroom.testdrive.queries import drive
from tests.testdrive.bookings import booked, car, guest, local, plan, refused, signing


def moved(desk: Desk, key, starts_at) -> Reschedule:
    made = plan(desk, key, starts_at)
    return Reschedule(
        key, made.vehicle_id, made.starts_at, made.ends_at, "B线 12km 山路", made.escort_id
    )


def test_a_booking_moves_to_another_time_car_and_route(consultant: Desk) -> None:
    key = booked(consultant, guest(consultant), local(14))
    to = replace(moved(consultant, key, local(9, day=23)), vehicle_id=car(consultant, 1).id)
    consultant.write(reschedule, to)
    line = consultant.read(drive, key)
    assert line is not None
    assert (line.starts_at, line.plate, line.route) == (
        local(9, day=23), car(consultant, 1).plate, "B线 12km 山路",
    )  # fmt: skip
    assert line.business_date.day == 23


def test_a_booking_is_not_in_its_own_way(consultant: Desk) -> None:
    key = booked(consultant, guest(consultant), local(14))
    consultant.write(reschedule, moved(consultant, key, local(14, 10)))


def test_a_booking_does_not_move_onto_another(consultant: Desk) -> None:
    customer = guest(consultant)
    booked(consultant, customer, local(14))
    key = booked(consultant, customer, local(16))
    no = refused(lambda: consultant.write(reschedule, moved(consultant, key, local(14, 35))))
    assert no.code == "testdrive.taken"
    assert f"{no.facts['until']:%H:%M}" == "14:40"


def test_what_is_signed_for_no_longer_changes(consultant: Desk) -> None:
    key = booked(consultant, guest(consultant), local(14))
    consultant.write(sign, signing(key))
    to = moved(consultant, key, local(16))
    assert refused(lambda: consultant.write(reschedule, to)).code == "testdrive.signed"
    assert refused(lambda: consultant.write(ride_only, key)).code == "testdrive.signed"
    consultant.write(cancel, Cancel(key, "客户改期"))


def test_a_ride_is_signed_for_without_a_licence(consultant: Desk) -> None:
    key = booked(consultant, guest(consultant), local(14))
    bare = signing(
        key, licence_no="", licence_class=None, first_issue_date=None, licence_valid_to=None
    )
    assert refused(lambda: consultant.write(sign, bare)).code == "testdrive.licence_missing"
    consultant.write(ride_only, key)
    consultant.write(sign, bare)
    line = consultant.read(drive, key)
    assert line is not None
    assert (line.mode, line.signed) == (DriveMode.RIDE, True)


def test_a_car_that_is_away_does_not_go_out_again(consultant: Desk) -> None:
    customer = guest(consultant)
    first = booked(consultant, customer, local(14))
    second = booked(consultant, customer, local(15))
    km = car(consultant).odometer_km
    for key in (first, second):
        consultant.write(sign, signing(key))
    consultant.write(go_out, GoOut(first, km))
    assert refused(lambda: consultant.write(go_out, GoOut(second, km))).code == "testdrive.car_away"


def test_a_drive_of_another_day_does_not_start_today(consultant: Desk) -> None:
    key = booked(consultant, guest(consultant), local(9, day=23))
    consultant.write(sign, signing(key))
    km = car(consultant).odometer_km
    assert refused(lambda: consultant.write(go_out, GoOut(key, km))).code == "testdrive.other_day"


@pytest.mark.parametrize(("minutes", "starts"), [(24, True), (50, False)])
def test_a_drive_booked_over_midnight_may_start_after_it(
    consultant: Desk, clock: SetClock, minutes: int, starts: bool
) -> None:
    key = booked(consultant, guest(consultant), local(23, 40), 45)
    consultant.write(sign, signing(key))
    clock.put(local(24) + timedelta(minutes=minutes))
    km = car(consultant).odometer_km
    if starts:
        consultant.write(go_out, GoOut(key, km))
    else:
        no = refused(lambda: consultant.write(go_out, GoOut(key, km)))
        assert no.code == "testdrive.other_day"
