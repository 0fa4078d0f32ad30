"""The price of a car built up from its lines, and who may give the discount in it.

Amounts are Decimal yuan, rounded to the fen by whoever computed the line, so that the totals are
sums of what is printed (domain.md section 4, Price).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Self

from showroom.errors import Refusal
from showroom.terms import LineKind, Payee, Role

ZERO: Final = Decimal("0.00")

DEDUCTIONS: Final = frozenset(
    {
        LineKind.CASH_DISCOUNT,
        LineKind.TRADE_IN_SUBSIDY,
        LineKind.MAKER_SUBSIDY,
        LineKind.OTHER_DISCOUNT,
    }
)
_PAYEES: Final = {
    LineKind.PURCHASE_TAX: Payee.TAX,
    LineKind.VEHICLE_TAX: Payee.TAX,
    LineKind.CONSUMPTION_TAX: Payee.TAX,
    LineKind.CTP_INSURANCE: Payee.INSURER,
    LineKind.COMMERCIAL_INSURANCE: Payee.INSURER,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a quote; `amount` is the yuan of the whole line, never negative.

    `published` marks a deduction that a promotion in the price book grants, so it needs no
    authority. An optional line that is not `chosen` adds nothing (off by default, section 6.2).
    """

    kind: LineKind
    amount: Decimal
    payee: Payee
    on_invoice: bool = False
    is_gift: bool = False
    optional: bool = False
    chosen: bool = True
    published: bool = False
    quantity: int = 1
    name: str = ""

    @property
    def counted(self) -> Decimal:
        """What the line adds, or for a deduction takes off; a gift counts ¥0."""
        return ZERO if self.is_gift or not self.chosen else self.amount

    @property
    def signed(self) -> Decimal:
        """`counted`, below zero for a deduction."""
        return -self.counted if self.kind in DEDUCTIONS else self.counted


@dataclass(frozen=True, slots=True)
class Settled:
    """What covers the dealer's part before the customer pays: yuan."""

    loan: Decimal = ZERO
    trade_in: Decimal = ZERO
    paid: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Price:
    """The totals of a quote, yuan; `due_at_store` may be negative when too much was paid."""

    guide_price: Decimal
    invoice_price: Decimal
    on_road_price: Decimal
    net_cost: Decimal
    due_at_store: Decimal
    discount: Decimal
    off_invoice: Decimal


def usual_payee(kind: LineKind, *, on_invoice: bool = False) -> Payee:
    """Who takes (or, of a deduction, grants) such a line unless the user says otherwise.

    A subsidy off the invoice comes from outside the store and does not lower what is due there.
    """
    outside = kind in {LineKind.TRADE_IN_SUBSIDY, LineKind.MAKER_SUBSIDY} and not on_invoice
    return Payee.OTHER if outside else _PAYEES.get(kind, Payee.DEALER)


def invoice_price(guide_price: Decimal, lines: Sequence[Line]) -> Decimal:
    """The VAT-inclusive car price: guide price, on-invoice options, less on-invoice discounts.

    Raises:
        Refusal: `quote.guide_price_positive`, `quote.line_negative`, `quote.line_quantity`,
            `quote.invoice_price_positive`.
    """
    if guide_price <= 0:
        raise Refusal("quote.guide_price_positive", field="guide_price")
    for line in lines:
        _check(line)
    price = guide_price + sum((line.signed for line in lines if line.on_invoice), ZERO)
    if price <= 0:
        raise Refusal("quote.invoice_price_positive", field="lines", price=price)
    return price


def _check(line: Line) -> None:
    if line.amount < 0:
        raise Refusal("quote.line_negative", field="lines", name=line.name)
    if line.quantity < 1:
        raise Refusal("quote.line_quantity", field="lines", name=line.name)


def build(guide_price: Decimal, lines: Sequence[Line], settled: Settled | None = None) -> Price:
    """Every total of the quote; taxes and premiums come in as lines.

    Raises:
        Refusal: as `invoice_price`.
    """
    invoice = invoice_price(guide_price, lines)
    extras = _total(line for line in lines if not line.on_invoice and line.kind not in DEDUCTIONS)
    off_invoice = _total(line for line in lines if not line.on_invoice and line.kind in DEDUCTIONS)
    return Price(
        guide_price=guide_price,
        invoice_price=invoice,
        on_road_price=invoice + extras,
        net_cost=invoice + extras - off_invoice,
        due_at_store=_due_at_store(invoice, lines, settled or Settled()),
        discount=discretion(lines),
        off_invoice=off_invoice,
    )


def _total(lines: Iterable[Line]) -> Decimal:
    return sum((line.counted for line in lines), ZERO)


def _due_at_store(invoice: Decimal, lines: Sequence[Line], settled: Settled) -> Decimal:
    """The car and the dealer's own lines, less loan, trade-in value and money already paid."""
    own = [line.signed for line in lines if line.payee is Payee.DEALER and not line.on_invoice]
    return invoice + sum(own, ZERO) - settled.loan - settled.trade_in - settled.paid


def discretion(lines: Sequence[Line]) -> Decimal:
    """The yuan given away that no published promotion grants: what authority is measured on."""
    return _total(line for line in lines if line.kind in DEDUCTIONS and not line.published)


@dataclass(frozen=True, slots=True)
class Authority:
    """Who may give how much of the guide price, from the least to the most.

    `share` None: as far as the floor price.
    """

    steps: tuple[tuple[Role, Decimal | None], ...]

    @classmethod
    def parse(cls, value: Mapping[str, Any]) -> Self:
        """From the settings value of `quote.authority`."""
        return cls(tuple((Role(step["role"]), _share(step)) for step in value["steps"]))

    def rank(self, role: Role) -> int:
        """The place of a role on the ladder, -1 below it."""
        roles = [step for step, _ in self.steps]
        return roles.index(role) if role in roles else -1


def _share(step: Mapping[str, Any]) -> Decimal | None:
    return Decimal(step["share"]) if "share" in step else None


@dataclass(frozen=True, slots=True)
class Offer:
    """What has to be approved: yuan; `floor_price` None where none is set."""

    guide_price: Decimal
    invoice_price: Decimal
    discount: Decimal
    floor_price: Decimal | None = None

    @property
    def below_floor(self) -> bool:
        """Whether nobody in the outlet may agree to it."""
        return self.floor_price is not None and self.invoice_price < self.floor_price


def needed_role(offer: Offer, authority: Authority) -> Role | None:
    """The lowest role that may give this discount; None when it lies below the floor price."""
    if offer.below_floor:
        return None
    return next((role for role, share in authority.steps if _covers(offer, share)), None)


def _covers(offer: Offer, share: Decimal | None) -> bool:
    return share is None or offer.discount <= offer.guide_price * share


def may_approve(role: Role, offer: Offer, authority: Authority) -> bool:
    """Whether this role may give the discount by itself; no discount needs no authority."""
    if offer.below_floor:
        return False
    needed = needed_role(offer, authority)
    return offer.discount <= 0 or (
        needed is not None and authority.rank(role) >= authority.rank(needed)
    )


def check_authority(role: Role, offer: Offer, authority: Authority) -> None:
    """Pass when `role` may approve; otherwise say who may.

    Raises:
        Refusal: `quote.below_floor`, `quote.above_authority` with `needs` (a role's word).
    """
    if may_approve(role, offer, authority):
        return
    needed = needed_role(offer, authority)
    if needed is None:
        raise Refusal("quote.below_floor", field="lines")
    raise Refusal("quote.above_authority", field="lines", needs=needed.word)
