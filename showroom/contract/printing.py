"""From the rows of a contract or a receipt to what stands on its paper."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy import select

from db.in_force import in_force
from db.models.contract import Contract, ContractLine, PayInstalment, Receipt, TermsText
from db.models.customer import Customer
from db.models.quote import Quote
from db.models.vehicle import Vehicle
from showroom import texts
from showroom.claim.queries import held
from showroom.claim.terms import ClaimStanding
from showroom.contract import document
from showroom.contract.paper import Buyer, ContractPaper, Due, ReceiptPaper
from showroom.documents.furniture import Standing
from showroom.documents.issue import head, issued, staff_name
from showroom.documents.seal import PaperKind
from showroom.errors import Refusal
from showroom.quote.paper import PriceLine
from showroom.quote.printing import car_of
from showroom.rights import MONEY, SALES, allows
from showroom.terms import (
    ContractStatus,
    CustomerType,
    DisputeWay,
    LineKind,
    MoneyKind,
    Payee,
    PayMethod,
    ReceiptKind,
)
from showroom.unit import Unit

_PAPER_LANGUAGE = "zh_CN"
_TERMS = "contract"
_SHIPPED_TERMS = "1"


@allows(*SALES, *MONEY)
def contract_pdf(unit: Unit, contract_id: UUID) -> bytes:
    """The contract as it was printed to be signed; a cancelled one is marked void."""
    contract = unit.get(Contract, contract_id)
    data = issued(unit, PaperKind.CONTRACT, contract_id, ContractPaper)
    if data is None:
        raise Refusal("contract.not_issued")
    if contract.status == ContractStatus.CANCELLED:
        data = replace(data, head=replace(data.head, standing=Standing.VOID))
    return document.agreement_of_sale(data)


@allows(*SALES, *MONEY)
def receipt_pdf(unit: Unit, receipt_id: UUID) -> bytes:
    """A receipt printed again as it was issued."""
    data = issued(unit, PaperKind.RECEIPT, receipt_id, ReceiptPaper)
    if data is None:
        raise Refusal("contract.not_issued")
    return document.receipt(data)


def contract_paper(unit: Unit, contract: Contract) -> ContractPaper:
    """Everything that stands on a contract."""
    quote = unit.get(Quote, contract.quote_id)
    words = texts.load(_PAPER_LANGUAGE)
    car = unit.session.get(Vehicle, contract.vehicle_id) if contract.vehicle_id else None
    return ContractPaper(
        head=head(
            unit,
            contract.doc_no or "",
            contract.business_date,
            contract.created_at,
            contract.created_by_id,
        ),
        buyer=_buyer(unit, contract),
        consultant=staff_name(unit, contract.owner_id),
        car=car_of(unit, quote),
        vin=car.vin if car else "",
        vin_tentative=car is not None
        and held(unit, Contract.__tablename__, contract.id).standing is not ClaimStanding.GRANTED,
        price_fen=contract.price_fen,
        lines=_lines(unit, contract.id),
        money_kind=MoneyKind(contract.money_kind),
        deposit_fen=contract.deposit_fen,
        deposit_cap_fen=contract.deposit_cap_fen,
        schedule=_schedule(unit, contract.id),
        delivery_due=contract.delivery_due,
        documents=tuple(words(f"contract.paper_{name}") for name in contract.documents),
        dispute=DisputeWay(contract.dispute),
        quote_number=quote.doc_no or "",
        breach_terms=contract.breach_terms,
        loan=quote.loan is not None,
        terms_ack=contract.terms_ack,
        terms_version=contract.terms_version,
        terms=_terms(unit, contract),
        refund_days=int(unit.setting("contract.deposit")["refund_days"]),
    )


def terms_version(unit: Unit) -> str:
    """The version of the standard terms a contract made today has: the published, or as shipped."""
    holds = in_force(TermsText, "kind", unit.today)
    published = unit.session.scalar(
        select(TermsText.version).where(TermsText.kind == _TERMS, holds)
    )
    return published or _SHIPPED_TERMS


def _terms(unit: Unit, contract: Contract) -> str:
    """The published text of a contract's version; empty where the shipped one is meant."""
    text = unit.session.scalar(
        select(TermsText.body)
        .where(
            TermsText.kind == _TERMS,
            TermsText.version == contract.terms_version,
            TermsText.valid_from <= contract.business_date,
        )
        .order_by(TermsText.valid_from.desc(), TermsText.id.desc())
        .limit(1)
    )
    return text or ""


def receipt_paper(unit: Unit, receipt: Receipt) -> ReceiptPaper:
    """Everything that stands on a receipt; a refund shows the amount paid back."""
    contract = unit.get(Contract, receipt.contract_id)
    original = unit.session.get(Receipt, receipt.refund_of_id) if receipt.refund_of_id else None
    return ReceiptPaper(
        head=head(
            unit, receipt.doc_no, receipt.business_date, receipt.received_at, receipt.cashier_id
        ),
        contract_number=contract.doc_no or "",
        car=car_of(unit, unit.get(Quote, contract.quote_id)).name,
        kind=ReceiptKind(receipt.kind),
        amount_fen=abs(receipt.amount_fen),
        method=PayMethod(receipt.method),
        payer=receipt.payer,
        received_at=receipt.received_at.astimezone(unit.place.zone),
        cashier=staff_name(unit, receipt.cashier_id),
        earnest_fen=abs(receipt.earnest_fen),
        prepayment_fen=abs(receipt.prepayment_fen),
        txn_no=receipt.txn_no or "",
        refund_of=original.doc_no if original else "",
    )


def _buyer(unit: Unit, contract: Contract) -> Buyer:
    customer = unit.get(Customer, contract.customer_id)
    return Buyer(
        contract.buyer,
        contract.buyer_idno,
        contract.address,
        contract.phone,
        is_company=customer.customer_type == CustomerType.COMPANY,
    )


def _lines(unit: Unit, contract_id: UUID) -> tuple[PriceLine, ...]:
    """What was agreed beside the car's price; what is in that price already is left out."""
    words = texts.load(_PAPER_LANGUAGE)
    rows = unit.session.scalars(
        select(ContractLine)
        .where(ContractLine.contract_id == contract_id, ContractLine.on_invoice.is_(False))
        .order_by(ContractLine.seq)
    )
    return tuple(
        PriceLine(
            kind=LineKind(row.kind),
            name=words(row.name) if row.payee == Payee.TAX else row.name,
            payee=Payee(row.payee),
            amount_fen=row.amount_fen,
            quantity=row.quantity,
            is_gift=row.is_gift,
            optional=row.optional,
            basis=row.basis or "",
        )
        for row in rows
    )


def _schedule(unit: Unit, contract_id: UUID) -> tuple[Due, ...]:
    """The payments in order; the usual parts are stored by their key and worded here."""
    words = texts.load(_PAPER_LANGUAGE)
    rows = unit.session.scalars(
        select(PayInstalment)
        .where(PayInstalment.contract_id == contract_id)
        .order_by(PayInstalment.seq)
    )
    return tuple(
        Due(words(row.name) if row.name in words else row.name, row.amount_fen, row.due_on)
        for row in rows
    )
