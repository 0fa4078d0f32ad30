"""From the rows of a quote to what stands on its paper."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from db.models.customer import Customer
from db.models.quote import Approval, Quote
from db.models.staff import Staff
from showroom import texts
from showroom.documents.furniture import Standing
from showroom.documents.issue import head, issued, staff_name
from showroom.documents.press import Printed
from showroom.documents.seal import PaperKind
from showroom.quote import document
from showroom.quote.paper import Car, Instalments, LoanPlan, PriceLine, PurchaseTax, QuotePaper
from showroom.quote.pricing import LoanOffered
from showroom.quote.stored import lines_of, loan_of
from showroom.rights import SALES, allows
from showroom.terms import QuoteStatus
from showroom.unit import Unit
from showroom.vehicle.queries import trim_on

_PERCENT = 100
_PAPER_LANGUAGE = "zh_CN"


@allows(*SALES)
def quote_pdf(unit: Unit, quote_id: UUID) -> Printed:
    """The quote as a PDF: as issued, or as it would be, marked a draft."""
    quote = unit.get(Quote, quote_id)
    data = issued(unit, PaperKind.QUOTE, quote_id, QuotePaper)
    if data is None:
        data = quote_paper(unit, quote)
        return document.quotation(replace(data, head=replace(data.head, standing=Standing.DRAFT)))
    if quote.status == QuoteStatus.VOID:
        data = replace(data, head=replace(data.head, standing=Standing.VOID))
    return document.quotation(data)


def quote_paper(unit: Unit, quote: Quote) -> QuotePaper:
    """Everything that stands on the paper of a quote."""
    customer = unit.get(Customer, quote.customer_id)
    consultant = unit.get(Staff, quote.owner_id)
    made_at = quote.issued_at or unit.now
    return QuotePaper(
        head=replace(
            head(unit, quote.doc_no or "", quote.business_date, made_at, quote.created_by_id),
            version=quote.version,
        ),
        customer=customer.name,
        phone=customer.phone or "",
        consultant=consultant.name,
        consultant_phone=consultant.phone or "",
        car=car_of(unit, quote),
        guide_price_fen=quote.guide_price_fen,
        lines=price_lines(unit, quote.id),
        invoice_price_fen=quote.invoice_price_fen,
        tax=_tax(unit, quote),
        vehicle_tax_fen=quote.vehicle_tax_fen,
        on_road_price_fen=quote.on_road_price_fen,
        net_cost_fen=quote.net_cost_fen,
        due_at_store_fen=quote.due_at_store_fen,
        expected_invoice_on=quote.expected_invoice_on,
        valid_until=quote.valid_until,
        trade_in_value_fen=quote.trade_in_value_fen,
        loan=None if quote.loan is None else loan_plan(loan_of(quote.loan)),
        approval=_approval(unit, quote),
        note=quote.note or "",
    )


def car_of(unit: Unit, quote: Quote) -> Car:
    """The car as papers name it."""
    trim = trim_on(unit, quote.trim_id, unit.day_of(quote.created_at))
    return Car(trim.full_name, quote.colour, trim.model_year, trim.energy)


def price_lines(unit: Unit, quote_id: UUID) -> tuple[PriceLine, ...]:
    """The lines of a quote as they print."""
    return tuple(
        PriceLine(
            kind=line.kind,
            name=line.name,
            payee=line.payee,
            amount_fen=line.amount_fen,
            quantity=line.quantity,
            on_invoice=line.on_invoice,
            is_gift=line.is_gift,
            optional=line.optional,
            basis=line.basis or "",
        )
        for line in lines_of(unit, quote_id)
    )


def loan_plan(loan: LoanOffered) -> LoanPlan:
    """A loan as it prints."""
    return LoanPlan(
        product=loan.wish.product,
        lender=loan.wish.lender,
        kind=loan.wish.kind,
        down_payment_fen=loan.wish.down_payment_fen,
        principal_fen=loan.principal_fen,
        months=loan.wish.months,
        annual_rate=Decimal(loan.wish.annual_rate_bp) / _PERCENT,
        upfront_fee_fen=loan.wish.upfront_fee_fen,
        instalments=tuple(
            Instalments(step.first, step.last, step.amount_fen) for step in loan.steps
        ),
        total_fen=loan.total_fen,
        interest_fen=loan.interest_fen,
        apr=loan.apr,
    )


def _tax(unit: Unit, quote: Quote) -> PurchaseTax:
    """The tax with the rule it follows from, in the paper's words."""
    words = texts.load(_PAPER_LANGUAGE)
    warning = words(quote.tax_warning) if quote.tax_warning else ""
    if quote.tax_rule:
        rule = words("quote.rule_relief", rule=quote.tax_rule)
    else:
        rate = unit.setting("quote.purchase_tax", quote.expected_invoice_on)["rate"]
        rule = words("quote.rule_full", percent=f"{(Decimal(rate) * _PERCENT).normalize():f}")
    return PurchaseTax(quote.purchase_tax_fen, quote.tax_relief_fen, rule, warning)


def _approval(unit: Unit, quote: Quote) -> str:
    """The name of who approved the discount, if somebody had to."""
    row = unit.session.get(Approval, quote.approval_id) if quote.approval_id else None
    return staff_name(unit, row.by_id) if row else ""
