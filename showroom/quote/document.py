"""报价单 as a paper: price build-up with payees, on-road price, net cost, loan and conditions."""

from collections.abc import Iterator

from showroom.documents.blocks import Amount, Heading, Notice, small
from showroom.documents.breaking import Run
from showroom.documents.galley import Block, Together
from showroom.documents.press import Paper, Printed, printed
from showroom.documents.seal import PaperKind
from showroom.documents.table import Column, Field, Fields, Row, Table
from showroom.documents.text import LONG, NOTHING, Printable, line
from showroom.documents.wording import Wording, wording
from showroom.quote.paper import (
    STATUTORY,
    Car,
    Instalments,
    LoanPlan,
    PriceLine,
    PurchaseTax,
    QuotePaper,
)
from showroom.quote.price import DEDUCTIONS
from showroom.terms import LineKind, Payee

__all__ = [
    "Car",
    "Instalments",
    "LoanPlan",
    "PriceLine",
    "PurchaseTax",
    "QuotePaper",
    "quotation",
]


_TAXES = frozenset({LineKind.PURCHASE_TAX, LineKind.VEHICLE_TAX})


def quotation(data: QuotePaper) -> Printed:
    """The quotation as a PDF.

    Raises:
        Refusal: `documents.no_glyph` where a typed character cannot be printed.
        ValueError: The totals do not follow from the lines: a bug, not a user's error.
    """
    _check(data)
    return printed(Paper(PaperKind.QUOTE, data.head, data, list(_blocks(data, wording()))))


def _blocks(data: QuotePaper, w: Wording) -> Iterator[Block]:
    yield Fields(_who(data, w))
    yield Heading(w("quote.build_up"), w("quote.build_up_aside"))
    yield Table(columns(w), tuple(_build_up(data, w)))
    yield Amount(
        w("quote.on_road"), w.money(data.on_road_price_fen), w.upper(data.on_road_price_fen)
    )
    yield from _gifts(data, w)
    yield Together((Heading(w("quote.settlement")), Table(_sum_columns(w), tuple(_sums(data, w)))))
    if data.loan:
        yield from _loan(data.loan, w)
    if data.note:
        note = (Run(w.typed(data.note, "note", LONG)),)
        yield Notice(w("note"), (note,))
    yield Together((Heading(w("quote.conditions")), *_conditions(data, w)))


def _who(data: QuotePaper, w: Wording) -> tuple[Field, ...]:
    car = data.car
    return (
        Field(w("customer"), w.typed(data.customer, "customer")),
        Field(w("phone"), w.typed(data.phone, "phone")),
        Field(w("quote.car"), w.typed(car.name, "car"), wide=True),
        Field(w("colour"), w.typed(car.colour, "colour")),
        Field(
            w("quote.year_energy"),
            w("quote.year_energy_of", year=car.model_year, energy=w.term(car.energy)),
        ),
        Field(w("quote.expected_invoice"), w.day(data.expected_invoice_on)),
        Field(w("quote.valid_until"), w("quote.valid_until_of", day=w.day(data.valid_until))),
        Field(w("consultant"), w.typed(data.consultant, "consultant")),
        Field(w("consultant_phone"), w.typed(data.consultant_phone, "consultant_phone")),
    )


def columns(w: Wording) -> tuple[Column, ...]:
    """The columns of a price table; the contract's table has the same."""
    return (
        Column(w("line.item"), 34),
        Column(w("line.basis"), 30),
        Column(w("line.payee"), 13),
        Column(w("line.kind"), 11),
        Column(w("line.amount"), 18, right=True),
    )


