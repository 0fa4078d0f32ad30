"""What a contract allows: the deposit and its fate, the schedule, the states, the order date.

Sources: 民法典 586-588, 合同编通则解释 67-68; domain.md section 4, Deposit. Amounts are yuan.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal
from enum import Enum, auto
from typing import Any, Final, Self

from showroom.claim.terms import ClaimStanding
from showroom.errors import Refusal
from showroom.money import CENT
from showroom.terms import ContractStatus, MoneyKind, PayMethod

_ZERO: Final = Decimal("0.00")
_PATH: Final = (
    ContractStatus.DRAFT,
    ContractStatus.PENDING,
    ContractStatus.SIGNED,
    ContractStatus.ALLOCATED,
    ContractStatus.READY,
    ContractStatus.DELIVERED,
)
_ENDS: Final = frozenset({ContractStatus.DELIVERED, ContractStatus.CANCELLED})


class Defaulter(Enum):
    """Who broke the contract; nobody when both agree to part."""

    CUSTOMER = auto()
    DEALER = auto()
    NOBODY = auto()


@dataclass(frozen=True, slots=True)
class DepositRules:
    """The share of the contract's price that 定金 may reach, and the days to pay a refund."""

    cap_rate: Decimal
    refund_days: int

    @classmethod
    def parse(cls, value: Mapping[str, Any]) -> Self:
        """From the settings value `contract.deposit`."""
        return cls(Decimal(value["cap_rate"]), int(value["refund_days"]))


@dataclass(frozen=True, slots=True)
class Deposit:
    """Money actually paid before delivery: the 定金 in it, and the rest."""

    earnest: Decimal
    prepayment: Decimal

    @property
    def paid(self) -> Decimal:
        """All of it."""
        return self.earnest + self.prepayment


def deposit_cap(price: Decimal, rules: DepositRules) -> Decimal:
    """The most that counts as 定金, rounded down to the fen."""
    return (price * rules.cap_rate).quantize(CENT, rounding=ROUND_FLOOR)


def split(kind: MoneyKind, amount: Decimal, cap: Decimal, earlier: Decimal = _ZERO) -> Deposit:
    """How much of a payment is 定金 when `earlier` of it was received before; 订金 never is."""
    room = max(cap - earlier, _ZERO) if kind is MoneyKind.EARNEST else _ZERO
    earnest = min(amount, room)
    return Deposit(earnest, amount - earnest)


def check_deposit(kind: MoneyKind, amount: Decimal, price: Decimal, rules: DepositRules) -> None:
    """Pass when the agreed deposit is one.

    Raises:
        Refusal: `contract.deposit_positive`, `contract.deposit_above_cap` with `cap`,
            `contract.deposit_above_price`.
    """
    if amount <= 0:
        raise Refusal("contract.deposit_positive", field="deposit")
    cap = deposit_cap(price, rules)
    if kind is MoneyKind.EARNEST and amount > cap:
        raise Refusal("contract.deposit_above_cap", field="deposit", cap=cap)
    if amount > price:
        raise Refusal("contract.deposit_above_price", field="deposit")


def to_return(deposit: Deposit, broken_by: Defaulter) -> Decimal:
    """What the dealer pays back: 定金 is forfeited or doubled, everything else returns."""
    times = {Defaulter.CUSTOMER: 0, Defaulter.NOBODY: 1, Defaulter.DEALER: 2}[broken_by]
    return deposit.earnest * times + deposit.prepayment


def refund_due(cancelled_on: date, rules: DepositRules) -> date:
    """The last day to pay a refund (侵害消费者权益行为处罚办法 10)."""
    return cancelled_on + timedelta(days=rules.refund_days)


def check_schedule(price: Decimal, amounts: Sequence[Decimal]) -> None:
    """Pass when the payments are positive and sum to the price.

    Raises:
        Refusal: `contract.schedule_empty`, `contract.schedule_positive`,
            `contract.schedule_sum` with `missing` (below zero: too much).
    """
    if not amounts:
        raise Refusal("contract.schedule_empty", field="pay_schedule")
    if min(amounts) <= 0:
        raise Refusal("contract.schedule_positive", field="pay_schedule")
    missing = price - sum(amounts, _ZERO)
    if missing:
        raise Refusal("contract.schedule_sum", field="pay_schedule", missing=missing)


def check_step(now: ContractStatus, then: ContractStatus) -> None:
    """Pass when a contract may go from one state to the next; any open one may be cancelled.

    Raises:
        Refusal: `contract.wrong_state` with the words of both states.
    """
    if now in _ENDS or then not in _next(now):
        raise Refusal("contract.wrong_state", now=now.word, then=then.word)


def _next(now: ContractStatus) -> frozenset[ContractStatus]:
    return frozenset({_PATH[_PATH.index(now) + 1], ContractStatus.CANCELLED})


def in_effect(status: ContractStatus, car: ClaimStanding | None) -> ContractStatus:
    """A signed contract is allocated once its car is granted to it, and not before."""
    if status is ContractStatus.SIGNED and car is ClaimStanding.GRANTED:
        return ContractStatus.ALLOCATED
    return status


def check_delivery_due(signed_on: date, delivery_due: date) -> None:
    """Pass when the car is due on the day of signing or later.

    Raises:
        Refusal: `contract.delivery_before_signing`.
    """
    if delivery_due < signed_on:
        raise Refusal("contract.delivery_before_signing", field="delivery_due")


def ordered_on(signed_on: date | None, first_money_on: date | None) -> date | None:
    """The order's date: the later of signature and first money; None while one is missing."""
    if signed_on is None or first_money_on is None:
        return None
    return max(signed_on, first_money_on)


@dataclass(frozen=True, slots=True)
class Payment:
    """Money about to be booked, yuan; `known` are the transaction numbers already booked."""

    amount: Decimal
    method: PayMethod
    txn_no: str | None
    known: frozenset[str] = frozenset()


def check_payment(payment: Payment) -> None:
    """Pass when a receipt may be written for it.

    Raises:
        Refusal: `contract.amount_positive`, `contract.txn_missing`, `contract.txn_known`.
    """
    if payment.amount <= 0:
        raise Refusal("contract.amount_positive", field="amount")
    if not payment.txn_no and payment.method is not PayMethod.CASH:
        raise Refusal("contract.txn_missing", field="txn_no")
    if payment.txn_no and payment.txn_no in payment.known:
        raise Refusal("contract.txn_known", field="txn_no", txn_no=payment.txn_no)


def check_refund(amount: Decimal, paid: Decimal, refunded: Decimal = _ZERO) -> None:
    """Pass when a refund stays within what its receipt took in.

    Raises:
        Refusal: `contract.amount_positive`, `contract.refund_above_paid` with `left`.
    """
    if amount <= 0:
        raise Refusal("contract.amount_positive", field="amount")
    if amount > paid - refunded:
        raise Refusal("contract.refund_above_paid", field="amount", left=paid - refunded)
