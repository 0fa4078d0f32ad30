"""The yard: every car to sell, how long it stands, and who has it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from db.models.claim import Claim
from db.models.contract import Contract
from db.models.vehicle import CarModel, Trim, Vehicle
from showroom.claim.asking import live
from showroom.claim.rules import standing
from showroom.claim.terms import ClaimKind, ClaimStanding
from showroom.rights import DESK, MONEY, allows
from showroom.terms import CertificateStatus, VehicleStatus, VehicleUse
from showroom.unit import Unit
from showroom.vehicle.rules import AgeLine, StockRules, age_line, stock_age_days

_GONE = (VehicleStatus.DELIVERED, VehicleStatus.DEMO, VehicleStatus.DEMO_RETIRED)


@dataclass(frozen=True, slots=True)
class YardLine:
    """A car to sell; age in days, None without a day of arrival.

    `held_for` is the number of the contract that has it or asks for it, `standing` how that stands.
    """

    id: UUID
    vin: str
    model: str
    trim: str
    colour: str
    status: VehicleStatus
    certificate: CertificateStatus
    arrived_on: date | None
    age_days: int | None
    age_line: AgeLine | None
    held_for: str | None
    standing: ClaimStanding | None


@allows(*DESK, *MONEY)
def yard(unit: Unit, _query: None) -> list[YardLine]:
    """The cars to sell, longest in stock first."""
    rules = StockRules.parse(unit.setting("vehicle.stock"))
    holders = _holders(unit)
    found = (
        select(Vehicle, CarModel.name, Trim.name)
        .join(Trim, Trim.id == Vehicle.trim_id)
        .join(CarModel, CarModel.id == Trim.model_id)
        .where(Vehicle.use == VehicleUse.SALE, Vehicle.status.not_in(_GONE))
        .order_by(Vehicle.arrived_on.is_(None), Vehicle.arrived_on, Vehicle.id)
    )
    rows = unit.session.execute(found)
    return [
        _line(unit, car, (model, trim), (rules, holders.get(car.vin))) for car, model, trim in rows
    ]


def _holders(unit: Unit) -> dict[str, tuple[str | None, ClaimStanding]]:
    """Who has each car, by VIN; whom it is granted to before who only asks."""
    rows = unit.session.execute(
        select(Claim.resource, Claim.verdict, Contract.doc_no)
        .outerjoin(Contract, Contract.id == Claim.for_id)
        .where(Claim.kind == ClaimKind.VIN, *live())
        .order_by(Claim.verdict.is_not(None), Claim.id.desc())
    )
    return {vin: (number, standing(verdict, released=False)) for vin, verdict, number in rows}


def _line(
    unit: Unit,
    car: Vehicle,
    names: tuple[str, str],
    known: tuple[StockRules, tuple[str | None, ClaimStanding] | None],
) -> YardLine:
    rules, holder = known
    days = stock_age_days(car.arrived_on, unit.today) if car.arrived_on else None
    return YardLine(
        id=car.id,
        vin=car.vin,
        model=names[0],
        trim=names[1],
        colour=car.colour,
        status=VehicleStatus(car.status),
        certificate=CertificateStatus(car.certificate_status),
        arrived_on=car.arrived_on,
        age_days=days,
        age_line=age_line(days, rules) if days is not None else None,
        held_for=holder[0] if holder else None,
        standing=holder[1] if holder else None,
    )