def _build_up(data: QuotePaper, w: Wording) -> Iterator[Row]:
    guide = w("quote.guide_price_basis")
    yield Row(
        (
            w("quote.guide_price"),
            guide,
            w.term(Payee.DEALER),
            w("line.base"),
            w.money(data.guide_price_fen),
        )
    )
    charged = [each for each in data.lines if not each.is_gift]
    yield from (price_row(each, w) for each in charged if each.on_invoice)
    yield _total(w("quote.invoice_price"), w.money(data.invoice_price_fen))
    yield _tax(data.tax, w)
    yield Row(
        (
            w("quote.vehicle_tax"),
            w("quote.vehicle_tax_basis"),
            w.term(Payee.TAX),
            w("line.statutory"),
            w.money(data.vehicle_tax_fen),
        )
    )
    yield from (price_row(each, w) for each in charged if _off_invoice(each))


def _tax(tax: PurchaseTax, w: Wording) -> Row:
    relief = w.money(tax.relief_fen)
    basis = w("quote.tax_basis", rule=w.typed(tax.rule, "tax.rule"), relief=relief)
    if tax.warning:
        basis = w("quote.tax_warned", basis=basis, warning=w.typed(tax.warning, "tax.warning"))
    return Row(
        (
            w("quote.purchase_tax"),
            basis,
            w.term(Payee.TAX),
            w("line.statutory"),
            w.money(tax.payable_fen),
        )
    )


def price_row(each: PriceLine, w: Wording) -> Row:
    """One priced line: name, basis, payee, whether it is optional, amount."""
    name = line(each.name, "line.name")
    if each.quantity > 1:
        name = w("line.counted", name=name, count_of=each.quantity)
    return Row(
        (
            name,
            w.typed(each.basis, "line.basis"),
            w.term(each.payee),
            _nature(each, w),
            w.money(each.signed_fen),
        )
    )


def _nature(each: PriceLine, w: Wording) -> Printable:
    """Whether the law asks for a line, the customer chose it, or both sides agreed on it."""
    if each.kind in STATUTORY:
        return w("line.statutory")
    return w("line.optional") if each.optional else w("line.included")


def _total(label: Printable, amount: Printable) -> Row:
    blank = NOTHING
    return Row((label, blank, blank, blank, amount), strong=True)


def _gifts(data: QuotePaper, w: Wording) -> Iterator[Block]:
    gifts = [each for each in data.lines if each.is_gift]
    if gifts:
        yield Together((Heading(w("quote.gifts"), w("quote.gifts_aside")), gift_table(gifts, w)))


def gift_table(gifts: list[PriceLine], w: Wording) -> Table:
    """Gifts with quantity, at ¥0 each (明码标价规定 18)."""
    titles = (
        Column(w("gift.name"), 52),
        Column(w("gift.quantity"), 14, right=True),
        Column(w("gift.note"), 22),
        Column(w("line.amount"), 18, right=True),
    )
    rows = [
        Row((line(each.name, "gift"), w.count(each.quantity), w("gift.free"), w.money(0)))
        for each in gifts
    ]
    return Table(titles, tuple(rows))


def _sum_columns(w: Wording) -> tuple[Column, ...]:
    return (
        Column(w("line.item"), 40),
        Column(w("line.how"), 44),
        Column(w("line.amount"), 22, right=True),
    )


def _sums(data: QuotePaper, w: Wording) -> Iterator[Row]:
    yield Row((w("quote.on_road"), w("quote.on_road_how"), w.money(data.on_road_price_fen)))
    for each in data.lines:
        if _later_subsidy(each):
            basis = w.typed(each.basis, "line.basis") if each.basis else w("quote.subsidy_how")
            yield Row((line(each.name, "line.name"), basis, w.money(each.signed_fen)))
    yield Row(
        (w("quote.net_cost"), w("quote.net_cost_how"), w.money(data.net_cost_fen)), strong=True
    )
    yield Row((w("quote.dealer_lines"), w("quote.dealer_lines_how"), w.money(_dealer_fen(data))))
    taken = (
        ("loan", _loan_fen(data)),
        ("trade_in", data.trade_in_value_fen),
        ("paid", data.paid_fen),
    )
    for key, fen in taken:
        if fen:
            yield Row((w(f"quote.less_{key}"), w(f"quote.less_{key}_how"), w.money(-fen)))
    yield Row((w("quote.due"), w("quote.due_how"), w.money(data.due_at_store_fen)), strong=True)


