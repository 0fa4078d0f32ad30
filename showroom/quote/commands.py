"""A quote from the first draft to the customer's yes."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import delete

from db.models.customer import Customer
from db.models.quote import Quote, QuoteLine
from showroom.documents.issue import issue
from showroom.errors import Refusal
from showroom.money import to_fen
from showroom.quote import document
from showroom.quote.approvals import approved
from showroom.quote.price import check_authority
from showroom.quote.pricebook import Offers, still_listed, vouched
from showroom.quote.pricing import LoanWish, PricedQuote, QuoteLineWish, QuoteWish, priced
from showroom.quote.printing import quote_paper
from showroom.quote.rules import (
    check_acceptable,
    check_dates,
    check_step,
    editable,
    next_version,
    status_on,
    usual_valid_until,
)
from showroom.quote.stored import authority, car_offered, lines_of, loan_of, offer_of, rates_on
from showroom.rights import SALES, allows
from showroom.terms import QuoteStatus
from showroom.unit import Unit
from showroom.vehicle.queries import TrimLine, trim_on


@dataclass(frozen=True, slots=True)
class SaveQuote:
    """A quote as typed; `quote_id` overwrites that draft. Amounts in fen."""

    customer_id: UUID
    trim_id: UUID
    colour: str
    expected_invoice_on: date
    lines: tuple[QuoteLineWish, ...] = ()
    loan: LoanWish | None = None
    trade_in_value_fen: int = 0
    valid_until: date | None = None
    note: str = ""
    visit_id: UUID | None = None
    quote_id: UUID | None = None


@allows(*SALES)
def save_quote(unit: Unit, command: SaveQuote) -> UUID:
    """Keep a draft with its totals; raises Refusal when it cannot be priced."""
    customer = unit.get(Customer, command.customer_id)
    trim = trim_on(unit, command.trim_id, unit.today)
    if command.colour not in trim.colours:
        raise Refusal("quote.colour_unknown", field="colour")
    valid_until = command.valid_until or usual_valid_until(
        unit.today, unit.setting("quote.validity")["days"]
    )
    check_dates(unit.today, command.expected_invoice_on, valid_until)
    quote = _draft(unit, command, customer, trim)
    quote.valid_until = valid_until
    lines = vouched(unit, Offers(trim.id, command.expected_invoice_on), command.lines)
    wish = QuoteWish(
        car_offered(trim),
        command.expected_invoice_on,
        lines,
        command.loan,
        command.trade_in_value_fen,
    )
    _put(quote, priced(wish, rates_on(unit, command.expected_invoice_on)))
    _put_lines(unit, quote.id, lines)
    return quote.id


@allows(*SALES)
def issue_quote(unit: Unit, quote_id: UUID) -> UUID:
    """Number and print a draft; from then on it never changes. Voids the version it replaces.

    Raises:
        Refusal: `quote.above_authority` or `quote.below_floor` until a manager approved;
            `documents.no_glyph` for a character that cannot be printed.
    """
    quote = unit.get(Quote, quote_id)
    check_step(QuoteStatus(quote.status), QuoteStatus.ISSUED)
    check_dates(unit.today, quote.expected_invoice_on, quote.valid_until)
    approval = approved(unit, quote)
    if approval is None:
        check_authority(unit.actor.role, offer_of(unit, quote), authority(unit))
    _void_replaced(unit, quote)
    unit.change(
        quote,
        status=QuoteStatus.ISSUED,
        doc_no=unit.number("BJ"),
        issued_at=unit.now,
        business_date=unit.today,
        approval_id=approval,
    )
    data = quote_paper(unit, quote)
    issue(unit, document.quotation(data), data, quote)
    return quote.id


@allows(*SALES)
def accept_quote(unit: Unit, quote_id: UUID) -> None:
    """The customer says yes; raises Refusal when the quote has expired."""
    quote = unit.get(Quote, quote_id)
    check_acceptable(QuoteStatus(quote.status), quote.valid_until, unit.today)
    unit.change(quote, status=QuoteStatus.ACCEPTED, settled_at=unit.now)


@allows(*SALES)
def void_quote(unit: Unit, quote_id: UUID) -> None:
    """Take an issued quote back."""
    quote = unit.get(Quote, quote_id)
    check_step(QuoteStatus(quote.status), QuoteStatus.VOID)
    unit.change(quote, status=QuoteStatus.VOID, settled_at=unit.now)


@allows(*SALES)
def new_version(unit: Unit, quote_id: UUID) -> UUID:
    """A draft that starts as a copy of an issued quote and replaces it when issued."""
    old = unit.get(Quote, quote_id)
    standing = status_on(QuoteStatus(old.status), old.valid_until, unit.today)
    version = next_version(standing, old.version)
    again = saved(unit, old)
    invoiced_on = max(again.expected_invoice_on, unit.today)
    lines = still_listed(unit, invoiced_on, again.lines)
    key = save_quote(unit, replace(again, expected_invoice_on=invoiced_on, lines=lines))
    copy = unit.get(Quote, key)
    copy.version, copy.replaces_id = version, old.id
    return key


def saved(unit: Unit, quote: Quote) -> SaveQuote:
    """A stored quote as it was typed, to be typed on or copied; it names no draft to overwrite."""
    return SaveQuote(
        customer_id=quote.customer_id,
        trim_id=quote.trim_id,
        colour=quote.colour,
        expected_invoice_on=quote.expected_invoice_on,
        lines=lines_of(unit, quote.id),
        loan=None if quote.loan is None else loan_of(quote.loan).wish,
        trade_in_value_fen=quote.trade_in_value_fen,
        note=quote.note or "",
        visit_id=quote.visit_id,
    )


def _draft(unit: Unit, command: SaveQuote, customer: Customer, trim: TrimLine) -> Quote:
    """The draft to write to: a new row, or the one named, which must still be a draft."""
    if command.quote_id is None:
        quote = _new(unit, command, customer, trim)
        unit.session.add(quote)
    else:
        quote = unit.get(Quote, command.quote_id)
        if not editable(QuoteStatus(quote.status)):
            raise Refusal("quote.immutable")
    quote.trim_id, quote.colour, quote.price_id = trim.id, command.colour, trim.price_id
    quote.expected_invoice_on = command.expected_invoice_on
    quote.trade_in_value_fen = command.trade_in_value_fen
    quote.note = command.note.strip() or None
    return quote


def _new(unit: Unit, command: SaveQuote, customer: Customer, trim: TrimLine) -> Quote:
    return Quote(
        id=unit.new_id(),
        outlet_id=unit.outlet_id,
        status=QuoteStatus.DRAFT,
        business_date=unit.today,
        customer_id=customer.id,
        visit_id=command.visit_id,
        trim_id=trim.id,
        colour=command.colour,
        guide_price_fen=trim.guide_price_fen,
        price_id=trim.price_id,
        expected_invoice_on=command.expected_invoice_on,
        valid_until=unit.today,
        **_nothing_yet(),
        owner_id=customer.owner_id or unit.actor.staff_id,
        created_by_id=unit.actor.staff_id,
        created_at=unit.now,
    )


def _nothing_yet() -> dict[str, Any]:
    """Totals of a row that is priced before the transaction ends."""
    return dict.fromkeys(_TOTALS, 0)


def _put(quote: Quote, made: PricedQuote) -> None:
    """Write what the quote comes to."""
    quote.guide_price_fen = made.wish.car.guide_price_fen
    for column in _TOTALS:
        setattr(quote, column, _total(made, column))
    quote.discount_fen = to_fen(made.price.discount)
    quote.tax_rule, quote.tax_warning = made.tax.rule, made.tax.warning
    quote.loan = None if made.loan is None else msgspec.to_builtins(made.loan)


def _total(made: PricedQuote, column: str) -> int:
    if column == "tax_relief_fen":
        return to_fen(made.tax.relief)
    return int(getattr(made, column))


def _put_lines(unit: Unit, quote_id: UUID, lines: tuple[QuoteLineWish, ...]) -> None:
    """Replace the lines of a draft."""
    unit.session.execute(delete(QuoteLine).where(QuoteLine.quote_id == quote_id))
    for seq, line in enumerate(lines, 1):
        unit.add(
            QuoteLine(
                id=unit.new_id(),
                outlet_id=unit.outlet_id,
                quote_id=quote_id,
                seq=seq,
                **asdict(line),
            )
        )


def _void_replaced(unit: Unit, quote: Quote) -> None:
    """An issued version that this one replaces is void from now on."""
    old = unit.session.get(Quote, quote.replaces_id) if quote.replaces_id else None
    if old is not None and old.status == QuoteStatus.ISSUED:
        unit.change(old, status=QuoteStatus.VOID, settled_at=unit.now)


_TOTALS = (
    "invoice_price_fen",
    "purchase_tax_fen",
    "tax_relief_fen",
    "vehicle_tax_fen",
    "on_road_price_fen",
    "net_cost_fen",
    "due_at_store_fen",
)
