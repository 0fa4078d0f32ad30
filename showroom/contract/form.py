"""What the contract page decides: the plan proposed, what the law says, what may be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from showroom import identity
from showroom.claim.terms import ClaimStanding
from showroom.contract.commands import Instalment, MakeContract
from showroom.contract.queries import ContractLine, ReceiptLine, WholeContract
from showroom.contract.rules import (
    Defaulter,
    Deposit,
    DepositRules,
    check_deposit,
    deposit_cap,
    refund_due,
    to_return,
)
from showroom.contract.sitting import Proposal, Shown
from showroom.errors import Refusal
from showroom.money import to_fen, to_yuan
from showroom.terms import ContractStatus, MoneyKind, PayMethod, ReceiptKind

TONES: Final = {
    ContractStatus.DRAFT: "neutral",
    ContractStatus.PENDING: "warn",
    ContractStatus.SIGNED: "accent",
    ContractStatus.ALLOCATED: "accent",
    ContractStatus.READY: "accent",
    ContractStatus.DELIVERED: "good",
    ContractStatus.CANCELLED: "bad",
}
"""How a state looks; it is always worded as well."""
WAY: Final = (
    ContractStatus.PENDING,
    ContractStatus.SIGNED,
    ContractStatus.ALLOCATED,
    ContractStatus.READY,
    ContractStatus.DELIVERED,
)
"""The way of a contract, one state after the other."""
OPEN: Final = frozenset(WAY[:-1])
"""The states a contract may still be cancelled in."""
BOUND: Final = frozenset({ContractStatus.SIGNED, ContractStatus.ALLOCATED})
"""The states a contract may get a car in."""
CAR_TONES: Final = {
    ClaimStanding.TENTATIVE: "warn",
    ClaimStanding.GRANTED: "good",
    ClaimStanding.REFUSED: "bad",
    ClaimStanding.RELEASED: "neutral",
}
"""How it looks whether the car is confirmed; it is always worded as well."""
_UNSURE: Final = {
    ClaimStanding.TENTATIVE: "contract.car_waits",
    ClaimStanding.REFUSED: "contract.car_lost",
}
_NOTES: Final = {
    ClaimStanding.TENTATIVE: "contract.car_waits_note",
    ClaimStanding.REFUSED: "contract.car_lost_note",
}


@dataclass(frozen=True, slots=True)
class Said:
    """Words by their catalogue key with facts; amounts among them are named `…_fen`."""

    key: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether something may be done, and the catalogue key of why not."""

    why: str = ""

    @property
    def open(self) -> bool:
        """Whether it may be done."""
        return not self.why


@dataclass(frozen=True, slots=True)
class Gates:
    """What may be done about a contract."""

    sign: Gate
    take: Gate
    pay_back: Gate
    cancel: Gate
    allocate: Gate
    let_go: Gate


def gates(shown: Shown) -> Gates:
    """What may be done about a contract by the person at the desk; the commands check again."""
    whole, may = shown.whole, shown.may
    status = whole.line.status
    return Gates(
        sign=_first(
            (not may.sell, "contract.why_sales"),
            (status is not ContractStatus.PENDING, "contract.why_not_pending"),
        ),
        take=_first(
            (not may.take_money, "contract.why_money"),
            (status is ContractStatus.CANCELLED, "contract.why_cancelled"),
        ),
        pay_back=_first(
            (not may.take_money, "contract.why_money"),
            (
                not any(left_fen(each, whole) > 0 for each in whole.receipts),
                "contract.why_no_money",
            ),
        ),
        cancel=_first(
            (not may.manage, "contract.why_manager"),
            (status not in OPEN, "contract.why_ended"),
        ),
        allocate=_first(*_unbound(shown)),
        let_go=_first(*_unbound(shown), (whole.line.car_held is None, "contract.why_no_car")),
    )


def _unbound(shown: Shown) -> tuple[tuple[bool, str], ...]:
    """Why no car may be bound to a contract or let go."""
    return (
        (not shown.may.sell, "contract.why_sales"),
        (shown.whole.line.status not in BOUND, "contract.why_not_signed"),
    )


