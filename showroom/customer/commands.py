"""What people do to a card: open, correct, level, hand over, settle a clash, agree, look."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from db.models.customer import Consent, Customer, LeadClash, Reveal
from db.models.staff import Staff
from showroom import identity
from showroom.customer import keys
from showroom.customer.filing import Contact, Filed, file_contact, open_clash, with_exact_phone
from showroom.customer.rules import ACTIVE, check_level
from showroom.errors import Refusal
from showroom.rights import DESK, MANAGERS, MONEY, SALES, allows
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


@dataclass(frozen=True, slots=True, kw_only=True)
class EditCard:
    """A card as its form shows it; `phone` and `phone_2` None leave the numbers as they are."""

    customer_id: UUID
    name: str | None
    phone: str | None = None
    phone_2: str | None = None
    gender: Gender | None = None
    customer_type: CustomerType | None = None
    birthday: date | None = None
    model_id: UUID | None = None
    colour: str | None = None
    budget_min_fen: int | None = None
    budget_max_fen: int | None = None
    use: UseKind | None = None
    pay_mode: PayMode | None = None
    purchase_kind: PurchaseKind | None = None
    expected_buy_on: date | None = None
    current_car: str | None = None
    current_plate: str | None = None
    competitor: str | None = None
    source: Source | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ChangeLevel:
    """A card's new intent level."""

    customer_id: UUID
    level: IntentLevel


@dataclass(frozen=True, slots=True)
class AssignOwner:
    """Who looks after a customer from now on."""

    customer_id: UUID
    owner_id: UUID


@dataclass(frozen=True, slots=True)
class SettleClash:
    """A person's verdict: the same person (then `keep_id` is the card that goes on) or not."""

    clash_id: UUID
    verdict: ClashStatus
    keep_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class RecordConsent:
    """A customer's yes or no to one purpose."""

    customer_id: UUID
    purpose: ConsentPurpose
    granted: bool


@dataclass(frozen=True, slots=True)
class RevealPhone:
    """Somebody wants to see a masked phone: `phone` or `phone_2`."""

    customer_id: UUID
    field: str = "phone"


@dataclass(frozen=True, slots=True)
class PlanNext:
    """When the customer is to be called next (UTC), and what was promised."""

    customer_id: UUID
    next_follow_up_at: datetime | None
    promise: str | None = None


@allows(*DESK)
def open_card(unit: Unit, command: Contact) -> Filed:
    """Put a contact on file: on the card that has the phone, or on a new one."""
    filed = file_contact(unit, command)
    consent_by_notice(unit, filed.customer_id)
    return filed


@allows(*DESK)
def edit_card(unit: Unit, command: EditCard) -> UUID | None:
    """Change what a card says, with history; gives the clash a new phone opened, if it did."""
    card = standing(unit, command.customer_id)
    check_edit(unit, command)
    unit.change(card, **_edited(command))
    clash_id = _take_phones(unit, card, command)
    keys.refresh(unit, card)
    return clash_id


@allows(*SALES)
def change_level(unit: Unit, command: ChangeLevel) -> None:
    """Set the intent level; O, D and F1 come from a contract, a delivery, a manager's decision."""
    card = standing(unit, command.customer_id)
    if command.level in _EARNED:
        raise Refusal("customer.level_earned", field="level")
    check_level(level_of(card), command.level)
    set_level(unit, card, command.level)


@allows(*MANAGERS)
def assign_owner(unit: Unit, command: AssignOwner) -> None:
    """Hand a customer to a person of the outlet."""
    person = unit.get(Staff, command.owner_id)
    if not person.is_active:
        raise Refusal("customer.owner_gone", field="owner_id")
    set_owner(unit, standing(unit, command.customer_id), person.id)


@allows(*MANAGERS)
def settle_clash(unit: Unit, command: SettleClash) -> None:
    """Settle who is who on one phone; of one person the other card is folded into the kept one.

    No row of the folded card moves: the kept card shows what both hold.
    """
    clash = unit.get(LeadClash, command.clash_id)
    if clash.verdict is not None:
        raise Refusal("customer.clash_settled")
    if command.verdict is ClashStatus.SAME_PERSON:
        _fold(unit, clash, command.keep_id)
    unit.change(
        clash,
        verdict=command.verdict,
        settled_by_id=unit.actor.staff_id,
        settled_at=unit.now,
    )


@allows(*DESK)
def record_consent(unit: Unit, command: RecordConsent) -> UUID:
    """Write down a yes or no, on the notice in force."""
    standing(unit, command.customer_id)
    return _consent(unit, command, "SPOKEN")


