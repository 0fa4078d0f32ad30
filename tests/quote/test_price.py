from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showroom.documents.amount_upper import amount_upper
from showroom.errors import Refusal
from showroom.money import to_fen
from showroom.quote import price, tax
from showroom.quote.price import Authority, Line, Offer, Settled
from showroom.terms import Energy, LineKind, Payee, Role
from tests.shipped import shipped

D = Decimal

AUTHORITY = Authority.parse(shipped("quote.authority"))


def line(kind: LineKind, amount: str, **more) -> Line:
    payee = price.usual_payee(kind, on_invoice=more.get("on_invoice", False))
    return Line(kind, D(amount), **{"payee": payee, **more})


def bev_lines() -> list[Line]:
    """Worked example 4 of domain.md section 5."""
    cash = line(LineKind.CASH_DISCOUNT, "20000", on_invoice=True)
    rates = tax.PurchaseTaxRates.parse(shipped("quote.purchase_tax"), shipped("quote.nev_relief"))
    car = tax.TaxedCar(
        price.invoice_price(D("399900"), [cash]), Energy.BEV, True, date(2026, 11, 22)
    )
    return [
        cash,
        line(LineKind.PURCHASE_TAX, str(tax.purchase_tax(car, rates).payable)),
        line(LineKind.CTP_INSURANCE, "950"),
        line(LineKind.COMMERCIAL_INSURANCE, "8600"),
        line(LineKind.PLATING_FEE, "500", optional=True),
        line(LineKind.ACCESSORY, "3000"),
        line(LineKind.MAKER_SUBSIDY, "10000"),
    ]


def test_the_battery_car_of_the_example_costs_what_the_example_says() -> None:
    built = price.build(D("399900"), bev_lines())
    assert built.invoice_price == D("379900.00")
    assert built.on_road_price == D("411569.47")
    assert built.net_cost == D("401569.47")
    assert built.off_invoice == D("10000")
    assert amount_upper(to_fen(built.on_road_price)) == ("人民币肆拾壹万壹仟伍佰陆拾玖元肆角柒分")


def test_what_is_due_at_the_store_is_the_dealers_part_less_loan_trade_in_and_money_paid() -> None:
    settled = Settled(loan=D("150000"), trade_in=D("60000"), paid=D("20000"))
    assert price.build(D("399900"), bev_lines()).due_at_store == D("383400.00")
    assert price.build(D("399900"), bev_lines(), settled).due_at_store == D("153400.00")


def test_a_subsidy_the_dealer_pays_off_the_invoice_lowers_what_is_due() -> None:
    subsidy = line(LineKind.TRADE_IN_SUBSIDY, "8000", payee=Payee.DEALER)
    built = price.build(D("200000"), [subsidy])
    assert (built.on_road_price, built.net_cost) == (D("200000"), D("192000"))
    assert built.due_at_store == D("192000")


def test_a_gift_counts_nothing_and_an_optional_line_counts_once_chosen() -> None:
    gift = line(LineKind.ACCESSORY, "1280", is_gift=True, quantity=2)
    fee = line(LineKind.FINANCE_FEE, "3000", optional=True, chosen=False)
    chosen = line(LineKind.FINANCE_FEE, "3000", optional=True)
    assert price.build(D("200000"), [gift, fee]).on_road_price == D("200000")
    assert price.build(D("200000"), [gift, fee, chosen]).on_road_price == D("203000")
    assert gift.counted == D("0.00")


def test_options_and_accessories_on_the_invoice_raise_it() -> None:
    lines = [
        line(LineKind.OPTION, "8000", on_invoice=True),
        line(LineKind.ACCESSORY, "2000", on_invoice=True),
        line(LineKind.ACCESSORY, "1500"),
        line(LineKind.TRADE_IN_SUBSIDY, "5000", on_invoice=True),
    ]
    built = price.build(D("258800"), lines)
    assert built.invoice_price == D("263800")
    assert built.on_road_price == D("265300")


@pytest.mark.parametrize(
    ("guide", "lines", "code"),
    [
        ("0", [], "quote.guide_price_positive"),
        ("100", [line(LineKind.OPTION, "-1")], "quote.line_negative"),
        ("100", [line(LineKind.OPTION, "1", quantity=0)], "quote.line_quantity"),
        (
            "100",
            [line(LineKind.CASH_DISCOUNT, "100", on_invoice=True)],
            "quote.invoice_price_positive",
        ),
    ],
)
def test_impossible_prices_are_refused(guide, lines, code) -> None:
    with pytest.raises(Refusal) as refused:
        price.build(D(guide), lines)
    assert refused.value.code == code


