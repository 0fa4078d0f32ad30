"""The papers of a drive: issued from its rows, printed again from what was issued."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy import select

from db.models.testdrive import DriveAgreement, DriveFeedback, TestDrive
from db.models.vehicle import CarModel, Trim, Vehicle
from showroom import texts
from showroom.claim.queries import held
from showroom.claim.terms import ClaimStanding
from showroom.documents import issue
from showroom.documents.press import Printed
from showroom.documents.seal import PaperKind
from showroom.errors import Refusal
from showroom.rights import SALES, allows
from showroom.terms import DriveMode, IntentLevel, LicenceClass
from showroom.testdrive import document
from showroom.testdrive.document import AgreementPaper, FeedbackPaper, Score
from showroom.unit import Unit

DIMENSIONS = ("power", "handling", "comfort", "space", "intelligence", "quiet")
NO_NUMBER = "—"
"""Stands for the number on a paper that is not issued."""


@allows(*SALES)
def agreement_paper(unit: Unit, drive_id: UUID) -> Printed:
    """The agreement in force of a drive as a PDF; raises Refusal when there is none."""
    row = agreement_of(unit, drive_id)
    kind = PaperKind.DRIVE_AGREEMENT
    data = issue.issued(unit, kind, row.id, AgreementPaper) if row else None
    if data is None:
        raise Refusal("testdrive.unsigned")
    return document.agreement(data)


@allows(*SALES)
def feedback_paper(unit: Unit, drive_id: UUID) -> Printed:
    """The feedback form of a drive as a PDF; raises Refusal when nothing was said yet."""
    row = feedback_of(unit, drive_id)
    kind = PaperKind.DRIVE_FEEDBACK
    data = issue.issued(unit, kind, row.id, FeedbackPaper) if row else None
    if data is None:
        raise Refusal("testdrive.nothing_said")
    return document.feedback(data)


def agreement_of(unit: Unit, drive_id: UUID) -> DriveAgreement | None:
    """The agreement in force for a drive, the latest one."""
    return unit.session.scalar(
        select(DriveAgreement)
        .where(DriveAgreement.drive_id == drive_id)
        .order_by(DriveAgreement.version.desc())
        .limit(1)
    )


def feedback_of(unit: Unit, drive_id: UUID) -> DriveFeedback | None:
    """What was said after a drive."""
    said = select(DriveFeedback).where(DriveFeedback.drive_id == drive_id)
    return unit.session.scalar(said.order_by(DriveFeedback.at.desc()).limit(1))


def issue_agreement(unit: Unit, drive: TestDrive, row: DriveAgreement) -> None:
    """Issue the agreement just written; a Refusal takes the row back with its transaction."""
    data = agreement_data(unit, drive, row)
    issue.issue(unit, document.agreement(data), data, row)


def issue_feedback(unit: Unit, drive: TestDrive, row: DriveFeedback) -> None:
    """Issue the feedback form just written."""
    data = feedback_data(unit, drive, row)
    issue.issue(unit, document.feedback(data), data, row)


def agreement_data(unit: Unit, drive: TestDrive, row: DriveAgreement) -> AgreementPaper:
    """What the agreement says. The readings at the return are written in by hand.

    The licence number stands on the paper masked, so it is not kept with it whole.
    """
    head = issue.head(unit, row.doc_no, row.business_date, row.created_at, row.created_by_id)
    return AgreementPaper(
        head=replace(head, version=row.version),
        driver_name=row.driver_name,
        phone=row.phone,
        mode=DriveMode(drive.mode),
        licence_no=document.masked(row.licence_no),
        licence_class=LicenceClass(row.licence_class) if row.licence_class else None,
        first_issue_date=row.first_issue_date,
        licence_valid_to=row.licence_valid_to,
        car=_car(unit, drive),
        plate=row.plate,
        starts_at=drive.starts_at.astimezone(unit.place.zone),
        ends_at=drive.ends_at.astimezone(unit.place.zone),
        route=drive.route,
        escort=issue.staff_name(unit, drive.escort_id),
        out_km=row.out_km,
        soc_out=row.soc_out,
        damage_before=row.damage_before or "",
        at_home=drive.at_home,
        statements_read=row.statements_read,
        tentative=held(unit, TestDrive.__tablename__, drive.id).standing
        is not ClaimStanding.GRANTED,
    )


def feedback_data(unit: Unit, drive: TestDrive, row: DriveFeedback) -> FeedbackPaper:
    """What the feedback form says; it names the customer as the agreement does."""
    agreement = agreement_of(unit, drive.id)
    return FeedbackPaper(
        head=issue.head(unit, row.doc_no, drive.business_date, row.at, row.by_id),
        customer=agreement.driver_name if agreement else "",
        phone=agreement.phone if agreement else "",
        car=_car(unit, drive),
        plate=unit.get(Vehicle, drive.vehicle_id).plate or "",
        driven_at=(drive.went_out_at or drive.starts_at).astimezone(unit.place.zone),
        escort=issue.staff_name(unit, drive.escort_id),
        agreement_number=agreement.doc_no if agreement else "",
        scores=_scores(row),
        liked=row.liked or "",
        disliked=row.disliked or "",
        level_after=IntentLevel(row.level_after),
        buy_in_days=row.buy_in_days,
        wants_quote=row.wants_quote,
    )


def _scores(row: DriveFeedback) -> tuple[Score, ...]:
    """Papers are in Chinese, whatever the screen speaks."""
    word = texts.load(texts.LANGUAGES[0])
    return tuple(
        Score(word(f"testdrive.{dimension}"), row.scores[dimension]) for dimension in DIMENSIONS
    )


def _car(unit: Unit, drive: TestDrive) -> str:
    """`XC60 B5 智远豪华版 牛仔蓝`."""
    found = select(CarModel.name, Trim.name, Vehicle.colour).where(
        Vehicle.id == drive.vehicle_id, Trim.id == Vehicle.trim_id, CarModel.id == Trim.model_id
    )
    return " ".join(unit.session.execute(found).one())
