"""Erasing a person's data at their wish (PIPL 47): what it would do, and doing it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from db.models.contract import Contract
from db.models.customer import Customer
from db.models.exchange import Erasure
from db.models.testdrive import DriveAgreement, TestDrive
from showroom.customer.commands import standing
from showroom.customer.erasing import erase_rows
from showroom.errors import Refusal
from showroom.rights import ADMINS, allows
from showroom.terms import DriveStatus
from showroom.unit import Unit

_CLAIM_YEARS = 3


@dataclass(frozen=True, slots=True)
class Erase:
    """Whose data, and why; `name` is typed to confirm, exactly as on the card."""

    customer_id: UUID
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class ErasureOf:
    """Whose erasure is considered."""

    customer_id: UUID


@dataclass(frozen=True, slots=True)
class Consequence:
    """What an erasure would leave: signed contracts, and agreements of drives with damage.

    `cards` counts the card and those folded into it; `in_the_way` is the code of what must be
    finished first, None when nothing is.
    """

    name: str
    cards: int
    contracts: tuple[str, ...]
    agreements: tuple[str, ...]
    in_the_way: str | None


@allows(*ADMINS)
def consequence(unit: Unit, query: ErasureOf) -> Consequence:
    """What would stay, and what stands in the way; raises Refusal for a card erased already."""
    card = standing(unit, query.customer_id)
    cards = _cards(unit, card)
    signed = (Contract.customer_id.in_(cards), Contract.signed_on.is_not(None))
    return Consequence(
        name=card.name,
        cards=len(cards),
        contracts=tuple(number or "" for number in _numbers(unit, *signed)),
        agreements=tuple(number for _, number in _claims(unit, cards)),
        in_the_way=_in_the_way(unit, cards),
    )


@allows(*ADMINS)
def erase(unit: Unit, command: Erase) -> int:
    """Erase a person here at once, and at HQ and on every other desk with the next sync.

    Returns how many rows changed.

    Raises:
        Refusal: `customer.erase_name` when another name was typed, `customer.erase_reason`,
            `customer.erase_contract_open` while an order is under way, `customer.erase_drive_open`
            while a car is booked or out.
    """
    card = standing(unit, command.customer_id)
    if command.name.strip() != card.name:
        raise Refusal("customer.erase_name", field="name")
    if not command.reason.strip():
        raise Refusal("customer.erase_reason", field="reason")
    cards = _cards(unit, card)
    wait = _in_the_way(unit, cards)
    if wait is not None:
        raise Refusal(wait)
    kept = [key for key, _ in _claims(unit, cards)]
    for each in cards:
        unit.add(_asked(unit, each, command.reason.strip(), kept))
    unit.session.flush()
    return sum(erase_rows(unit.session, each) for each in cards)


def _asked(unit: Unit, card: UUID, reason: str, kept: Sequence[UUID]) -> Erasure:
    return Erasure(
        id=unit.new_id(),
        outlet_id=unit.outlet_id,
        customer_id=card,
        reason=reason,
        asked_by_id=unit.actor.staff_id,
        asked_at=unit.now,
        kept=[each.hex for each in kept],
    )


def _cards(unit: Unit, card: Customer) -> list[UUID]:
    """The card and every card folded into it, however deep."""
    found = [card.id]
    for key in found:
        folded = select(Customer.id).where(Customer.merged_into_id == key)
        found += unit.session.scalars(folded).all()
    return found


def _in_the_way(unit: Unit, cards: Sequence[UUID]) -> str | None:
    """An order not delivered, a car booked or out: what the data was given for goes on."""
    order = (
        Contract.customer_id.in_(cards),
        Contract.signed_on.is_not(None),
        Contract.delivered_on.is_(None),
        Contract.cancelled_on.is_(None),
    )
    if _numbers(unit, *order):
        return "customer.erase_contract_open"
    under_way = (DriveStatus.BOOKED, DriveStatus.OUT)
    drive = select(TestDrive.id).where(
        TestDrive.customer_id.in_(cards), TestDrive.status.in_(under_way)
    )
    return "customer.erase_drive_open" if unit.session.scalars(drive).first() else None


def _numbers(unit: Unit, *which: object) -> Sequence[str | None]:
    return unit.session.scalars(select(Contract.doc_no).where(*which)).all()  # type: ignore[arg-type]


def _claims(unit: Unit, cards: Sequence[UUID]) -> list[tuple[UUID, str]]:
    """Agreements of drives that ended with damage, while a claim may be made (民法典 188)."""
    since = _years_before(unit.today)
    rows = unit.session.execute(
        select(DriveAgreement.id, DriveAgreement.doc_no)
        .join(TestDrive, TestDrive.id == DriveAgreement.drive_id)
        .where(
            TestDrive.customer_id.in_(cards),
            TestDrive.damage_after.is_not(None),
            TestDrive.business_date >= since,
        )
        .order_by(DriveAgreement.id)
    )
    return [(key, number) for key, number in rows]


def _years_before(day: date) -> date:
    return day.replace(year=day.year - _CLAIM_YEARS, day=min(day.day, 28))
