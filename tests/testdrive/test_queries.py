"""The day, the free slots, a customer's drives, one drive in full."""

from datetime import UTC, date, datetime, timedelta

from showroom.clock import SetClock
from showroom.desk import Desk
from showroom.terms import DriveStatus, IntentLevel, LicenceClass
from showroom.testdrive.commands import Cancel, GoOut, cancel, go_out, sign
from showroom.testdrive.queries import (
    Day,
    FreeSlots,
    day,
    diary,
    drive,
    drives_of,
    free_slots,
    still_out,
)
from showroom.testdrive.sitting import card, guest, sitting
from tests.testdrive.bookings import (
    LICENCE,
    TODAY,
    booked,
    car,
    driven,
    local,
    refused,
    signing,
    spoken,
)
from tests.testdrive.bookings import guest as customer


def starts(desk: Desk, on: date = TODAY, minutes: int | None = None) -> list[str]:
    found = desk.read(free_slots, FreeSlots(car(desk).id, on, minutes))
    return [f"{slot.starts_at:%H:%M}" for slot in found]


def test_free_slots_begin_now_and_keep_the_buffer(consultant: Desk) -> None:
    booked(consultant, customer(consultant), local(11))
    found = starts(consultant)
    assert found[:4] == ["10:00", "10:10", "10:20", "11:40"]
    assert found[-1] == "19:30"


def test_a_longer_drive_has_fewer_slots(consultant: Desk) -> None:
    booked(consultant, customer(consultant), local(11))
    assert starts(consultant, minutes=60)[0] == "11:40"


def test_another_day_is_free_from_the_opening_and_a_past_one_never(consultant: Desk) -> None:
    assert starts(consultant, date(2026, 11, 23))[0] == "08:00"
    assert starts(consultant, date(2026, 11, 21)) == []


def test_a_cancelled_drive_frees_its_slot(consultant: Desk) -> None:
    key = booked(consultant, customer(consultant), local(10))
    assert starts(consultant)[0] == "10:40"
    consultant.write(cancel, Cancel(key, "客户改期"))
    assert starts(consultant)[0] == "10:00"
    line = consultant.read(drive, key)
    assert line is not None
    assert (line.status, line.cancel_reason) == (DriveStatus.CANCELLED, "客户改期")


def test_the_diary_shows_what_runs_over_from_the_evening_before(
    consultant: Desk, clock: SetClock
) -> None:
    """Worked example 14: 11-30 23:40 to 12-01 00:25 belongs to 11-30."""
    clock.put(datetime(2026, 11, 30, 12, 0, tzinfo=UTC))
    key = booked(consultant, customer(consultant), local(23, 40, day=30), 45)
    december = date(2026, 12, 1)
    assert [line.id for line in consultant.read(day, Day(date(2026, 11, 30)))] == [key]
    assert consultant.read(day, Day(december)) == []
    assert [line.id for line in consultant.read(diary, Day(december))] == [key]
    line = consultant.read(drive, key)
    assert line is not None
    assert (line.ends_at - line.starts_at, line.business_date) == (
        timedelta(minutes=45), date(2026, 11, 30),
    )  # fmt: skip


def test_a_car_still_out_at_midnight_is_named(consultant: Desk, clock: SetClock) -> None:
    """Worked example 14: closing 11-30 at 00:05 warns of the open drive."""
    clock.put(local(23, 40, day=30))
    key = booked(consultant, customer(consultant), local(23, 40, day=30), 45)
    consultant.write(sign, signing(key))
    consultant.write(go_out, GoOut(key, car(consultant).odometer_km))
    clock.put(local(24, 5, day=30))
    out = consultant.read(still_out, None)
    assert [(line.id, line.business_date) for line in out] == [(key, date(2026, 11, 30))]


def test_a_customers_drives_come_latest_first(consultant: Desk) -> None:
    who = customer(consultant)
    first, second = booked(consultant, who, local(14)), booked(consultant, who, local(16))
    booked(consultant, customer(consultant, "李建国", "13800000001"), local(18))
    assert [line.id for line in consultant.read(drives_of, who)] == [second, first]


def test_a_day_comes_with_cars_routes_and_people_who_sell(consultant: Desk) -> None:
    found = consultant.read(sitting, Day(TODAY))
    assert [route.code for route in found.routes] == ["A", "B", "C"]
    assert found.me in {each.id for each in found.escorts}
    assert {"李倩", "赵磊", "陈思"} <= {each.name for each in found.escorts}
    assert len(found.cars) == 3
    assert found.may_sell


def test_reception_books_but_does_not_sign(receptionist: Desk) -> None:
    assert not receptionist.read(sitting, Day(TODAY)).may_sell


def test_a_drive_in_full_never_shows_the_licence_number(consultant: Desk) -> None:
    key = booked(consultant, customer(consultant), local(14))
    driven(consultant, key)
    spoken(consultant, key)
    found = consultant.read(card, key)
    assert found is not None
    assert found.agreement is not None
    assert found.feedback is not None
    assert found.agreement.licence_no == "110105********002X"
    assert LICENCE not in repr(found)
    assert found.agreement.damage_before == "左前轮毂有两处轻微划痕"
    assert (found.level, found.feedback.buy_in_days) == (IntentLevel.A, 14)
    assert dict(found.feedback.scores)["space"] == 3


def test_the_licence_shown_last_time_is_proposed_without_its_number(consultant: Desk) -> None:
    who = customer(consultant)
    driven(consultant, booked(consultant, who, local(14)))
    again = consultant.read(card, booked(consultant, who, local(16)))
    assert again is not None
    assert again.licence is not None
    assert again.licence.licence_class is LicenceClass.C1
    assert again.licence.licence_valid_to == date(2028, 5, 1)


def test_the_one_to_book_for_is_shown_masked(consultant: Desk) -> None:
    found = consultant.read(guest, customer(consultant))
    assert (found.name, found.phone) == ("王芳", "139****0000")


def test_no_drive_is_no_card(consultant: Desk) -> None:
    assert consultant.read(card, customer(consultant)) is None


def test_a_cashier_sees_no_diary(cashier: Desk) -> None:
    assert refused(lambda: cashier.read(diary, Day(TODAY))).code == "staff.not_permitted"
