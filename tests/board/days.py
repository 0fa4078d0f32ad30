"""Rows of a showroom day, written straight into the store where a test needs many of them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from db.models.contract import Contract, Receipt
from db.models.customer import Customer
from db.models.quote import Quote
from db.models.testdrive import TestDrive
from db.models.vehicle import Trim
from db.models.visit import Visit
from showroom.rights import EVERYONE, allows
from showroom.terms import (
    Channel,
    ContractStatus,
    DriveMode,
    DriveStatus,
    PayMethod,
    QuoteStatus,
    ReceiptKind,
    VisitKind,
)
from showroom.unit import Unit
from tests.factories import customer, demo_car

ZONE = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 11, 22)


def at(clock: str, day: date = TODAY) -> datetime:
    """The instant a clock in Nanjing shows that time."""
    hour, minute = map(int, clock.split(":"))
    return datetime.combine(day, time(hour, minute), ZONE)


@dataclass(frozen=True, slots=True)
class Come:
    """A visit to write; `stay` minutes, None: still here."""

    when: datetime
    kind: VisitKind = VisitKind.FIRST
    customer: UUID | None = None
    owner: UUID | None = None
    phone: str | None = None
    stay: int | None = 40


@dataclass(frozen=True, slots=True)
class Drive:
    """A drive to write."""

    when: datetime
    customer: UUID
    owner: UUID
    status: DriveStatus = DriveStatus.DONE
    mode: DriveMode = DriveMode.DRIVE
    visit: UUID | None = None


@dataclass(frozen=True, slots=True)
class Deal:
    """A quote and a contract to write; dates None: it did not come to that."""

    customer: UUID
    owner: UUID
    day: date = TODAY
    ordered_on: date | None = TODAY
    cancelled_on: date | None = None
    delivered_on: date | None = None


@dataclass(frozen=True, slots=True)
class Pay:
    """Money to book, in fen."""

    fen: int
    method: PayMethod = PayMethod.CASH
    day: date = TODAY


@dataclass(frozen=True, slots=True)
class Card:
    """A customer to put on file."""

    name: str
    since: date = TODAY
    owner: UUID | None = None
    next_at: datetime | None = None
    visited: date | None = None


@allows(*EVERYONE)
def put_card(unit: Unit, card: Card) -> UUID:
    """Write a card."""
    row = customer(unit.outlet_id, card.name)
    row.id, row.first_contact_on, row.owner_id = unit.new_id(), card.since, card.owner
    row.next_follow_up_at, row.first_visit_on = card.next_at, card.visited
    return unit.add(row).id


@allows(*EVERYONE)
def put_visit(unit: Unit, come: Come) -> UUID:
    """Write a visit."""
    row = Visit(
        **_made(unit),
        business_date=unit.day_of(come.when),
        arrived_at=come.when,
        left_at=None if come.stay is None else come.when + timedelta(minutes=come.stay),
        channel=Channel.WALK_IN,
        kind=come.kind,
        customer_id=come.customer,
        received_by_id=come.owner,
        phone=come.phone,
    )
    return unit.add(row).id


@allows(*EVERYONE)
def put_drive(unit: Unit, drive: Drive) -> UUID:
    """Write a drive."""
    row = TestDrive(
        **_made(unit),
        customer_id=drive.customer,
        vehicle_id=demo_car(unit.session).id,
        starts_at=drive.when,
        ends_at=drive.when + timedelta(minutes=30),
        business_date=unit.day_of(drive.when),
        route="A线 8km",
        mode=drive.mode,
        escort_id=drive.owner,
        status=drive.status,
    )
    return unit.add(row).id


@allows(*EVERYONE)
def put_deal(unit: Unit, deal: Deal) -> UUID:
    """Write an accepted quote and its contract; gives the contract."""
    trim = unit.session.scalars(select(Trim.id).limit(1)).one()
    quote = unit.add(_quote(unit, deal, trim))
    return unit.add(_contract(unit, deal, quote)).id


@allows(*EVERYONE)
def put_money(unit: Unit, pay: Pay) -> UUID:
    """Book money."""
    row = Receipt(
        id=unit.new_id(),
        outlet_id=unit.outlet_id,
        doc_no=unit.number("SK", pay.day),
        business_date=pay.day,
        contract_id=unit.new_id(),
        customer_id=unit.new_id(),
        kind=ReceiptKind.EARNEST,
        amount_fen=pay.fen,
        method=pay.method,
        payer="王芳",
        received_at=unit.now,
        cashier_id=unit.actor.staff_id,
        created_at=unit.now,
    )
    return unit.add(row).id


@allows(*EVERYONE)
def rename(unit: Unit, name: str) -> None:
    """Give every card another name."""
    for card in unit.session.scalars(select(Customer)):
        unit.change(card, name=name)


def _made(unit: Unit) -> dict[str, Any]:
    return {
        "id": unit.new_id(),
        "outlet_id": unit.outlet_id,
        "created_by_id": unit.actor.staff_id,
        "created_at": unit.now,
    }


def _quote(unit: Unit, deal: Deal, trim: UUID) -> Quote:
    fen: dict[str, Any] = dict.fromkeys(
        (
            "guide_price_fen", "invoice_price_fen", "purchase_tax_fen", "tax_relief_fen",
            "vehicle_tax_fen", "on_road_price_fen", "net_cost_fen", "due_at_store_fen",
        ),
        25_880_000,
    )  # fmt: skip
    return Quote(
        **_made(unit),
        **fen,
        doc_no=unit.number("BJ", deal.day),
        status=QuoteStatus.ACCEPTED,
        business_date=deal.day,
        customer_id=deal.customer,
        trim_id=trim,
        colour="水晶白",
        price_id=unit.new_id(),
        expected_invoice_on=deal.day,
        valid_until=deal.day,
        owner_id=deal.owner,
        issued_at=at("11:00", deal.day),
    )


def _contract(unit: Unit, deal: Deal, quote: Quote) -> Contract:
    return Contract(
        **_made(unit),
        doc_no=unit.number("HT", deal.day),
        status=ContractStatus.SIGNED,
        business_date=deal.day,
        customer_id=deal.customer,
        quote_id=quote.id,
        buyer="王芳",
        buyer_idno="11010519491231002X",
        address="南京市",
        phone="13900000000",
        trim_id=quote.trim_id,
        colour="水晶白",
        price_fen=25_880_000,
        money_kind="EARNEST",
        deposit_fen=2_000_000,
        deposit_cap_fen=5_176_000,
        delivery_due=deal.day,
        documents=[],
        dispute="LITIGATION",
        breach_terms="按民法典",
        terms_version="2026-01",
        terms_ack=True,
        owner_id=deal.owner,
        signed_on=deal.day,
        ordered_on=deal.ordered_on,
        cancelled_on=deal.cancelled_on,
        delivered_on=deal.delivered_on,
    )
