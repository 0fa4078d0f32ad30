"""The price of a quote row by row, as the page shows it while one types."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from showroom.money import to_fen
from showroom.quote.price import DEDUCTIONS
from showroom.quote.pricing import PricedQuote, QuoteLineWish
from showroom.terms import LineKind, Payee

_OF_A_KIND = frozenset({LineKind.CTP_INSURANCE, LineKind.CASH_DISCOUNT})
"""Kinds that name themselves, in the language of who looks."""


class RowLook(Enum):
    """How a row of the build-up stands out."""

    LINE = auto()
    SUM = auto()
    RESULT = auto()
    GIFT = auto()
    TOLD = auto()


@dataclass(frozen=True, slots=True)
class Said:
    """Words by their catalogue key with facts; amounts among them are named `…_fen`."""

    key: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the build-up: named by the quote's own words or by a key; fen."""

    look: RowLook
    name: str | Said
    amount_fen: int | None
    payee: Payee | None = None
    optional: bool = False
    quantity: int = 1
    note: Said | None = None
    warns: bool = False


def build_up(quote: PricedQuote) -> tuple[Row, ...]:
    """Everything that leads to the on-road price, row by row; it is the sum of the LINE rows."""
    return tuple(_build_up(quote))


def settlement(quote: PricedQuote) -> tuple[Row, ...]:
    """What follows from the on-road price: subsidies, net cost, the loan, what is due here."""
    return tuple(_settlement(quote))


def _build_up(quote: PricedQuote) -> Iterator[Row]:
    guide = quote.wish.car.guide_price_fen
    paid = [line for line in quote.wish.lines if not line.is_gift]
    yield Row(RowLook.LINE, Said("quote.guide_price"), guide, Payee.DEALER)
    yield from (_row(line) for line in paid if line.on_invoice)
    yield Row(RowLook.SUM, Said("quote.invoice_price"), quote.invoice_price_fen)
    yield _tax(quote)
    yield Row(RowLook.LINE, Said("quote.vehicle_tax"), quote.vehicle_tax_fen, Payee.TAX)
    yield from (_row(line) for line in paid if not line.on_invoice and line.kind not in DEDUCTIONS)
    gifts = (line for line in quote.wish.lines if line.is_gift)
    yield from (Row(RowLook.GIFT, line.name, 0, quantity=line.quantity) for line in gifts)


def _settlement(quote: PricedQuote) -> Iterator[Row]:
    later = [
        line
        for line in quote.wish.lines
        if not line.on_invoice and not line.is_gift and line.kind in DEDUCTIONS
    ]
    yield from (_row(line) for line in later)
    if later:
        yield Row(RowLook.SUM, Said("quote.net_cost"), quote.net_cost_fen)
    if quote.loan:
        yield from _loan_rows(quote)
    if quote.wish.trade_in_value_fen:
        yield Row(RowLook.TOLD, Said("quote.trade_in_value"), -quote.wish.trade_in_value_fen)
    yield Row(RowLook.SUM, Said("quote.due_at_store"), quote.due_at_store_fen)


def _row(line: QuoteLineWish) -> Row:
    name = Said(line.kind.word) if line.code is None and line.kind in _OF_A_KIND else line.name
    signed = -line.amount_fen if line.kind in DEDUCTIONS else line.amount_fen
    return Row(RowLook.LINE, name, signed, line.payee, line.optional, quantity=line.quantity)


def _tax(quote: PricedQuote) -> Row:
    tax = quote.tax
    note = None
    if tax.warning:
        note = Said("quote.tax_warned")
    elif tax.rule:
        note = Said("quote.tax_relieved", {"rule": tax.rule, "relief_fen": to_fen(tax.relief)})
    name = Said("quote.purchase_tax")
    fen = quote.purchase_tax_fen
    return Row(RowLook.LINE, name, fen, Payee.TAX, note=note, warns=bool(tax.warning))


def _loan_rows(quote: PricedQuote) -> Iterator[Row]:
    loan = quote.loan
    if loan is None:
        return
    monthly = {"each_fen": loan.steps[0].amount_fen, "months": loan.wish.months}
    cost = {"interest_fen": loan.interest_fen, "apr": f"{loan.apr:.2f}"}
    down = loan.wish.down_payment_fen
    yield Row(RowLook.TOLD, Said("quote.down_payment_shown"), down)
    yield Row(
        RowLook.TOLD,
        Said("quote.loan_shown", monthly),
        -loan.principal_fen,
        note=Said("quote.loan_cost", cost),
    )
