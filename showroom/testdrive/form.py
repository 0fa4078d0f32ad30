"""What the test drive page decides: the step a drive is at, what may be done, what is proposed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from showroom.claim.terms import ClaimStanding
from showroom.terms import DriveMode, DriveStatus, Gearbox, IntentLevel, LicenceClass
from showroom.testdrive.queries import DriveLine
from showroom.testdrive.rules import (
    HOLDING,
    DriveRules,
    Slot,
    anniversary,
    clash,
    next_free,
)
from showroom.testdrive.sitting import Sitting

LENGTHS = (15, 30, 45, 60, 90, 120)
"""Minutes a drive may be booked for on the page."""
LEVELS = (IntentLevel.H, IntentLevel.A, IntentLevel.B, IntentLevel.C)
"""Levels a customer may be at after a drive; an order or a delivery is not undone by one."""
_SETTLED = frozenset({IntentLevel.O, IntentLevel.D})


class Step(StrEnum):
    """Where a drive stands: the next thing to do about it."""

    BOOK = "BOOK"
    SIGN = "SIGN"
    GO_OUT = "GO_OUT"
    COME_BACK = "COME_BACK"
    FEEDBACK = "FEEDBACK"
    FINISHED = "FINISHED"
    OFF = "OFF"

    @property
    def word(self) -> str:
        """The catalogue key of what is to be done."""
        return f"testdrive.step_{self.lower()}"


STEPS = (Step.BOOK, Step.SIGN, Step.GO_OUT, Step.COME_BACK, Step.FEEDBACK)
"""The way of a drive, one after the other."""


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether something may be done, and the catalogue key of why not."""

    why: str = ""

    @property
    def open(self) -> bool:
        """Whether it may be done."""
        return not self.why


@dataclass(frozen=True, slots=True)
class Gates:
    """What may be done about a drive beside its next step."""

    step: Gate
    reschedule: Gate
    cancel: Gate
    ride_only: Gate
    print_agreement: Gate
    print_feedback: Gate


def step_of(line: DriveLine) -> Step:
    """The next thing to do about a drive."""
    match line.status:
        case DriveStatus.BOOKED:
            return Step.GO_OUT if line.signed else Step.SIGN
        case DriveStatus.OUT:
            return Step.COME_BACK
        case DriveStatus.DONE:
            return Step.FINISHED if line.has_feedback else Step.FEEDBACK
        case _:
            return Step.OFF


def gates(line: DriveLine, sitting: Sitting) -> Gates:
    """What may be done about a drive by the person at the desk."""
    plan = _plan_gate(line)
    return Gates(
        step=_step_gate(line, sitting),
        reschedule=plan,
        cancel=Gate() if line.status is DriveStatus.BOOKED else Gate("testdrive.why_begun"),
        ride_only=_ride_gate(line, plan, sitting),
        print_agreement=_paper_gate(sitting, "testdrive.unsigned", there=line.signed),
        print_feedback=_paper_gate(sitting, "testdrive.nothing_said", there=line.has_feedback),
    )


def proposal(sitting: Sitting, vehicle_id: UUID, after: datetime, minutes: int) -> Slot | None:
    """The next free slot of a car on the diary's date, not before `after`, or None; local."""
    zone = after.tzinfo
    if zone is None:
        return None
    window = sitting.plan.window(sitting.on, zone, max(after, sitting.now))
    others = [
        Slot(slot.starts_at.astimezone(zone), slot.ends_at.astimezone(zone))
        for slot in taken(sitting, vehicle_id)
    ]
    return next_free(window, minutes, others, sitting.rules)


def taken(sitting: Sitting, vehicle_id: UUID, but: UUID | None = None) -> list[Slot]:
    """The slots of a car in the diary that keep others out, leaving out the drive `but`."""
    return [
        Slot(line.starts_at, line.ends_at)
        for line in sitting.drives
        if line.vehicle_id == vehicle_id and line.status in HOLDING and line.id != but
    ]


def free_from(
    sitting: Sitting, vehicle_id: UUID, slot: Slot, but: UUID | None = None
) -> datetime | None:
    """When the car is free again if it is taken then, the buffer counted; None when it is free."""
    other = clash(slot, taken(sitting, vehicle_id, but), sitting.rules)
    if other is None:
        return None
    return other.ends_at + timedelta(minutes=sitting.rules.buffer_minutes)


@dataclass(frozen=True, slots=True)
class TypedLicence:
    """A licence as far as it is typed."""

    licence_class: LicenceClass | None = None
    first_issued_on: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Warned:
    """What is wrong with a licence: the catalogue key, and the form field it shows in."""

    code: str
    field: str


def licence_warning(typed: TypedLicence, on: date, rules: DriveRules) -> Warned | None:
    """The first thing that keeps the holder from driving, as soon as what is typed shows it."""
    if typed.valid_to is not None and typed.valid_to < on:
        return Warned("testdrive.licence_expired", "licence_valid_to")
    first = typed.first_issued_on
    if first is not None and first > on:
        return Warned("testdrive.licence_future", "first_issue_date")
    if first is not None and on < anniversary(first, rules.licence_years):
        return Warned("testdrive.licence_young", "first_issue_date")
    known = typed.licence_class
    if known is not None and known not in rules.classes[Gearbox.AUTOMATIC]:
        return Warned("testdrive.licence_class", "licence_class")
    return None


def levels(now: IntentLevel | None) -> tuple[IntentLevel, ...]:
    """The levels to choose from after a drive: only their own for who has ordered or has a car."""
    return (now,) if now in _SETTLED and now is not None else LEVELS


def counts(lines: Iterable[DriveLine]) -> dict[DriveStatus, int]:
    """How many of the drives are in each state."""
    return Counter(line.status for line in lines)


def _step_gate(line: DriveLine, sitting: Sitting) -> Gate:
    step = step_of(line)
    if step in {Step.FINISHED, Step.OFF}:
        return Gate("testdrive.why_over")
    if not sitting.may_sell:
        return Gate("testdrive.why_sales")
    if step is Step.GO_OUT and _is_away(line, sitting):
        return Gate("testdrive.car_away")
    if step is Step.SIGN and line.slot.standing is ClaimStanding.REFUSED:
        return Gate("testdrive.why_slot_lost")
    return Gate()


def _plan_gate(line: DriveLine) -> Gate:
    if line.status is not DriveStatus.BOOKED:
        return Gate("testdrive.why_begun")
    return Gate("testdrive.signed") if line.signed else Gate()


def _ride_gate(line: DriveLine, plan: Gate, sitting: Sitting) -> Gate:
    if line.mode is DriveMode.RIDE:
        return Gate("testdrive.why_ride")
    return plan if sitting.may_sell or not plan.open else Gate("testdrive.why_sales")


def _paper_gate(sitting: Sitting, missing: str, *, there: bool) -> Gate:
    if not there:
        return Gate(missing)
    return Gate() if sitting.may_sell else Gate("testdrive.why_sales")


def _is_away(line: DriveLine, sitting: Sitting) -> bool:
    return any(
        other.vehicle_id == line.vehicle_id and other.status is DriveStatus.OUT
        for other in sitting.drives
    )
