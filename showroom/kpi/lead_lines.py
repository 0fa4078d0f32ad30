"""Cards, losses, contacts, approvals and clashes in a line each."""

from typing import Any

from sqlalchemy import func, select

from db.models.customer import Customer, LeadClash, LostRecord
from db.models.quote import Approval
from db.models.staff import Staff
from db.models.vehicle import CarModel
from db.models.visit import FollowUp
from showroom.kpi.line import Ids, RecordLine, joined, named
from showroom.terms import ApprovalStatus, FollowUpResult, IntentLevel, LostCategory
from showroom.unit import Unit


def leads(ids: Ids) -> Any:  # noqa: ANN401 - a Select of more columns than its stubs know
    """The cards of these ids."""
    return (
        select(
            Customer.id, Customer.first_contact_on, Customer.name, Staff.name, Customer.level,
            func.coalesce(CarModel.name, Customer.model_text),
        )
        .outerjoin(CarModel, CarModel.id == Customer.model_id)
        .outerjoin(Staff, Staff.id == Customer.owner_id)
        .where(Customer.id.in_(ids))
    )  # fmt: skip


def lead(_unit: Unit, row: Any) -> RecordLine:  # noqa: ANN401 - a row of `leads`
    """A card in a line."""
    key, day, who, consultant, level, model = row
    return RecordLine(
        id=key,
        page="customer",
        opens=key,
        day=day,
        who=named(who),
        consultant=named(consultant),
        what=IntentLevel(level) if level else None,
        detail=named(model),
    )


def moves(ids: Ids) -> Any:  # noqa: ANN401 - a Select of more columns than its stubs know
    """The losses and revivals of these ids."""
    return (
        select(
            LostRecord.id, LostRecord.customer_id, LostRecord.at, LostRecord.business_date,
            Customer.name, Staff.name, LostRecord.category, LostRecord.reason, LostRecord.rival,
        )
        .outerjoin(Customer, Customer.id == LostRecord.customer_id)
        .outerjoin(Staff, Staff.id == Customer.owner_id)
        .where(LostRecord.id.in_(ids))
    )  # fmt: skip


def move(_unit: Unit, row: Any) -> RecordLine:  # noqa: ANN401 - a row of `moves`
    """A loss or a revival in a line."""
    key, customer, at, day, who, consultant, category, reason, rival = row
    return RecordLine(
        id=key,
        page="customer",
        opens=customer,
        day=day,
        at=at,
        who=named(who),
        consultant=named(consultant),
        what=LostCategory(category) if category else None,
        detail=joined(rival, reason),
    )


def contacts(ids: Ids) -> Any:  # noqa: ANN401 - a Select of more columns than its stubs know
    """The contacts made, of these ids."""
    return (
        select(
            FollowUp.id, FollowUp.customer_id, FollowUp.at, FollowUp.business_date, Customer.name,
            Staff.name, FollowUp.result, FollowUp.content,
        )
        .outerjoin(Customer, Customer.id == FollowUp.customer_id)
        .outerjoin(Staff, Staff.id == FollowUp.by_id)
        .where(FollowUp.id.in_(ids))
    )  # fmt: skip


def contact(_unit: Unit, row: Any) -> RecordLine:  # noqa: ANN401 - a row of `contacts`
    """A contact made, in a line."""
    key, customer, at, day, who, consultant, result, content = row
    return RecordLine(
        id=key,
        page="customer",
        opens=customer,
        day=day,
        at=at,
        who=named(who),
        consultant=named(consultant),
        what=FollowUpResult(result),
        detail=named(content),
    )


def waiting(ids: Ids) -> Any:  # noqa: ANN401 - a Select of more columns than its stubs know
    """The cards of these ids, for the contact they wait for."""
    return (
        select(
            Customer.id, Customer.next_follow_up_at, Customer.name, Staff.name, Customer.level,
            Customer.promise,
        )
        .outerjoin(Staff, Staff.id == Customer.owner_id)
        .where(Customer.id.in_(ids))
    )  # fmt: skip


def wait(unit: Unit, row: Any) -> RecordLine:  # noqa: ANN401 - a row of `waiting`
    """A contact still to be made, in a line."""
    key, at, who, consultant, level, promise = row
    return RecordLine(
        id=key,
        page="customer",
        opens=key,
        day=unit.day_of(at) if at else None,
        at=at,
        who=named(who),
        consultant=named(consultant),
        what=IntentLevel(level) if level else None,
        detail=named(promise),
    )


def approvals(ids: Ids) -> Any:  # noqa: ANN401 - a Select of more columns than its stubs know
    """The approvals asked for, of these ids."""
    return (
        select(
            Approval.id, Approval.subject, Approval.subject_id, Approval.at, Approval.step,
            Staff.name, Approval.reason, Approval.discount_fen,
        )
        .outerjoin(Staff, Staff.id == Approval.by_id)
        .where(Approval.id.in_(ids))
    )  # fmt: skip


def approval(unit: Unit, row: Any) -> RecordLine:  # noqa: ANN401 - a row of `approvals`
    """An approval in a line, with its discount."""
    key, subject, subject_id, at, step, consultant, reason, fen = row
    return RecordLine(
        id=key,
        page=subject,
        opens=subject_id,
        day=unit.day_of(at),
        at=at,
        consultant=named(consultant),
        what=ApprovalStatus(step),
        detail=named(reason),
        amount_fen=fen,
    )


def clashes(ids: Ids) -> Any:  # noqa: ANN401 - a Select of more columns than its stubs know
    """The clashes of these ids."""
    return (
        select(LeadClash.id, LeadClash.customer_id, LeadClash.opened_at, Customer.name, Staff.name)
        .outerjoin(Customer, Customer.id == LeadClash.customer_id)
        .outerjoin(Staff, Staff.id == Customer.owner_id)
        .where(LeadClash.id.in_(ids))
    )


def clash(unit: Unit, row: Any) -> RecordLine:  # noqa: ANN401 - a row of `clashes`
    """A clash in a line, by its first card."""
    key, customer, at, who, consultant = row
    return RecordLine(
        id=key,
        page="customer",
        opens=customer,
        day=unit.day_of(at),
        at=at,
        who=named(who),
        consultant=named(consultant),
    )
