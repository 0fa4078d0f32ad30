from datetime import date
from decimal import Decimal
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showroom import texts
from showroom.contract import rules
from showroom.contract.rules import Defaulter, Deposit
from showroom.errors import Refusal
from showroom.terms import ContractStatus, MoneyKind, PayMethod
from tests.shipped import shipped

D = Decimal
RULES = rules.DepositRules.parse(shipped("contract.deposit"))
MONEY = st.integers(1, 10**9).map(lambda fen: D(fen).scaleb(-2))


def code_of(check, *args) -> str:
    with pytest.raises(Refusal) as refused:
        check(*args)
    for language in texts.LANGUAGES:
        assert texts.load(language)(refused.value.code, **refused.value.facts)
    return refused.value.code


@pytest.mark.parametrize(
    ("price", "cap"),
    [
        ("258800.00", "51760.00"),
        ("199999.99", "39999.99"),
        ("100000.00", "20000.00"),
        ("379900.00", "75980.00"),
        ("0.04", "0.00"),
        ("123456.78", "24691.35"),
    ],
)
def test_the_cap_is_a_fifth_rounded_down(price: str, cap: str) -> None:
    assert rules.deposit_cap(D(price), RULES) == D(cap)


@pytest.mark.parametrize(
    ("paid", "earnest", "prepayment"),
    [
        ("60000", "51760", "8240"),
        ("51760", "51760", "0"),
        ("51760.01", "51760", "0.01"),
        ("20000", "20000", "0"),
    ],
)
def test_what_exceeds_the_cap_is_prepayment(paid: str, earnest: str, prepayment: str) -> None:
    found = rules.split(MoneyKind.EARNEST, D(paid), D("51760.00"))
    assert found == Deposit(D(earnest), D(prepayment))


def test_the_cap_holds_over_several_payments() -> None:
    first = rules.split(MoneyKind.EARNEST, D("40000"), D("51760"))
    second = rules.split(MoneyKind.EARNEST, D("20000"), D("51760"), earlier=first.earnest)
    third = rules.split(MoneyKind.EARNEST, D("1000"), D("51760"), earlier=D("51760"))
    assert (second.earnest, second.prepayment) == (D("11760"), D("8240"))
    assert third == Deposit(D(0), D("1000"))


def test_an_advance_is_never_earnest_money() -> None:
    assert rules.split(MoneyKind.ADVANCE, D("5000"), D("51760")) == Deposit(D(0), D("5000"))


@pytest.mark.parametrize(
    ("broken_by", "returned"),
    [
        (Defaulter.DEALER, "111760.00"),
        (Defaulter.CUSTOMER, "8240.00"),
        (Defaulter.NOBODY, "60000.00"),
    ],
)
def test_who_breaks_the_contract_decides_what_returns(broken_by: Defaulter, returned: str) -> None:
    assert rules.to_return(Deposit(D("51760"), D("8240")), broken_by) == D(returned)


@pytest.mark.parametrize("broken_by", Defaulter)
def test_an_advance_returns_whole_whoever_breaks_the_contract(broken_by: Defaulter) -> None:
    assert rules.to_return(Deposit(D(0), D("5000")), broken_by) == D("5000")


@given(MONEY, MONEY)
def test_earnest_money_never_exceeds_a_fifth_and_nothing_is_lost(price: D, paid: D) -> None:
    found = rules.split(MoneyKind.EARNEST, paid, rules.deposit_cap(price, RULES))
    assert found.paid == paid
    assert found.earnest * 5 <= price
    assert rules.to_return(found, Defaulter.DEALER) - paid == found.earnest
    assert paid - rules.to_return(found, Defaulter.CUSTOMER) == found.earnest


def test_an_agreed_deposit_stays_within_its_cap() -> None:
    price = D("258800")
    rules.check_deposit(MoneyKind.EARNEST, D("51760.00"), price, RULES)
    rules.check_deposit(MoneyKind.ADVANCE, D("60000"), price, RULES)
    above = (MoneyKind.EARNEST, D("51760.01"), price, RULES)
    assert code_of(rules.check_deposit, *above) == "contract.deposit_above_cap"
    none = (MoneyKind.EARNEST, D(0), price, RULES)
    assert code_of(rules.check_deposit, *none) == "contract.deposit_positive"
    too_much = (MoneyKind.ADVANCE, D("258800.01"), price, RULES)
    assert code_of(rules.check_deposit, *too_much) == "contract.deposit_above_price"


def test_the_payment_schedule_sums_to_the_price() -> None:
    price = D("379900.00")
    rules.check_schedule(price, [D("20000"), D("200000"), D("159900")])
    assert code_of(rules.check_schedule, price, []) == "contract.schedule_empty"
    assert code_of(rules.check_schedule, price, [price, D(0)]) == "contract.schedule_positive"
    with pytest.raises(Refusal) as refused:
        rules.check_schedule(price, [D("379899.99")])
    assert refused.value.facts["missing"] == D("0.01")


def test_a_contract_goes_one_step_at_a_time_and_may_be_cancelled_until_delivery() -> None:
    path = list(ContractStatus)[:6]
    ways = set(pairwise(path)) | {(s, ContractStatus.CANCELLED) for s in path[:5]}
    for now, then in product(ContractStatus, ContractStatus):
        if (now, then) in ways:
            rules.check_step(now, then)
        else:
            assert code_of(rules.check_step, now, then) == "contract.wrong_state"


@pytest.mark.parametrize(
    ("signed", "money", "ordered"),
    [
        ("2026-11-20", "2026-11-22", "2026-11-22"),
        ("2026-11-22", "2026-11-20", "2026-11-22"),
        ("2026-11-22", "2026-11-22", "2026-11-22"),
        ("2026-11-22", None, None),
        (None, "2026-11-22", None),
        (None, None, None),
    ],
)
def test_an_order_is_dated_by_the_later_of_signature_and_money(signed, money, ordered) -> None:
    days = [date.fromisoformat(day) if day else None for day in (signed, money, ordered)]
    assert rules.ordered_on(*days[:2]) == days[2]


def test_a_refund_is_due_in_fifteen_days() -> None:
    assert rules.refund_due(date(2026, 11, 22), RULES) == date(2026, 12, 7)


def test_delivery_is_not_due_before_signing() -> None:
    rules.check_delivery_due(date(2026, 11, 22), date(2026, 11, 22))
    days = (date(2026, 11, 22), date(2026, 11, 21))
    assert code_of(rules.check_delivery_due, *days) == "contract.delivery_before_signing"


def test_money_that_is_not_cash_needs_a_number_of_its_own() -> None:
    rules.check_payment(rules.Payment(D("20000"), PayMethod.CASH, None))
    rules.check_payment(rules.Payment(D("20000"), PayMethod.WECHAT, "W1", frozenset({"W2"})))
    for payment, code in (
        (rules.Payment(D(0), PayMethod.CASH, None), "contract.amount_positive"),
        (rules.Payment(D(1), PayMethod.CARD, ""), "contract.txn_missing"),
        (rules.Payment(D(1), PayMethod.CARD, "W2", frozenset({"W2"})), "contract.txn_known"),
    ):
        assert code_of(rules.check_payment, payment) == code


def test_a_refund_stays_within_what_was_paid() -> None:
    rules.check_refund(D("20000"), D("20000"))
    rules.check_refund(D("5000"), D("20000"), D("15000"))
    assert (
        code_of(rules.check_refund, D("5000.01"), D("20000"), D("15000"))
        == "contract.refund_above_paid"
    )
    assert code_of(rules.check_refund, D(0), D("20000")) == "contract.amount_positive"
