"""Booking a test drive, signing for it, going out, coming back, and what was said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from db.models.customer import Customer
from db.models.testdrive import DriveAgreement, DriveFeedback, TestDrive
from db.models.vehicle import Vehicle
from showroom import identity
from showroom.errors import Refusal
from showroom.rights import DESK, SALES, allows
from showroom.terms import DriveMode, DriveStatus, Gearbox, IntentLevel, LicenceClass, VehicleStatus
from showroom.testdrive.rules import (
    HOLDING,
    DemoCar,
    DriveRules,
    Licence,
    Slot,
    check_car,
    check_free,
    check_mode,
    check_odometer,
    check_slot,
    check_step,
    licence_problem,
)
from showroom.unit import Unit

DIMENSIONS = ("power", "handling", "comfort", "space", "intelligence", "quiet")
_SCORES = range(1, 6)
_SOC = range(101)


@dataclass(frozen=True, slots=True)
class Book:
    """A slot on a demo car for a customer; instants aware."""

    customer_id: UUID
    vehicle_id: UUID
    starts_at: datetime
    ends_at: datetime
    route: str
    escort_id: UUID
    mode: DriveMode = DriveMode.DRIVE
    at_home: bool = False
    visit_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Cancel:
    """A booking that will not happen, with the reason; `no_show` when nobody came."""

    drive_id: UUID
    reason: str = ""
    no_show: bool = False


@dataclass(frozen=True, slots=True)
class Sign:
    """The agreement: who drives, on which licence, having read the statements."""

    drive_id: UUID
    driver_name: str
    phone: str
    licence_no: str
    licence_class: LicenceClass
    first_issue_date: date
    licence_valid_to: date
    statements_read: bool


@dataclass(frozen=True, slots=True)
class GoOut:
    """The start: odometer in km, charge or fuel in per cent, damage already there."""

    drive_id: UUID
    out_km: int
    soc_out: int | None = None
    damage_before: str = ""


@dataclass(frozen=True, slots=True)
class ComeBack:
    """The return: odometer in km, charge or fuel in per cent, new damage."""

    drive_id: UUID
    in_km: int
    soc_in: int | None = None
    damage_after: str = ""


@dataclass(frozen=True, slots=True)
class GiveFeedback:
    """What the customer says: `scores` 1 to 5 by dimension, and where they stand now."""

    drive_id: UUID
    scores: Mapping[str, int]
    level_after: IntentLevel
    wants_quote: bool
    liked: str = ""
    disliked: str = ""
    buy_in_days: int | None = None


@allows(*DESK)
def book(unit: Unit, command: Book) -> UUID:
    """Book a slot; raises Refusal when the car or the time will not do."""
    rules = drive_rules(unit)
    slot = Slot(command.starts_at, command.ends_at)
    check_slot(slot, rules)
    day = unit.day_of(command.starts_at)
    if day < unit.today:
        raise Refusal("testdrive.in_the_past", field="start")
    unit.get(Customer, command.customer_id)
    check_car(_as_demo(unit.get(Vehicle, command.vehicle_id)), day)
    check_free(slot, taken(unit, command.vehicle_id), rules)
    if not command.route.strip():
        raise Refusal("testdrive.route_missing", field="route")
    return unit.add(_booked(unit, command, day)).id


@allows(*DESK)
def cancel(unit: Unit, command: Cancel) -> None:
    """Give a slot back; a reason is kept with it."""
    drive = unit.get(TestDrive, command.drive_id)
    then = DriveStatus.NO_SHOW if command.no_show else DriveStatus.CANCELLED
    check_step(DriveStatus(drive.status), then)
    unit.change(drive, status=then, cancel_reason=command.reason.strip() or None)


@allows(*SALES)
def sign(unit: Unit, command: Sign) -> UUID:
    """Issue the agreement of a booked drive; raises Refusal when the person may only ride."""
    drive = unit.get(TestDrive, command.drive_id)
    if drive.status != DriveStatus.BOOKED:
        raise Refusal("testdrive.not_booked", now=DriveStatus(drive.status).word)
    if not command.statements_read:
        raise Refusal("testdrive.statements_unread", field="statements_read")
    if not command.driver_name.strip():
        raise Refusal("testdrive.driver_missing", field="driver_name")
    if DriveMode(drive.mode) is DriveMode.DRIVE:
        check_mode(DriveMode.DRIVE, problem_of(unit, drive, command))
    return unit.add(_agreement(unit, drive, command)).id


@allows(*SALES)
def ride_only(unit: Unit, drive_id: UUID) -> None:
    """Turn a booked drive into a ride: the one who may not drive still gets to know the car."""
    drive = unit.get(TestDrive, drive_id)
    if drive.status != DriveStatus.BOOKED:
        raise Refusal("testdrive.not_booked", now=DriveStatus(drive.status).word)
    unit.change(drive, mode=DriveMode.RIDE)


@allows(*SALES)
def go_out(unit: Unit, command: GoOut) -> None:
    """Start: the agreement is signed, the odometer read."""
    drive = unit.get(TestDrive, command.drive_id)
    check_step(DriveStatus(drive.status), DriveStatus.OUT)
    if agreement_of(unit, drive.id) is None:
        raise Refusal("testdrive.unsigned")
    car = unit.get(Vehicle, drive.vehicle_id)
    check_odometer(car.odometer_km, command.out_km)
    unit.change(
        drive,
        status=DriveStatus.OUT,
        went_out_at=unit.now,
        out_km=command.out_km,
        soc_out=_soc(command.soc_out, "soc_out"),
        damage_before=command.damage_before.strip() or None,
    )


@allows(*SALES)
def come_back(unit: Unit, command: ComeBack) -> None:
    """Return: the drive is done and the car knows its kilometres."""
    drive = unit.get(TestDrive, command.drive_id)
    check_step(DriveStatus(drive.status), DriveStatus.DONE)
    check_odometer(drive.out_km or 0, command.in_km)
    unit.change(
        drive,
        status=DriveStatus.DONE,
        came_back_at=unit.now,
        in_km=command.in_km,
        soc_in=_soc(command.soc_in, "soc_in"),
        damage_after=command.damage_after.strip() or None,
    )
    unit.change(unit.get(Vehicle, drive.vehicle_id), odometer_km=command.in_km)


@allows(*SALES)
def give_feedback(unit: Unit, command: GiveFeedback) -> UUID:
    """Keep what was said, and move the customer to the level they are at now."""
    drive = unit.get(TestDrive, command.drive_id)
    if drive.status != DriveStatus.DONE:
        raise Refusal("testdrive.not_done", now=DriveStatus(drive.status).word)
    _check_scores(command.scores)
    customer = unit.get(Customer, drive.customer_id)
    if customer.level != command.level_after:
        unit.change(customer, level=command.level_after, level_since=unit.today)
    return unit.add(_feedback(unit, command)).id


def drive_rules(unit: Unit) -> DriveRules:
    """The rules in force today."""
    return DriveRules.parse(unit.setting("testdrive.rules"))


def taken(unit: Unit, vehicle_id: UUID, but: UUID | None = None) -> list[Slot]:
    """The slots of a car that keep others out, leaving out the drive `but`."""
    rows = unit.session.execute(
        select(TestDrive.id, TestDrive.starts_at, TestDrive.ends_at).where(
            TestDrive.vehicle_id == vehicle_id, TestDrive.status.in_(HOLDING)
        )
    )
    return [Slot(starts, ends) for key, starts, ends in rows if key != but]


def agreement_of(unit: Unit, drive_id: UUID) -> DriveAgreement | None:
    """The agreement in force for a drive, the latest one."""
    return unit.session.scalar(
        select(DriveAgreement)
        .where(DriveAgreement.drive_id == drive_id)
        .order_by(DriveAgreement.version.desc())
        .limit(1)
    )


def problem_of(unit: Unit, drive: TestDrive, command: Sign) -> str | None:
    """Why this licence does not do for that drive; None when it does."""
    licence = Licence(command.licence_class, command.first_issue_date, command.licence_valid_to)
    day = drive.business_date
    return licence_problem(licence, Gearbox.AUTOMATIC, day, drive_rules(unit))


def _as_demo(car: Vehicle) -> DemoCar:
    return DemoCar(VehicleStatus(car.status), car.plate, car.insured_to)


def _booked(unit: Unit, command: Book, day: date) -> TestDrive:
    return TestDrive(
        id=unit.new_id(),
        outlet_id=unit.outlet_id,
        customer_id=command.customer_id,
        visit_id=command.visit_id,
        vehicle_id=command.vehicle_id,
        starts_at=command.starts_at,
        ends_at=command.ends_at,
        business_date=day,
        route=command.route.strip(),
        mode=command.mode,
        at_home=command.at_home,
        escort_id=command.escort_id,
        status=DriveStatus.BOOKED,
        created_by_id=unit.actor.staff_id,
        created_at=unit.now,
    )


def _agreement(unit: Unit, drive: TestDrive, command: Sign) -> DriveAgreement:
    before = agreement_of(unit, drive.id)
    car = unit.get(Vehicle, drive.vehicle_id)
    return DriveAgreement(
        id=unit.new_id(),
        outlet_id=unit.outlet_id,
        doc_no=unit.number("SJ"),
        business_date=drive.business_date,
        drive_id=drive.id,
        driver_name=command.driver_name.strip(),
        phone=identity.as_phone(command.phone),
        licence_no=identity.as_idno(command.licence_no, unit.today),
        licence_class=command.licence_class,
        first_issue_date=command.first_issue_date,
        licence_valid_to=command.licence_valid_to,
        plate=car.plate or "",
        statements_read=True,
        version=before.version + 1 if before else 1,
        created_by_id=unit.actor.staff_id,
        created_at=unit.now,
    )


def _feedback(unit: Unit, command: GiveFeedback) -> DriveFeedback:
    return DriveFeedback(
        id=unit.new_id(),
        outlet_id=unit.outlet_id,
        drive_id=command.drive_id,
        scores=dict(command.scores),
        liked=command.liked.strip() or None,
        disliked=command.disliked.strip() or None,
        level_after=command.level_after,
        buy_in_days=command.buy_in_days,
        wants_quote=command.wants_quote,
        by_id=unit.actor.staff_id,
        at=unit.now,
    )


def _check_scores(scores: Mapping[str, int]) -> None:
    for dimension in DIMENSIONS:
        if scores.get(dimension) not in _SCORES:
            raise Refusal("testdrive.score_missing", field=dimension)


def _soc(percent: int | None, field: str) -> int | None:
    if percent is not None and percent not in _SOC:
        raise Refusal("testdrive.soc_range", field=field)
    return percent
