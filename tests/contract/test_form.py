"""What the contract page decides: the plan, the law, what may be done, what is proposed."""

from dataclasses import replace
from datetime import date

import pytest

from showroom.contract import form
from showroom.contract.commands import CancelContract, MakeContract, cancel_contract, sign_contract
from showroom.contract.receipts import PayBack, pay_back
from showroom.contract.sitting import Proposal, proposal
from showroom.desk import Desk
from showroom.errors import Refusal
from showroom.terms import ContractStatus, MoneyKind, PayMethod, ReceiptKind, VehicleStatus
from showroom.vehicle.queries import StockLine
from tests.contract.deals import as_shown, made, paid
from tests.contract.test_commands import IDNO, TODAY, making

__all__ = ["making"]


@pytest.fixture
def from_quote(consultant: Desk, making: MakeContract) -> Proposal:
    """The accepted quote of worked example 11: ¥258,800, cap ¥51,760."""
    return consultant.read(proposal, making.quote_id)


def test_the_plan_pays_the_deposit_today_and_the_rest_on_delivery(from_quote: Proposal) -> None:
    plan = form.usual_plan(from_quote, MoneyKind.EARNEST, 20_000_00)
    assert [(each.name, each.amount_fen, each.due_on) for each in plan] == [
        ("contract.part_earnest", 20_000_00, TODAY),
        ("contract.part_balance", 238_800_00, None),
    ]
    assert form.missing_fen(from_quote.invoice_price_fen, [p.amount_fen for p in plan]) == 0


def test_the_loan_is_paid_out_on_delivery(from_quote: Proposal) -> None:
    plan = form.usual_plan(replace(from_quote, loan_fen=150_000_00), MoneyKind.ADVANCE, 10_000_00)
    assert [(each.name, each.amount_fen) for each in plan] == [
        ("contract.part_advance", 10_000_00),
        ("contract.part_balance", 98_800_00),
        ("contract.part_loan", 150_000_00),
    ]


def test_no_deposit_yet_is_no_payment(from_quote: Proposal) -> None:
    (only,) = form.usual_plan(from_quote, MoneyKind.EARNEST, 0)
    assert only.amount_fen == 258_800_00


def test_what_is_missing_is_below_zero_when_too_much_is_planned() -> None:
    assert form.missing_fen(100, [60, 30]) == 10
    assert form.missing_fen(100, [60, 50]) == -10


def test_the_law_names_the_cap_and_what_doubles(from_quote: Proposal) -> None:
    price, rules = from_quote.invoice_price_fen, from_quote.rules
    said = form.law(MoneyKind.EARNEST, 20_000_00, price, rules)
    assert [each.key for each in said] == [
        "contract.law_earnest",
        "contract.law_cap",
        "contract.law_double",
    ]
    assert said[1].facts == {"percent": "20", "cap_fen": 51_760_00}
    assert said[2].facts == {"twice_fen": 40_000_00}


def test_an_advance_is_neither_forfeited_nor_doubled(from_quote: Proposal) -> None:
    (said,) = form.law(MoneyKind.ADVANCE, 60_000_00, from_quote.invoice_price_fen, from_quote.rules)
    assert (said.key, said.facts) == ("contract.law_advance", {"days": 15})


@pytest.mark.parametrize(
    ("kind", "fen", "over"),
    [
        (MoneyKind.EARNEST, 51_760_00, 0),
        (MoneyKind.EARNEST, 51_760_01, 1),
        (MoneyKind.ADVANCE, 90_000_00, 0),
        (None, 90_000_00, 0),
    ],
)
def test_only_earnest_money_has_a_cap(
    from_quote: Proposal, kind: MoneyKind | None, fen: int, over: int
) -> None:
    price, rules = from_quote.invoice_price_fen, from_quote.rules
    assert form.above_cap(kind, fen, price, rules) == over


