"""From the rows of a customer to what stands on the lead card; the phone stays masked."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from db.models.customer import Customer
from db.models.staff import Staff
from db.models.vehicle import Trim
from db.models.visit import FollowUp
from showroom.customer.card import Card, CardOf, card, ids_of
from showroom.customer.commands import standing
from showroom.customer.document import ConsentLine, ContactLine, LeadCardPaper, lead_card
from showroom.documents.furniture import Head
from showroom.documents.issue import head
from showroom.documents.press import Printed
from showroom.rights import DESK, MONEY, allows
from showroom.terms import FollowUpMethod, FollowUpResult
from showroom.unit import Unit

_DIGITS = 12
_AS_ON_CARD = ("gender", "customer_type", "birthday", "use", "pay_mode", "purchase_kind")


@allows(*DESK, *MONEY)
def lead_card_pdf(unit: Unit, customer_id: UUID) -> Printed:
    """意向客户卡 as the card stands now, the phone masked (domain.md 6, item 6)."""
    return lead_card(lead_card_paper(unit, customer_id))


def lead_card_paper(unit: Unit, customer_id: UUID) -> LeadCardPaper:
    """Everything that stands on the lead card, contacts newest first."""
    row = standing(unit, customer_id)
    whole = card(unit, CardOf(row.id))
    person, now = whole.person, whole.standing
    said: dict[str, Any] = {
        name: getattr(person, name) or "" for name in ("phone", "model", "colour", "note")
    }
    said |= {name: getattr(person, name) for name in _AS_ON_CARD}
    return LeadCardPaper(
        head=_head(unit, row),
        name=person.name,
        level=now.level,
        owner=now.owner or "",
        expected_buy_date=person.expected_buy_on,
        next_follow_up_at=_local(unit, now.next_follow_up_at),
        trim=_trim(unit, row.trim_id),
        budget_min_fen=person.budget_min_fen,
        budget_max_fen=person.budget_max_fen,
        current_car=_car(whole),
        concerns=tuple(str(each) for each in row.concerns),
        referrer=_referrer(unit, row.referrer_id),
        consents=_consents(unit, whole),
        contacts=_contacts(unit, row.id),
        **said,
    )


def _head(unit: Unit, row: Customer) -> Head:
    """The card's own number, the same whenever it is printed."""
    number = f"{unit.place.outlet_code}-YX-{row.id.hex[-_DIGITS:].upper()}"
    return head(unit, number, unit.today, unit.now, unit.actor.staff_id)


def _car(whole: Card) -> str:
    parts = (whole.person.current_car, whole.person.current_plate)
    return " ".join(part for part in parts if part)


def _trim(unit: Unit, trim_id: UUID | None) -> str:
    return unit.session.scalar(select(Trim.name).where(Trim.id == trim_id)) or ""


def _referrer(unit: Unit, customer_id: UUID | None) -> str:
    return unit.session.scalar(select(Customer.name).where(Customer.id == customer_id)) or ""


def _consents(unit: Unit, whole: Card) -> tuple[ConsentLine, ...]:
    zone = unit.place.zone
    return tuple(
        ConsentLine(said.purpose, said.granted, said.notice_version, said.given_at.astimezone(zone))
        for said in whole.consents
    )


def _contacts(unit: Unit, customer_id: UUID) -> tuple[ContactLine, ...]:
    zone = unit.place.zone
    rows = unit.session.execute(
        select(FollowUp.at, FollowUp.method, FollowUp.result, Staff.name, FollowUp.content)
        .outerjoin(Staff, Staff.id == FollowUp.by_id)
        .where(FollowUp.customer_id.in_(ids_of(unit, customer_id)))
        .order_by(FollowUp.at.desc(), FollowUp.id.desc())
    )
    return tuple(
        ContactLine(
            at.astimezone(zone),
            FollowUpMethod(method),
            FollowUpResult(result),
            by or "",
            note or "",
        )
        for at, method, result, by, note in rows
    )


def _local(unit: Unit, at: datetime | None) -> datetime | None:
    return at.astimezone(unit.place.zone) if at else None
