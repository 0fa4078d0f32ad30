from datetime import date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showroom import texts
from showroom.errors import Refusal
from showroom.terms import DriveMode, DriveStatus, Gearbox, LicenceClass, VehicleStatus
from showroom.testdrive import rules
from showroom.testdrive.rules import DemoCar, Licence, Slot
from showroom.visit.rules import business_date
from tests.shipped import shipped

RULES = rules.DriveRules.parse(shipped("testdrive.rules"))
SHANGHAI = ZoneInfo("Asia/Shanghai")
AUTOMATIC, MANUAL = Gearbox.AUTOMATIC, Gearbox.MANUAL


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=SHANGHAI)


def slot(start: str, minutes: int = 30) -> Slot:
    return Slot(at(start), at(start) + timedelta(minutes=minutes))


def code_of(check, *args) -> str:
    with pytest.raises(Refusal) as refused:
        check(*args)
    for language in texts.LANGUAGES:
        assert texts.load(language)(refused.value.code, **refused.value.facts)
    return refused.value.code


def test_a_drive_over_midnight_belongs_to_the_day_it_started() -> None:
    late = Slot(at("11-30 23:40"), at("12-01 00:25"))
    assert late.minutes == 45
    rules.check_slot(late, RULES)
    assert business_date(late.starts_at, SHANGHAI) == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("start", "free"),
    [("12-01 00:25", False), ("12-01 00:30", False), ("12-01 00:34", False), ("12-01 00:35", True)],
)
def test_a_second_booking_within_ten_minutes_is_refused(start: str, free: bool) -> None:
    taken = [Slot(at("11-30 23:40"), at("12-01 00:25"))]
    if free:
        rules.check_free(slot(start), taken, RULES)
    else:
        assert code_of(rules.check_free, slot(start), taken, RULES) == "testdrive.taken"


def test_the_buffer_holds_before_a_booking_too() -> None:
    taken = [slot("11-22 14:00")]
    assert rules.clash(slot("11-22 13:20"), taken, RULES) is None
    assert rules.clash(slot("11-22 13:21"), taken, RULES) == taken[0]
    assert rules.clash(slot("11-22 13:00", 120), taken, RULES) == taken[0]
    assert rules.clash(slot("11-22 14:05", 15), taken, RULES) == taken[0]


def test_the_refusal_says_when_the_car_is_free_again() -> None:
    with pytest.raises(Refusal) as refused:
        rules.check_free(slot("11-22 14:10"), [slot("11-22 16:00"), slot("11-22 14:00")], RULES)
    assert refused.value.facts["until"] == at("11-22 14:40")


@pytest.mark.parametrize(
    ("minutes", "code"),
    [
        (14, "testdrive.too_short"),
        (121, "testdrive.too_long"),
        (0, "testdrive.too_short"),
        (-30, "testdrive.too_short"),
    ],
)
def test_a_slot_lasts_fifteen_to_a_hundred_and_twenty_minutes(minutes: int, code: str) -> None:
    rules.check_slot(slot("11-22 14:00", 15), RULES)
    rules.check_slot(slot("11-22 14:00", 120), RULES)
    assert code_of(rules.check_slot, slot("11-22 14:00", minutes), RULES) == code


@given(st.integers(0, 600), st.integers(15, 120), st.integers(0, 600), st.integers(15, 120))
def test_two_slots_clash_both_ways_or_not_at_all(a: int, a_long: int, b: int, b_long: int) -> None:
    day = at("11-22 08:00")
    one = Slot(day + timedelta(minutes=a), day + timedelta(minutes=a + a_long))
    two = Slot(day + timedelta(minutes=b), day + timedelta(minutes=b + b_long))
    apart = a + a_long + 10 <= b or b + b_long + 10 <= a
    assert (rules.clash(one, [two], RULES) is None) == apart
    assert (rules.clash(two, [one], RULES) is None) == apart


def licence(first: str, to: str, of: LicenceClass = LicenceClass.C1) -> Licence:
    return Licence(of, date.fromisoformat(first), date.fromisoformat(to))


