"""A contract from the accepted quote, and the money taken for it, on a real store."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.models.customer import Customer
from showroom.clock import SetClock
from showroom.contract.commands import (
    CancelContract,
    Instalment,
    MakeContract,
    cancel_contract,
    make_contract,
    sign_contract,
)
from showroom.contract.printing import contract_pdf, receipt_pdf
from showroom.contract.queries import Contracts, contracts, whole_contract
from showroom.contract.receipts import PayBack, TakeMoney, pay_back, take_money
from showroom.desk import Desk
from showroom.errors import Refusal
from showroom.quote.commands import SaveQuote, accept_quote, issue_quote, save_quote
from showroom.quote.pricing import QuoteLineWish
from showroom.rights import EVERYONE, allows
from showroom.staff.commands import SignIn, sign_in
from showroom.terms import (
    ContractStatus,
    LineKind,
    MoneyKind,
    Payee,
    PayMethod,
    ReceiptKind,
)
from showroom.unit import Unit
from showroom.vehicle.queries import Trims, stock, trims
from tests.conftest import PASSWORD
from tests.factories import customer

TODAY = date(2026, 11, 22)
IDNO = "11010519491231002X"


@allows(*EVERYONE)
def file_customer(unit: Unit, name: str) -> UUID:
    return unit.add(customer(unit.outlet_id, name)).id


@allows(*EVERYONE)
def level_of(unit: Unit, key: UUID) -> str | None:
    return unit.get(Customer, key).level


def accepted_quote(desk: Desk, model: str = "XC40") -> UUID:
    """An accepted quote; the sample's XC40 is ¥258,800, as in worked example 11."""
    trim = next(t for t in desk.read(trims, Trims(TODAY)) if t.model == model)
    fee = QuoteLineWish(
        LineKind.PLATING_FEE, "上牌服务费", Payee.DEALER, 500_00, optional=True, code="PLATING"
    )
    key = desk.write(
        save_quote,
        SaveQuote(desk.write(file_customer, "王芳").value, trim.id, trim.colours[0], TODAY, (fee,)),
    ).value
    desk.write(issue_quote, key)
    desk.write(accept_quote, key)
    return key


@pytest.fixture
def making(consultant: Desk) -> MakeContract:
    return MakeContract(
        quote_id=accepted_quote(consultant),
        buyer="王芳",
        buyer_idno=IDNO.lower(),
        address="南京市建邺区 1 号",
        phone="139 0000 0000",
        money_kind=MoneyKind.EARNEST,
        deposit_fen=20_000_00,
        delivery_due=date(2026, 12, 10),
        terms_ack=True,
    )


def taking(contract_id: UUID, yuan: int = 20_000, txn_no: str = "T1") -> TakeMoney:
    return TakeMoney(contract_id, ReceiptKind.EARNEST, yuan * 100, PayMethod.CARD, "王芳", txn_no)