def test_a_deposit_above_the_cap_is_refused_at_its_field(from_quote: Proposal) -> None:
    form.check_agreed(MoneyKind.EARNEST, 51_760_00, from_quote)
    with pytest.raises(Refusal, match=r"contract\.deposit_above_cap") as caught:
        form.check_agreed(MoneyKind.EARNEST, 51_760_01, from_quote)
    assert caught.value.facts["field"] == "deposit"


def test_the_number_asked_for_is_that_of_a_person_or_a_company(from_quote: Proposal) -> None:
    form.check_identity(IDNO, from_quote)
    form.check_identity("91320105MA1X5K8R32", replace(from_quote, is_company=True))
    with pytest.raises(Refusal):
        form.check_identity("91320105MA1X5K8R32", from_quote)


def test_the_filled_form_is_one_command(from_quote: Proposal) -> None:
    plan = form.usual_plan(from_quote, MoneyKind.EARNEST, 20_000_00)
    command = form.making(
        from_quote,
        buyer="王芳",
        buyer_idno=IDNO,
        address="南京",
        phone="13900000000",
        money_kind=MoneyKind.EARNEST,
        deposit=20_000_00,
        delivery_due=date(2026, 12, 10),
        pay_schedule=plan,
        vehicle_id=None,
        breach_terms=None,
        terms_ack=True,
    )
    assert (command.quote_id, command.deposit_fen) == (from_quote.quote.id, 20_000_00)
    assert (command.schedule, command.breach_terms) == (plan, "")


def test_the_car_proposed_has_the_colour_sold(from_quote: Proposal) -> None:
    stock = VehicleStatus.IN_STOCK
    blue = StockLine(from_quote.quote.id, "LYVEX9SD5RA001009", "牛仔蓝", TODAY, stock)
    white = StockLine(from_quote.quote.customer_id, "LYV", from_quote.colour, TODAY, stock)
    assert form.usual_car(replace(from_quote, cars=(blue,))) is None
    both = replace(from_quote, cars=(blue, white))
    assert form.usual_car(both) == white.id
    assert form.other_colour(both, blue.id) == "牛仔蓝"
    assert form.other_colour(both, white.id) == ""
    assert form.other_colour(both, None) == ""


def test_a_pending_contract_is_signed_by_sales_and_ended_by_a_manager(
    consultant: Desk, cashier: Desk, manager: Desk, making: MakeContract
) -> None:
    key = made(consultant, making)
    seller = form.gates(as_shown(consultant, key))
    assert seller.sign.open
    assert seller.take.why == "contract.why_money"
    assert seller.cancel.why == "contract.why_manager"
    till = form.gates(as_shown(cashier, key))
    assert till.take.open
    assert till.sign.why == "contract.why_sales"
    assert till.pay_back.why == "contract.why_no_money"
    assert form.gates(as_shown(manager, key)).cancel.open


def test_a_signed_contract_is_not_signed_again(consultant: Desk, making: MakeContract) -> None:
    key = made(consultant, making)
    consultant.write(sign_contract, key)
    assert form.gates(as_shown(consultant, key)).sign.why == "contract.why_not_pending"


def test_a_cancelled_contract_pays_back_and_takes_nothing(
    consultant: Desk, manager: Desk, making: MakeContract
) -> None:
    key = made(consultant, making)
    paid(manager, key, 20_000)
    manager.write(cancel_contract, CancelContract(key, "客户退订"))
    ways = form.gates(as_shown(manager, key))
    assert ways.take.why == "contract.why_cancelled"
    assert ways.cancel.why == "contract.why_ended"
    assert ways.pay_back.open


