"""Loans: the instalments, what they cost, and the yearly rate they come to.

Methods: domain.md section 4, Loans; the rate to show: 中国人民银行公告〔2021〕第3号.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext
from itertools import accumulate
from typing import Final

from showroom.errors import Refusal
from showroom.money import CENT, q
from showroom.terms import LoanKind

_ZERO: Final = Decimal("0.00")
_MONTHS: Final = 12
_MOST_MONTHS: Final = 600
_PRECISION: Final = 160
_CLOSE: Final = Decimal("1e-30")
_MOST_ROUNDS: Final = 400


@dataclass(frozen=True, slots=True)
class Stage:
    """So many months of a step loan at one share of the full instalment."""

    months: int
    ratio: Decimal


@dataclass(frozen=True, slots=True)
class Loan:
    """What is borrowed: yuan, `annual_rate` as a fraction (0.048), `upfront_fees` in yuan."""

    kind: LoanKind
    principal: Decimal
    annual_rate: Decimal
    months: int
    balloon: Decimal = _ZERO
    stages: tuple[Stage, ...] = ()
    upfront_fees: Decimal = _ZERO


@dataclass(frozen=True, slots=True)
class Instalment:
    """One month: what is paid, how much of it is interest, what is still owed after it. Yuan."""

    number: int
    payment: Decimal
    interest: Decimal
    balance: Decimal

    @property
    def principal(self) -> Decimal:
        """The part that repays; below zero where unpaid interest joins the balance."""
        return self.payment - self.interest


@dataclass(frozen=True, slots=True)
class Plan:
    """The schedule with its cost: yuan; `apr` and `effective_rate` in per cent, two decimals."""

    instalments: tuple[Instalment, ...]
    total_paid: Decimal
    total_interest: Decimal
    upfront_fees: Decimal
    apr: Decimal
    effective_rate: Decimal


def plan(loan: Loan) -> Plan:
    """The whole repayment plan.

    Raises:
        Refusal: `quote.loan_principal`, `loan_months`, `loan_rate`, `loan_balloon`,
            `loan_stages`, `loan_fees`.
    """
    _check(loan)
    with localcontext() as context:
        context.prec = _PRECISION
        instalments = _schedule(loan)
        monthly = _monthly_irr(loan.principal - loan.upfront_fees, [i.payment for i in instalments])
        paid = sum((instalment.payment for instalment in instalments), _ZERO)
        return Plan(
            instalments=tuple(instalments),
            total_paid=paid,
            total_interest=paid - loan.principal,
            upfront_fees=loan.upfront_fees,
            apr=_percent(monthly * _MONTHS),
            effective_rate=_percent((1 + monthly) ** _MONTHS - 1),
        )


def _check(loan: Loan) -> None:
    sound = {
        "principal": loan.principal > 0,
        "months": 1 <= loan.months <= _MOST_MONTHS,
        "rate": 0 <= loan.annual_rate < 1,
        "balloon": _balloon_fits(loan),
        "stages": _stages_fit(loan),
        "fees": 0 <= loan.upfront_fees < loan.principal,
    }
    for part, holds in sound.items():
        if not holds:
            raise Refusal(f"quote.loan_{part}", field="loan")


def _balloon_fits(loan: Loan) -> bool:
    if loan.kind is not LoanKind.BALLOON:
        return loan.balloon == 0
    return 0 <= loan.balloon < loan.principal


def _stages_fit(loan: Loan) -> bool:
    if loan.kind is not LoanKind.STEP:
        return not loan.stages
    whole = sum(stage.months for stage in loan.stages) == loan.months
    sane = all(stage.months >= 1 and stage.ratio >= 0 for stage in loan.stages)
    return whole and sane and any(stage.ratio > 0 for stage in loan.stages)


def _schedule(loan: Loan) -> list[Instalment]:
    """Month by month; the last instalment clears everything, and none overpays."""
    rate = loan.annual_rate / _MONTHS
    instalments: list[Instalment] = []
    balance = loan.principal
    for number, planned in enumerate(_planned(loan, rate), 1):
        interest = q(balance * rate)
        owed = balance + interest
        wanted = planned + interest if loan.kind is LoanKind.LEVEL_PRINCIPAL else planned
        payment = owed if number == loan.months else min(wanted, owed)
        balance = owed - payment
        instalments.append(Instalment(number, payment, interest, balance))
    return instalments


def _planned(loan: Loan, rate: Decimal) -> list[Decimal]:
    """The planned yuan of each month: the instalment, or of level principal its principal."""
    if loan.kind is LoanKind.STEP:
        return _steps(loan, rate)
    if loan.kind is LoanKind.LEVEL_PRINCIPAL or rate == 0:
        each = _down((loan.principal - loan.balloon) / loan.months)
    else:
        discount = (1 + rate) ** -loan.months
        each = q((loan.principal - loan.balloon * discount) * rate / (1 - discount))
    return [each] * loan.months


def _steps(loan: Loan, rate: Decimal) -> list[Decimal]:
    ratios = [stage.ratio for stage in loan.stages for _ in range(stage.months)]
    if rate == 0:
        return [_down(ratio * loan.principal / sum(ratios)) for ratio in ratios]
    worth = _present_value(rate, ratios)
    return [q(ratio * loan.principal / worth) for ratio in ratios]


def _present_value(rate: Decimal, amounts: Sequence[Decimal]) -> Decimal:
    """What amounts due at the ends of the coming months are worth now."""
    *_, value = accumulate(reversed(amounts), lambda worth, due: worth / (1 + rate) + due)
    return value / (1 + rate)


def _monthly_irr(received: Decimal, payments: Sequence[Decimal]) -> Decimal:
    """The monthly rate at which the payments are worth what was received.

    Newton from 0: the value falls and bends one way, so each step stays below the root.
    """
    rate = Decimal(0)
    weighted = [number * payment for number, payment in enumerate(payments, 1)]
    for _ in range(_MOST_ROUNDS):
        excess = _present_value(rate, payments) - received
        step = excess * (1 + rate) / _present_value(rate, weighted)
        rate += step
        if abs(step) < _CLOSE:
            break
    return rate


def _down(yuan: Decimal) -> Decimal:
    return yuan.quantize(CENT, rounding=ROUND_FLOOR)


def _percent(rate: Decimal) -> Decimal:
    return (rate * 100).quantize(CENT, rounding=ROUND_HALF_UP)
