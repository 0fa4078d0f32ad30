"""Cards, and what happens to them, as figures count them.

A card merged into another counts as the one it went into; an erased one was a lead until then.
"""

from sqlalchemy import select

from db.models.contract import Contract, delivered_day
from db.models.customer import Customer, LostRecord, loss_day, recorded_day
from showroom.customer.losses import REVIVED
from showroom.kpi.reading import Reading
from showroom.kpi.records import LeadKept, LeadMoved, Move
from showroom.terms import ApprovalStatus, IntentLevel

_MOVES = {ApprovalStatus.APPROVED: Move.LOST, REVIVED: Move.REVIVED}


def leads(reading: Reading, *, whole: bool) -> tuple[LeadKept, ...]:
    """The cards; a merged one is none, an erased one still counts on the day it was recorded."""
    first = recorded_day
    since = first <= reading.period.last
    if not whole:
        since = first.between(reading.period.first, reading.period.last)
    rows = reading.unit.session.execute(
        select(
            Customer.id,
            Customer.owner_id,
            first,
            Customer.first_visit_on,
            Customer.first_contact_on,
            Customer.level,
            Customer.phone,
            Customer.anonymised_at,
        )
        .where(Customer.merged_into_id.is_(None), since)
        .order_by(first, Customer.id)
    )
    return tuple(
        LeadKept(
            id=key,
            owner=owner,
            recorded_on=recorded_on,
            level=IntentLevel(level) if level else None,
            remote=first_visit_on is None or first_visit_on > contact_on,
            valid=bool(phone) or erased_at is not None,
        )
        for key, owner, recorded_on, first_visit_on, contact_on, level, phone, erased_at in rows
    )


def moves(reading: Reading, *, whole: bool) -> tuple[LeadMoved, ...]:
    """Approved losses and revivals, and what ends a lead: deliveries, erasures; oldest first."""
    lost = _losses_and_revivals(reading, whole=whole)
    return (*lost, *_deliveries(reading), *_erasures(reading)) if whole else lost


def _losses_and_revivals(reading: Reading, *, whole: bool) -> tuple[LeadMoved, ...]:
    wanted = loss_day <= reading.period.last
    if not whole:
        wanted = loss_day.between(reading.period.first, reading.period.last)
    rows = reading.unit.session.execute(
        select(
            LostRecord.id,
            Customer.owner_id,
            LostRecord.customer_id,
            loss_day,
            LostRecord.step,
        )
        .join(Customer, Customer.id == LostRecord.customer_id)
        .where(LostRecord.step.in_(_MOVES), wanted)
        .order_by(loss_day, LostRecord.at, LostRecord.id)
    )
    return tuple(
        LeadMoved(
            id=key,
            owner=owner,
            customer=reading.home(customer),
            day=day,
            move=_MOVES[step],
        )
        for key, owner, customer, day, step in rows
    )


def _deliveries(reading: Reading) -> tuple[LeadMoved, ...]:
    rows = reading.unit.session.execute(
        select(Contract.id, Contract.owner_id, Contract.customer_id, delivered_day)
        .where(delivered_day < reading.period.first)
        .order_by(delivered_day, Contract.id)
    )
    return tuple(
        LeadMoved(
            id=key,
            owner=owner,
            customer=reading.home(customer),
            day=day,
            move=Move.CLOSED,
        )
        for key, owner, customer, day in rows
    )


def _erasures(reading: Reading) -> tuple[LeadMoved, ...]:
    start, _ = reading.instants()
    rows = reading.unit.session.execute(
        select(Customer.id, Customer.owner_id, Customer.anonymised_at)
        .where(Customer.anonymised_at < start, Customer.merged_into_id.is_(None))
        .order_by(Customer.anonymised_at, Customer.id)
    )
    return tuple(
        LeadMoved(id=key, owner=owner, customer=key, day=reading.unit.day_of(at), move=Move.CLOSED)
        for key, owner, at in rows
        if at is not None
    )