@pytest.mark.parametrize(
    ("first", "to", "on", "problem"),
    [
        ("2025-11-22", "2026-11-22", "2026-11-21", "testdrive.licence_young"),
        ("2025-11-22", "2026-11-22", "2026-11-22", None),
        ("2025-11-22", "2026-11-22", "2026-11-23", "testdrive.licence_expired"),
        ("2018-05-01", "2028-05-01", "2026-11-22", None),
        ("2024-02-29", "2030-02-28", "2025-02-27", "testdrive.licence_young"),
        ("2024-02-29", "2030-02-28", "2025-02-28", None),
        ("2026-11-23", "2032-11-23", "2026-11-22", "testdrive.licence_future"),
        ("2026-11-22", "2032-11-22", "2026-11-22", "testdrive.licence_young"),
    ],
)
def test_a_licence_is_in_date_and_a_year_old(first, to, on, problem) -> None:
    found = rules.licence_problem(licence(first, to), AUTOMATIC, date.fromisoformat(on), RULES)
    assert found == problem


@pytest.mark.parametrize(
    ("of", "gearbox", "covers"),
    [
        ("A1", MANUAL, True),
        ("B2", MANUAL, True),
        ("C1", MANUAL, True),
        ("C2", MANUAL, False),
        ("C2", AUTOMATIC, True),
        ("C3", AUTOMATIC, False),
        ("C4", AUTOMATIC, False),
        ("C5", AUTOMATIC, False),
        ("C6", AUTOMATIC, False),
        ("D", AUTOMATIC, False),
        ("E", AUTOMATIC, False),
        ("F", AUTOMATIC, False),
    ],
)
def test_the_licence_class_covers_the_car(of: str, gearbox: Gearbox, covers: bool) -> None:
    shown = licence("2018-05-01", "2028-05-01", LicenceClass(of))
    found = rules.licence_problem(shown, gearbox, date(2026, 11, 22), RULES)
    assert found == (None if covers else "testdrive.licence_class")


def test_who_may_not_drive_may_still_ride() -> None:
    rules.check_mode(DriveMode.RIDE, "testdrive.licence_young")
    rules.check_mode(DriveMode.DRIVE, None)
    asked = (DriveMode.DRIVE, "testdrive.licence_young")
    assert code_of(rules.check_mode, *asked) == "testdrive.licence_young"


@pytest.mark.parametrize("code", ["future", "expired", "class", "young"])
def test_every_licence_problem_is_worded(code: str) -> None:
    assert all(f"testdrive.licence_{code}" in texts.load(lang) for lang in texts.LANGUAGES)


@pytest.mark.parametrize(
    ("status", "plate", "insured_to", "code"),
    [
        (VehicleStatus.IN_STOCK, "京A12345", date(2027, 1, 1), "testdrive.not_demo"),
        (VehicleStatus.DEMO_RETIRED, "京A12345", date(2027, 1, 1), "testdrive.not_demo"),
        (VehicleStatus.DEMO, None, date(2027, 1, 1), "testdrive.no_plate"),
        (VehicleStatus.DEMO, "京A12345", None, "testdrive.not_insured"),
        (VehicleStatus.DEMO, "京A12345", date(2026, 11, 21), "testdrive.not_insured"),
    ],
)
def test_a_demo_car_is_plated_and_insured(status, plate, insured_to, code) -> None:
    assert code_of(rules.check_car, DemoCar(status, plate, insured_to), date(2026, 11, 22)) == code


def test_a_demo_car_insured_to_the_day_may_go() -> None:
    car = DemoCar(VehicleStatus.DEMO, "京A12345", date(2026, 11, 22))
    rules.check_car(car, date(2026, 11, 22))


def test_a_drive_goes_only_the_ways_it_may() -> None:
    booked, out, done, cancelled, no_show = DriveStatus
    ways = {(booked, out), (booked, cancelled), (booked, no_show), (out, done)}
    for now, then in product(DriveStatus, DriveStatus):
        if (now, then) in ways:
            rules.check_step(now, then)
        else:
            assert code_of(rules.check_step, now, then) == "testdrive.wrong_state"


def test_cancelled_and_missed_drives_give_their_slot_back() -> None:
    assert DriveStatus.CANCELLED not in rules.HOLDING
    assert DriveStatus.NO_SHOW not in rules.HOLDING


def test_the_odometer_never_runs_back() -> None:
    rules.check_odometer(1203, 1203)
    rules.check_odometer(1203, 1215)
    assert code_of(rules.check_odometer, 1203, 1202) == "testdrive.odometer_back"
