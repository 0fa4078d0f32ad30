"""Follow-ups: those that were due, and those that are overdue."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select

from db.models.customer import Customer
from db.models.visit import FollowUp, follow_up_day
from showroom.customer.rules import ACTIVE, is_effective
from showroom.kpi.reading import Reading
from showroom.kpi.records import ContactDue
from showroom.terms import FollowUpResult

_COUNTED = tuple(result for result in FollowUpResult if is_effective(result))


def contacts_due(reading: Reading) -> tuple[ContactDue, ...]:
    """The follow-ups due in the period: those done, then those still open by the card's id."""
    start, end = reading.instants()
    done = FollowUp.due_on.between(reading.period.first, reading.period.last)
    waits = (Customer.next_follow_up_at >= start, Customer.next_follow_up_at < end)
    return (*_done(reading, done), *_open(reading, *waits))


def overdue_within(reading: Reading) -> tuple[ContactDue, ...]:
    """The follow-ups that were past their day, undone, on some day of the period."""
    first, last = reading.period.first, reading.period.last
    late = (
        FollowUp.due_on < last,
        follow_up_day > first,
        FollowUp.due_on < follow_up_day,
    )
    today = reading.unit.midnight(last)
    return (*_done(reading, *late), *_open(reading, Customer.next_follow_up_at < today))


def _done(reading: Reading, *which: ColumnElement[bool]) -> list[ContactDue]:
    """Contacts that counted: a call that reached nobody leaves its day due."""
    rows = reading.unit.session.execute(
        select(FollowUp.id, FollowUp.by_id, FollowUp.due_on, follow_up_day)
        .where(FollowUp.result.in_(_COUNTED), *which)
        .order_by(FollowUp.at, FollowUp.id)
    )
    return [
        ContactDue(id=key, owner=owner, due_on=due_on, done_on=done_on)
        for key, owner, due_on, done_on in rows
        if due_on is not None
    ]


def _open(reading: Reading, *which: ColumnElement[bool]) -> list[ContactDue]:
    """Planned contacts nobody made yet, of customers one works on."""
    active = or_(Customer.level.is_(None), Customer.level.in_(tuple(ACTIVE)))
    rows = reading.unit.session.execute(
        select(Customer.id, Customer.owner_id, Customer.next_follow_up_at)
        .where(*which, active, Customer.merged_into_id.is_(None), Customer.anonymised_at.is_(None))
        .order_by(Customer.next_follow_up_at, Customer.id)
    )
    return [_waiting(reading, key, owner, at) for key, owner, at in rows if at is not None]


def _waiting(reading: Reading, key: UUID, owner: UUID | None, at: datetime) -> ContactDue:
    return ContactDue(id=key, owner=owner, due_on=reading.unit.day_of(at))


def still_due(reading: Reading) -> tuple[ContactDue, ...]:
    """The contacts planned for the last date of the period or before, and not made yet."""
    return tuple(_open(reading, Customer.next_follow_up_at < reading.instants()[1]))