def state_of(line: ContractLine) -> tuple[str, str]:
    """How a contract stands: the word's key and its tone; an unsettled car is said first."""
    unsure = line.car_held.standing if line.car_held and line.status in OPEN else None
    if unsure in _UNSURE:
        return _UNSURE[unsure], CAR_TONES[unsure]
    return line.status.word, TONES[line.status]


def car_note(whole: WholeContract) -> Said | None:
    """What to know of a car that is not confirmed, None when there is nothing to say."""
    held = whole.line.car_held
    if held is None or held.standing not in _UNSURE or whole.line.status not in OPEN:
        return None
    facts = {"vin": whole.vin or "", "holder": held.lost_to or ""}
    return Said(_NOTES[held.standing], facts)


def _first(*reasons: tuple[bool, str]) -> Gate:
    return Gate(next((why for holds, why in reasons if holds), ""))


def cap_fen(price_fen: int, rules: DepositRules) -> int:
    """The most that counts as 定金, fen."""
    return to_fen(deposit_cap(to_yuan(price_fen), rules))


def percent(rules: DepositRules) -> str:
    """The cap as people say it, `20`."""
    return f"{(rules.cap_rate * 100).normalize():f}"


def law(kind: MoneyKind, deposit_fen: int, price_fen: int, rules: DepositRules) -> tuple[Said, ...]:
    """What the law makes of the money agreed: said beside the kind while one types."""
    cap = cap_fen(price_fen, rules)
    if kind is MoneyKind.ADVANCE:
        return (Said("contract.law_advance", {"days": rules.refund_days}),)
    facts = {"percent": percent(rules), "cap_fen": cap}
    told = [Said("contract.law_earnest"), Said("contract.law_cap", facts)]
    if 0 < deposit_fen <= cap:
        told.append(Said("contract.law_double", {"twice_fen": 2 * deposit_fen}))
    return tuple(told)


def above_cap(kind: MoneyKind | None, deposit_fen: int, price_fen: int, rules: DepositRules) -> int:
    """Fen of the deposit that cannot be 定金, 0 if none."""
    if kind is not MoneyKind.EARNEST:
        return 0
    return max(0, deposit_fen - cap_fen(price_fen, rules))


def usual_plan(made: Proposal, kind: MoneyKind, deposit_fen: int) -> tuple[Instalment, ...]:
    """The deposit today, the balance and the loan on delivery: as `commands.usual_schedule`."""
    balance = made.invoice_price_fen - deposit_fen - made.loan_fen
    parts = (
        Instalment(f"contract.part_{kind.lower()}", deposit_fen, made.today),
        Instalment("contract.part_balance", balance),
        Instalment("contract.part_loan", made.loan_fen),
    )
    return tuple(part for part in parts if part.amount_fen > 0)


def usual_car(made: Proposal) -> UUID | None:
    """The car proposed: the one in stock longest of the colour sold."""
    return next((car.id for car in made.cars if car.colour == made.colour), None)


def other_colour(made: Proposal, car_id: UUID | None) -> str:
    """The colour of the car chosen where it is not the one sold, else empty."""
    colours = (car.colour for car in made.cars if car.id == car_id)
    return next((colour for colour in colours if colour != made.colour), "")


def missing_fen(price_fen: int, amounts: Sequence[int]) -> int:
    """What the plan lacks to the price; below zero: too much."""
    return price_fen - sum(amounts)


def check_identity(typed: str, made: Proposal) -> None:
    """Pass when the number is one of the buyer's kind; Refusal as `identity` says."""
    if made.is_company:
        identity.as_uscc(typed)
    else:
        identity.as_idno(typed, made.today)


def check_agreed(kind: MoneyKind | None, deposit_fen: int, made: Proposal) -> None:
    """Pass when the deposit may be agreed; Refusal as `rules.check_deposit`."""
    if kind is not None:
        price = to_yuan(made.invoice_price_fen)
        check_deposit(kind, to_yuan(deposit_fen), price, made.rules)