def refused(action: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        action()
    return caught.value.code


def test_nothing_of_the_quote_is_typed_again(consultant: Desk, making: MakeContract) -> None:
    whole = consultant.read(whole_contract, consultant.write(make_contract, making).value)
    assert whole.line.price_fen == 258_800_00
    assert whole.deposit_cap_fen == 51_760_00
    assert whole.line.car == "XC40 B4 智行豪华版"
    assert whole.buyer_idno == IDNO
    assert [(p.name, p.amount_fen) for p in whole.schedule] == [
        ("contract.part_earnest", 20_000_00),
        ("contract.part_balance", 238_800_00),
    ]
    assert whole.standing.due_fen == 259_300_00


def test_earnest_money_beyond_the_cap_is_prepayment(
    consultant: Desk, cashier: Desk, making: MakeContract
) -> None:
    key = consultant.write(make_contract, making).value
    cashier.write(take_money, taking(key, 60_000))
    receipt = consultant.read(whole_contract, key).receipts[0]
    assert (receipt.earnest_fen, receipt.prepayment_fen) == (51_760_00, 8_240_00)
    cashier.write(take_money, taking(key, 1_000, "T2"))
    second = consultant.read(whole_contract, key).receipts[1]
    assert (second.earnest_fen, second.prepayment_fen) == (0, 1_000_00)


def test_an_order_is_signed_and_paid_on_the_later_day(
    consultant: Desk, cashier: Desk, making: MakeContract, clock: SetClock
) -> None:
    key = consultant.write(make_contract, making).value
    cashier.write(take_money, taking(key))
    assert consultant.read(whole_contract, key).ordered_on is None
    clock.advance(days=1)
    consultant.write(sign_contract, key)
    whole = consultant.read(whole_contract, key)
    assert (whole.signed_on, whole.ordered_on) == (date(2026, 11, 23), date(2026, 11, 23))
    assert consultant.read(level_of, whole.line.customer_id) == "O"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"deposit_fen": 51_760_01}, "contract.deposit_above_cap"),
        ({"deposit_fen": 0}, "contract.deposit_positive"),
        ({"terms_ack": False}, "contract.terms_unread"),
        ({"buyer": " "}, "contract.field_missing"),
        ({"delivery_due": date(2026, 11, 21)}, "contract.delivery_before_signing"),
        ({"schedule": (Instalment("定金", 1_00),)}, "contract.schedule_sum"),
        ({"buyer": "\U0001f600"}, "documents.no_glyph"),
        ({"breach_terms": "本店有最终解释权"}, "documents.forbidden_wording"),
    ],
)
def test_a_contract_that_will_not_do_leaves_nothing(
    consultant: Desk, making: MakeContract, change: dict[str, object], code: str
) -> None:
    wrong = replace(making, **change)  # type: ignore[arg-type]
    assert refused(lambda: consultant.write(make_contract, wrong)) == code
    assert consultant.read(contracts, Contracts()) == []


def test_a_wrong_identity_number_is_named_at_its_field(
    consultant: Desk, making: MakeContract
) -> None:
    with pytest.raises(Refusal) as caught:
        consultant.write(make_contract, replace(making, buyer_idno="110105194912310021"))
    assert caught.value.facts["field"] == "buyer_idno"


def test_one_quote_has_one_living_contract(consultant: Desk, making: MakeContract) -> None:
    key = consultant.write(make_contract, making).value
    assert refused(lambda: consultant.write(make_contract, making)) == "contract.already_made"
    manager = sign(consultant, "wuhao")
    manager.write(cancel_contract, CancelContract(key, "客户退订"))
    consultant.write(make_contract, making)


def sign(desk: Desk, login: str) -> Desk:
    return sign_in(desk, SignIn(login, PASSWORD))


def test_a_quote_not_accepted_makes_no_contract(consultant: Desk, making: MakeContract) -> None:
    trim = consultant.read(trims, Trims(TODAY))[0]
    draft = SaveQuote(consultant.write(file_customer, "李").value, trim.id, trim.colours[0], TODAY)
    wrong = replace(making, quote_id=consultant.write(save_quote, draft).value)
    code = refused(lambda: consultant.write(make_contract, wrong))
    assert code == "contract.quote_not_accepted"


def test_one_car_is_promised_once(consultant: Desk, making: MakeContract) -> None:
    first = accepted_quote(consultant, "XC60")
    second = accepted_quote(consultant, "XC60")
    trim = next(t for t in consultant.read(trims, Trims(TODAY)) if t.code == "XC60-B5-ZY")
    car = consultant.read(stock, trim.id)[0]
    consultant.write(make_contract, replace(making, quote_id=first, vehicle_id=car.id))
    again = replace(making, quote_id=second, vehicle_id=car.id)
    assert refused(lambda: consultant.write(make_contract, again)) == "contract.car_promised"
    wrong = replace(making, vehicle_id=car.id)
    assert refused(lambda: consultant.write(make_contract, wrong)) == "contract.car_not_for_sale"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"txn_no": " "}, "contract.txn_missing"),
        ({"amount_fen": 0}, "contract.amount_positive"),
        ({"payer": ""}, "contract.payer_missing"),
        ({"kind": ReceiptKind.ADVANCE}, "contract.kind_differs"),
        ({"kind": ReceiptKind.REFUND}, "contract.kind_differs"),
    ],
)
def test_money_that_cannot_be_booked(
    consultant: Desk,
    cashier: Desk,
    making: MakeContract,
    change: dict[str, object],
    code: str,
) -> None:
    key = consultant.write(make_contract, making).value
    wrong = replace(taking(key), **change)  # type: ignore[arg-type]
    assert refused(lambda: cashier.write(take_money, wrong)) == code


