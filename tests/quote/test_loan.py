from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showroom import texts
from showroom.errors import Refusal
from showroom.quote.loan import Loan, Plan, Stage, plan
from showroom.terms import LoanKind

D = Decimal

LEVEL, PRINCIPAL, BALLOON, STEP = LoanKind


def loan(kind: LoanKind, principal: str, percent: str, months: int, **more) -> Loan:
    stages = more.pop("stages", ())
    money = {key: D(value) for key, value in more.items()}
    return Loan(kind, D(principal), D(percent) / 100, months, stages=stages, **money)


def payments(found: Plan) -> list[D]:
    return [instalment.payment for instalment in found.instalments]


def test_the_level_payment_of_the_example() -> None:
    found = plan(loan(LEVEL, "150000", "4.80", 36))
    assert payments(found) == [D("4482.18")] * 35 + [D("4482.09")]
    assert (found.total_paid, found.total_interest) == (D("161358.39"), D("11358.39"))


def test_an_upfront_fee_raises_the_yearly_rate() -> None:
    found = plan(loan(LEVEL, "150000", "4.80", 36, upfront_fees="3000"))
    assert (found.apr, found.effective_rate) == (D("6.15"), D("6.33"))
    assert plan(loan(LEVEL, "150000", "4.80", 36)).apr == D("4.80")


def test_without_interest_the_remainder_comes_last() -> None:
    found = plan(loan(LEVEL, "100000", "0", 36))
    assert payments(found) == [D("2777.77")] * 35 + [D("2778.05")]
    assert found.total_interest == found.apr == found.effective_rate == 0


def test_the_balloon_of_the_example_is_due_with_the_last_instalment() -> None:
    found = plan(loan(BALLOON, "200000", "5.40", 36, balloon="60000"))
    assert payments(found) == [D("4491.11")] * 35 + [D("64491.27")]
    assert found.total_interest == D("21680.12")


def test_the_step_loan_of_the_example() -> None:
    stages = (Stage(12, D("0.6")), Stage(24, D(1)))
    found = plan(loan(STEP, "150000", "4.80", 36, stages=stages))
    assert payments(found) == [D("3126.26")] * 12 + [D("5210.44")] * 23 + [D("5210.35")]
    assert found.total_paid == D("162565.59")


def test_the_level_principal_of_the_example() -> None:
    found = plan(loan(PRINCIPAL, "120000", "6", 24))
    assert payments(found)[0] == D("5600.00")
    assert payments(found)[-1] == D("5025.00")
    assert found.total_interest == D("7500.00")
    assert {instalment.principal for instalment in found.instalments} == {D("5000.00")}


def test_level_principal_that_does_not_divide_leaves_the_rest_to_the_last() -> None:
    found = plan(loan(PRINCIPAL, "100000", "6", 36))
    assert [i.principal for i in found.instalments] == [D("2777.77")] * 35 + [D("2778.05")]
    assert payments(found)[0] == D("3277.77")


def test_a_free_balloon_and_free_steps_are_rounded_down() -> None:
    balloon = plan(loan(BALLOON, "100000", "0", 36, balloon="30000"))
    assert payments(balloon) == [D("1944.44")] * 35 + [D("31944.60")]
    steps = plan(loan(STEP, "100000", "0", 3, stages=(Stage(1, D("0.5")), Stage(2, D(1)))))
    assert payments(steps) == [D("20000.00"), D("40000.00"), D("40000.00")]
    uneven = plan(loan(STEP, "100", "0", 3, stages=(Stage(1, D(1)), Stage(2, D(3)))))
    assert payments(uneven) == [D("14.28"), D("42.85"), D("42.87")]


def test_unpaid_interest_of_a_step_joins_the_balance() -> None:
    found = plan(loan(STEP, "100000", "12", 12, stages=(Stage(6, D(0)), Stage(6, D(1)))))
    assert payments(found)[:6] == [D(0)] * 6
    assert found.instalments[0].balance == D("101000.00")
    assert found.instalments[1].balance == D("102010.00")
    assert found.instalments[5].balance == D("106152.01")
    assert found.instalments[-1].balance == 0
    assert found.apr == D("12.00")


