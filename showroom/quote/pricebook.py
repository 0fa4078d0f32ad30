"""The price book: published charges, accessories, promotions and loans in force on a date."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select

from db.in_force import in_force
from db.models.quote import Accessory, FeeItem, LoanProduct, Promotion
from db.models.vehicle import Trim
from showroom import texts
from showroom.errors import Refusal
from showroom.quote.price import DEDUCTIONS, Authority, usual_payee
from showroom.quote.pricing import LoanWish, QuoteLineWish, Rates
from showroom.quote.stored import authority, rates_on
from showroom.rights import SALES, allows
from showroom.terms import LineKind, LoanKind, Payee, Role
from showroom.unit import Unit
from showroom.vehicle.queries import floor_price_fen

_PAPER_LANGUAGE = "zh_CN"
_CHARGES = frozenset({LineKind.PLATING_FEE, LineKind.FINANCE_FEE, LineKind.OTHER_FEE})


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


def vouched(unit: Unit, query: Offers, lines: Iterable[QuoteLineWish]) -> tuple[QuoteLineWish, ...]:
    """The lines as the price book bears them out: a promotion it does not grant needs authority.

    Raises:
        Refusal: `quote.fee_not_published` for a charge that is not on the list (明码标价规定 8).
    """
    granted = {(line.code, line.amount_fen) for line in _promotions(unit, query)}
    listed = {line.code: line.amount_fen for line in _fees(unit, query.on)}
    return tuple(_vouched(line, granted, listed) for line in lines)


def still_listed(unit: Unit, on: date, lines: Iterable[QuoteLineWish]) -> tuple[QuoteLineWish, ...]:
    """The lines less the charges that are no longer published as they were."""
    listed = {line.code: line.amount_fen for line in _fees(unit, on)}
    return tuple(line for line in lines if _is_listed(line, listed))


def _vouched(
    line: QuoteLineWish, granted: set[tuple[str | None, int]], listed: dict[str | None, int]
) -> QuoteLineWish:
    if not _is_listed(line, listed):
        raise Refusal("quote.fee_not_published", field="fees", name=line.name)
    if line.kind in DEDUCTIONS and (line.code, line.amount_fen) not in granted:
        return replace(line, code=None)
    return line


def _is_listed(line: QuoteLineWish, listed: dict[str | None, int]) -> bool:
    """Whether a charge is published at that amount; an amount of 0 on the list is to be typed."""
    return line.kind not in _CHARGES or listed.get(line.code) in (0, line.amount_fen)


def _fees(unit: Unit, on: date) -> tuple[QuoteLineWish, ...]:
    rows = unit.session.scalars(
        select(FeeItem).where(in_force(FeeItem, "code", on)).order_by(FeeItem.sort, FeeItem.code)
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
    basis = texts.load(_PAPER_LANGUAGE)("quote.basis_goods")
    rows = unit.session.scalars(
        select(Accessory).where(in_force(Accessory, "code", on)).order_by(Accessory.code)
    )
    return tuple(
        QuoteLineWish(
            LineKind.ACCESSORY,
            row.name,
            Payee.DEALER,
            row.price_fen,
            optional=True,
            code=row.code,
            basis=basis,
        )
        for row in rows
    )


def _promotions(unit: Unit, query: Offers) -> tuple[QuoteLineWish, ...]:
    """The offers for the trim, its model, or every car."""
    model_id = select(Trim.model_id).where(Trim.id == query.trim_id).scalar_subquery()
    rows = unit.session.scalars(
        select(Promotion)
        .where(
            in_force(Promotion, "code", query.on),
            or_(Promotion.trim_id.is_(None), Promotion.trim_id == query.trim_id),
            or_(Promotion.model_id.is_(None), Promotion.model_id == model_id),
        )
        .order_by(Promotion.code)
    )
    return tuple(_promotion(row) for row in rows)


def _promotion(row: Promotion) -> QuoteLineWish:
    """A promotion as a line; one that takes nothing off is a gift."""
    words, until = texts.load(_PAPER_LANGUAGE), row.valid_to
    key = "quote.basis_promotion" if until else "quote.basis_promotion_open"
    kind = LineKind(row.kind)
    return QuoteLineWish(
        kind=kind,
        name=row.name,
        payee=usual_payee(kind, on_invoice=row.on_invoice),
        amount_fen=row.amount_fen,
        quantity=row.quantity,
        on_invoice=row.on_invoice,
        is_gift=kind not in DEDUCTIONS,
        code=row.code,
        basis=words(key, first=row.valid_from, last=until),
    )


def _loans(unit: Unit, on: date) -> tuple[LoanLine, ...]:
    rows = unit.session.scalars(
        select(LoanProduct).where(in_force(LoanProduct, "code", on)).order_by(LoanProduct.code)
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
