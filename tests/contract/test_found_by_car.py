"""A buyer is found by the VIN of the car bought, while the contract stands."""

from dataclasses import replace
from uuid import UUID

from showroom.contract.commands import CancelContract, MakeContract, cancel_contract, make_contract
from showroom.desk import Desk
from showroom.recall.queries import Find, find
from showroom.vehicle.queries import Trims, stock, trims
from tests.contract.test_commands import TODAY, accepted_quote, making, sign

__all__ = ["making"]


def found(desk: Desk, typed: str) -> list[UUID]:
    return [hit.customer_id for hit in desk.read(find, Find(typed))]


def test_the_vin_tail_finds_the_buyer_until_the_contract_ends(
    consultant: Desk, making: MakeContract
) -> None:
    quote = accepted_quote(consultant, "XC60")
    trim = next(t for t in consultant.read(trims, Trims(TODAY)) if t.code == "XC60-B5-ZY")
    car = consultant.read(stock, trim.id)[0]
    assert found(consultant, car.vin[-6:]) == []
    key = consultant.write(make_contract, replace(making, quote_id=quote, vehicle_id=car.id)).value
    assert len(found(consultant, car.vin[-6:])) == 1
    assert len(found(consultant, car.vin)) == 1
    sign(consultant, "wuhao").write(cancel_contract, CancelContract(key, "客户退订"))
    assert found(consultant, car.vin[-6:]) == []
