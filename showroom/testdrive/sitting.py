"""What the test drive page works with, read in one go: the day, its cars, one drive in full."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from db.models.customer import Customer
from db.models.testdrive import DriveAgreement, DriveFeedback, TestDrive
from showroom import identity
from showroom.rights import DESK, SALES, allows
from showroom.staff.queries import People, people
from showroom.terms import IntentLevel, LicenceClass
from showroom.testdrive import papers
from showroom.testdrive.booking import drive_rules
from showroom.testdrive.queries import Day, DemoCarLine, DriveLine, demo_cars, diary, drive
from showroom.testdrive.rules import DayPlan, DriveRules, Route
from showroom.unit import Unit


@dataclass(frozen=True, slots=True)
class Escort:
    """Somebody who may sit beside the driver."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Sitting:
    """The diary of a date and what one needs to book in it; `now` UTC, `me` who is signed in."""

    on: date
    today: date
    now: datetime
    me: UUID
    may_sell: bool
    cars: tuple[DemoCarLine, ...]
    drives: tuple[DriveLine, ...]
    escorts: tuple[Escort, ...]
    routes: tuple[Route, ...]
    plan: DayPlan
    rules: DriveRules


@dataclass(frozen=True, slots=True)
class Licensed:
    """What an earlier agreement of the customer says of the licence; its number is not given."""

    licence_class: LicenceClass
    first_issue_date: date
    licence_valid_to: date


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """The agreement in force; the licence number masked, odometer in km, `at` UTC."""

    doc_no: str
    driver_name: str
    licence_no: str
    out_km: int | None
    soc_out: int | None
    damage_before: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class FeedbackLine:
    """What was said; `scores` by dimension in the order of the form."""

    doc_no: str
    scores: tuple[tuple[str, int], ...]
    level_after: IntentLevel
    wants_quote: bool
    buy_in_days: int | None
    liked: str | None
    disliked: str | None


@dataclass(frozen=True, slots=True)
class DriveCard:
    """One drive with its papers, and its customer as far as the forms are filled in from them."""

    line: DriveLine
    phone: str | None
    level: IntentLevel | None
    licence: Licensed | None
    agreement: AgreementLine | None
    feedback: FeedbackLine | None
    soc_out: int | None
    damage_before: str | None


@dataclass(frozen=True, slots=True)
class Guest:
    """The customer a booking is made for; the phone masked."""

    id: UUID
    name: str
    phone: str | None


@allows(*DESK)
def sitting(unit: Unit, query: Day) -> Sitting:
    """The diary of a date, its cars, escorts, routes and rules."""
    sellers = people(unit, People(frozenset(SALES)))
    routes = unit.setting("testdrive.routes")["routes"]
    return Sitting(
        on=query.on,
        today=unit.today,
        now=unit.now,
        me=unit.actor.staff_id,
        may_sell=unit.actor.role in SALES,
        cars=tuple(demo_cars(unit, None)),
        drives=tuple(diary(unit, query)),
        escorts=tuple(Escort(person.id, person.name) for person in sellers),
        routes=tuple(Route.parse(row) for row in routes),
        plan=DayPlan.parse(unit.setting("testdrive.day")),
        rules=drive_rules(unit),
    )


@allows(*DESK)
def card(unit: Unit, drive_id: UUID) -> DriveCard | None:
    """One drive in full, None when there is no such drive."""
    line = drive(unit, drive_id)
    if line is None:
        return None
    row = unit.get(TestDrive, drive_id)
    customer = unit.get(Customer, line.customer_id)
    return DriveCard(
        line=line,
        phone=customer.phone,
        level=IntentLevel(customer.level) if customer.level else None,
        licence=_licensed(unit, line.customer_id),
        agreement=_agreement(papers.agreement_of(unit, drive_id)),
        feedback=_feedback(papers.feedback_of(unit, drive_id)),
        soc_out=row.soc_out,
        damage_before=row.damage_before,
    )


@allows(*DESK)
def guest(unit: Unit, customer_id: UUID) -> Guest:
    """The customer to book for; raises Refusal when there is none."""
    customer = unit.get(Customer, customer_id)
    phone = identity.mask_phone(customer.phone) if customer.phone else None
    return Guest(customer.id, customer.name, phone)


def _licensed(unit: Unit, customer_id: UUID) -> Licensed | None:
    """The licence shown at the customer's last drive. The number is read from the licence again."""
    found = unit.session.scalar(
        select(DriveAgreement)
        .join(TestDrive, TestDrive.id == DriveAgreement.drive_id)
        .where(TestDrive.customer_id == customer_id, DriveAgreement.licence_class.is_not(None))
        .order_by(DriveAgreement.created_at.desc())
        .limit(1)
    )
    if found is None or found.licence_class is None:
        return None
    if found.first_issue_date is None or found.licence_valid_to is None:
        return None
    licence_class = LicenceClass(found.licence_class)
    return Licensed(licence_class, found.first_issue_date, found.licence_valid_to)


def _agreement(row: DriveAgreement | None) -> AgreementLine | None:
    if row is None:
        return None
    return AgreementLine(
        doc_no=row.doc_no,
        driver_name=row.driver_name,
        licence_no=identity.mask_idno(row.licence_no),
        out_km=row.out_km,
        soc_out=row.soc_out,
        damage_before=row.damage_before,
        at=row.created_at,
    )


def _feedback(row: DriveFeedback | None) -> FeedbackLine | None:
    if row is None:
        return None
    return FeedbackLine(
        doc_no=row.doc_no,
        scores=tuple((name, row.scores[name]) for name in papers.DIMENSIONS),
        level_after=IntentLevel(row.level_after),
        wants_quote=row.wants_quote,
        buy_in_days=row.buy_in_days,
        liked=row.liked,
        disliked=row.disliked,
    )
