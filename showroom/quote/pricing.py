"""What a half-typed quote comes to: every tax, total and instalment from one frozen draft. Pure.

Rates come in from settings rows; amounts are fen outside and Decimal yuan inside.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any, Final, Self

from showroom.errors import Refusal
from showroom.money import to_fen, to_yuan
from showroom.quote.loan import Loan, Plan, plan
from showroom.quote.price import DEDUCTIONS, Line, Offer, Price, Settled, build, invoice_price
from showroom.quote.tax import (
    CtpBand,
    Engine,
    PurchaseTax,
    PurchaseTaxRates,
    TaxedCar,
    VehicleTaxBand,
    annual_vehicle_tax,
    ctp_premium,
    purchase_tax,
    vehicle_tax,
)
from showroom.terms import Energy, LineKind, LoanKind, Payee

_BASIS_POINTS: Final = 10_000
_PERCENT: Final = 100


@dataclass(frozen=True, slots=True)
class QuoteLineWish:
    """One line as typed; `amount_fen` is the whole line. A `code` names a row of the price book."""

    kind: LineKind
    name: str
    payee: Payee
    amount_fen: int
    quantity: int = 1
    on_invoice: bool = False
    is_gift: bool = False
    optional: bool = False
    code: str | None = None
    basis: str | None = None

    @property
    def published(self) -> bool:
        """Whether a promotion of the price book grants it, so that it needs no authority."""
        return self.code is not None and self.kind in DEDUCTIONS

    def line(self) -> Line:
        """The line as the price rules take it."""
        return Line(
            kind=self.kind,
            amount=to_yuan(self.amount_fen),
            payee=self.payee,
            on_invoice=self.on_invoice,
            is_gift=self.is_gift,
            optional=self.optional,
            published=self.published,
            quantity=self.quantity,
            name=self.name,
        )


@dataclass(frozen=True, slots=True)
class LoanWish:
    """A loan of the price book as wished: fen, months; the yearly rate in basis points."""

    code: str
    product: str
    lender: str
    kind: LoanKind
    annual_rate_bp: int
    months: int
    down_payment_fen: int
    min_down_percent: int = 0
    upfront_fee_fen: int = 0


@dataclass(frozen=True, slots=True)
class CarOffered:
    """What decides taxes and price: fen, millilitres."""

    guide_price_fen: int
    energy: Energy
    displacement_ml: int
    seats: int
    in_relief_catalogue: bool


@dataclass(frozen=True, slots=True)
class QuoteWish:
    """A quote as typed so far."""

    car: CarOffered
    expected_invoice_on: date
    lines: tuple[QuoteLineWish, ...] = ()
    loan: LoanWish | None = None
    trade_in_value_fen: int = 0
    paid_fen: int = 0


@dataclass(frozen=True, slots=True)
class Rates:
    """The rates in force: purchase tax with relief, vehicle tax and 交强险 bands."""

    purchase: PurchaseTaxRates
    vehicle: tuple[VehicleTaxBand, ...]
    ctp: tuple[CtpBand, ...]

    @classmethod
    def parse(cls, values: Mapping[str, Any]) -> Self:
        """From the settings values `quote.purchase_tax`, `nev_relief`, `vehicle_tax`, `ctp`."""
        return cls(
            PurchaseTaxRates.parse(values["quote.purchase_tax"], values["quote.nev_relief"]),
            tuple(VehicleTaxBand.parse(band) for band in values["quote.vehicle_tax"]["bands"]),
            tuple(CtpBand.parse(band) for band in values["quote.ctp"]["bands"]),
        )


@dataclass(frozen=True, slots=True)
class Steps:
    """Months `first` to `last` (both included) with one instalment, fen."""

    first: int
    last: int
    amount_fen: int


@dataclass(frozen=True, slots=True)
class LoanOffered:
    """A loan worked out: fen; rates in per cent a year."""

    wish: LoanWish
    principal_fen: int
    total_fen: int
    interest_fen: int
    apr: Decimal
    steps: tuple[Steps, ...]


@dataclass(frozen=True, slots=True)
class PricedQuote:
    """Everything a quote says, fen; `ctp_fen` is one of its lines already."""

    wish: QuoteWish
    price: Price
    tax: PurchaseTax
    vehicle_tax_fen: int
    loan: LoanOffered | None

    @property
    def invoice_price_fen(self) -> int:
        """开票价."""
        return to_fen(self.price.invoice_price)

    @property
    def purchase_tax_fen(self) -> int:
        """车辆购置税 payable."""
        return to_fen(self.tax.payable)

    @property
    def on_road_price_fen(self) -> int:
        """落地价."""
        return to_fen(self.price.on_road_price)

    @property
    def net_cost_fen(self) -> int:
        """净支出: on the road less what comes back off the invoice."""
        return to_fen(self.price.net_cost)

    @property
    def due_at_store_fen(self) -> int:
        """到店应付."""
        return to_fen(self.price.due_at_store)

    def offer(self, floor_price_fen: int | None) -> Offer:
        """What authority is asked for."""
        floor = None if floor_price_fen is None else to_yuan(floor_price_fen)
        return Offer(self.price.guide_price, self.price.invoice_price, self.price.discount, floor)


def priced(wish: QuoteWish, rates: Rates) -> PricedQuote:
    """The quote worked out.

    Raises:
        Refusal: as `price.invoice_price` and `loan.plan`; `quote.down_payment_low`.
    """
    lines = [each.line() for each in wish.lines]
    guide = to_yuan(wish.car.guide_price_fen)
    invoice = invoice_price(guide, lines)
    tax = purchase_tax(_taxed(wish, invoice), rates.purchase)
    yearly = annual_vehicle_tax(_engine(wish.car), rates.vehicle)
    road_tax = vehicle_tax(yearly, wish.expected_invoice_on)
    loan = _loan(wish.loan, invoice) if wish.loan else None
    settled = Settled(
        loan=to_yuan(loan.principal_fen) if loan else Decimal(0),
        trade_in=to_yuan(wish.trade_in_value_fen),
        paid=to_yuan(wish.paid_fen),
    )
    taxes = [
        Line(LineKind.PURCHASE_TAX, tax.payable, Payee.TAX),
        Line(LineKind.VEHICLE_TAX, road_tax, Payee.TAX),
    ]
    total = build(guide, [*lines, *taxes], settled)
    return PricedQuote(wish, total, tax, to_fen(road_tax), loan)


def ctp_line(car: CarOffered, rates: Rates, name: str) -> QuoteLineWish:
    """The compulsory insurance a new quote starts with."""
    premium = to_fen(ctp_premium(car.seats, rates.ctp))
    return QuoteLineWish(LineKind.CTP_INSURANCE, name, Payee.INSURER, premium)


def _taxed(wish: QuoteWish, invoice: Decimal) -> TaxedCar:
    car = wish.car
    return TaxedCar(invoice, car.energy, car.in_relief_catalogue, wish.expected_invoice_on)


def _engine(car: CarOffered) -> Engine:
    return Engine(car.energy, car.displacement_ml, car.in_relief_catalogue)


def _loan(wish: LoanWish, invoice: Decimal) -> LoanOffered:
    """The loan on what the down payment leaves of the invoice price."""
    least = invoice * wish.min_down_percent / _PERCENT
    down = to_yuan(wish.down_payment_fen)
    if down < least:
        raise Refusal("quote.down_payment_low", field="down_payment_fen", least=least)
    principal = invoice - down
    rate = Decimal(wish.annual_rate_bp) / _BASIS_POINTS
    fee = to_yuan(wish.upfront_fee_fen)
    made = plan(Loan(wish.kind, principal, rate, wish.months, upfront_fees=fee))
    return LoanOffered(
        wish,
        to_fen(principal),
        to_fen(made.total_paid),
        to_fen(made.total_interest),
        made.apr,
        _steps(made),
    )


def _steps(made: Plan) -> tuple[Steps, ...]:
    """Equal instalments next to each other as one step."""
    runs = groupby(made.instalments, key=lambda month: month.payment)
    grouped = [(payment, [month.number for month in months]) for payment, months in runs]
    return tuple(Steps(months[0], months[-1], to_fen(payment)) for payment, months in grouped)
