"""What a quotation says: its lines, tax, loan and totals, as frozen values; amounts in fen."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from showroom.documents.furniture import Head
from showroom.quote.price import DEDUCTIONS
from showroom.terms import Energy, LineKind, LoanKind, Payee

STATUTORY = frozenset({LineKind.PURCHASE_TAX, LineKind.VEHICLE_TAX, LineKind.CTP_INSURANCE})
"""Lines that the law asks for (车辆购置税法, 车船税法, 交强险条例)."""


@dataclass(frozen=True, slots=True)
class Car:
    """The car offered: model with trim, colour, model year and energy."""

    name: str
    colour: str
    model_year: int
    energy: Energy


@dataclass(frozen=True, slots=True)
class PriceLine:
    """One line: what, how much (the sign of a discount does not matter), and to whom.

    `basis` says how the amount came about. A gift prints at ¥0 with its quantity. Optional lines
    nobody chose are left out by the caller.
    """

    kind: LineKind
    name: str
    payee: Payee
    amount_fen: int
    quantity: int = 1
    on_invoice: bool = False
    is_gift: bool = False
    optional: bool = False
    basis: str = ""

    @property
    def signed_fen(self) -> int:
        """What the line adds to the total: nothing for a gift, less than nothing for a discount."""
        if self.is_gift:
            return 0
        return -abs(self.amount_fen) if self.kind in DEDUCTIONS else self.amount_fen


@dataclass(frozen=True, slots=True)
class PurchaseTax:
    """车辆购置税 as calculated: payable, relief, the rule's name and a warning, if any."""

    payable_fen: int
    relief_fen: int
    rule: str
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Instalments:
    """Months `first` to `last` (1-based, both included) with the same amount each."""

    first: int
    last: int
    amount_fen: int


@dataclass(frozen=True, slots=True)
class LoanPlan:
    """A loan offered: rates in per cent a year, amounts in fen, every instalment told."""

    product: str
    lender: str
    kind: LoanKind
    down_payment_fen: int
    principal_fen: int
    months: int
    annual_rate: Decimal
    upfront_fee_fen: int
    instalments: tuple[Instalments, ...]
    total_fen: int
    interest_fen: int
    apr: Decimal


@dataclass(frozen=True, slots=True)
class QuotePaper:
    """报价单 (domain.md section 3, form 6).

    `lines` hold everything but the guide price and the two taxes. Totals follow domain.md
    section 4, Price, and are checked against the lines before anything is printed.
    """

    head: Head
    customer: str
    phone: str
    consultant: str
    consultant_phone: str
    car: Car
    guide_price_fen: int
    lines: tuple[PriceLine, ...]
    invoice_price_fen: int
    tax: PurchaseTax
    vehicle_tax_fen: int
    on_road_price_fen: int
    net_cost_fen: int
    due_at_store_fen: int
    expected_invoice_on: date
    valid_until: date
    trade_in_value_fen: int = 0
    paid_fen: int = 0
    loan: LoanPlan | None = None
    approval: str = ""
    note: str = ""
