"""Signing for a booked drive, going out, coming back, and what was said."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import select

from db.models.customer import Customer
from db.models.testdrive import DriveAgreement, DriveFeedback, TestDrive
from db.models.vehicle import Vehicle
from showroom import identity
from showroom.claim.queries import held
from showroom.claim.terms import ClaimStanding
from showroom.documents.furniture import Standing
from showroom.documents.press import Printed
from showroom.errors import Refusal
from showroom.rights import SALES, allows
from showroom.terms import DriveMode, DriveStatus, Gearbox, IntentLevel, LicenceClass
from showroom.testdrive import document, papers
from showroom.testdrive.booking import (
    Book,
    Cancel,
    Reschedule,
    book,
    booked_drive,
    cancel,
    drive_rules,
    reschedule,
    unsigned,
)
from showroom.testdrive.papers import DIMENSIONS
from showroom.testdrive.rules import (
    Licence,
    Slot,
    check_mode,
    check_odometer,
    check_step,
    check_when,
    licence_problem,
)
from showroom.unit import Unit

__all__ = [
    "DIMENSIONS",
    "Book",
    "Cancel",
    "ComeBack",
    "GiveFeedback",
    "GoOut",
    "Reschedule",
    "Sign",
    "book",
    "cancel",
    "come_back",
    "draft_agreement",
    "give_feedback",
    "go_out",
    "reschedule",
    "ride_only",
    "sign",
]

_SCORES = range(1, 6)
_SOC = range(101)


@dataclass(frozen=True, slots=True)
class Sign:
    """The agreement: who drives, on which licence, having read the statements.

    A ride needs no licence. Odometer in km, charge or fuel in per cent, damage already there: as
    both parties saw the car; no odometer given means the one on file.
    """

    drive_id: UUID
    driver_name: str
    phone: str
    licence_no: str = ""
    licence_class: LicenceClass | None = None
    first_issue_date: date | None = None
    licence_valid_to: date | None = None
    statements_read: bool = False
    out_km: int | None = None
    soc_out: int | None = None
    damage_before: str = ""


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


@allows(*SALES)
def sign(unit: Unit, command: Sign) -> UUID:
    """Issue the agreement of a booked drive.

    Raises:
        Refusal: the slot was refused (`testdrive.slot_lost`), the person may only ride, something
            is missing, or a character of a name cannot be printed (`documents.no_glyph`); then
            nothing is written.
    """
    drive = booked_drive(unit, command.drive_id)
    _check_slot(unit, drive)
    _check_signing(unit, drive, command)
    row = unit.add(_agreement(unit, drive, command, unit.number("SJ")))
    papers.issue_agreement(unit, drive, row)
    return row.id


@allows(*SALES)
def draft_agreement(unit: Unit, command: Sign) -> Printed:
    """The agreement as it would be issued, marked as a draft; writes nothing."""
    drive = booked_drive(unit, command.drive_id)
    row = _agreement(unit, drive, command, papers.NO_NUMBER)
    data = papers.agreement_data(unit, drive, row)
    return document.agreement(replace(data, head=replace(data.head, standing=Standing.DRAFT)))


@allows(*SALES)
def ride_only(unit: Unit, drive_id: UUID) -> None:
    """Turn a booked drive into a ride: the one who may not drive still gets to know the car."""
    unit.change(unsigned(unit, drive_id), mode=DriveMode.RIDE)


@allows(*SALES)
def go_out(unit: Unit, command: GoOut) -> None:
    """Start: the agreement is signed, the odometer read."""
    drive = unit.get(TestDrive, command.drive_id)
    check_step(DriveStatus(drive.status), DriveStatus.OUT)
    if papers.agreement_of(unit, drive.id) is None:
        raise Refusal("testdrive.unsigned")
    check_when(Slot(drive.starts_at, drive.ends_at), unit.now, unit.place.zone)
    _check_car_is_in(unit, drive)
    car = unit.get(Vehicle, drive.vehicle_id)
    check_odometer(car.odometer_km, command.out_km, field="out_km")
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
    if papers.feedback_of(unit, drive.id) is not None:
        raise Refusal("testdrive.feedback_given")
    _check_scores(command.scores)
    customer = unit.get(Customer, drive.customer_id)
    if customer.level != command.level_after:
        unit.change(customer, level=command.level_after, level_since=unit.today)
    row = unit.add(_feedback(unit, command))
    papers.issue_feedback(unit, drive, row)
    return row.id


def problem_of(unit: Unit, drive: TestDrive, command: Sign) -> str | None:
    """Why this licence does not do for that drive; None when it does."""
    if not (command.licence_class and command.first_issue_date and command.licence_valid_to):
        return "testdrive.licence_missing"
    licence = Licence(command.licence_class, command.first_issue_date, command.licence_valid_to)
    day = drive.business_date
    return licence_problem(licence, Gearbox.AUTOMATIC, day, drive_rules(unit))


def _check_slot(unit: Unit, drive: TestDrive) -> None:
    """Pass unless somebody else has the car then; a slot not confirmed yet prints so."""
    slot = held(unit, TestDrive.__tablename__, drive.id)
    if slot.standing is ClaimStanding.REFUSED:
        raise Refusal("testdrive.slot_lost", holder=slot.lost_to)


def _check_signing(unit: Unit, drive: TestDrive, command: Sign) -> None:
    if not command.statements_read:
        raise Refusal("testdrive.statements_unread", field="statements_read")
    if not command.driver_name.strip():
        raise Refusal("testdrive.driver_missing", field="driver_name")
    if DriveMode(drive.mode) is DriveMode.DRIVE:
        check_mode(DriveMode.DRIVE, problem_of(unit, drive, command))
        identity.as_idno(command.licence_no, unit.today)
    if command.out_km is not None:
        car = unit.get(Vehicle, drive.vehicle_id)
        check_odometer(car.odometer_km, command.out_km, field="out_km")


def _check_car_is_in(unit: Unit, drive: TestDrive) -> None:
    """Pass when no other drive has the car away."""
    away = unit.session.scalar(
        select(TestDrive.id).where(
            TestDrive.vehicle_id == drive.vehicle_id, TestDrive.status == DriveStatus.OUT
        )
    )
    if away is not None:
        raise Refusal("testdrive.car_away")


def _agreement(unit: Unit, drive: TestDrive, command: Sign, number: str) -> DriveAgreement:
    before = papers.agreement_of(unit, drive.id)
    car = unit.get(Vehicle, drive.vehicle_id)
    return DriveAgreement(
        id=unit.new_id(),
        outlet_id=unit.outlet_id,
        doc_no=number,
        business_date=drive.business_date,
        drive_id=drive.id,
        driver_name=command.driver_name.strip(),
        phone=identity.as_phone(command.phone),
        licence_no=_licence_no(unit, command),
        licence_class=command.licence_class,
        first_issue_date=command.first_issue_date,
        licence_valid_to=command.licence_valid_to,
        plate=car.plate or "",
        out_km=car.odometer_km if command.out_km is None else command.out_km,
        soc_out=_soc(command.soc_out, "soc_out"),
        damage_before=command.damage_before.strip() or None,
        statements_read=command.statements_read,
        version=before.version + 1 if before else 1,
        created_by_id=unit.actor.staff_id,
        created_at=unit.now,
    )


def _licence_no(unit: Unit, command: Sign) -> str:
    typed = command.licence_no.strip()
    return identity.as_idno(typed, unit.today) if typed else ""


def _feedback(unit: Unit, command: GiveFeedback) -> DriveFeedback:
    return DriveFeedback(
        id=unit.new_id(),
        outlet_id=unit.outlet_id,
        doc_no=unit.number("SF"),
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
