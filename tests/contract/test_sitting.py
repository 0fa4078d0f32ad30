"""What the contract page reads in one go."""

from dataclasses import replace

from showroom.contract.commands import CancelContract, MakeContract, cancel_contract, make_contract
from showroom.contract.queries import Contracts
from showroom.contract.sitting import May, proposal, shown, sitting
from showroom.desk import Desk
from showroom.terms import DisputeWay
from tests.contract.deals import made
from tests.contract.test_commands import accepted_quote, making

__all__ = ["making"]


def test_a_proposal_says_what_the_store_knows_of_the_buyer(
    consultant: Desk, making: MakeContract
) -> None:
    found = consultant.read(proposal, making.quote_id)
    assert (found.buyer, found.phone, found.is_company) == ("王芳", "13900000000", False)
    assert (found.invoice_price_fen, found.loan_fen) == (258_800_00, 0)


def test_a_promised_car_is_not_offered_again(consultant: Desk, making: MakeContract) -> None:
    first, second = accepted_quote(consultant, "EX90"), accepted_quote(consultant, "EX90")
    (car,) = consultant.read(proposal, first).cars
    key = consultant.write(make_contract, replace(making, quote_id=first, vehicle_id=car.id)).value
    assert consultant.read(proposal, second).cars == ()
    assert consultant.read(shown, key).whole.vin == car.vin


def test_a_cancelled_contract_frees_its_car_and_its_quote(
    consultant: Desk, manager: Desk, making: MakeContract
) -> None:
    quote = accepted_quote(consultant, "EX90")
    (car,) = consultant.read(proposal, quote).cars
    key = consultant.write(make_contract, replace(making, quote_id=quote, vehicle_id=car.id)).value
    manager.write(cancel_contract, CancelContract(key, "改款"))
    assert consultant.read(proposal, quote).cars == (car,)
    assert quote in {each.quote.id for each in consultant.read(sitting, Contracts()).waiting}
    assert manager.read(shown, key).cancel_reason == "改款"


def test_the_cashier_sees_contracts_but_no_quotes_that_wait(
    consultant: Desk, cashier: Desk, making: MakeContract
) -> None:
    assert cashier.read(sitting, Contracts()).waiting == ()
    made(consultant, making)
    found = cashier.read(sitting, Contracts())
    assert [line.customer for line in found.contracts] == ["王芳"]
    assert found.may == May(sell=False, take_money=True, manage=False)


def test_a_contract_is_shown_with_what_it_says(consultant: Desk, making: MakeContract) -> None:
    found = consultant.read(shown, made(consultant, making))
    assert (found.dispute, found.cancel_reason) == (DisputeWay.LITIGATION, None)
    assert found.colour
