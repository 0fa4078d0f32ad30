"""What the quote page decides: which lines follow from what is ticked, and what may be done."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from showroom import texts
from showroom.money import to_fen
from showroom.quote.approvals import Granted
from showroom.quote.commands import SaveQuote
from showroom.quote.price import may_approve, needed_role, usual_payee
from showroom.quote.pricebook import PriceBook
from showroom.quote.pricing import (
    CarOffered,
    LoanWish,
    PricedQuote,
    QuoteLineWish,
    QuoteWish,
    ctp_line,
)
from showroom.terms import ApprovalStatus, LineKind, QuoteStatus, Role
from showroom.vehicle.queries import TrimLine

_PAPER_LANGUAGE: Final = "zh_CN"
TONES: Final = {
    QuoteStatus.DRAFT: "neutral",
    QuoteStatus.ISSUED: "accent",
    QuoteStatus.ACCEPTED: "good",
    QuoteStatus.EXPIRED: "warn",
    QuoteStatus.VOID: "bad",
}
"""How a state looks; it is always worded as well."""


@dataclass(frozen=True, slots=True)
class Pick:
    """So many of one accessory sold, so many given."""

    sold: int = 0
    given: int = 0

    def __bool__(self) -> bool:
        return bool(self.sold or self.given)


@dataclass(frozen=True, slots=True)
class LoanPick:
    """A loan product by its code, its months, the down payment in fen."""

    code: str
    months: int
    down_payment_fen: int


@dataclass(frozen=True, slots=True)
class Typed:
    """What the form holds beside the customer; amounts in fen, codes of the price book.

    `other` are lines of a stored quote that no row of the price book in force stands for.
    """

    trim: TrimLine
    colour: str
    expected_invoice_on: date
    cash_discount_fen: int = 0
    with_ctp: bool = True
    ticked: frozenset[str] = frozenset()
    premiums: Mapping[str, int] = field(default_factory=dict)
    picks: Mapping[str, Pick] = field(default_factory=dict)
    loan: LoanPick | None = None
    trade_in_value_fen: int = 0
    other: tuple[QuoteLineWish, ...] = ()


def premiums_of(book: PriceBook) -> tuple[QuoteLineWish, ...]:
    """The covers whose premium is typed from the insurer's offer."""
    return tuple(fee for fee in book.fees if fee.kind is LineKind.COMMERCIAL_INSURANCE)


def fees_of(book: PriceBook) -> tuple[QuoteLineWish, ...]:
    """The published charges one may tick."""
    return tuple(fee for fee in book.fees if fee.kind is not LineKind.COMMERCIAL_INSURANCE)


def car(trim: TrimLine) -> CarOffered:
    """What of a trim decides price and taxes."""
    return CarOffered(
        trim.guide_price_fen,
        trim.energy,
        trim.displacement_ml,
        trim.seats,
        trim.in_relief_catalogue,
    )


def lines(typed: Typed, book: PriceBook) -> tuple[QuoteLineWish, ...]:
    """The lines of what is typed, in the order they print."""
    return tuple(_lines(typed, book))


def wish(typed: Typed, book: PriceBook) -> QuoteWish:
    """What is typed as something that can be priced."""
    return QuoteWish(
        car(typed.trim),
        typed.expected_invoice_on,
        lines(typed, book),
        _loan(typed, book),
        typed.trade_in_value_fen,
    )


def saving(typed: Typed, book: PriceBook, **more: Any) -> SaveQuote:  # noqa: ANN401 - its fields
    """The command that keeps what is typed; `more` are customer, note, visit, dates."""
    whole = wish(typed, book)
    return SaveQuote(
        trim_id=typed.trim.id,
        colour=typed.colour,
        expected_invoice_on=typed.expected_invoice_on,
        lines=whole.lines,
        loan=whole.loan,
        trade_in_value_fen=typed.trade_in_value_fen,
        **more,
    )


def typed_of(saved: SaveQuote, trim: TrimLine, book: PriceBook) -> Typed:
    """A stored quote as it stands in the form."""
    known = {line.code for line in (*book.promotions, *fees_of(book))}
    covers = {line.code for line in premiums_of(book)}
    goods = {line.code for line in book.accessories}
    rest = [each for each in saved.lines if each.code not in {*known, *covers, *goods, None}]
    own = [each for each in saved.lines if each.code is None]
    cash = next((each for each in own if each.kind is LineKind.CASH_DISCOUNT), None)
    ctp = next((each for each in own if each.kind is LineKind.CTP_INSURANCE), None)
    rest += [each for each in own if each not in (cash, ctp)]
    return Typed(
        trim=trim,
        colour=saved.colour,
        expected_invoice_on=saved.expected_invoice_on,
        cash_discount_fen=cash.amount_fen if cash else 0,
        with_ctp=ctp is not None,
        ticked=frozenset(each.code for each in saved.lines if each.code and each.code in known),
        premiums={each.code or "": each.amount_fen for each in saved.lines if each.code in covers},
        picks=_picks([each for each in saved.lines if each.code in goods]),
        loan=_loan_pick(saved.loan),
        trade_in_value_fen=saved.trade_in_value_fen,
        other=tuple(rest),
    )


