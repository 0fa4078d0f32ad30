"""Quotes as lists and as a whole, and the price book a quote is built from."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from db.models.customer import Customer
from db.models.quote import Quote, quote_day
from db.models.staff import Staff
from db.models.vehicle import CarModel, Trim
from showroom.customer.commands import standing
from showroom.identity import mask_phone
from showroom.quote.approvals import Granted, granted, latest
from showroom.quote.commands import SaveQuote, saved
from showroom.quote.pricing import LoanOffered
from showroom.quote.rules import status_on
from showroom.quote.stored import loan_of
from showroom.rights import SALES, allows
from showroom.terms import ApprovalStatus, QuoteStatus
from showroom.unit import Unit
from showroom.vehicle.queries import TrimLine, trim_on


@dataclass(frozen=True, slots=True)
class Quotes:
    """The quotes of a customer, or of everybody; `on` keeps one business date."""

    customer_id: UUID | None = None
    on: date | None = None
    limit: int = 200


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """One quote of a list; fen; `made_at` UTC. An issued quote past its date reads EXPIRED."""

    id: UUID
    doc_no: str | None
    version: int
    status: QuoteStatus
    business_date: date
    customer_id: UUID
    customer: str
    car: str
    on_road_price_fen: int
    valid_until: date
    owner: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class WholeQuote:
    """A quote to look at or type on; fen. `trim` is the car as it was on offer then."""

    line: QuoteLine
    typed: SaveQuote
    trim: TrimLine
    loan: LoanOffered | None
    guide_price_fen: int
    invoice_price_fen: int
    purchase_tax_fen: int
    vehicle_tax_fen: int
    net_cost_fen: int
    due_at_store_fen: int
    tax_rule: str | None
    tax_warning: str | None
    approval: ApprovalStatus | None
    granted: Granted | None


@dataclass(frozen=True, slots=True)
class QuoteFor:
    """A customer who is to be quoted: the phone masked, the wish as far as it is known."""

    customer_id: UUID
    name: str
    phone: str
    model_id: UUID | None
    trim_id: UUID | None
    colour: str | None


@allows(*SALES)
def quotes(unit: Unit, query: Quotes) -> list[QuoteLine]:
    """The latest quotes first."""
    statement = _listed().order_by(Quote.id.desc()).limit(query.limit)
    if query.customer_id is not None:
        statement = statement.where(Quote.customer_id == query.customer_id)
    if query.on is not None:
        statement = statement.where(quote_day == query.on)
    return [_line(row, unit.today) for row in unit.session.execute(statement)]


@allows(*SALES)
def whole_quote(unit: Unit, quote_id: UUID) -> WholeQuote:
    """One quote with everything in it; raises Refusal `unit.gone`."""
    quote = unit.get(Quote, quote_id)
    row = unit.session.execute(_listed().where(Quote.id == quote_id)).one()
    said = latest(unit, quote_id)
    return WholeQuote(
        line=_line(row, unit.today),
        typed=saved(unit, quote),
        trim=trim_on(unit, quote.trim_id, unit.day_of(quote.created_at)),
        loan=None if quote.loan is None else loan_of(quote.loan),
        guide_price_fen=quote.guide_price_fen,
        invoice_price_fen=quote.invoice_price_fen,
        purchase_tax_fen=quote.purchase_tax_fen,
        vehicle_tax_fen=quote.vehicle_tax_fen,
        net_cost_fen=quote.net_cost_fen,
        due_at_store_fen=quote.due_at_store_fen,
        tax_rule=quote.tax_rule,
        tax_warning=quote.tax_warning,
        approval=None if said is None else ApprovalStatus(said.step),
        granted=granted(unit, said),
    )


@allows(*SALES)
def quote_for(unit: Unit, customer_id: UUID) -> QuoteFor:
    """Whom a new quote is for, with the car wished for; raises Refusal for an erased card."""
    card = standing(unit, customer_id)
    return QuoteFor(
        customer_id=card.id,
        name=card.name,
        phone=mask_phone(card.phone) if card.phone else "",
        model_id=card.model_id,
        trim_id=card.trim_id,
        colour=card.colour,
    )


def _listed() -> Any:  # noqa: ANN401 - a Select of more columns than its stubs know
    return (
        select(
            Quote.id,
            Quote.doc_no,
            Quote.version,
            Quote.status,
            Quote.business_date,
            Quote.customer_id,
            Customer.name,
            CarModel.name + " " + Trim.name,
            Quote.on_road_price_fen,
            Quote.valid_until,
            Staff.name,
            Quote.created_at,
        )
        .join(Customer, Customer.id == Quote.customer_id)
        .join(Trim, Trim.id == Quote.trim_id)
        .join(CarModel, CarModel.id == Trim.model_id)
        .join(Staff, Staff.id == Quote.owner_id)
    )


def _line(row: Any, today: date) -> QuoteLine:  # noqa: ANN401 - a row of `_listed`
    key, number, version, status, *rest = row
    standing = status_on(QuoteStatus(status), row.valid_until, today)
    return QuoteLine(key, number, version, standing, *rest)