FEN = st.integers(0, 50_000_000).map(lambda fen: D(fen).scaleb(-2))
LINES = st.lists(
    st.builds(
        Line,
        kind=st.sampled_from(sorted(set(LineKind) - price.DEDUCTIONS)),
        amount=FEN,
        payee=st.sampled_from(Payee),
        on_invoice=st.booleans(),
        is_gift=st.booleans(),
        optional=st.booleans(),
        chosen=st.booleans(),
    ),
    max_size=12,
)


@given(FEN.filter(bool), LINES, FEN)
def test_the_totals_are_the_sums_of_the_printed_lines(guide, lines, subsidy) -> None:
    lines.append(line(LineKind.MAKER_SUBSIDY, str(subsidy)))
    built = price.build(guide, lines)
    printed = sum(a.counted for a in lines if a.kind not in price.DEDUCTIONS)
    assert built.on_road_price == guide + printed
    assert built.net_cost == built.on_road_price - subsidy
    others = sum(
        a.counted
        for a in lines
        if a.payee is not Payee.DEALER and not a.on_invoice and a.kind not in price.DEDUCTIONS
    )
    assert built.due_at_store == built.on_road_price - others


def offer(discount: str, floor: str | None = None, guide: str = "200000") -> Offer:
    return Offer(D(guide), D(guide) - D(discount), D(discount), D(floor) if floor else None)


@pytest.mark.parametrize(
    ("discount", "floor", "needs"),
    [
        ("0", None, Role.CONSULTANT),
        ("2000", None, Role.CONSULTANT),
        ("2000.01", None, Role.SHOWROOM_MANAGER),
        ("6000", None, Role.SHOWROOM_MANAGER),
        ("6000.01", None, Role.SALES_MANAGER),
        ("10000", None, Role.SALES_MANAGER),
        ("10000.01", None, Role.GENERAL_MANAGER),
        ("20000", "180000", Role.GENERAL_MANAGER),
        ("20000.01", "180000", None),
        ("1000", "199500", None),
    ],
)
def test_the_ladder_of_authority(discount: str, floor: str | None, needs: Role | None) -> None:
    assert price.needed_role(offer(discount, floor), AUTHORITY) is needs


def test_the_examples_discount_is_just_above_the_sales_manager() -> None:
    asked = Offer(D("399900"), D("379900"), D("20000"))
    assert price.needed_role(asked, AUTHORITY) is Role.GENERAL_MANAGER


@pytest.mark.parametrize(
    ("role", "discount", "may"),
    [
        (Role.CONSULTANT, "2000", True),
        (Role.CONSULTANT, "2001", False),
        (Role.SHOWROOM_MANAGER, "2001", True),
        (Role.SALES_MANAGER, "6000", True),
        (Role.GENERAL_MANAGER, "90000", True),
        (Role.RECEPTIONIST, "0", True),
        (Role.RECEPTIONIST, "1", False),
        (Role.CASHIER, "1", False),
    ],
)
def test_who_may_approve_by_themselves(role: Role, discount: str, may: bool) -> None:
    assert price.may_approve(role, offer(discount), AUTHORITY) is may


def test_a_refused_discount_says_who_may_give_it() -> None:
    with pytest.raises(Refusal) as refused:
        price.check_authority(Role.CONSULTANT, offer("7000"), AUTHORITY)
    assert refused.value.code == "quote.above_authority"
    assert refused.value.facts["needs"] == "enum.Role.SALES_MANAGER"
    with pytest.raises(Refusal) as refused:
        price.check_authority(Role.GENERAL_MANAGER, offer("7000", "199000"), AUTHORITY)
    assert refused.value.code == "quote.below_floor"
    price.check_authority(Role.SALES_MANAGER, offer("7000"), AUTHORITY)


def test_a_published_promotion_needs_no_authority_but_a_typed_subsidy_does() -> None:
    promoted = line(LineKind.TRADE_IN_SUBSIDY, "8000", published=True)
    typed = line(LineKind.TRADE_IN_SUBSIDY, "3000")
    assert price.build(D("200000"), [promoted, typed]).discount == D("3000")
