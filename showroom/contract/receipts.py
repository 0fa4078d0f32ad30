"""Money taken and paid back, each with a receipt of its own; a receipt is never changed."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from db.models.contract import Contract, Receipt
from showroom.contract import document
from showroom.contract.commands import settle_order
from showroom.contract.printing import receipt_paper
from showroom.contract.rules import Payment, check_payment, check_refund, split
from showroom.contract.standing import standing
from showroom.documents.issue import issue
from showroom.errors import Refusal
from showroom.money import to_fen, to_yuan
from showroom.rights import MONEY, allows
from showroom.terms import ContractStatus, MoneyKind, PayMethod, ReceiptKind
from showroom.unit import Unit


@dataclass(frozen=True, slots=True)
class TakeMoney:
    """Money handed over for a contract, fen; `txn_no` is needed unless it is cash."""

    contract_id: UUID
    kind: ReceiptKind
    amount_fen: int
    method: PayMethod
    payer: str
    txn_no: str = ""


@dataclass(frozen=True, slots=True)
class PayBack:
    """Money paid back from one receipt, fen."""

    receipt_id: UUID
    amount_fen: int
    method: PayMethod
    txn_no: str = ""


@allows(*MONEY)
def take_money(unit: Unit, command: TakeMoney) -> UUID:
    """Book money and print its receipt; earnest money beyond the cap counts as prepayment.

    Raises:
        Refusal: `contract.cancelled`, `contract.kind_differs`, `contract.payer_missing`, and as
            `rules.check_payment` says.
    """
    contract = unit.get(Contract, command.contract_id)
    if contract.status == ContractStatus.CANCELLED:
        raise Refusal("contract.cancelled", number=contract.doc_no)
    _check_kind(contract, command.kind)
    if not command.payer.strip():
        raise Refusal("contract.payer_missing", field="payer")
    _check_payment(unit, command.amount_fen, command.method, command.txn_no)
    row = _taken(unit, contract, command)
    _print(unit, row)
    settle_order(unit, contract)
    return row.id


@allows(*MONEY)
def pay_back(unit: Unit, command: PayBack) -> UUID:
    """Pay back (part of) one receipt and print the refund's own."""
    original = unit.get(Receipt, command.receipt_id)
    if original.amount_fen <= 0:
        raise Refusal("contract.not_a_payment")
    check_refund(
        to_yuan(command.amount_fen), to_yuan(original.amount_fen), to_yuan(_back(unit, original))
    )
    _check_payment(unit, command.amount_fen, command.method, command.txn_no)
    row = _paid_back(unit, original, command)
    _print(unit, row)
    return row.id


def _check_kind(contract: Contract, kind: ReceiptKind) -> None:
    """定金 and 订金 are what the contract says, never the other."""
    deposits = {ReceiptKind.EARNEST, ReceiptKind.ADVANCE}
    if kind is ReceiptKind.REFUND or (kind in deposits and kind != contract.money_kind):
        agreed = MoneyKind(contract.money_kind)
        raise Refusal("contract.kind_differs", field="kind", agreed=agreed.word)


def _check_payment(unit: Unit, amount_fen: int, method: PayMethod, txn_no: str) -> None:
    known = unit.session.scalars(select(Receipt.txn_no).where(Receipt.txn_no == txn_no.strip()))
    seen = frozenset(number for number in known if number)
    check_payment(Payment(to_yuan(amount_fen), method, txn_no.strip() or None, seen))


def _taken(unit: Unit, contract: Contract, command: TakeMoney) -> Receipt:
    kind = MoneyKind.EARNEST if command.kind is ReceiptKind.EARNEST else MoneyKind.ADVANCE
    earlier = to_yuan(standing(unit, contract).earnest_fen)
    parts = split(kind, to_yuan(command.amount_fen), to_yuan(contract.deposit_cap_fen), earlier)
    row = Receipt(
        id=unit.new_id(),
        outlet_id=unit.outlet_id,
        doc_no=unit.number("SK"),
        business_date=unit.today,
        contract_id=contract.id,
        customer_id=contract.customer_id,
        kind=command.kind,
        amount_fen=command.amount_fen,
        earnest_fen=to_fen(parts.earnest),
        prepayment_fen=to_fen(parts.prepayment) if command.kind is ReceiptKind.EARNEST else 0,
        method=command.method,
        txn_no=command.txn_no.strip() or None,
        payer=command.payer.strip(),
        received_at=unit.now,
        cashier_id=unit.actor.staff_id,
        created_at=unit.now,
    )
    return unit.add(row)


def _paid_back(unit: Unit, original: Receipt, command: PayBack) -> Receipt:
    """A negative row; it takes the prepayment back first, 定金 last."""
    beyond = max(command.amount_fen - _open_prepayment(unit, original), 0)
    earnest = min(beyond, original.earnest_fen) if original.earnest_fen else 0
    row = Receipt(
        id=unit.new_id(),
        outlet_id=unit.outlet_id,
        doc_no=unit.number("SK"),
        business_date=unit.today,
        contract_id=original.contract_id,
        customer_id=original.customer_id,
        kind=ReceiptKind.REFUND,
        amount_fen=-command.amount_fen,
        earnest_fen=-earnest,
        prepayment_fen=earnest - command.amount_fen if original.earnest_fen else 0,
        method=command.method,
        txn_no=command.txn_no.strip() or None,
        payer=original.payer,
        received_at=unit.now,
        refund_of_id=original.id,
        cashier_id=unit.actor.staff_id,
        created_at=unit.now,
    )
    return unit.add(row)


def _back(unit: Unit, original: Receipt) -> int:
    """Fen already paid back from a receipt."""
    total = unit.session.scalar(
        select(func.sum(Receipt.amount_fen)).where(Receipt.refund_of_id == original.id)
    )
    return -int(total or 0)


def _open_prepayment(unit: Unit, original: Receipt) -> int:
    """Fen of the prepayment in a receipt that earlier refunds left."""
    taken = unit.session.scalar(
        select(func.sum(Receipt.prepayment_fen)).where(Receipt.refund_of_id == original.id)
    )
    return original.prepayment_fen + int(taken or 0)


def _print(unit: Unit, row: Receipt) -> None:
    unit.session.flush()
    data = receipt_paper(unit, row)
    issue(unit, document.receipt(data), data, row)
