"""What a visit does to the customer's card: filed or found, levelled, handed over, due again."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from db.models.customer import Customer
from db.models.staff import Staff
from db.models.visit import FollowUp, Visit
from showroom import identity
from showroom.customer import keys, losses
from showroom.customer.commands import consent_by_notice, level_of, set_level, set_owner
from showroom.customer.filing import Contact, FiledAs, file_contact, with_exact_phone
from showroom.customer.namesake import may_be_one
from showroom.customer.rules import (
    ACTIVE,
    LevelRules,
    check_level,
    first_contact_due,
    is_effective,
    is_idle,
    is_revival,
)
from showroom.rights import SALES
from showroom.terms import Channel, FollowUpResult, IntentLevel
from showroom.unit import Unit
from showroom.visit.entry import Party

_SETTLED = frozenset({IntentLevel.O, IntentLevel.D})
_OPEN = ACTIVE - _SETTLED
_COUNTED = tuple(result for result in FollowUpResult if is_effective(result))


@dataclass(frozen=True, slots=True)
class Contacted:
    """The card a party is on, if on any, and how it got there."""

    card: Customer | None = None
    how: FiledAs | None = None
    clash_id: UUID | None = None

    @property
    def was_on_file(self) -> bool:
        """Whether the card stood before this arrival."""
        return self.how is FiledAs.ATTACHED


def known_card(unit: Unit, party: Party) -> Customer | None:
    """The card a party's phone and name lead to, before anything is written."""
    if not party.entry.phone:
        return None
    cards = with_exact_phone(unit, identity.as_phone(party.entry.phone))
    return next((c for c in cards if may_be_one(c.name, party.entry.name or "")), None)


def contacted(unit: Unit, party: Party, receiver: UUID | None) -> Contacted:
    """The card of the party; who buys nothing is found, but not put on file."""
    if not party.entry.phone:
        return Contacted()
    if not party.buying:
        card = known_card(unit, party)
        return Contacted(card, FiledAs.ATTACHED) if card else Contacted()
    filed = file_contact(unit, _contact(unit, party, receiver))
    return Contacted(unit.get(Customer, filed.customer_id), filed.how, filed.clash_id)


def rename(unit: Unit, visit: Visit, party: Party) -> None:
    """Let a name misspelt at the visit that made its card be right on the card too.

    Without this, a correction under the same phone would look like another person.
    """
    typed, phone = (party.entry.name or "").strip(), party.entry.phone
    card = unit.session.get(Customer, visit.customer_id) if visit.customer_id else None
    if card is None or not typed or not phone or card.created_at < visit.created_at:
        return
    if identity.as_phone(phone) == card.phone and card.name == visit.name:
        unit.change(card, name=typed)
        keys.refresh(unit, card)


def meet(unit: Unit, contact: Contacted, party: Party, receiver: UUID | None) -> None:
    """Let a buying party's visit count on its card."""
    card = contact.card
    if card is None or not party.buying:
        return
    if not contact.was_on_file:
        consent_by_notice(unit, card.id)
        return
    _take_level(unit, card, party.entry.level)
    _hand_over(unit, card, receiver)
    if level_of(card) in ACTIVE or card.level is None:
        unit.change(card, next_follow_up_at=first_contact_due(party.at, _levels(unit)))


def _contact(unit: Unit, party: Party, receiver: UUID | None) -> Contact:
    entry, day = party.entry, unit.day_of(party.at)
    budget = entry.budget
    return Contact(
        name=entry.name,
        phone=entry.phone or "",
        gender=entry.gender,
        source=entry.source,
        model_id=entry.model_id,
        competitor=entry.competitor,
        budget_min_fen=budget.min_fen if budget else None,
        budget_max_fen=budget.max_fen if budget else None,
        level=entry.level if entry.level in _OPEN else None,
        owner_id=receiver if _may_own(unit, receiver) else None,
        next_follow_up_at=first_contact_due(party.at, _levels(unit)),
        first_contact_on=day,
        first_visit_on=day if party.channel is Channel.WALK_IN else None,
    )


def _take_level(unit: Unit, card: Customer, level: IntentLevel | None) -> None:
    """The level heard at reception; an order or a delivery is not undone from here."""
    now = level_of(card)
    if level is None or level is now or now in _SETTLED:
        return
    if is_revival(now, level):
        losses.revive(unit, losses.Revive(card.id, level))
        return
    check_level(now, level)
    set_level(unit, card, level)


def _hand_over(unit: Unit, card: Customer, receiver: UUID | None) -> None:
    """A customer whose owner let them lie goes to who receives them now."""
    if receiver is None or receiver == card.owner_id or not _may_own(unit, receiver):
        return
    if is_idle(_last_contact_on(unit, card), unit.today, _levels(unit)):
        set_owner(unit, card, receiver)


def _may_own(unit: Unit, staff_id: UUID | None) -> bool:
    person = unit.session.get(Staff, staff_id) if staff_id else None
    return person is not None and person.role in SALES


def _last_contact_on(unit: Unit, card: Customer) -> date:
    """The last day that counted as contact, before the visit just being written."""
    visited = select(func.max(Visit.business_date)).where(Visit.customer_id == card.id)
    reached = select(func.max(FollowUp.business_date)).where(
        FollowUp.customer_id == card.id, FollowUp.result.in_(_COUNTED)
    )
    days = [unit.session.scalar(visited), unit.session.scalar(reached), card.first_contact_on]
    return max(day for day in days if day is not None)


def _levels(unit: Unit) -> LevelRules:
    return LevelRules.parse(unit.setting("customer.levels"))
