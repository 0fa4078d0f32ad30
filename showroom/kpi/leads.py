"""Cards, and what happens to them, as figures count them.

A card merged into another counts as the one it went into; an anonymised one is no lead.
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
    """The cards; a merged or anonymised one is none."""
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
        )
        .where(Customer.merged_into_id.is_(None), Customer.anonymised_at.is_(None), since)
        .order_by(first, Customer.id)
    )
    return tuple(
        LeadKept(
            id=key,
            owner=owner,
            recorded_on=recorded_on,
            level=IntentLevel(level) if level else None,
            remote=first_visit_on is None or first_visit_on > contact_on,
            valid=bool(phone),
        )
        for key, owner, recorded_on, first_visit_on, contact_on, level, phone in rows
    )


def moves(reading: Reading, *, whole: bool) -> tuple[LeadMoved, ...]:
    """Approved losses, revivals, and deliveries, which end a lead, oldest first."""
    lost = _losses_and_revivals(reading, whole=whole)
    return (*lost, *_deliveries(reading)) if whole else lost


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