def making(made: Proposal, **typed: Any) -> MakeContract:  # noqa: ANN401 - the form's fields
    """The command of the filled form."""
    schedule, deposit_fen = typed.pop("pay_schedule"), typed.pop("deposit")
    kept = {name: value for name, value in typed.items() if value is not None}
    return MakeContract(quote_id=made.quote.id, deposit_fen=deposit_fen, schedule=schedule, **kept)


def kinds(whole: WholeContract) -> tuple[ReceiptKind, ...]:
    """What money may be taken as: the deposit is of the kind the contract says."""
    deposit = ReceiptKind(whole.money_kind.value)
    return (deposit, ReceiptKind.DOWN_PAYMENT, ReceiptKind.BALANCE, ReceiptKind.OTHER)


@dataclass(frozen=True, slots=True)
class Taking:
    """Money the page proposes to take, fen."""

    kind: ReceiptKind
    amount_fen: int
    method: PayMethod = PayMethod.CARD


def next_money(whole: WholeContract) -> Taking:
    """What is due next: what the deposit still lacks, then the rest."""
    standing = whole.standing
    lacking = whole.deposit_fen - standing.received_fen
    if lacking > 0:
        return Taking(ReceiptKind(whole.money_kind.value), lacking)
    return Taking(ReceiptKind.BALANCE, max(0, standing.balance_fen))


def split_note(whole: WholeContract, kind: ReceiptKind | None, amount_fen: int) -> Said | None:
    """What of earnest money beyond the cap is only prepayment, while it is typed."""
    if kind is not ReceiptKind.EARNEST:
        return None
    room = max(0, whole.deposit_cap_fen - whole.standing.earnest_fen)
    if amount_fen <= room:
        return None
    return Said("contract.split", {"earnest_fen": room, "rest_fen": amount_fen - room})


def needs_number(method: PayMethod | None) -> bool:
    """Whether a transaction number is asked for: of everything but cash."""
    return method is not PayMethod.CASH


def left_fen(receipt: ReceiptLine, whole: WholeContract) -> int:
    """What of a receipt was not paid back yet; 0 of a refund."""
    if receipt.amount_fen <= 0:
        return 0
    back = (each.amount_fen for each in whole.receipts if each.refund_of_id == receipt.id)
    return receipt.amount_fen + sum(back)


def to_pay_back(whole: WholeContract, chosen: UUID | None = None) -> ReceiptLine | None:
    """The receipt to pay back from: the chosen one if it holds money, else the latest that does."""
    holding = [each for each in whole.receipts if left_fen(each, whole) > 0]
    return next((each for each in holding if each.id == chosen), holding[-1] if holding else None)


def check_left(fen: int, receipt: ReceiptLine, whole: WholeContract) -> None:
    """Pass when no more is paid back than is left; Refusal `contract.refund_above_paid`."""
    left = left_fen(receipt, whole)
    if fen > left:
        raise Refusal("contract.refund_above_paid", field="amount", left=to_yuan(left))


def consequences(shown: Shown) -> tuple[Said, ...]:
    """What it costs to end the contract today, by whose fault it is."""
    standing = shown.whole.standing
    held = Deposit(
        to_yuan(standing.earnest_fen), to_yuan(standing.received_fen - standing.earnest_fen)
    )
    if not held.paid:
        return (Said("contract.cancel_no_money"),)
    told = [
        Said(f"contract.cancel_{who.name.lower()}", {"amount_fen": to_fen(to_return(held, who))})
        for who in Defaulter
    ]
    until = refund_due(shown.today, shown.rules).isoformat()
    told.append(Said("contract.cancel_until", {"date": until, "days": shown.rules.refund_days}))
    return tuple(told)


def done(status: ContractStatus) -> int:
    """How many states of `WAY` lie behind a contract: all of them once it is delivered."""
    if status is ContractStatus.DELIVERED:
        return len(WAY)
    return WAY.index(status) if status in WAY else 0
