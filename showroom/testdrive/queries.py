"""The day's drives, the cars to drive, and what is known of one drive."""

from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select

from db.models.customer import Customer
from db.models.staff import Staff
from db.models.testdrive import DriveAgreement, DriveFeedback, TestDrive
from db.models.vehicle import CarModel, Trim, Vehicle
from showroom.claim.queries import NOT_ASKED, Held, claims_of
from showroom.rights import DESK, EVERYONE, allows
from showroom.terms import DriveMode, DriveStatus, VehicleStatus
from showroom.testdrive.booking import drive_rules, taken
from showroom.testdrive.rules import DayPlan, Slot, free_starts
from showroom.unit import Unit


@dataclass(frozen=True, slots=True)
class Day:
    """The drives of one business date."""

    on: date


@dataclass(frozen=True, slots=True)
class DriveLine:
    """One drive of a day; instants UTC. `slot` says whether its time is confirmed."""

    id: UUID
    customer_id: UUID
    customer: str
    phone: str | None
    vehicle_id: UUID
    plate: str
    model: str
    starts_at: datetime
    ends_at: datetime
    business_date: date
    route: str
    mode: DriveMode
    at_home: bool
    escort_id: UUID
    escort: str
    status: DriveStatus
    cancel_reason: str | None
    out_km: int | None
    in_km: int | None
    odometer_km: int
    signed: bool
    has_feedback: bool
    slot: Held


@dataclass(frozen=True, slots=True)
class DemoCarLine:
    """A car one may drive today; `insured_to` is a date."""

    id: UUID
    plate: str | None
    model: str
    trim: str
    colour: str
    insured_to: date | None
    odometer_km: int


@dataclass(frozen=True, slots=True)
class FreeSlots:
    """The free slots of a car on a date, so many minutes long; None means as long as usual."""

    vehicle_id: UUID
    on: date
    minutes: int | None = None


@allows(*DESK)
def day(unit: Unit, query: Day) -> list[DriveLine]:
    """The drives of a business date, in order of their start."""
    begins, ends = unit.midnight(query.on), unit.midnight(query.on + timedelta(days=1))
    return _read(unit, (TestDrive.starts_at >= begins) & (TestDrive.starts_at < ends))


@allows(*DESK)
def diary(unit: Unit, query: Day) -> list[DriveLine]:
    """The same with those of the evening before that run over midnight, as a diary shows them."""
    begins, ends = unit.midnight(query.on), unit.midnight(query.on + timedelta(days=1))
    return _read(unit, (TestDrive.starts_at < ends) & (TestDrive.ends_at > begins))


@allows(*DESK)
def drives_of(unit: Unit, customer_id: UUID) -> list[DriveLine]:
    """A customer's drives, the latest first."""
    return _read(unit, TestDrive.customer_id == customer_id)[::-1]


@allows(*DESK)
def drive(unit: Unit, drive_id: UUID) -> DriveLine | None:
    """One drive."""
    return next(iter(_read(unit, TestDrive.id == drive_id)), None)


@allows(*DESK)
def still_out(unit: Unit, _query: None) -> list[DriveLine]:
    """The cars that left and have not come back, whatever their date."""
    return _read(unit, TestDrive.status == DriveStatus.OUT)


@allows(*DESK)
def free_slots(unit: Unit, query: FreeSlots) -> list[Slot]:
    """The slots of a date that can still be booked on a car, local; none begins in the past."""
    plan = DayPlan.parse(unit.setting("testdrive.day"))
    window = plan.window(query.on, unit.place.zone, unit.now)
    minutes = query.minutes or plan.minutes
    others = taken(unit, query.vehicle_id)
    return free_starts(window, minutes, plan.step_minutes, (others, drive_rules(unit)))


@allows(*EVERYONE)
def demo_cars(unit: Unit, _query: None) -> list[DemoCarLine]:
    """The demo cars in service, by plate."""
    rows = unit.session.execute(
        select(
            Vehicle.id,
            Vehicle.plate,
            CarModel.name,
            Trim.name,
            Vehicle.colour,
            Vehicle.insured_to,
            Vehicle.odometer_km,
        )
        .join(Trim, Trim.id == Vehicle.trim_id)
        .join(CarModel, CarModel.id == Trim.model_id)
        .where(Vehicle.status == VehicleStatus.DEMO)
        .order_by(Vehicle.plate)
    )
    return [DemoCarLine(*row) for row in rows]


def _read(unit: Unit, which: ColumnElement[bool]) -> list[DriveLine]:
    """The drives that answer the condition, by their start, knowing their papers."""
    rows = list(unit.session.execute(_lines().where(which).order_by(TestDrive.starts_at)))
    keys = [row[0] for row in rows]
    signed = _drives_with(unit, DriveAgreement, keys)
    said = _drives_with(unit, DriveFeedback, keys)
    slots = claims_of(unit, TestDrive.__tablename__, keys)
    return [
        _line(
            row,
            signed=row[0] in signed,
            has_feedback=row[0] in said,
            slot=slots.get(row[0], NOT_ASKED),
        )
        for row in rows
    ]


def _lines() -> Any:  # noqa: ANN401 - a Select of more columns than its stubs know
    return (
        select(
            TestDrive.id,
            TestDrive.customer_id,
            Customer.name,
            Customer.phone,
            TestDrive.vehicle_id,
            Vehicle.plate,
            CarModel.name,
            TestDrive.starts_at,
            TestDrive.ends_at,
            TestDrive.business_date,
            TestDrive.route,
            TestDrive.mode,
            TestDrive.at_home,
            TestDrive.escort_id,
            Staff.name,
            TestDrive.status,
            TestDrive.cancel_reason,
            TestDrive.out_km,
            TestDrive.in_km,
            Vehicle.odometer_km,
        )
        .join(Customer, Customer.id == TestDrive.customer_id)
        .join(Vehicle, Vehicle.id == TestDrive.vehicle_id)
        .join(Trim, Trim.id == Vehicle.trim_id)
        .join(CarModel, CarModel.id == Trim.model_id)
        .join(Staff, Staff.id == TestDrive.escort_id)
    )


def _drives_with(
    unit: Unit, kind: type[DriveAgreement] | type[DriveFeedback], keys: list[UUID]
) -> set[UUID]:
    return set(unit.session.scalars(select(kind.drive_id).where(kind.drive_id.in_(keys))))


def _line(row: Any, **more: Any) -> DriveLine:  # noqa: ANN401 - a row of `_lines`
    values = dict(zip(_FIELDS, row, strict=True))
    values["mode"], values["status"] = DriveMode(values["mode"]), DriveStatus(values["status"])
    return DriveLine(**values, **more)


_FIELDS = tuple(
    field.name
    for field in fields(DriveLine)
    if field.name not in {"signed", "has_feedback", "slot"}
)
