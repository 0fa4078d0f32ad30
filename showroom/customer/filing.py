"""Putting a contact on file: attached to the card that has the phone, or on a card of its own.

What stands on a card is never overwritten in silence: blanks are filled, a phone under another
name opens a clash for a person to settle, and both cards stay.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from db.models.customer import Customer, LeadClash
from showroom import identity
from showroom.customer import keys
from showroom.customer.namesake import fuller, may_be_one
from showroom.customer.queries import alive
from showroom.terms import Gender, IntentLevel, Source
from showroom.unit import Unit

_FILLED = (
    "gender", "source", "model_id", "model_text", "competitor", "budget_min_fen", "budget_max_fen",
    "note", "level", "owner_id", "next_follow_up_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person with a phone, as reception or a ledger knows them; None is not known.

    `first_contact_on` and `first_visit_on` are business dates; `origin` says where the contact
    came from, e.g. `visit` or `ledger.xlsx:17`, and is kept with a clash.
    """

    name: str | None
    phone: str
    gender: Gender | None = None
    source: Source | None = None
    model_id: UUID | None = None
    model_text: str | None = None
    competitor: str | None = None
    budget_min_fen: int | None = None
    budget_max_fen: int | None = None
    note: str | None = None
    level: IntentLevel | None = None
    owner_id: UUID | None = None
    next_follow_up_at: datetime | None = None
    first_contact_on: date
    first_visit_on: date | None = None
    import_id: UUID | None = None
    origin: str = "visit"


class FiledAs(StrEnum):
    """What became of a contact: a new card, a card that stood, or a new card in a clash."""

    NEW = "NEW"
    ATTACHED = "ATTACHED"
    CLASH = "CLASH"


@dataclass(frozen=True, slots=True)
class Filed:
    """The card a contact is on now, and the clash it opened, if it did."""

    customer_id: UUID
    how: FiledAs
    clash_id: UUID | None = None


def file_contact(unit: Unit, contact: Contact) -> Filed:
    """Put a contact on file within the running transaction; raises Refusal for a bad phone."""
    phone = identity.as_phone(contact.phone)
    holders = with_exact_phone(unit, phone)
    mine = next((c for c in holders if may_be_one(c.name, contact.name or "")), None)
    if mine is not None:
        _attach(unit, mine, contact)
        return Filed(mine.id, FiledAs.ATTACHED)
    card = _new_card(unit, contact, phone)
    if not holders:
        return Filed(card.id, FiledAs.NEW)
    return Filed(card.id, FiledAs.CLASH, open_clash(unit, card, holders[0], contact.origin))


def with_exact_phone(unit: Unit, phone: str) -> list[Customer]:
    """The standing cards with that phone as their first or second, the oldest first."""
    found = select(Customer).where(alive()).order_by(Customer.id)
    cards = [
        *unit.session.scalars(found.where(Customer.phone == phone)),
        *unit.session.scalars(found.where(Customer.phone_2 == phone, Customer.phone != phone)),
    ]
    return sorted(cards, key=lambda card: card.id)


def open_clash(unit: Unit, card: Customer, other: Customer, origin: str) -> UUID:
    """Ask a person whether two cards with one phone are one customer."""
    clash = LeadClash(
        id=unit.new_id(),
        outlet_id=unit.outlet_id,
        customer_id=other.id,
        other_id=card.id,
        phone=card.phone or "",
        opened_at=unit.now,
        origin=origin,
    )
    return unit.add(clash).id


def _new_card(unit: Unit, contact: Contact, phone: str) -> Customer:
    card = Customer(
        id=unit.new_id(),
        outlet_id=unit.outlet_id,
        name=(contact.name or "").strip(),
        phone=phone,
        first_contact_on=contact.first_contact_on,
        first_visit_on=contact.first_visit_on,
        import_id=contact.import_id,
        **{field: getattr(contact, field) for field in _FILLED},
        level_since=unit.today if contact.level else None,
        owner_since=unit.today if contact.owner_id else None,
        created_by_id=unit.actor.staff_id,
        created_at=unit.now,
    )
    unit.add(card)
    unit.session.flush()
    keys.refresh(unit, card)
    return card


def _attach(unit: Unit, card: Customer, contact: Contact) -> None:
    """Fill what the card leaves open; dates of first contact only ever move back."""
    unit.change(card, **_blanks(unit, card, contact), **_earlier(card, contact))
    unit.change(card, name=fuller(card.name, (contact.name or "").strip()))
    keys.refresh(unit, card)


def _blanks(unit: Unit, card: Customer, contact: Contact) -> dict[str, object]:
    """What the contact knows and the card does not."""
    known = {field: getattr(contact, field) for field in _FILLED}
    new = {k: v for k, v in known.items() if v is not None and getattr(card, k) is None}
    starts = (("level", "level_since"), ("owner_id", "owner_since"))
    since = {start: unit.today for field, start in starts if field in new}
    return {**new, **since}


def _earlier(card: Customer, contact: Contact) -> dict[str, object]:
    days = {
        "first_contact_on": (card.first_contact_on, contact.first_contact_on),
        "first_visit_on": (card.first_visit_on, contact.first_visit_on),
    }
    return {
        field: new
        for field, (old, new) in days.items()
        if new is not None and (old is None or new < old)
    }