def test_a_loan_of_one_month_is_paid_back_at_once() -> None:
    found = plan(loan(LEVEL, "1000", "12", 1))
    assert payments(found) == [D("1010.00")]
    assert found.apr == D("12.00")


def test_a_free_loan_with_a_fee_is_not_free() -> None:
    found = plan(loan(LEVEL, "120000", "0", 24, upfront_fees="3600"))
    assert D("2.9") < found.apr < D("3.0")
    assert found.total_interest == 0


def test_tiny_loans_never_overpay() -> None:
    found = plan(loan(LEVEL, "0.20", "5", 36))
    assert found.instalments[-1].balance == 0
    assert all(payment >= 0 for payment in payments(found))


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (loan(LEVEL, "0", "5", 36), "quote.loan_principal"),
        (loan(LEVEL, "1000", "5", 0), "quote.loan_months"),
        (loan(LEVEL, "1000", "-1", 12), "quote.loan_rate"),
        (loan(LEVEL, "1000", "480", 12), "quote.loan_rate"),
        (loan(BALLOON, "1000", "5", 12, balloon="1000"), "quote.loan_balloon"),
        (loan(BALLOON, "1000", "5", 12, balloon="-1"), "quote.loan_balloon"),
        (loan(LEVEL, "1000", "5", 12, balloon="10"), "quote.loan_balloon"),
        (loan(STEP, "1000", "5", 12), "quote.loan_stages"),
        (loan(STEP, "1000", "5", 12, stages=(Stage(11, D(1)),)), "quote.loan_stages"),
        (loan(STEP, "1000", "5", 12, stages=(Stage(12, D(0)),)), "quote.loan_stages"),
        (loan(LEVEL, "1000", "5", 12, upfront_fees="1000"), "quote.loan_fees"),
        (loan(LEVEL, "1000", "5", 12, upfront_fees="1000.01"), "quote.loan_fees"),
        (loan(LEVEL, "1000", "5", 12, upfront_fees="-1"), "quote.loan_fees"),
    ],
)
def test_impossible_loans_are_refused(bad: Loan, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        plan(bad)
    assert refused.value.code == code
    assert all(code in texts.load(language) for language in texts.LANGUAGES)


def test_a_fee_of_nearly_the_whole_loan_still_has_a_rate() -> None:
    assert plan(loan(LEVEL, "1000", "5", 12, upfront_fees="999.99")).apr > 1000


@st.composite
def loans(draw) -> Loan:
    kind = draw(st.sampled_from(LoanKind))
    months = draw(st.integers(1, 60))
    principal = D(draw(st.integers(100_000, 100_000_000))).scaleb(-2)
    rate = D(draw(st.integers(0, 2400))).scaleb(-4)
    balloon = principal * draw(st.integers(0, 9)) / 10 if kind is BALLOON else D(0)
    first = draw(st.integers(1, months))
    stages = (Stage(first, D("0.6")), Stage(months - first, D(1)))
    steps = tuple(stage for stage in stages if stage.months) if kind is STEP else ()
    fees = principal * draw(st.integers(0, 20)) / 100
    return Loan(kind, principal, rate, months, balloon.quantize(D("0.01")), steps, fees)


@given(loans())
def test_every_plan_clears_the_loan_and_adds_up(borrowed: Loan) -> None:
    found = plan(borrowed)
    assert len(found.instalments) == borrowed.months
    assert found.instalments[-1].balance == 0
    assert sum(i.principal for i in found.instalments) == borrowed.principal
    assert sum(i.interest for i in found.instalments) == found.total_interest
    assert all(p == p.quantize(D("0.01")) for p in payments(found))


@given(loans())
def test_the_yearly_rate_discounts_the_payments_to_what_was_received(borrowed: Loan) -> None:
    found = plan(borrowed)
    received = float(borrowed.principal - borrowed.upfront_fees)
    low, high = 0.0, 1.0
    for _ in range(100):
        rate = (low + high) / 2
        worth = sum(float(i.payment) / (1 + rate) ** i.number for i in found.instalments)
        low, high = (rate, high) if worth > received else (low, rate)
    if borrowed.months > 1 or low < 0.99:
        assert abs(float(found.apr) - 1200 * low) < 0.0051
