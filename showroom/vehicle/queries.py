"""The product tree with the prices in force, and the cars one can sell."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select

from db.in_force import in_force
from db.models.vehicle import CarModel, FloorPrice, Price, Trim, Vehicle
from showroom.errors import Refusal
from showroom.rights import EVERYONE, SALES, allows
from showroom.terms import Energy, VehicleStatus, VehicleUse
from showroom.unit import Unit


@dataclass(frozen=True, slots=True)
class ModelLine:
    """One model of the range."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class TrimLine:
    """A trim with its suggested price in force, fen."""

    id: UUID
    model_id: UUID
    model: str
    code: str
    name: str
    model_year: int
    energy: Energy
    displacement_ml: int
    seats: int
    in_relief_catalogue: bool
    colours: tuple[str, ...]
    guide_price_fen: int
    price_id: UUID

    @property
    def full_name(self) -> str:
        """Model and trim, as papers name the car."""
        return f"{self.model} {self.name}"


@dataclass(frozen=True, slots=True)
class Trims:
    """The trims priced on a business date."""

    on: date


@dataclass(frozen=True, slots=True)
class StockLine:
    """A car in stock that may be sold."""

    id: UUID
    vin: str
    colour: str
    arrived_on: date | None
    status: VehicleStatus


@allows(*EVERYONE)
def models(unit: Unit, _query: None) -> list[ModelLine]:
    """The models in the order of the price book."""
    rows = unit.session.execute(select(CarModel.id, CarModel.name).order_by(CarModel.sort))
    return [ModelLine(*row) for row in rows]


@allows(*EVERYONE)
def trims(unit: Unit, query: Trims) -> list[TrimLine]:
    """Every trim that has a price on that date, in the order of the price book."""
    rows = unit.session.execute(_priced(query.on).order_by(CarModel.sort, Trim.code))
    return [_line(row) for row in rows]


@allows(*SALES)
def stock(unit: Unit, trim_id: UUID) -> list[StockLine]:
    """The cars of a trim that stand in stock, the oldest first."""
    rows = unit.session.execute(
        select(Vehicle.id, Vehicle.vin, Vehicle.colour, Vehicle.arrived_on, Vehicle.status)
        .where(
            Vehicle.trim_id == trim_id,
            Vehicle.use == VehicleUse.SALE,
            Vehicle.status == VehicleStatus.IN_STOCK,
        )
        .order_by(Vehicle.arrived_on)
    )
    return [StockLine(key, vin, colour, on, VehicleStatus(s)) for key, vin, colour, on, s in rows]


def trim_on(unit: Unit, trim_id: UUID, on: date) -> TrimLine:
    """One trim with its price on a date; raises Refusal `vehicle.not_priced`."""
    row = unit.session.execute(_priced(on).where(Trim.id == trim_id)).first()
    if row is None:
        raise Refusal("vehicle.not_priced", field="trim_id", date=on)
    return _line(row)


def floor_price_fen(unit: Unit, trim_id: UUID, on: date) -> int | None:
    """The lowest invoice price of a trim on a date; None where this desk has none."""
    return unit.session.scalar(
        select(FloorPrice.floor_price_fen).where(
            FloorPrice.trim_id == trim_id, in_force(FloorPrice, "trim_id", on)
        )
    )


def _priced(on: date) -> Any:  # noqa: ANN401 - a Select of more columns than its stubs know
    """Trims with the price row in force."""
    return (
        select(
            Trim.id,
            Trim.model_id,
            CarModel.name,
            Trim.code,
            Trim.name,
            Trim.model_year,
            Trim.energy,
            Trim.displacement_ml,
            Trim.seats,
            Trim.in_relief_catalogue,
            Trim.colours,
            Price.guide_price_fen,
            Price.id,
        )
        .join(CarModel, CarModel.id == Trim.model_id)
        .join(Price, and_(Price.trim_id == Trim.id, in_force(Price, "trim_id", on)))
    )


def _line(row: Any) -> TrimLine:  # noqa: ANN401 - a row of `_priced`
    values = dict(zip(_FIELDS, row, strict=True))
    values["energy"], values["colours"] = Energy(values["energy"]), tuple(values["colours"])
    return TrimLine(**values)


_FIELDS = tuple(field.name for field in fields(TrimLine))