def test_the_money_proposed_is_what_the_deposit_lacks_then_the_rest(
    consultant: Desk, cashier: Desk, making: MakeContract
) -> None:
    key = made(consultant, making)
    first = form.next_money(as_shown(cashier, key).whole)
    assert (first.kind, first.amount_fen) == (ReceiptKind.EARNEST, 20_000_00)
    paid(cashier, key, 15_000)
    second = form.next_money(as_shown(cashier, key).whole)
    assert (second.kind, second.amount_fen) == (ReceiptKind.EARNEST, 5_000_00)
    paid(cashier, key, 5_000, txn="T2")
    rest = form.next_money(as_shown(cashier, key).whole)
    assert (rest.kind, rest.amount_fen) == (ReceiptKind.BALANCE, 239_300_00)


def test_money_is_taken_as_what_the_contract_says(consultant: Desk, making: MakeContract) -> None:
    whole = as_shown(consultant, made(consultant, making, MoneyKind.ADVANCE)).whole
    assert form.kinds(whole)[0] is ReceiptKind.ADVANCE
    assert ReceiptKind.EARNEST not in form.kinds(whole)
    assert ReceiptKind.REFUND not in form.kinds(whole)


def test_earnest_money_beyond_the_cap_is_told_while_it_is_typed(
    consultant: Desk, making: MakeContract
) -> None:
    whole = as_shown(consultant, made(consultant, making)).whole
    assert form.split_note(whole, ReceiptKind.EARNEST, 51_760_00) is None
    assert form.split_note(whole, ReceiptKind.BALANCE, 90_000_00) is None
    said = form.split_note(whole, ReceiptKind.EARNEST, 60_000_00)
    assert said is not None
    assert said.facts == {"earnest_fen": 51_760_00, "rest_fen": 8_240_00}


def test_all_but_cash_has_a_number() -> None:
    assert not form.needs_number(PayMethod.CASH)
    assert form.needs_number(PayMethod.WECHAT)
    assert form.needs_number(None)


def test_what_is_left_of_a_receipt_shrinks_with_each_refund(
    consultant: Desk, cashier: Desk, making: MakeContract
) -> None:
    key = made(consultant, making)
    first = paid(cashier, key, 20_000)
    second = paid(cashier, key, 1_000, ReceiptKind.OTHER, "T2")
    cashier.write(pay_back, PayBack(first, 5_000_00, PayMethod.CARD, "T3"))
    whole = as_shown(cashier, key).whole
    left = {each.id: form.left_fen(each, whole) for each in whole.receipts}
    assert left[first] == 15_000_00
    assert left[second] == 1_000_00
    assert form.left_fen(whole.receipts[2], whole) == 0
    assert form.to_pay_back(whole, first) == whole.receipts[0]
    latest = form.to_pay_back(whole)
    assert latest is not None
    assert latest.id == second
    with pytest.raises(Refusal, match=r"contract\.refund_above_paid"):
        form.check_left(15_000_01, whole.receipts[0], whole)


def test_ending_a_contract_without_money_costs_nothing(
    consultant: Desk, making: MakeContract
) -> None:
    (said,) = form.consequences(as_shown(consultant, made(consultant, making)))
    assert said.key == "contract.cancel_no_money"


def test_what_an_end_costs_depends_on_whose_fault_it_is(
    consultant: Desk, cashier: Desk, making: MakeContract
) -> None:
    key = made(consultant, making)
    paid(cashier, key, 60_000)
    said = form.consequences(as_shown(consultant, key))
    costs = {each.key: each.facts["amount_fen"] for each in said if "amount_fen" in each.facts}
    assert costs == {
        "contract.cancel_customer": 8_240_00,
        "contract.cancel_dealer": 111_760_00,
        "contract.cancel_nobody": 60_000_00,
    }
    assert said[-1].facts["date"] == "2026-12-07"


def test_the_way_of_a_contract_never_goes_back() -> None:
    steps = [form.done(status) for status in form.WAY]
    assert steps == [0, 1, 2, 3, 5]
    assert form.done(ContractStatus.CANCELLED) == 0


def test_every_state_has_a_look() -> None:
    assert form.TONES.keys() == set(ContractStatus)
