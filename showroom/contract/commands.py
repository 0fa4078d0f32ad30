"""A contract from the accepted quote, signed, or cancelled with what that costs."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from db.models.contract import Contract, ContractLine, PayInstalment
from db.models.customer import Customer
from db.models.quote import Quote
from db.models.vehicle import Vehicle
from showroom import identity
from showroom.contract import document
from showroom.contract.allocation import check_car, hold, let_go
from showroom.contract.printing import contract_paper, terms_version
from showroom.contract.rules import (
    DepositRules,
    check_delivery_due,
    check_deposit,
    check_schedule,
    check_step,
    deposit_cap,
    ordered_on,
)
from showroom.contract.standing import first_money_on
from showroom.customer import keys
from showroom.customer.commands import level_of, set_level
from showroom.documents.issue import issue
from showroom.errors import Refusal
from showroom.money import to_fen, to_yuan
from showroom.quote.pricing import QuoteLineWish
from showroom.quote.stored import lines_of
from showroom.rights import MANAGERS, SALES, allows
from showroom.terms import (
    ContractStatus,
    CustomerType,
    DisputeWay,
    IntentLevel,
    LineKind,
    MoneyKind,
    Payee,
    QuoteStatus,
)
from showroom.unit import Unit

HANDED_OVER = ("invoice", "certificate", "consistency", "manual", "voucher", "service_book", "list")
"""随车文件 (三包规定 8, 13), worded as `contract.paper_<name>`."""


@dataclass(frozen=True, slots=True)
class Instalment:
    """One payment of the plan, fen; due on delivery when `due_on` is None."""

    name: str
    amount_fen: int
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class MakeContract:
    """What an accepted quote lacks to be a contract; amounts in fen.

    An empty `schedule` pays the deposit today and the rest on delivery.
    """

    quote_id: UUID
    buyer: str
    buyer_idno: str
    address: str
    phone: str
    money_kind: MoneyKind
    deposit_fen: int
    delivery_due: date
    terms_ack: bool
    schedule: tuple[Instalment, ...] = ()
    dispute: DisputeWay = DisputeWay.LITIGATION
    vehicle_id: UUID | None = None
    breach_terms: str = ""


@dataclass(frozen=True, slots=True)
class CancelContract:
    """A contract that ends, with the reason."""

    contract_id: UUID
    reason: str


@allows(*SALES)
def make_contract(unit: Unit, command: MakeContract) -> UUID:
    """Number and print the contract of an accepted quote, ready to be signed.

    Raises:
        Refusal: `contract.quote_not_accepted`, `contract.already_made`, and as the rules say.
    """
    quote = unit.get(Quote, command.quote_id)
    _check_quote(unit, quote)
    _check(unit, command, quote)
    contract = unit.add(_row(unit, command, quote))
    for seq, line in enumerate(_lines(unit, quote), 1):
        unit.add(_line(unit, contract.id, seq, line))
    schedule = command.schedule or usual_schedule(unit, command, quote)
    check_schedule(to_yuan(contract.price_fen), [to_yuan(part.amount_fen) for part in schedule])
    for seq, part in enumerate(schedule, 1):
        unit.add(_instalment(unit, contract.id, seq, part))
    hold(unit, contract)
    unit.session.flush()
    data = contract_paper(unit, contract)
    issue(unit, document.agreement_of_sale(data), data, contract)
    _find_by_car(unit, contract)
    return contract.id


@allows(*SALES)
def sign_contract(unit: Unit, contract_id: UUID) -> None:
    """Both sides signed: nothing in it changes any more; an order once money is there."""
    contract = unit.get(Contract, contract_id)
    check_step(ContractStatus(contract.status), ContractStatus.SIGNED)
    check_delivery_due(unit.today, contract.delivery_due)
    unit.change(contract, status=ContractStatus.SIGNED, signed_on=unit.today, signed_at=unit.now)
    hold(unit, contract)
    settle_order(unit, contract)


@allows(*MANAGERS)
def cancel_contract(unit: Unit, command: CancelContract) -> None:
    """End a contract today; receipts stay and are refunded each by its own row."""
    contract = unit.get(Contract, command.contract_id)
    check_step(ContractStatus(contract.status), ContractStatus.CANCELLED)
    if not command.reason.strip():
        raise Refusal("contract.reason_missing", field="reason")
    unit.change(
        contract,
        status=ContractStatus.CANCELLED,
        cancelled_on=unit.today,
        cancel_reason=command.reason.strip(),
    )
    let_go(unit, contract)
    _find_by_car(unit, contract)


def settle_order(unit: Unit, contract: Contract) -> None:
    """Make the contract an order on the later of signature and first money, and the lead an O."""
    day = ordered_on(contract.signed_on, first_money_on(unit, contract.id))
    if day is None or contract.ordered_on is not None:
        return
    unit.change(contract, ordered_on=day)
    customer = unit.get(Customer, contract.customer_id)
    if level_of(customer) is not IntentLevel.O:
        set_level(unit, customer, IntentLevel.O)


def usual_schedule(unit: Unit, command: MakeContract, quote: Quote) -> tuple[Instalment, ...]:
    """The deposit today, the loan and the balance on delivery."""
    loan = int(quote.loan["principal_fen"]) if quote.loan else 0
    balance = quote.invoice_price_fen - command.deposit_fen - loan
    parts = (
        Instalment(f"contract.part_{command.money_kind.lower()}", command.deposit_fen, unit.today),
        Instalment("contract.part_balance", balance),
        Instalment("contract.part_loan", loan),
    )
    return tuple(part for part in parts if part.amount_fen)


def deposit_rules(unit: Unit) -> DepositRules:
    """The deposit rules in force today."""
    return DepositRules.parse(unit.setting("contract.deposit"))


def _find_by_car(unit: Unit, contract: Contract) -> None:
    """Let the buyer be found by the car's VIN and plate while the contract stands."""
    if contract.vehicle_id is not None:
        keys.refresh(unit, unit.get(Customer, contract.customer_id))


