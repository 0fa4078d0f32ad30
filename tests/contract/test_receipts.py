"""Money in and out of one contract: what counts as 定金, and what goes back first."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from showroom.clock import SetClock
from showroom.contract.commands import CancelContract, MakeContract, cancel_contract
from showroom.contract.queries import Contracts, ReceiptLine, contracts, whole_contract
from showroom.contract.receipts import PayBack, TakeMoney, pay_back, take_money
from showroom.desk import Desk
from showroom.errors import Refusal
from showroom.terms import ContractStatus, MoneyKind, PayMethod, ReceiptKind
from tests.contract.deals import made, paid
from tests.contract.test_commands import making, refused

__all__ = ["making"]

CAP = 51_760_00
CASH = PayMethod.CASH


def receipts(desk: Desk, key: object) -> tuple[ReceiptLine, ...]:
    return desk.read(whole_contract, key).receipts  # type: ignore[arg-type]


def test_each_receipt_and_each_refund_has_a_number_of_its_own(
    consultant: Desk, cashier: Desk, making: MakeContract
) -> None:
    key = made(consultant, making)
    first = paid(cashier, key, 1_000)
    paid(cashier, key, 2_000, txn="T2")
    cashier.write(pay_back, PayBack(first, 500_00, CASH))
    numbers = [line.doc_no for line in receipts(consultant, key)]
    assert numbers == [f"NJHX-A-SK-20261122-00{n}" for n in (1, 2, 3)]


def test_an_advance_is_never_earnest_money_however_small(
    consultant: Desk, cashier: Desk, making: MakeContract
) -> None:
    key = made(consultant, making, MoneyKind.ADVANCE)
    paid(cashier, key, 100, ReceiptKind.ADVANCE)
    (line,) = receipts(consultant, key)
    assert (line.amount_fen, line.earnest_fen, line.prepayment_fen) == (100_00, 0, 0)


@pytest.mark.parametrize("kind", [ReceiptKind.DOWN_PAYMENT, ReceiptKind.BALANCE, ReceiptKind.OTHER])
def test_money_for_the_car_itself_uses_up_no_room_below_the_cap(
    consultant: Desk, cashier: Desk, making: MakeContract, kind: ReceiptKind
) -> None:
    key = made(consultant, making)
    paid(cashier, key, 100_000, kind)
    paid(cashier, key, 20_000, txn="T2")
    car, earnest = receipts(consultant, key)
    assert (car.earnest_fen, car.prepayment_fen) == (0, 0)
    assert (earnest.earnest_fen, earnest.prepayment_fen) == (20_000_00, 0)


def test_earnest_money_paid_back_makes_room_below_the_cap_again(
    consultant: Desk, cashier: Desk, making: MakeContract
) -> None:
    key = made(consultant, making)
    first = paid(cashier, key, 51_760)
    cashier.write(pay_back, PayBack(first, 10_000_00, CASH))
    paid(cashier, key, 15_000, txn="T2")
    last = receipts(consultant, key)[-1]
    assert (last.earnest_fen, last.prepayment_fen) == (10_000_00, 5_000_00)


def test_a_cancelled_contract_takes_nothing_but_pays_back(
    consultant: Desk, cashier: Desk, manager: Desk, making: MakeContract
) -> None:
    key = made(consultant, making)
    receipt = paid(cashier, key, 20_000)
    manager.write(cancel_contract, CancelContract(key, "退订"))
    more = TakeMoney(key, ReceiptKind.EARNEST, 1_00, CASH, "王芳")
    assert refused(lambda: cashier.write(take_money, more)) == "contract.cancelled"
    cashier.write(pay_back, PayBack(receipt, 20_000_00, CASH))
    assert consultant.read(whole_contract, key).standing.received_fen == 0
    (line,) = consultant.read(contracts, Contracts())
    assert line.status is ContractStatus.CANCELLED


def test_a_refund_is_no_payment_to_pay_back(
    consultant: Desk, cashier: Desk, making: MakeContract
) -> None:
    refund = cashier.write(pay_back, PayBack(paid(cashier, made(consultant, making), 10), 1, CASH))
    again = PayBack(refund.value, 1, CASH)
    assert refused(lambda: cashier.write(pay_back, again)) == "contract.not_a_payment"


@pytest.mark.parametrize("method", [method for method in PayMethod if method is not CASH])
def test_money_that_is_not_cash_carries_its_transaction(
    consultant: Desk, cashier: Desk, making: MakeContract, method: PayMethod
) -> None:
    key = made(consultant, making)
    money = TakeMoney(key, ReceiptKind.EARNEST, 1_00, method, "王芳", "  ")
    assert refused(lambda: cashier.write(take_money, money)) == "contract.txn_missing"
    cashier.write(take_money, replace(money, txn_no=" 4200 "))
    again = replace(money, txn_no="4200")
    assert refused(lambda: cashier.write(take_money, again)) == "contract.txn_known"


def test_a_refused_payment_uses_up_no_number(
    consultant: Desk, cashier: Desk, making: MakeContract
) -> None:
    key = made(consultant, making)
    hostile = TakeMoney(key, ReceiptKind.EARNEST, 1_00, CASH, "\U0001f600")
    with pytest.raises(Refusal):
        cashier.write(take_money, hostile)
    paid(cashier, key, 1)
    assert [line.doc_no[-3:] for line in receipts(consultant, key)] == ["001"]


def test_money_belongs_to_the_day_it_was_handed_over(
    consultant: Desk, cashier: Desk, making: MakeContract, clock: SetClock
) -> None:
    key = made(consultant, making)
    paid(cashier, key, 1)
    clock.advance(days=1)
    paid(cashier, key, 2, txn="T2")
    assert [line.doc_no[-12:-4] for line in receipts(consultant, key)] == ["20261122", "20261123"]


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    taken=st.tuples(
        st.integers(1, 90_000_00), st.lists(st.integers(1, 40_000_00), min_size=1, max_size=4)
    )
)
@example(taken=(60_000_00, [5_000_00, 10_000_00, 50_000_00, 40_000_00]))
def test_prepayment_goes_back_before_earnest_money_and_never_more_than_came(
    consultant: Desk,
    cashier: Desk,
    manager: Desk,
    making: MakeContract,
    taken: tuple[int, list[int]],
) -> None:
    fen, back = taken
    for line in consultant.read(contracts, Contracts()):
        if line.status is not ContractStatus.CANCELLED:
            manager.write(cancel_contract, CancelContract(line.id, "另签"))
    key = made(consultant, making)
    money = TakeMoney(key, ReceiptKind.EARNEST, fen, CASH, "王芳")
    receipt = cashier.write(take_money, money).value
    left = fen
    for amount in back:
        code = attempted(cashier, PayBack(receipt, amount, CASH))
        assert code == ("contract.refund_above_paid" if amount > left else None)
        left -= 0 if code else amount
        standing = consultant.read(whole_contract, key).standing
        assert (standing.received_fen, standing.earnest_fen) == (left, min(left, CAP))


def attempted(cashier: Desk, command: PayBack) -> str | None:
    """The code of the refusal, None where the money went back."""
    try:
        cashier.write(pay_back, command)
    except Refusal as refusal:
        return refusal.code
    return None
