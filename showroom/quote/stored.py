"""What a stored quote is read back as: its lines, its loan, its offer, the rates of its date."""

from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import select

from db.models.quote import Quote, QuoteLine
from showroom.money import to_yuan
from showroom.quote.price import Authority, Offer
from showroom.quote.pricing import CarOffered, LoanOffered, QuoteLineWish, Rates
from showroom.terms import LineKind, Payee
from showroom.unit import Unit
from showroom.vehicle.queries import TrimLine, floor_price_fen

_RATE_KEYS = ("quote.purchase_tax", "quote.nev_relief", "quote.vehicle_tax", "quote.ctp")


def rates_on(unit: Unit, on: date) -> Rates:
    """The rates in force on a date."""
    return Rates.parse({key: unit.setting(key, on) for key in _RATE_KEYS})


def authority(unit: Unit) -> Authority:
    """Who may give how much, as of today."""
    return Authority.parse(unit.setting("quote.authority"))


def car_offered(trim: TrimLine) -> CarOffered:
    """What of a trim decides price and taxes."""
    return CarOffered(
        trim.guide_price_fen,
        trim.energy,
        trim.displacement_ml,
        trim.seats,
        trim.in_relief_catalogue,
    )


def lines_of(unit: Unit, quote_id: UUID) -> tuple[QuoteLineWish, ...]:
    """The lines of a quote in order."""
    rows = unit.session.execute(
        select(
            QuoteLine.kind,
            QuoteLine.name,
            QuoteLine.payee,
            QuoteLine.amount_fen,
            QuoteLine.quantity,
            QuoteLine.on_invoice,
            QuoteLine.is_gift,
            QuoteLine.optional,
            QuoteLine.code,
            QuoteLine.basis,
        )
        .where(QuoteLine.quote_id == quote_id)
        .order_by(QuoteLine.seq)
    )
    return tuple(
        QuoteLineWish(LineKind(kind), name, Payee(payee), *rest)
        for kind, name, payee, *rest in rows
    )


def loan_of(stored: dict[str, Any]) -> LoanOffered:
    """A loan as it was worked out when the quote was saved."""
    return msgspec.convert(stored, LoanOffered, strict=False)


def offer_of(unit: Unit, quote: Quote) -> Offer:
    """What of a quote needs authority."""
    floor = floor_price_fen(unit, quote.trim_id, unit.today)
    return Offer(
        to_yuan(quote.guide_price_fen),
        to_yuan(quote.invoice_price_fen),
        to_yuan(quote.discount_fen),
        None if floor is None else to_yuan(floor),
    )