def _check_quote(unit: Unit, quote: Quote) -> None:
    if quote.status != QuoteStatus.ACCEPTED:
        raise Refusal("contract.quote_not_accepted", now=QuoteStatus(quote.status).word)
    made = unit.session.scalar(
        select(Contract.doc_no).where(
            Contract.quote_id == quote.id, Contract.status != ContractStatus.CANCELLED
        )
    )
    if made is not None:
        raise Refusal("contract.already_made", number=made)


def _check(unit: Unit, command: MakeContract, quote: Quote) -> None:
    for field in ("buyer", "address"):
        if not str(getattr(command, field)).strip():
            raise Refusal("contract.field_missing", field=field)
    if not command.terms_ack:
        raise Refusal("contract.terms_unread", field="terms_ack")
    price = to_yuan(quote.invoice_price_fen)
    check_deposit(command.money_kind, to_yuan(command.deposit_fen), price, deposit_rules(unit))
    check_delivery_due(unit.today, command.delivery_due)
    if command.vehicle_id is not None:
        check_car(unit, unit.get(Vehicle, command.vehicle_id), quote.trim_id)


def _row(unit: Unit, command: MakeContract, quote: Quote) -> Contract:
    price = to_yuan(quote.invoice_price_fen)
    return Contract(
        id=unit.new_id(),
        outlet_id=unit.outlet_id,
        doc_no=unit.number("HT"),
        status=ContractStatus.PENDING,
        business_date=unit.today,
        customer_id=quote.customer_id,
        quote_id=quote.id,
        vehicle_id=command.vehicle_id,
        buyer=command.buyer.strip(),
        buyer_idno=_identity(unit, command.buyer_idno, quote.customer_id),
        address=command.address.strip(),
        phone=identity.as_phone(command.phone),
        trim_id=quote.trim_id,
        colour=quote.colour,
        price_fen=quote.invoice_price_fen,
        money_kind=command.money_kind,
        deposit_fen=command.deposit_fen,
        deposit_cap_fen=to_fen(deposit_cap(price, deposit_rules(unit))),
        delivery_due=command.delivery_due,
        documents=list(HANDED_OVER),
        dispute=command.dispute,
        breach_terms=command.breach_terms.strip(),
        terms_version=terms_version(unit),
        terms_ack=True,
        owner_id=quote.owner_id,
        created_by_id=unit.actor.staff_id,
        created_at=unit.now,
    )


def _identity(unit: Unit, typed: str, customer_id: UUID) -> str:
    """The buyer's identity number, or a company's credit code."""
    customer = unit.get(Customer, customer_id)
    try:
        if customer.customer_type == CustomerType.COMPANY:
            return identity.as_uscc(typed)
        return identity.as_idno(typed, unit.today)
    except Refusal as refusal:
        raise Refusal(refusal.code, **{**refusal.facts, "field": "buyer_idno"}) from refusal


def _lines(unit: Unit, quote: Quote) -> list[QuoteLineWish]:
    """The quote's lines and the two taxes it worked out."""
    taxes = (
        (LineKind.PURCHASE_TAX, quote.purchase_tax_fen),
        (LineKind.VEHICLE_TAX, quote.vehicle_tax_fen),
    )
    worked_out = [QuoteLineWish(kind, kind.word, Payee.TAX, fen) for kind, fen in taxes if fen]
    return [*lines_of(unit, quote.id), *worked_out]


def _line(unit: Unit, contract_id: UUID, seq: int, line: QuoteLineWish) -> ContractLine:
    return ContractLine(**_part(unit, contract_id, seq), **_copied(line))


def _copied(line: QuoteLineWish) -> dict[str, Any]:
    names = ("kind", "code", "name", "payee", "amount_fen", "quantity", "on_invoice")
    return {name: getattr(line, name) for name in (*names, "is_gift", "optional", "basis")}


def _instalment(unit: Unit, contract_id: UUID, seq: int, part: Instalment) -> PayInstalment:
    return PayInstalment(
        **_part(unit, contract_id, seq),
        name=part.name,
        amount_fen=part.amount_fen,
        due_on=part.due_on,
    )


def _part(unit: Unit, contract_id: UUID, seq: int) -> dict[str, Any]:
    """The columns every line of a contract starts with."""
    return {
        "id": unit.new_id(),
        "outlet_id": unit.outlet_id,
        "contract_id": contract_id,
        "seq": seq,
    }
