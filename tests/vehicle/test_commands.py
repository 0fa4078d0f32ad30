"""Cars that come into stock."""

from collections.abc import Callable
from datetime import date

import pytest

from showroom.desk import Desk
from showroom.errors import Refusal
from showroom.terms import VehicleStatus
from showroom.vehicle.commands import ReceiveCar, receive_car
from showroom.vehicle.queries import TrimLine, Trims, trims
from showroom.vehicle.yard import yard

TODAY = date(2026, 11, 22)
VIN = "LYVUZ10A7TB000123"


@pytest.fixture
def trim(manager: Desk) -> TrimLine:
    return manager.read(trims, Trims(TODAY))[0]


def refused(action: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        action()
    return caught.value.code


def test_a_car_received_stands_in_the_yard_since_that_day(manager: Desk, trim: TrimLine) -> None:
    car = ReceiveCar(f" {VIN.lower()} ", trim.id, "冰川白", "B420T", date(2026, 9, 1))
    manager.write(receive_car, car)
    found = next(each for each in manager.read(yard, None) if each.vin == VIN)
    assert (found.age_days, found.age_line) == (82, "YELLOW")
    assert found.status is VehicleStatus.IN_STOCK
    assert found.held_for is None


def test_a_doubtful_check_digit_is_told_and_not_refused(manager: Desk, trim: TrimLine) -> None:
    first = manager.write(receive_car, ReceiveCar(VIN, trim.id, "冰川白")).value
    second = manager.write(receive_car, ReceiveCar(VIN[:-1] + "4", trim.id, "冰川白")).value
    assert first.vin_doubtful or second.vin_doubtful


def test_a_car_is_received_once(manager: Desk, trim: TrimLine) -> None:
    manager.write(receive_car, ReceiveCar(VIN, trim.id, "冰川白"))
    again = ReceiveCar(VIN, trim.id, "冰川白")
    assert refused(lambda: manager.write(receive_car, again)) == "vehicle.vin_known"


def test_what_is_no_vin_no_colour_or_no_past_day_is_refused(manager: Desk, trim: TrimLine) -> None:
    def code(vin: str = VIN, colour: str = "冰川白", on: date = TODAY) -> str:
        car = ReceiveCar(vin, trim.id, colour, arrived_on=on)
        return refused(lambda: manager.write(receive_car, car))

    assert code(vin="LYVUZ10A7TB00012") == "identity.vin_length"
    assert code(colour=" ") == "vehicle.colour_missing"
    assert code(on=date(2026, 11, 23)) == "vehicle.arrives_later"
