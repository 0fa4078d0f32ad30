"""The plan of a drive: booked, changed, given back."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from db.models.customer import Customer
from db.models.testdrive import TestDrive
from db.models.vehicle import Vehicle
from showroom.claim.asking import Wish, ask, release
from showroom.claim.queries import refused_for
from showroom.claim.rules import Span
from showroom.claim.terms import ClaimKind
from showroom.errors import Refusal
from showroom.rights import DESK, allows
from showroom.terms import DriveMode, DriveStatus, VehicleStatus
from showroom.testdrive import papers
from showroom.testdrive.rules import (
    HOLDING,
    DemoCar,
    DriveRules,
    Slot,
    check_car,
    check_free,
    check_slot,
    check_step,
)
from showroom.unit import Unit


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
class Reschedule:
    """Another time, car, route or escort for a booking nobody signed for yet; instants aware."""

    drive_id: UUID
    vehicle_id: UUID
    starts_at: datetime
    ends_at: datetime
    route: str
    escort_id: UUID
    mode: DriveMode = DriveMode.DRIVE
    at_home: bool = False


@dataclass(frozen=True, slots=True)
class Cancel:
    """A booking that will not happen, with the reason; `no_show` when nobody came."""

    drive_id: UUID
    reason: str = ""
    no_show: bool = False


@allows(*DESK)
def book(unit: Unit, command: Book) -> UUID:
    """Book a slot; raises Refusal when the car or the time will not do.

    The slot is confirmed once its claim is granted.
    """
    unit.get(Customer, command.customer_id)
    day = _check_plan(unit, command)
    drive = unit.add(_booked(unit, command, day))
    _claim(unit, drive)
    return drive.id


@allows(*DESK)
def reschedule(unit: Unit, command: Reschedule) -> None:
    """Change the plan of a booking; raises Refusal as `book` does, and once it is signed for.

    Another car or time is claimed anew, and the old one let go.
    """
    drive = unsigned(unit, command.drive_id)
    day = _check_plan(unit, command, but=drive.id)
    was = _slot(drive)
    unit.change(
        drive,
        vehicle_id=command.vehicle_id,
        starts_at=command.starts_at,
        ends_at=command.ends_at,
        business_date=day,
        route=command.route.strip(),
        escort_id=command.escort_id,
        mode=command.mode,
        at_home=command.at_home,
    )
    if _slot(drive) != was:
        release(unit, TestDrive.__tablename__, drive.id)
        _claim(unit, drive)


@allows(*DESK)
def cancel(unit: Unit, command: Cancel) -> None:
    """Give a slot back; a reason is kept with it."""
    drive = unit.get(TestDrive, command.drive_id)
    then = DriveStatus.NO_SHOW if command.no_show else DriveStatus.CANCELLED
    check_step(DriveStatus(drive.status), then)
    unit.change(drive, status=then, cancel_reason=command.reason.strip() or None)
    release(unit, TestDrive.__tablename__, drive.id, then)


def drive_rules(unit: Unit) -> DriveRules:
    """The rules in force today."""
    return DriveRules.parse(unit.setting("testdrive.rules"))


def taken(unit: Unit, vehicle_id: UUID, but: UUID | None = None) -> list[Slot]:
    """The slots of a car that keep others out, local, leaving out the drive `but`.

    A booking whose slot was refused keeps nobody out.
    """
    rows = unit.session.execute(
        select(TestDrive.id, TestDrive.starts_at, TestDrive.ends_at).where(
            TestDrive.vehicle_id == vehicle_id, TestDrive.status.in_(HOLDING)
        )
    ).all()
    zone = unit.place.zone
    leave = {but, *refused_for(unit, ClaimKind.SLOT, vehicle_id.hex)}
    slots = ((key, starts.astimezone(zone), ends.astimezone(zone)) for key, starts, ends in rows)
    return [Slot(starts, ends) for key, starts, ends in slots if key not in leave]


def _check_plan(unit: Unit, plan: Book | Reschedule, but: UUID | None = None) -> date:
    """Pass a slot that will do, and give its business date."""
    rules = drive_rules(unit)
    zone = unit.place.zone
    slot = Slot(plan.starts_at.astimezone(zone), plan.ends_at.astimezone(zone))
    check_slot(slot, rules)
    day = unit.day_of(plan.starts_at)
    if day < unit.today:
        raise Refusal("testdrive.in_the_past", field="start")
    check_car(_as_demo(unit.get(Vehicle, plan.vehicle_id)), day)
    check_free(slot, taken(unit, plan.vehicle_id, but), rules)
    if not plan.route.strip():
        raise Refusal("testdrive.route_missing", field="route")
    return day


def booked_drive(unit: Unit, drive_id: UUID) -> TestDrive:
    """A drive that is booked and nothing more; raises Refusal for any other."""
    drive = unit.get(TestDrive, drive_id)
    if drive.status != DriveStatus.BOOKED:
        raise Refusal("testdrive.not_booked", now=DriveStatus(drive.status).word)
    return drive


def unsigned(unit: Unit, drive_id: UUID) -> TestDrive:
    """A booked drive whose agreement is not issued: an issued paper no longer changes."""
    drive = booked_drive(unit, drive_id)
    if papers.agreement_of(unit, drive.id) is not None:
        raise Refusal("testdrive.signed")
    return drive


def _slot(drive: TestDrive) -> tuple[UUID, datetime, datetime]:
    return drive.vehicle_id, drive.starts_at, drive.ends_at


def _claim(unit: Unit, drive: TestDrive) -> None:
    """Claim the car's time, with the pause after it that keeps drives apart."""
    pause = timedelta(minutes=drive_rules(unit).buffer_minutes)
    span = Span(drive.starts_at, drive.ends_at + pause)
    resource = drive.vehicle_id.hex
    ask(unit, Wish(ClaimKind.SLOT, resource, TestDrive.__tablename__, drive.id, span))


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
