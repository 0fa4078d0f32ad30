"""撞单 across outlets: what is known of both sides, and what this one has to say."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select

from db.models.customer import Customer
from db.models.exchange import Dispute
from db.models.staff import Staff
from db.models.testdrive import TestDrive
from db.models.visit import FollowUp, Visit
from showroom import identity
from showroom.errors import Refusal
from showroom.rights import MANAGERS, SALES, allows
from showroom.unit import Unit

_MOST = 500


@dataclass(frozen=True, slots=True)
class Disputes:
    """The disputes wanted: those HQ has not decided, or all; of one customer if named."""

    decided: bool = False
    customer_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class GiveStatement:
    """What this outlet says to a dispute."""

    dispute_id: UUID
    statement: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What this outlet did with the customer: counts, and the days of the first and last of it."""

    first_contact_on: date | None
    first_visit_on: date | None
    visits: int
    contacts: int
    drives: int
    last_contact_on: date | None


@dataclass(frozen=True, slots=True)
class DisputeLine:
    """One person in two outlets; the other side is its code and its first contact, no more.

    `proposal` and `verdict` name the outlet the lead goes to; `is_ours` when that is this one,
    None before the verdict. Times UTC.
    """

    id: UUID
    customer_id: UUID
    name: str
    phone: str
    other_outlet: str
    ours: Evidence
    their_first_contact_on: date | None
    proposal: str | None
    opened_at: datetime
    statement: str
    stated_by: str
    stated_at: datetime | None
    verdict: str | None
    verdict_reason: str
    settled_at: datetime | None
    is_ours: bool | None


@allows(*SALES)
def disputes(unit: Unit, query: Disputes) -> list[DisputeLine]:
    """The disputes of this outlet, the newest first."""
    rows = select(Dispute).order_by(Dispute.opened_at.desc(), Dispute.id.desc())
    if not query.decided:
        rows = rows.where(Dispute.settled_at.is_(None))
    if query.customer_id is not None:
        rows = rows.where(Dispute.customer_id == query.customer_id)
    return [_line(unit, row) for row in unit.session.scalars(rows)]


@allows(*MANAGERS)
def give_statement(unit: Unit, command: GiveStatement) -> None:
    """Say what speaks for this outlet; HQ decides with it before it.

    Raises:
        Refusal: `exchange.statement_missing`, `exchange.statement_long`,
            `exchange.dispute_decided`.
    """
    said = command.statement.strip()
    if not said:
        raise Refusal("exchange.statement_missing", field="statement")
    if len(said) > _MOST:
        raise Refusal("exchange.statement_long", field="statement", most=_MOST)
    row = unit.get(Dispute, command.dispute_id)
    if row.settled_at is not None:
        raise Refusal("exchange.dispute_decided")
    unit.change(row, statement=said, stated_by_id=unit.actor.staff_id, stated_at=unit.now)


def _line(unit: Unit, row: Dispute) -> DisputeLine:
    card = unit.session.get(Customer, row.customer_id)
    verdict = row.verdict
    return DisputeLine(
        id=row.id,
        customer_id=row.customer_id,
        name=card.name if card else "",
        phone=identity.mask_phone(card.phone) if card and card.phone else "",
        other_outlet=row.other_outlet_code,
        ours=_evidence(unit, row, card),
        their_first_contact_on=row.their_first_contact_on,
        proposal=row.proposal,
        opened_at=row.opened_at,
        statement=row.statement or "",
        stated_by=_person(unit, row.stated_by_id),
        stated_at=row.stated_at,
        verdict=verdict,
        verdict_reason=row.verdict_reason or "",
        settled_at=row.settled_at,
        is_ours=None if verdict is None else verdict == unit.place.outlet_code,
    )


def _evidence(unit: Unit, row: Dispute, card: Customer | None) -> Evidence:
    key = row.customer_id
    visits = select(func.count(Visit.id)).where(Visit.customer_id == key)
    calls = select(func.count(FollowUp.id), func.max(FollowUp.business_date))
    contacts, last = unit.session.execute(calls.where(FollowUp.customer_id == key)).one()
    drives = select(func.count(TestDrive.id)).where(TestDrive.customer_id == key)
    return Evidence(
        first_contact_on=row.our_first_contact_on or (card.first_contact_on if card else None),
        first_visit_on=card.first_visit_on if card else None,
        visits=unit.session.scalar(visits) or 0,
        contacts=contacts,
        drives=unit.session.scalar(drives) or 0,
        last_contact_on=last,
    )


def _person(unit: Unit, key: UUID | None) -> str:
    if key is None:
        return ""
    return unit.session.scalar(select(Staff.name).where(Staff.id == key)) or ""