@allows(*DESK, *MONEY)
def reveal_phone(unit: Unit, command: RevealPhone) -> str:
    """The phone in full; who looked is kept."""
    card = standing(unit, command.customer_id)
    number = card.phone_2 if command.field == "phone_2" else card.phone
    unit.add(
        Reveal(
            id=unit.new_id(),
            outlet_id=unit.outlet_id,
            customer_id=card.id,
            field=command.field,
            by_id=unit.actor.staff_id,
            at=unit.now,
        )
    )
    return number or ""


@allows(*SALES)
def plan_next(unit: Unit, command: PlanNext) -> None:
    """Set when the customer is called next, without a contact having been made."""
    if command.next_follow_up_at is not None and command.next_follow_up_at <= unit.now:
        raise Refusal("customer.next_past", field="next_follow_up_at")
    card = standing(unit, command.customer_id)
    unit.change(card, next_follow_up_at=command.next_follow_up_at, promise=command.promise)


def standing(unit: Unit, customer_id: UUID) -> Customer:
    """The card, or the one it was folded into; raises Refusal for an erased one."""
    card = unit.get(Customer, customer_id)
    while card.merged_into_id is not None:
        card = unit.get(Customer, card.merged_into_id)
    if card.anonymised_at is not None:
        raise Refusal("customer.erased")
    return card


def level_of(card: Customer) -> IntentLevel | None:
    """The card's level as a member of its list."""
    return IntentLevel(card.level) if card.level else None


def set_level(unit: Unit, card: Customer, level: IntentLevel) -> None:
    """Change the level and its date, with history; an order, a delivery, a loss end the calls."""
    if card.level != level:
        unit.change(card, level=level, level_since=unit.today)
    if level not in ACTIVE:
        unit.change(card, next_follow_up_at=None)


def set_owner(unit: Unit, card: Customer, owner_id: UUID) -> None:
    """Change who looks after the customer, with history."""
    if card.owner_id != owner_id:
        unit.change(card, owner_id=owner_id, owner_since=unit.today)


def consent_by_notice(unit: Unit, customer_id: UUID) -> UUID:
    """The consent to service that the privacy notice at the desk stands for (PIPL 13, 17)."""
    return _consent(unit, RecordConsent(customer_id, ConsentPurpose.SERVICE, granted=True), "DESK")


def check_edit(unit: Unit, command: EditCard) -> None:
    """Raise Refusal for what contradicts itself: the budget's ends, a birthday to come."""
    if command.birthday is not None and command.birthday >= unit.today:
        raise Refusal("customer.birthday_later", field="birthday")
    ends = (command.budget_min_fen, command.budget_max_fen)
    if ends[0] is not None and ends[1] is not None and ends[0] > ends[1]:
        raise Refusal("customer.budget_order", field="budget_max_fen")


def _edited(command: EditCard) -> dict[str, Any]:
    """The plain columns of the form, as stored."""
    passed = {"customer_id", "name", "phone", "phone_2", "customer_type", "current_plate"}
    values = {f.name: getattr(command, f.name) for f in fields(command) if f.name not in passed}
    values["name"] = (command.name or "").strip()
    values["customer_type"] = command.customer_type or CustomerType.PERSON
    plate = command.current_plate
    values["current_plate"] = identity.as_plate(plate) if plate else None
    return values


def _take_phones(unit: Unit, card: Customer, command: EditCard) -> UUID | None:
    """New numbers, if typed; one that stands on another card opens a clash."""
    if command.phone_2 is not None:
        unit.change(card, phone_2=identity.as_phone(command.phone_2))
    if command.phone is None or identity.as_phone(command.phone) == card.phone:
        return None
    unit.change(card, phone=identity.as_phone(command.phone))
    unit.session.flush()
    others = [c for c in with_exact_phone(unit, card.phone or "") if c.id != card.id]
    return open_clash(unit, card, others[0], "edit") if others else None


def _fold(unit: Unit, clash: LeadClash, keep_id: UUID | None) -> None:
    pair = {clash.customer_id: clash.other_id, clash.other_id: clash.customer_id}
    if keep_id not in pair:
        raise Refusal("customer.keep_missing", field="keep_id")
    kept, folded = unit.get(Customer, keep_id), unit.get(Customer, pair[keep_id])
    unit.change(folded, merged_into_id=kept.id, next_follow_up_at=None)
    unit.session.flush()
    for card in (kept, folded):
        keys.refresh(unit, card)


def _consent(unit: Unit, command: RecordConsent, channel: str) -> UUID:
    row = Consent(
        id=unit.new_id(),
        outlet_id=unit.outlet_id,
        customer_id=command.customer_id,
        purpose=command.purpose,
        granted=command.granted,
        notice_version=unit.setting("customer.notice")["version"],
        channel=channel,
        given_at=unit.now,
        recorded_by_id=unit.actor.staff_id,
    )
    return unit.add(row).id


_EARNED = frozenset({IntentLevel.O, IntentLevel.D, IntentLevel.F1})
