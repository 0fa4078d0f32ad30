"""What the page decides: the step, what may be done, what is proposed and warned of."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from showroom import texts
from showroom.desk import Desk
from showroom.terms import DriveStatus, IntentLevel, LicenceClass
from showroom.testdrive import form
from showroom.testdrive.commands import Cancel, GoOut, cancel, go_out, ride_only, sign
from showroom.testdrive.form import Step, TypedLicence, licence_warning
from showroom.testdrive.queries import Day
from showroom.testdrive.rules import DriveRules, Slot
from showroom.testdrive.sitting import Sitting, sitting
from tests.shipped import shipped
from tests.testdrive.bookings import TODAY, booked, car, driven, guest, local, signing, spoken

RULES = DriveRules.parse(shipped("testdrive.rules"))
ZONE = ZoneInfo("Asia/Shanghai")


def read(desk: Desk) -> Sitting:
    return desk.read(sitting, Day(TODAY))


def step(desk: Desk) -> Step:
    return form.step_of(read(desk).drives[0])


def test_a_drive_goes_from_step_to_step(consultant: Desk) -> None:
    key = booked(consultant, guest(consultant), local(14))
    km = car(consultant).odometer_km
    assert step(consultant) is Step.SIGN
    consultant.write(sign, signing(key))
    assert step(consultant) is Step.GO_OUT
    consultant.write(go_out, GoOut(key, km))
    assert step(consultant) is Step.COME_BACK


def test_feedback_ends_it(consultant: Desk) -> None:
    key = booked(consultant, guest(consultant), local(14))
    driven(consultant, key)
    assert step(consultant) is Step.FEEDBACK
    spoken(consultant, key)
    assert step(consultant) is Step.FINISHED


def test_a_booking_may_be_changed_until_it_is_signed_for(consultant: Desk) -> None:
    key = booked(consultant, guest(consultant), local(14))
    before = form.gates(read(consultant).drives[0], read(consultant))
    assert before.reschedule.open
    assert before.ride_only.open
    assert before.print_agreement.why == "testdrive.unsigned"
    consultant.write(sign, signing(key))
    after = form.gates(read(consultant).drives[0], read(consultant))
    assert after.reschedule.why == "testdrive.signed"
    assert after.cancel.open
    assert after.print_agreement.open


def test_a_ride_is_not_made_a_ride_again(consultant: Desk) -> None:
    key = booked(consultant, guest(consultant), local(14))
    consultant.write(ride_only, key)
    found = read(consultant)
    assert form.gates(found.drives[0], found).ride_only.why == "testdrive.why_ride"


def test_reception_is_told_who_signs(consultant: Desk, receptionist: Desk) -> None:
    booked(consultant, guest(consultant), local(14))
    found = read(receptionist)
    ways = form.gates(found.drives[0], found)
    assert ways.step.why == "testdrive.why_sales"
    assert ways.cancel.open


def test_a_car_on_the_road_keeps_the_next_one_waiting(consultant: Desk) -> None:
    who = guest(consultant)
    first, second = booked(consultant, who, local(14)), booked(consultant, who, local(15))
    for key in (first, second):
        consultant.write(sign, signing(key))
    consultant.write(go_out, GoOut(first, car(consultant).odometer_km))
    found = read(consultant)
    assert form.gates(found.drives[1], found).step.why == "testdrive.car_away"


def test_what_is_over_offers_nothing_but_its_papers(consultant: Desk) -> None:
    key = booked(consultant, guest(consultant), local(14))
    consultant.write(cancel, Cancel(key, no_show=True))
    found = read(consultant)
    ways = form.gates(found.drives[0], found)
    assert form.step_of(found.drives[0]) is Step.OFF
    assert (ways.step.why, ways.cancel.open) == ("testdrive.why_over", False)


@pytest.mark.parametrize(
    ("after", "proposed"),
    [((9, 0), "10:00"), ((10, 3), "10:10"), ((11, 0), "11:40"), ((19, 30), "19:30")],
)
def test_the_next_free_half_hour_is_proposed(
    consultant: Desk, after: tuple[int, int], proposed: str
) -> None:
    booked(consultant, guest(consultant), local(11))
    at = local(*after).astimezone(ZONE)
    slot = form.proposal(read(consultant), car(consultant).id, at, 30)
    assert slot is not None
    assert f"{slot.starts_at:%H:%M}" == proposed
    assert slot.minutes == 30


def test_a_full_evening_proposes_nothing(consultant: Desk) -> None:
    at = local(19, 40).astimezone(ZONE)
    assert form.proposal(read(consultant), car(consultant).id, at, 30) is None


def test_a_taken_slot_says_from_when_the_car_is_free(consultant: Desk) -> None:
    key = booked(consultant, guest(consultant), local(14))
    wanted = Slot(local(14, 20), local(14, 50))
    vehicle = car(consultant).id
    assert form.free_from(read(consultant), vehicle, wanted) == local(14, 40)
    assert form.free_from(read(consultant), vehicle, wanted, but=key) is None
    other = car(consultant, 1).id
    assert form.free_from(read(consultant), other, wanted) is None


@pytest.mark.parametrize(
    ("on", "code"),
    [
        (date(2026, 11, 21), "testdrive.licence_young"),
        (date(2026, 11, 22), None),
        (date(2026, 11, 23), "testdrive.licence_expired"),
    ],
)
def test_a_licence_is_warned_of_on_the_days_of_the_worked_example(on: date, code) -> None:
    """Worked example 17: issued 2025-11-22, valid to 2026-11-22."""
    typed = TypedLicence(LicenceClass.C1, date(2025, 11, 22), date(2026, 11, 22))
    found = licence_warning(typed, on, RULES)
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (TypedLicence(valid_to=TODAY - timedelta(days=1)), "licence_valid_to"),
        (TypedLicence(first_issued_on=TODAY - timedelta(days=30)), "first_issue_date"),
        (TypedLicence(first_issued_on=TODAY + timedelta(days=1)), "first_issue_date"),
        (TypedLicence(licence_class=LicenceClass.C3), "licence_class"),
    ],
)
def test_a_warning_comes_as_soon_as_one_field_shows_it(typed: TypedLicence, field: str) -> None:
    found = licence_warning(typed, TODAY, RULES)
    assert found is not None
    assert found.field == field
    assert all(found.code in texts.load(language) for language in texts.LANGUAGES)


def test_nothing_typed_is_nothing_warned_of() -> None:
    assert licence_warning(TypedLicence(), TODAY, RULES) is None


def test_a_drive_does_not_undo_an_order() -> None:
    assert form.levels(IntentLevel.O) == (IntentLevel.O,)
    assert form.levels(None) == form.levels(IntentLevel.B)
    assert IntentLevel.O not in form.levels(IntentLevel.H)


def test_the_states_of_a_day_are_counted(consultant: Desk) -> None:
    who = guest(consultant)
    booked(consultant, who, local(14))
    driven(consultant, booked(consultant, who, local(16)))
    seen = form.counts(read(consultant).drives)
    assert (seen[DriveStatus.BOOKED], seen[DriveStatus.DONE]) == (1, 1)
