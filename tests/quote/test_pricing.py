"""Whatever is typed, a quote adds up: its totals are the sums of the lines that are printed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showroom.errors import Refusal
from showroom.quote.build_up import Row, RowLook, build_up, settlement
from showroom.quote.price import DEDUCTIONS, usual_payee
from showroom.quote.pricing import (
    CarOffered,
    LoanWish,
    PricedQuote,
    QuoteLineWish,
    QuoteWish,
    Rates,
    ctp_line,
    priced,
)
from showroom.terms import Energy, LineKind, LoanKind, Payee
from tests.shipped import shipped

KEYS = ("quote.purchase_tax", "quote.nev_relief", "quote.vehicle_tax", "quote.ctp")
RATES = Rates.parse({key: shipped(key) for key in KEYS})
PETROL = CarOffered(258_800_00, Energy.ICE, 1_969, 5, in_relief_catalogue=False)
BATTERY = CarOffered(399_900_00, Energy.BEV, 0, 5, in_relief_catalogue=True)
TODAY = date(2026, 11, 22)
TAXES = {LineKind.PURCHASE_TAX, LineKind.VEHICLE_TAX}


@st.composite
def lines(draw: st.DrawFn) -> QuoteLineWish:
    """A line as a consultant may type it; small enough that a car keeps a price."""
    kind = draw(st.sampled_from([kind for kind in LineKind if kind not in TAXES]))
    on_invoice = kind in DEDUCTIONS | {LineKind.OPTION} and draw(st.booleans())
    return QuoteLineWish(
        kind,
        "一行",
        draw(st.sampled_from([usual_payee(kind, on_invoice=on_invoice), *Payee])),
        draw(st.integers(0, 9_999_99)),
        quantity=draw(st.integers(1, 4)),
        on_invoice=on_invoice,
        is_gift=kind is LineKind.ACCESSORY and draw(st.booleans()),
    )


wishes = st.builds(
    QuoteWish,
    car=st.builds(
        CarOffered,
        guide_price_fen=st.integers(110_000_00, 2_000_000_00),
        energy=st.sampled_from(Energy),
        displacement_ml=st.integers(0, 6_000),
        seats=st.integers(2, 9),
        in_relief_catalogue=st.booleans(),
    ),
    expected_invoice_on=st.dates(date(2024, 1, 1), date(2029, 12, 31)),
    lines=st.lists(lines(), max_size=10).map(tuple),
    trade_in_value_fen=st.integers(0, 200_000_00),
    paid_fen=st.integers(0, 50_000_00),
)


def total(rows: tuple[Row, ...], *looks: RowLook) -> int:
    return sum(row.amount_fen or 0 for row in rows if row.look in looks)


@given(wishes)
def test_the_on_road_price_is_the_sum_of_the_printed_lines(wish: QuoteWish) -> None:
    quote = priced(wish, RATES)
    assert total(build_up(quote), RowLook.LINE) == quote.on_road_price_fen


@given(wishes)
def test_the_invoice_price_is_the_car_and_what_stands_on_its_invoice(wish: QuoteWish) -> None:
    quote = priced(wish, RATES)
    rows = build_up(quote)
    before = rows[: next(n for n, row in enumerate(rows) if row.look is RowLook.SUM)]
    assert total(before, RowLook.LINE) == quote.invoice_price_fen


@given(wishes)
def test_net_cost_is_the_on_road_price_less_what_comes_back_later(wish: QuoteWish) -> None:
    quote = priced(wish, RATES)
    later = total(settlement(quote), RowLook.LINE)
    assert quote.net_cost_fen == quote.on_road_price_fen + later


@given(wishes)
def test_the_store_is_due_its_own_lines_less_trade_in_and_money_paid(wish: QuoteWish) -> None:
    quote = priced(wish, RATES)
    own = [line for line in wish.lines if line.payee is Payee.DEALER and not line.is_gift]
    beside = sum(
        -line.amount_fen if line.kind in DEDUCTIONS else line.amount_fen
        for line in own
        if not line.on_invoice
    )
    settled = wish.trade_in_value_fen + wish.paid_fen
    assert quote.due_at_store_fen == quote.invoice_price_fen + beside - settled


@given(wishes, lines())
def test_a_gift_moves_no_total(wish: QuoteWish, given_away: QuoteLineWish) -> None:
    gift = replace(given_away, kind=LineKind.ACCESSORY, on_invoice=False, is_gift=True)
    with_gift = priced(replace(wish, lines=(*wish.lines, gift)), RATES)
    assert figures(with_gift) == figures(priced(wish, RATES))


@given(wishes, st.randoms())
def test_the_order_of_lines_moves_no_total(wish: QuoteWish, chance: Any) -> None:
    shuffled = list(wish.lines)
    chance.shuffle(shuffled)
    assert figures(priced(replace(wish, lines=tuple(shuffled)), RATES)) == figures(
        priced(wish, RATES)
    )


@given(wishes)
def test_relief_never_raises_a_tax_and_never_turns_it_round(wish: QuoteWish) -> None:
    plain = replace(wish, car=replace(wish.car, in_relief_catalogue=False))
    full = priced(plain, RATES).purchase_tax_fen
    assert 0 <= priced(wish, RATES).purchase_tax_fen <= full


def figures(quote: PricedQuote) -> tuple[int, ...]:
    return (
        quote.invoice_price_fen,
        quote.purchase_tax_fen,
        quote.vehicle_tax_fen,
        quote.on_road_price_fen,
        quote.net_cost_fen,
        quote.due_at_store_fen,
    )


def loan(**wished: Any) -> LoanWish:
    wish = LoanWish("L", "产品", "银行", LoanKind.LEVEL_PAYMENT, 399, 36, 80_000_00, 20)
    return replace(wish, **wished)


@given(
    st.integers(0, 2_400),
    st.integers(1, 84),
    st.integers(52_000_00, 200_000_00),
    st.sampled_from([LoanKind.LEVEL_PAYMENT, LoanKind.LEVEL_PRINCIPAL]),
)
def test_the_steps_of_a_loan_pay_back_principal_and_interest_to_the_fen(
    rate: int, months: int, down: int, kind: LoanKind
) -> None:
    wished = loan(annual_rate_bp=rate, months=months, down_payment_fen=down, kind=kind)
    made = priced(QuoteWish(PETROL, TODAY, loan=wished), RATES).loan
    assert made is not None
    paid = sum((step.last - step.first + 1) * step.amount_fen for step in made.steps)
    assert paid == made.total_fen == made.principal_fen + made.interest_fen
    assert made.principal_fen + down == PETROL.guide_price_fen
    covered = [month for step in made.steps for month in range(step.first, step.last + 1)]
    assert covered == list(range(1, months + 1))


def test_a_loan_lowers_what_is_due_by_its_principal() -> None:
    without = priced(QuoteWish(PETROL, TODAY), RATES)
    with_loan = priced(QuoteWish(PETROL, TODAY, loan=loan()), RATES)
    assert with_loan.loan is not None
    assert without.due_at_store_fen - with_loan.due_at_store_fen == with_loan.loan.principal_fen


@pytest.mark.parametrize(("down_fen", "passes"), [(51_760_00, True), (51_759_99, False)])
def test_a_down_payment_below_the_lenders_share_is_refused(down_fen: int, passes: bool) -> None:
    wish = QuoteWish(PETROL, TODAY, loan=loan(down_payment_fen=down_fen))
    assert (code_of(lambda: priced(wish, RATES)) is None) == passes


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (QuoteLineWish(LineKind.ACCESSORY, "膜", Payee.DEALER, -1), "quote.line_negative"),
        (QuoteLineWish(LineKind.ACCESSORY, "膜", Payee.DEALER, 1, 0), "quote.line_quantity"),
        (
            QuoteLineWish(LineKind.CASH_DISCOUNT, "让", Payee.DEALER, 258_800_00, on_invoice=True),
            "quote.invoice_price_positive",
        ),
    ],
)
def test_a_line_that_cannot_be_is_refused(line: QuoteLineWish, code: str) -> None:
    assert code_of(lambda: priced(QuoteWish(PETROL, TODAY, (line,)), RATES)) == code


@pytest.mark.parametrize(
    ("on", "tax_fen", "rule", "warning"),
    [
        (date(2025, 12, 31), 5_389_38, "2024-2025", None),
        (date(2026, 1, 1), 20_389_38, "2026-2027", None),
        (date(2027, 12, 31), 20_389_38, "2026-2027", None),
        (date(2028, 1, 1), 35_389_38, None, "quote.tax_not_covered"),
    ],
)
def test_relief_follows_the_day_of_the_invoice(
    on: date, tax_fen: int, rule: str | None, warning: str | None
) -> None:
    quote = priced(QuoteWish(BATTERY, on), RATES)
    assert (quote.purchase_tax_fen, quote.tax.rule, quote.tax.warning) == (tax_fen, rule, warning)


@pytest.mark.parametrize(("seats", "fen"), [(2, 950_00), (5, 950_00), (6, 1_100_00), (7, 1_100_00)])
def test_the_compulsory_insurance_goes_by_seats(seats: int, fen: int) -> None:
    line = ctp_line(replace(PETROL, seats=seats), RATES, "交强险")
    assert (line.kind, line.payee, line.amount_fen) == (
        LineKind.CTP_INSURANCE,
        Payee.INSURER,
        fen,
    )


def test_only_a_deduction_of_the_price_book_needs_no_authority() -> None:
    own = QuoteLineWish(LineKind.CASH_DISCOUNT, "让利", Payee.DEALER, 5_000_00, on_invoice=True)
    granted = replace(own, code="CASH")
    fee = QuoteLineWish(LineKind.PLATING_FEE, "上牌", Payee.DEALER, 500_00, code="PLATING")
    assert [each.published for each in (own, granted, fee)] == [False, True, False]
    asked = priced(QuoteWish(PETROL, TODAY, (own, replace(granted, amount_fen=1_00))), RATES)
    assert asked.offer(None).discount == 5_000
    assert asked.offer(200_000_00).floor_price == 200_000


def code_of(action: Callable[[], object]) -> str | None:
    try:
        action()
    except Refusal as refusal:
        return refusal.code
    return None