def _lines(typed: Typed, book: PriceBook) -> Iterator[QuoteLineWish]:
    names = texts.load(_PAPER_LANGUAGE)
    ticked = [line for line in book.promotions if line.code in typed.ticked]
    yield from (line for line in ticked if line.on_invoice)
    if typed.cash_discount_fen:
        kind = LineKind.CASH_DISCOUNT
        yield QuoteLineWish(
            kind,
            names(kind.word),
            usual_payee(kind, on_invoice=True),
            typed.cash_discount_fen,
            on_invoice=True,
            basis=names("quote.basis_agreed"),
        )
    if typed.with_ctp:
        made = ctp_line(car(typed.trim), book.rates, names(LineKind.CTP_INSURANCE.word))
        yield replace(made, basis=names("quote.basis_ctp"))
    for cover in premiums_of(book):
        premium = typed.premiums.get(cover.code or "", 0)
        if premium:
            yield replace(cover, amount_fen=premium)
    yield from (fee for fee in fees_of(book) if fee.code in typed.ticked and _charged(fee, typed))
    for good in book.accessories:
        yield from _goods(good, typed.picks.get(good.code or "", Pick()))
    yield from typed.other
    yield from (line for line in ticked if not line.on_invoice)


def _charged(fee: QuoteLineWish, typed: Typed) -> bool:
    """Whether the charge makes sense: none for a loan that nobody takes."""
    return fee.kind is not LineKind.FINANCE_FEE or typed.loan is not None


def _goods(good: QuoteLineWish, pick: Pick) -> Iterator[QuoteLineWish]:
    if pick.sold:
        yield replace(good, amount_fen=good.amount_fen * pick.sold, quantity=pick.sold)
    if pick.given:
        yield replace(good, amount_fen=0, quantity=pick.given, is_gift=True, optional=False)


def _picks(goods: Sequence[QuoteLineWish]) -> dict[str, Pick]:
    picks: dict[str, Pick] = {}
    for line in goods:
        code = line.code or ""
        before = picks.get(code, Pick())
        picks[code] = (
            replace(before, given=before.given + line.quantity)
            if line.is_gift
            else replace(before, sold=before.sold + line.quantity)
        )
    return picks


def _loan(typed: Typed, book: PriceBook) -> LoanWish | None:
    """The product chosen; its cost counts every fee, the dealer's own too (公告〔2021〕第3号)."""
    pick = typed.loan
    found = [each.wish for each in book.loans if pick and each.wish.code == pick.code]
    if pick is None or not found:
        return None
    fees = sum(
        fee.amount_fen
        for fee in fees_of(book)
        if fee.kind is LineKind.FINANCE_FEE and fee.code in typed.ticked
    )
    return replace(
        found[0],
        months=pick.months,
        down_payment_fen=pick.down_payment_fen,
        upfront_fee_fen=found[0].upfront_fee_fen + fees,
    )


def _loan_pick(loan: LoanWish | None) -> LoanPick | None:
    return LoanPick(loan.code, loan.months, loan.down_payment_fen) if loan else None


@dataclass(frozen=True, slots=True)
class Discount:
    """The discount that no promotion grants: fen, whether one may give it, else who may.

    `by` is the manager whose yes covers it, if one does.
    """

    fen: int
    mine: bool
    needs: Role | None
    by: str = ""


def discount(quote: PricedQuote, book: PriceBook, given: Granted | None = None) -> Discount:
    """Who has to agree to the discount; `needs` None and not `mine`: nobody here may."""
    offer = quote.offer(book.floor_price_fen)
    fen = to_fen(quote.price.discount)
    covered = given is not None and given.covers(fen, quote.invoice_price_fen)
    return Discount(
        fen,
        may_approve(book.role, offer, book.authority),
        needed_role(offer, book.authority),
        given.by if given and covered else "",
    )


@dataclass(frozen=True, slots=True)
class Open:
    """What may be done with the quote on the page."""

    edit: bool = False
    issue: bool = False
    ask: bool = False
    decide: bool = False
    accept: bool = False
    void: bool = False
    revise: bool = False
    contract: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """The quote on the page: None in `quote_id` before it is first saved."""

    quote_id: UUID | None = None
    status: QuoteStatus = QuoteStatus.DRAFT
    approval: ApprovalStatus | None = None
    granted: Granted | None = None


def open_for(held: Held, given: Discount | None) -> Open:
    """The steps open for the quote as it stands; the commands check again."""
    match held.status:
        case QuoteStatus.DRAFT:
            return _open_draft(held, given)
        case QuoteStatus.ISSUED:
            return Open(accept=True, void=True, revise=True)
        case QuoteStatus.ACCEPTED:
            return Open(contract=True)
        case QuoteStatus.EXPIRED | QuoteStatus.VOID:
            return Open(revise=True)


def _open_draft(held: Held, given: Discount | None) -> Open:
    if given is None:
        return Open(edit=True, issue=True)
    asked = held.approval is ApprovalStatus.REQUESTED
    above = not given.mine and not given.by
    return Open(
        edit=True,
        issue=not above,
        ask=above and not asked and given.needs is not None,
        decide=asked and given.mine,
    )
