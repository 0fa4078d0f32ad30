"""Cars that come into stock."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from db.models.vehicle import Trim, Vehicle
from showroom import identity
from showroom.errors import Refusal
from showroom.rights import MANAGERS, allows
from showroom.terms import CertificateStatus, VehicleStatus, VehicleUse
from showroom.unit import Unit


@dataclass(frozen=True, slots=True)
class ReceiveCar:
    """A car that arrived to be sold; on `arrived_on`, today when none is named."""

    vin: str
    trim_id: UUID
    colour: str
    engine_no: str = ""
    arrived_on: date | None = None
    certificate: CertificateStatus = CertificateStatus.HELD


@dataclass(frozen=True, slots=True)
class Received:
    """The car now in stock; `vin_doubtful` where its check digit (GB 16735) does not hold."""

    id: UUID
    vin_doubtful: bool


@allows(*MANAGERS)
def receive_car(unit: Unit, command: ReceiveCar) -> Received:
    """Take a car into stock, or one that was ordered or on its way.

    Raises:
        Refusal: as `identity.as_vin` (field `vin`), `vehicle.vin_known`, `vehicle.colour_missing`,
            `vehicle.arrives_later`.
    """
    vin = identity.as_vin(command.vin)
    unit.get(Trim, command.trim_id)
    arrived_on = command.arrived_on or unit.today
    if not command.colour.strip():
        raise Refusal("vehicle.colour_missing", field="colour")
    if arrived_on > unit.today:
        raise Refusal("vehicle.arrives_later", field="arrived_on")
    car = unit.session.scalar(select(Vehicle).where(Vehicle.vin == vin))
    if car is None:
        car = unit.add(_car(unit, command, vin, arrived_on))
    else:
        _check_expected(car)
        unit.change(car, status=VehicleStatus.IN_STOCK, arrived_on=arrived_on)
    return Received(car.id, not identity.vin_check_holds(vin))


def _check_expected(car: Vehicle) -> None:
    if car.status not in {VehicleStatus.ON_ORDER, VehicleStatus.IN_TRANSIT}:
        now = VehicleStatus(car.status).word
        raise Refusal("vehicle.vin_known", field="vin", vin=car.vin, now=now)


def _car(unit: Unit, command: ReceiveCar, vin: str, arrived_on: date) -> Vehicle:
    return Vehicle(
        id=unit.new_id(),
        outlet_id=unit.outlet_id,
        vin=vin,
        trim_id=command.trim_id,
        colour=command.colour.strip(),
        engine_no=command.engine_no.strip() or None,
        status=VehicleStatus.IN_STOCK,
        use=VehicleUse.SALE,
        arrived_on=arrived_on,
        certificate_status=command.certificate,
    )