def _loan(loan: LoanPlan, w: Wording) -> Iterator[Block]:
    rows = tuple(
        Row((_months(each, w), w.money(each.amount_fen), w.money(each.amount_fen * _times(each))))
        for each in loan.instalments
    )
    total = Row(
        (w("loan.total"), w("loan.total_of", count_of=loan.months), w.money(loan.total_fen)),
        strong=True,
    )
    titles = (
        Column(w("loan.months"), 40),
        Column(w("loan.each"), 30, right=True),
        Column(w("loan.sum"), 30, right=True),
    )
    told = Fields(_loan_fields(loan, w))
    yield Together(
        (Heading(w("loan.title"), w("loan.aside")), told, Table(titles, (*rows, total), gap=8))
    )
    yield small(w("loan.disclaimer"), gap=5)


def _loan_fields(loan: LoanPlan, w: Wording) -> tuple[Field, ...]:
    return (
        Field(w("loan.product"), w.typed(loan.product, "loan.product")),
        Field(w("loan.lender"), w.typed(loan.lender, "loan.lender")),
        Field(w("loan.kind"), w.term(loan.kind)),
        Field(w("loan.term"), w("loan.term_of", count_of=loan.months)),
        Field(w("loan.down_payment"), w.money(loan.down_payment_fen)),
        Field(w("loan.principal"), w.money(loan.principal_fen)),
        Field(w("loan.rate"), w("percent", value=f"{loan.annual_rate:.2f}")),
        Field(w("loan.fee"), w.money(loan.upfront_fee_fen)),
        Field(w("loan.interest"), w.money(loan.interest_fen)),
        Field(w("loan.apr"), w("loan.apr_of", value=f"{loan.apr:.2f}")),
    )


def _months(each: Instalments, w: Wording) -> Printable:
    if each.first == each.last:
        return w("loan.month_of", first=each.first)
    return w("loan.months_of", first=each.first, last=each.last)


def _times(each: Instalments) -> int:
    return each.last - each.first + 1


def _conditions(data: QuotePaper, w: Wording) -> Iterator[Block]:
    day = w.day(data.valid_until)
    for place in range(1, 6):
        yield small(w(f"quote.condition_{place}", until=day))
    if data.approval:
        yield small(w("quote.approval", number=w.typed(data.approval, "approval")))


def _off_invoice(each: PriceLine) -> bool:
    return not each.on_invoice and not _later_subsidy(each)


def _later_subsidy(each: PriceLine) -> bool:
    return not each.on_invoice and not each.is_gift and each.kind in DEDUCTIONS


def _dealer_fen(data: QuotePaper) -> int:
    lines = (each for each in data.lines if not each.on_invoice and each.payee is Payee.DEALER)
    return data.invoice_price_fen + sum(each.signed_fen for each in lines)


def _check(data: QuotePaper) -> None:
    extra = sum(each.signed_fen for each in data.lines if _off_invoice(each))
    later = sum(each.signed_fen for each in data.lines if _later_subsidy(each))
    bought = sum(each.signed_fen for each in data.lines if each.on_invoice)
    taxes = data.tax.payable_fen + data.vehicle_tax_fen
    follows = (
        data.guide_price_fen + bought,
        data.invoice_price_fen + taxes + extra,
        data.on_road_price_fen + later,
        _dealer_fen(data) - _loan_fen(data) - data.trade_in_value_fen - data.paid_fen,
    )
    said = (
        data.invoice_price_fen,
        data.on_road_price_fen,
        data.net_cost_fen,
        data.due_at_store_fen,
    )
    if said != follows:
        raise ValueError(f"totals {said} do not follow from the lines, which give {follows}")
    if any(each.kind in _TAXES for each in data.lines):
        raise ValueError("taxes stand in their own fields, not among the lines")


def _loan_fen(data: QuotePaper) -> int:
    return data.loan.principal_fen if data.loan else 0
