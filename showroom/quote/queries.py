"""Quotes as lists and as a whole, and the price book a quote is built from."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from db.models.customer import Customer
from db.models.quote import Accessory, FeeItem, LoanProduct, Promotion, Quote
from db.models.staff import Staff
from db.models.vehicle import CarModel, Trim
from showroom.customer.commands import standing
from showroom.identity import mask_phone
from showroom.quote.approvals import Granted, granted, latest
from showroom.quote.commands import SaveQuote, saved
from showroom.quote.price import Authority
from showroom.quote.pricing import LoanOffered, LoanWish, QuoteLineWish, Rates
from showroom.quote.rules import status_on
from showroom.quote.stored import authority, loan_of, rates_on
from showroom.rights import SALES, allows
from showroom.terms import ApprovalStatus, LineKind, LoanKind, Payee, QuoteStatus, Role
from showroom.unit import Unit
from showroom.vehicle.queries import floor_price_fen


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
    """A quote to look at or type on; fen."""

    line: QuoteLine
    typed: SaveQuote
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


@dataclass(frozen=True, slots=True)
class LoanLine:
    """A loan of the price book."""

    wish: LoanWish
    months: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PriceBook:
    """What a quote may be built from on a date; every line is off until chosen.

    `role` is of who asks; with `authority` and `floor_price_fen` it says who may give a discount.
    The floor is never shown.
    """

    fees: tuple[QuoteLineWish, ...]
    accessories: tuple[QuoteLineWish, ...]
    promotions: tuple[QuoteLineWish, ...]
    loans: tuple[LoanLine, ...]
    rates: Rates
    authority: Authority
    role: Role
    floor_price_fen: int | None = None


@dataclass(frozen=True, slots=True)
class Offers:
    """What may be offered with a trim on a business date."""

    trim_id: UUID
    on: date


@allows(*SALES)
def quotes(unit: Unit, query: Quotes) -> list[QuoteLine]:
    """The latest quotes first."""
    statement = _listed().order_by(Quote.id.desc()).limit(query.limit)
    if query.customer_id is not None:
        statement = statement.where(Quote.customer_id == query.customer_id)
    if query.on is not None:
        statement = statement.where(Quote.business_date == query.on)
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


@allows(*SALES)
def price_book(unit: Unit, query: Offers) -> PriceBook:
    """The published charges, accessories, offers and loans in force."""
    return PriceBook(
        fees=_fees(unit, query.on),
        accessories=_accessories(unit, query.on),
        promotions=_promotions(unit, query),
        loans=_loans(unit, query.on),
        rates=rates_on(unit, query.on),
        authority=authority(unit),
        role=unit.actor.role,
        floor_price_fen=floor_price_fen(unit, query.trim_id, unit.today),
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


def _in_force(kind: Any, on: date) -> tuple[Any, Any]:  # noqa: ANN401 - a dated reference table
    return kind.valid_from <= on, or_(kind.valid_to.is_(None), kind.valid_to >= on)


def _fees(unit: Unit, on: date) -> tuple[QuoteLineWish, ...]:
    rows = unit.session.scalars(
        select(FeeItem).where(*_in_force(FeeItem, on)).order_by(FeeItem.sort)
    )
    return tuple(
        QuoteLineWish(
            kind=LineKind(row.kind),
            name=row.name,
            payee=Payee(row.payee),
            amount_fen=row.amount_fen or 0,
            optional=row.optional,
            code=row.code,
            basis=row.basis,
        )
        for row in rows
    )


def _accessories(unit: Unit, on: date) -> tuple[QuoteLineWish, ...]:
    rows = unit.session.scalars(
        select(Accessory).where(*_in_force(Accessory, on)).order_by(Accessory.code)
    )
    return tuple(
        QuoteLineWish(
            LineKind.ACCESSORY,
            row.name,
            Payee.DEALER,
            row.price_fen,
            optional=True,
            code=row.code,
        )
        for row in rows
    )


def _promotions(unit: Unit, query: Offers) -> tuple[QuoteLineWish, ...]:
    """The offers for the trim, its model, or every car."""
    model_id = select(Trim.model_id).where(Trim.id == query.trim_id).scalar_subquery()
    rows = unit.session.scalars(
        select(Promotion)
        .where(
            *_in_force(Promotion, query.on),
            or_(Promotion.trim_id.is_(None), Promotion.trim_id == query.trim_id),
            or_(Promotion.model_id.is_(None), Promotion.model_id == model_id),
        )
        .order_by(Promotion.code)
    )
    return tuple(
        QuoteLineWish(
            kind=LineKind(row.kind),
            name=row.name,
            payee=Payee.DEALER if row.on_invoice else Payee.OTHER,
            amount_fen=row.amount_fen,
            quantity=row.quantity,
            on_invoice=row.on_invoice,
            code=row.code,
        )
        for row in rows
    )


def _loans(unit: Unit, on: date) -> tuple[LoanLine, ...]:
    rows = unit.session.scalars(
        select(LoanProduct).where(*_in_force(LoanProduct, on)).order_by(LoanProduct.code)
    )
    return tuple(
        LoanLine(
            LoanWish(
                code=row.code,
                product=row.name,
                lender=row.lender,
                kind=LoanKind(row.kind),
                annual_rate_bp=row.annual_rate_bp,
                months=row.months[0],
                down_payment_fen=0,
                min_down_percent=row.min_down_percent,
                upfront_fee_fen=row.upfront_fee_fen,
            ),
            tuple(row.months),
        )
        for row in rows
    )