def test_a_transaction_is_booked_once(
    consultant: Desk, cashier: Desk, making: MakeContract
) -> None:
    key = consultant.write(make_contract, making).value
    cashier.write(take_money, taking(key))
    assert refused(lambda: cashier.write(take_money, taking(key))) == "contract.txn_known"


def test_a_refund_stays_within_its_receipt(
    consultant: Desk, cashier: Desk, making: MakeContract
) -> None:
    key = consultant.write(make_contract, making).value
    receipt = cashier.write(take_money, taking(key, 60_000)).value
    cashier.write(pay_back, PayBack(receipt, 10_000_00, PayMethod.CASH))
    whole = consultant.read(whole_contract, key)
    assert whole.standing.received_fen == 50_000_00
    assert (whole.receipts[1].prepayment_fen, whole.receipts[1].earnest_fen) == (
        -8_240_00,
        -1_760_00,
    )
    more = PayBack(receipt, 50_000_01, PayMethod.CASH)
    assert refused(lambda: cashier.write(pay_back, more)) == "contract.refund_above_paid"


def test_papers_print_again_as_issued(
    consultant: Desk, cashier: Desk, making: MakeContract
) -> None:
    key = consultant.write(make_contract, making).value
    receipt = cashier.write(take_money, taking(key)).value
    first = consultant.read(contract_pdf, key), cashier.read(receipt_pdf, receipt)
    assert all(paper.startswith(b"%PDF") for paper in first)
    assert (consultant.read(contract_pdf, key), cashier.read(receipt_pdf, receipt)) == first
    sign(consultant, "wuhao").write(cancel_contract, CancelContract(key, "退订"))
    assert consultant.read(contract_pdf, key) != first[0]
    assert consultant.read(contracts, Contracts())[0].status is ContractStatus.CANCELLED


def test_a_consultant_takes_no_money(consultant: Desk, making: MakeContract) -> None:
    key = consultant.write(make_contract, making).value
    assert refused(lambda: consultant.write(take_money, taking(key))) == "staff.not_permitted"


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(amounts=st.lists(st.integers(1, 9_000_000), min_size=1, max_size=4))
def test_money_is_conserved(
    consultant: Desk, cashier: Desk, making: MakeContract, amounts: list[int]
) -> None:
    """What is taken is 定金 plus prepayment, and paying it all back leaves nothing."""
    for line in consultant.read(contracts, Contracts()):
        if line.status is not ContractStatus.CANCELLED:
            sign(consultant, "wuhao").write(cancel_contract, CancelContract(line.id, "x"))
    key = consultant.write(make_contract, making).value
    for fen in amounts:
        cashier.write(
            take_money,
            TakeMoney(key, ReceiptKind.EARNEST, fen, PayMethod.CASH, "王芳"),
        )
    whole = consultant.read(whole_contract, key)
    assert whole.standing.received_fen == sum(amounts)
    assert all(r.earnest_fen + r.prepayment_fen == r.amount_fen for r in whole.receipts)
    assert whole.standing.earnest_fen == min(sum(amounts), whole.deposit_cap_fen)
    for receipt in whole.receipts:
        cashier.write(pay_back, PayBack(receipt.id, receipt.amount_fen, PayMethod.CASH))
    after = consultant.read(whole_contract, key).standing
    assert (after.received_fen, after.earnest_fen) == (0, 0)
