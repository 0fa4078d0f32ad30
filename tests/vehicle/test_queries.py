"""The product tree with the prices in force, and what stands in the yard."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from db.models.vehicle import FloorPrice, Price, Vehicle
from showroom.desk import Desk
from showroom.errors import Refusal
from showroom.rights import EVERYONE, allows
from showroom.terms import Energy, VehicleStatus
from showroom.unit import Unit
from showroom.vehicle.queries import (
    TrimLine,
    Trims,
    floor_price_fen,
    models,
    stock,
    trim_on,
    trims,
)

TODAY = date(2026, 11, 22)


@allows(*EVERYONE)
def dearer_from(unit: Unit, day: date) -> None:
    """Every trim costs 10,000 more from a day on."""
    for price in list(unit.session.scalars(select(Price))):
        unit.add(
            Price(
                id=unit.new_id(),
                outlet_id=unit.outlet_id,
                trim_id=price.trim_id,
                guide_price_fen=price.guide_price_fen + 10_000_00,
                valid_from=day,
            )
        )


@allows(*EVERYONE)
def priced_on(unit: Unit, asked: tuple[UUID, date]) -> TrimLine:
    return trim_on(unit, *asked)


@allows(*EVERYONE)
def floors_on(unit: Unit, day: date) -> set[int | None]:
    found = list(unit.session.scalars(select(FloorPrice.trim_id)))
    return {floor_price_fen(unit, key, day) for key in found}


@allows(*EVERYONE)
def deliver(unit: Unit, vin: str) -> None:
    car = unit.session.scalars(select(Vehicle).where(Vehicle.vin == vin)).one()
    unit.change(car, status=VehicleStatus.DELIVERED)


def ex90(desk: Desk) -> TrimLine:
    return next(trim for trim in desk.read(trims, Trims(TODAY)) if trim.model == "EX90")


def test_models_and_trims_stand_in_the_order_of_the_price_book(consultant: Desk) -> None:
    names = [model.name for model in consultant.read(models, None)]
    assert names[:3] == ["XC60", "XC90", "XC40"]
    listed = list(dict.fromkeys(trim.model for trim in consultant.read(trims, Trims(TODAY))))
    assert listed == names


def test_a_trim_tells_what_taxes_and_papers_need(consultant: Desk) -> None:
    trim = ex90(consultant)
    assert (trim.energy, trim.displacement_ml, trim.in_relief_catalogue) == (Energy.BEV, 0, True)
    assert trim.full_name == "EX90 纯电双电机智行版"
    assert trim.guide_price_fen == 399_900_00
    assert trim.colours == ("水晶白", "牛仔蓝", "玛瑙黑")


def test_a_new_price_holds_from_its_day_on(consultant: Desk) -> None:
    first = date(2026, 12, 1)
    consultant.write(dearer_from, first)
    key = ex90(consultant).id
    assert consultant.read(priced_on, (key, date(2026, 11, 30))).guide_price_fen == 399_900_00
    assert consultant.read(priced_on, (key, first)).guide_price_fen == 409_900_00


def test_a_trim_without_a_price_cannot_be_quoted(consultant: Desk) -> None:
    key = ex90(consultant).id
    with pytest.raises(Refusal) as caught:
        consultant.read(priced_on, (key, date(2025, 12, 31)))
    assert caught.value.code == "vehicle.not_priced"
    assert consultant.read(trims, Trims(date(2025, 12, 31))) == []


def test_floor_prices_hold_by_date_and_may_be_missing(consultant: Desk) -> None:
    assert None not in consultant.read(floors_on, TODAY)
    assert consultant.read(floors_on, date(2025, 12, 31)) == {None}


def test_stock_leaves_out_demo_cars_and_delivered_ones(consultant: Desk) -> None:
    key = ex90(consultant).id
    (car,) = consultant.read(stock, key)
    assert (car.vin, car.colour, car.status) == (
        "LYVEX9SD5RA001009",
        "牛仔蓝",
        VehicleStatus.IN_STOCK,
    )
    consultant.write(deliver, car.vin)
    assert consultant.read(stock, key) == []
