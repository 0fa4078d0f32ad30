"""A car is a contract's once it is granted: bound, let go, another one offered."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from uuid import UUID

import pytest
from pypdf import PdfReader

from showroom.claim.queries import mine_refused
from showroom.claim.terms import ClaimStanding
from showroom.contract.allocation import Allocate, Candidate, allocate, alternatives, unallocate
from showroom.contract.commands import (
    CancelContract,
    MakeContract,
    cancel_contract,
    make_contract,
    sign_contract,
)
from showroom.contract.printing import contract_pdf
from showroom.contract.queries import ContractLine, Contracts, contracts, whole_contract
from showroom.desk import Desk
from showroom.terms import ContractStatus, VehicleStatus
from showroom.vehicle.commands import ReceiveCar, receive_car
from showroom.vehicle.queries import Trims, trims
from showroom.vehicle.yard import YardLine, yard
from tests.claim.wishes import grant, refuse, seen, tie
from tests.contract.test_commands import TODAY, accepted_quote, making, refused

__all__ = ["making"]
VINS = ("LYVUZ10A7TB000123", "LYVUZ10A7TB000124", "LYVUZ10A7TB000125")


@pytest.fixture
def signed(consultant: Desk, manager: Desk, making: MakeContract) -> UUID:
    """A signed contract without a car; three cars of its trim come in, two of its colour."""
    trim = next(t for t in manager.read(trims, Trims(TODAY)) if t.model == "XC40")
    for place, vin in enumerate(VINS):
        colour = trim.colours[1] if place == 0 else trim.colours[0]
        arrived = date(2026, 3, 1 + place)
        manager.write(receive_car, ReceiveCar(vin, trim.id, colour, arrived_on=arrived))
    key = consultant.write(make_contract, making).value
    consultant.write(sign_contract, key)
    return key


def offered(desk: Desk, key: UUID) -> list[Candidate]:
    """The cars offered of those that came in."""
    return [each for each in desk.read(alternatives, key) if each.vin in VINS]


def take(desk: Desk, key: UUID, at: int = 0) -> str:
    car = offered(desk, key)[at]
    desk.write(allocate, Allocate(key, car.id))
    return car.vin


def line(desk: Desk, key: UUID) -> ContractLine:
    return next(each for each in desk.read(contracts, Contracts()) if each.id == key)


def standing(desk: Desk, key: UUID) -> ClaimStanding | None:
    held = line(desk, key).car_held
    return held.standing if held else None


def in_yard(desk: Desk, vin: str) -> YardLine:
    return next(each for each in desk.read(yard, None) if each.vin == vin)


def test_the_colour_sold_comes_first_then_the_longest_in_stock(consultant: Desk, signed) -> None:
    found = offered(consultant, signed)
    assert [(each.vin, each.same_colour) for each in found] == [
        (VINS[1], True),
        (VINS[2], True),
        (VINS[0], False),
    ]
    assert found[0].age_days == 265


def test_without_headquarters_the_car_is_the_contracts_at_once(consultant: Desk, signed) -> None:
    vin = take(consultant, signed)
    assert line(consultant, signed).status is ContractStatus.ALLOCATED
    assert consultant.read(whole_contract, signed).vin == vin
    car = in_yard(consultant, vin)
    assert (car.status, car.standing) == (VehicleStatus.ALLOCATED, ClaimStanding.GRANTED)
    assert car.held_for == line(consultant, signed).doc_no
    assert vin not in {each.vin for each in offered(consultant, signed)}


def test_a_contract_is_not_allocated_before_headquarters_says_so(consultant: Desk, signed) -> None:
    consultant.write(tie, None)
    take(consultant, signed)
    assert standing(consultant, signed) is ClaimStanding.TENTATIVE
    assert line(consultant, signed).status is ContractStatus.SIGNED
    grant(consultant, signed)
    assert line(consultant, signed).status is ContractStatus.ALLOCATED


def test_a_refused_car_is_told_and_another_one_may_be_had(consultant: Desk, signed) -> None:
    consultant.write(tie, None)
    vin = take(consultant, signed)
    refuse(consultant, signed, "NJJN-D01-HT-20261122-009")
    assert standing(consultant, signed) is ClaimStanding.REFUSED
    (told,) = consultant.read(mine_refused, None)
    assert (told.for_id, told.lost_to) == (signed, "NJJN-D01-HT-20261122-009")
    other = take(consultant, signed)
    assert other != vin
    assert standing(consultant, signed) is ClaimStanding.TENTATIVE
    assert consultant.read(mine_refused, None) == []
    last = offered(consultant, signed)[-1]
    assert (last.vin, last.lost_to) == (vin, "NJJN-D01-HT-20261122-009")


def test_a_car_let_go_is_for_sale_again(consultant: Desk, signed) -> None:
    vin = take(consultant, signed)
    consultant.write(unallocate, signed)
    assert line(consultant, signed).car_held is None
    assert in_yard(consultant, vin).status is VehicleStatus.IN_STOCK
    assert [each.released for each in consultant.read(seen, signed)] == [True]
    assert refused(lambda: consultant.write(unallocate, signed)) == "contract.no_car_bound"


def test_the_end_of_a_contract_lets_its_car_go(consultant: Desk, manager: Desk, signed) -> None:
    vin = take(consultant, signed)
    manager.write(cancel_contract, CancelContract(signed, "客户退订"))
    assert in_yard(consultant, vin).standing is None
    assert in_yard(consultant, vin).status is VehicleStatus.IN_STOCK


def test_a_car_is_promised_to_one_contract(consultant: Desk, signed, making) -> None:
    car = offered(consultant, signed)[0]
    consultant.write(allocate, Allocate(signed, car.id))
    second = replace(making, quote_id=accepted_quote(consultant), vehicle_id=car.id)
    assert refused(lambda: consultant.write(make_contract, second)) == "contract.car_not_for_sale"


def test_a_car_is_for_a_signed_contract(consultant: Desk, signed, making) -> None:
    car = offered(consultant, signed)[0]
    pending = consultant.write(
        make_contract, replace(making, quote_id=accepted_quote(consultant))
    ).value
    wanted = Allocate(pending, car.id)
    assert refused(lambda: consultant.write(allocate, wanted)) == "contract.not_signed"


def test_a_contract_made_with_a_car_claims_it_and_prints_that_it_waits(
    consultant: Desk, signed, making
) -> None:
    consultant.write(tie, None)
    car = offered(consultant, signed)[0]
    named = replace(making, quote_id=accepted_quote(consultant), vehicle_id=car.id)
    key = consultant.write(make_contract, named).value
    assert [each.verdict for each in consultant.read(seen, key)] == [None]
    pages = PdfReader(BytesIO(bytes(consultant.read(contract_pdf, key)))).pages
    text = "".join(page.extract_text() for page in pages)
    assert car.vin in text
    assert "待确认" in text
    consultant.write(sign_contract, key)
    assert in_yard(consultant, car.vin).status is VehicleStatus.ALLOCATED
    assert len(consultant.read(seen, key)) == 1
