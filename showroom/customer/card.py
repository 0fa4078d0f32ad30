"""Everything about one customer on one page."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from db.models.customer import Consent, Customer, LeadClash
from db.models.desk import FieldHistory
from db.models.staff import Staff
from db.models.vehicle import CarModel
from db.models.visit import Visit
from showroom import identity
from showroom.customer.commands import level_of, standing
from showroom.customer.losses import open_application
from showroom.customer.timeline import Event, timeline
from showroom.rights import DESK, MONEY, allows
from showroom.terms import (
    ClashStatus,
    ConsentPurpose,
    CustomerType,
    Gender,
    IntentLevel,
    PayMode,
    PurchaseKind,
    Source,
    UseKind,
)
from showroom.unit import Unit


@dataclass(frozen=True, slots=True)
class CardOf:
    """Whose card."""

    customer_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who the customer is and what they wish for; phones masked, budgets in fen."""

    name: str
    phone: str | None
    phone_2: str | None
    gender: Gender | None
    customer_type: CustomerType
    birthday: date | None
    model_id: UUID | None
    model: str | None
    colour: str | None
    budget_min_fen: int | None
    budget_max_fen: int | None
    use: UseKind | None
    pay_mode: PayMode | None
    purchase_kind: PurchaseKind | None
    expected_buy_on: date | None
    current_car: str | None
    current_plate: str | None
    competitor: str | None
    source: Source | None
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where the customer stands with us; instants UTC, the rest business dates."""

    level: IntentLevel | None
    level_since: date | None
    owner_id: UUID | None
    owner: str | None
    owner_since: date | None
    first_contact_on: date
    first_visit_on: date | None
    next_follow_up_at: datetime | None
    promise: str | None
    loss_asked_id: UUID | None


@dataclass(frozen=True, slots=True)
class Agreed:
    """The latest answer to one purpose."""

    purpose: ConsentPurpose
    granted: bool
    notice_version: str
    given_at: datetime


@dataclass(frozen=True, slots=True)
class Clash:
    """Another card on the same phone, and what a person said of the two; no verdict is open."""

    id: UUID
    other_id: UUID
    other_name: str
    phone: str
    origin: str
    opened_at: datetime
    verdict: ClashStatus | None


@dataclass(frozen=True, slots=True)
class Changed:
    """What a field was and became, by whom, at which desk."""

    at: datetime
    field: str
    old: Any
    new: Any
    by: str
    device: str


@dataclass(frozen=True, slots=True)
class Card:
    """The whole card; `events` and `history` newest first."""

    customer_id: UUID
    person: Person
    standing: Standing
    events: list[Event]
    consents: list[Agreed]
    clashes: list[Clash]
    history: list[Changed]


@allows(*DESK, *MONEY)
def card(unit: Unit, query: CardOf) -> Card:
    """The card of a customer, with what was folded into it."""
    row = standing(unit, query.customer_id)
    everyone = ids_of(unit, row.id)
    return Card(
        row.id,
        _person(unit, row),
        _standing(unit, row),
        timeline(unit, everyone),
        _consents(unit, everyone),
        _clashes(unit, row.id),
        changes_of(unit, row),
    )


def ids_of(unit: Unit, customer_id: UUID) -> list[UUID]:
    """The card and every card folded into it: whose rows it shows."""
    found = [customer_id]
    for key in found:
        found += unit.session.scalars(select(Customer.id).where(Customer.merged_into_id == key))
    return found


def changes_of(unit: Unit, row: Customer | Visit) -> list[Changed]:
    """What was changed about a card or a visit, the newest first; phones masked."""
    rows = unit.session.execute(
        select(
            FieldHistory.at,
            FieldHistory.field,
            FieldHistory.old,
            FieldHistory.new,
            Staff.name,
            FieldHistory.device,
        )
        .outerjoin(Staff, Staff.id == FieldHistory.by_id)
        .where(FieldHistory.of_id == row.id, FieldHistory.of_table == row.__tablename__)
        .order_by(FieldHistory.id.desc())
    )
    return [Changed(at, field, *_told(field, old, new), by or "", device)
            for at, field, old, new, by, device in rows]  # fmt: skip


def _person(unit: Unit, row: Customer) -> Person:
    model = select(CarModel.name).where(CarModel.id == row.model_id)
    return Person(
        name=row.name,
        phone=identity.mask_phone(row.phone) if row.phone else None,
        phone_2=identity.mask_phone(row.phone_2) if row.phone_2 else None,
        gender=Gender(row.gender) if row.gender else None,
        customer_type=CustomerType(row.customer_type),
        birthday=row.birthday,
        model_id=row.model_id,
        model=unit.session.scalar(model) if row.model_id else row.model_text,
        colour=row.colour,
        budget_min_fen=row.budget_min_fen,
        budget_max_fen=row.budget_max_fen,
        use=UseKind(row.use) if row.use else None,
        pay_mode=PayMode(row.pay_mode) if row.pay_mode else None,
        purchase_kind=PurchaseKind(row.purchase_kind) if row.purchase_kind else None,
        expected_buy_on=row.expected_buy_on,
        current_car=row.current_car,
        current_plate=row.current_plate,
        competitor=row.competitor,
        source=Source(row.source) if row.source else None,
        note=row.note,
    )


def _standing(unit: Unit, row: Customer) -> Standing:
    owner = select(Staff.name).where(Staff.id == row.owner_id)
    return Standing(
        level=level_of(row),
        level_since=row.level_since,
        owner_id=row.owner_id,
        owner=unit.session.scalar(owner) if row.owner_id else None,
        owner_since=row.owner_since,
        first_contact_on=row.first_contact_on,
        first_visit_on=row.first_visit_on,
        next_follow_up_at=row.next_follow_up_at,
        promise=row.promise,
        loss_asked_id=open_application(unit, row.id),
    )


def _consents(unit: Unit, everyone: list[UUID]) -> list[Agreed]:
    rows = unit.session.execute(
        select(Consent.purpose, Consent.granted, Consent.notice_version, Consent.given_at)
        .where(Consent.customer_id.in_(everyone))
        .order_by(Consent.given_at, Consent.id)
    )
    latest = {
        purpose: Agreed(ConsentPurpose(purpose), granted, version, at)
        for purpose, granted, version, at in rows
    }
    return [latest[purpose] for purpose in ConsentPurpose if purpose in latest]


def _clashes(unit: Unit, customer_id: UUID) -> list[Clash]:
    one, two = aliased(Customer), aliased(Customer)
    rows = unit.session.execute(
        select(
            LeadClash.id,
            one.id,
            one.name,
            two.id,
            two.name,
            LeadClash.phone,
            LeadClash.origin,
            LeadClash.opened_at,
            LeadClash.verdict,
        )
        .join(one, one.id == LeadClash.customer_id)
        .join(two, two.id == LeadClash.other_id)
        .where(or_(LeadClash.customer_id == customer_id, LeadClash.other_id == customer_id))
        .order_by(LeadClash.opened_at)
    )
    clashes = []
    for key, one_id, one_name, two_id, two_name, phone, origin, at, verdict in rows:
        other = (two_id, two_name) if one_id == customer_id else (one_id, one_name)
        said = ClashStatus(verdict) if verdict else None
        clashes.append(Clash(key, *other, identity.mask_phone(phone), origin, at, said))
    return clashes


def _told(field: str, old: Any, new: Any) -> tuple[Any, Any]:  # noqa: ANN401 - JSON
    """Phones stay masked in the history as well."""
    if field not in ("phone", "phone_2"):
        return old, new
    return (identity.mask_phone(old) if old else None, identity.mask_phone(new) if new else None)
