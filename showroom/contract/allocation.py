"""The car of a contract by its VIN: claimed, let go, another one found."""

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select

from db.models.claim import Claim
from db.models.contract import Contract
from db.models.customer import Customer
from db.models.vehicle import Vehicle
from showroom.claim.asking import Wish, ask, live, release
from showroom.claim.terms import ClaimKind, ClaimVerdict
from showroom.customer import keys
from showroom.errors import Refusal
from showroom.rights import MONEY, SALES, allows
from showroom.terms import ContractStatus, VehicleStatus, VehicleUse
from showroom.unit import Unit
from showroom.vehicle.rules import AgeLine, StockRules, age_line, stock_age_days

_BOUND = frozenset({ContractStatus.SIGNED, ContractStatus.ALLOCATED})
_TABLE = Contract.__tablename__


@dataclass(frozen=True, slots=True)
class Allocate:
    """A car for a signed contract."""

    contract_id: UUID
    vehicle_id: UUID


@dataclass(frozen=True, slots=True)
class Candidate:
    """A car one may allocate; age in days, None without a day of arrival.

    `lost_to` has had it when it was asked for before.
    """

    id: UUID
    vin: str
    colour: str
    same_colour: bool
    age_days: int | None
    age_line: AgeLine | None
    lost_to: str | None


@allows(*SALES)
def allocate(unit: Unit, command: Allocate) -> None:
    """Bind a car to a signed contract, in place of the one it had; confirmed once granted.

    Raises:
        Refusal: `contract.not_signed`, `contract.car_not_for_sale`, `contract.car_promised`,
            `claim.taken`.
    """
    contract = unit.get(Contract, command.contract_id)
    _check_signed(contract)
    car = unit.get(Vehicle, command.vehicle_id)
    check_car(unit, car, contract.trim_id)
    let_go(unit, contract)
    unit.change(contract, vehicle_id=car.id)
    hold(unit, contract)
    keys.refresh(unit, unit.get(Customer, contract.customer_id))


@allows(*SALES)
def unallocate(unit: Unit, contract_id: UUID) -> None:
    """Let the car of a signed contract go; raises Refusal `contract.not_signed`, `no_car_bound`."""
    contract = unit.get(Contract, contract_id)
    _check_signed(contract)
    if contract.vehicle_id is None:
        raise Refusal("contract.no_car_bound")
    let_go(unit, contract)
    unit.change(contract, vehicle_id=None)
    keys.refresh(unit, unit.get(Customer, contract.customer_id))


@allows(*SALES, *MONEY)
def alternatives(unit: Unit, contract_id: UUID) -> list[Candidate]:
    """The cars a contract may have: of its trim, those of the colour sold first, oldest first.

    What was refused before comes last.
    """
    contract = unit.get(Contract, contract_id)
    rules = StockRules.parse(unit.setting("vehicle.stock"))
    lost = _lost(unit)
    cars = [_candidate(unit, car, contract.colour, rules) for car in _free(unit, contract.trim_id)]
    found = [replace(car, lost_to=lost.get(car.vin)) for car in cars]
    return sorted(
        found, key=lambda car: (car.lost_to is not None, not car.same_colour, -(car.age_days or 0))
    )


def check_car(unit: Unit, car: Vehicle, trim_id: UUID) -> None:
    """Pass a car of the trim sold, in stock, and promised to nobody else."""
    if car.trim_id != trim_id or car.status != VehicleStatus.IN_STOCK:
        raise Refusal("contract.car_not_for_sale", field="vehicle_id", vin=car.vin)
    other = unit.session.scalar(
        select(Contract.doc_no).where(
            Contract.vehicle_id == car.id, Contract.status != ContractStatus.CANCELLED
        )
    )
    if other is not None:
        raise Refusal("contract.car_promised", field="vehicle_id", vin=car.vin, number=other)


def hold(unit: Unit, contract: Contract) -> None:
    """Claim the car a contract names; of a signed one it leaves the stock for sale."""
    if contract.vehicle_id is None:
        return
    car = unit.get(Vehicle, contract.vehicle_id)
    if not _held_by(unit, car.vin, contract.id):
        ask(unit, Wish(ClaimKind.VIN, car.vin, _TABLE, contract.id))
    if contract.status in _BOUND and car.status == VehicleStatus.IN_STOCK:
        unit.change(car, status=VehicleStatus.ALLOCATED)


def let_go(unit: Unit, contract: Contract) -> None:
    """Release the car a contract names; it is for sale again unless another one wants it."""
    release(unit, _TABLE, contract.id)
    if contract.vehicle_id is None:
        return
    car = unit.get(Vehicle, contract.vehicle_id)
    wanted = select(Claim.id).where(
        Claim.kind == ClaimKind.VIN, Claim.resource == car.vin, *live(refused=True)
    )
    if car.status == VehicleStatus.ALLOCATED and unit.session.scalar(wanted.limit(1)) is None:
        unit.change(car, status=VehicleStatus.IN_STOCK)


def _check_signed(contract: Contract) -> None:
    if contract.status not in _BOUND:
        raise Refusal("contract.not_signed", now=ContractStatus(contract.status).word)


def _held_by(unit: Unit, vin: str, contract_id: UUID) -> bool:
    mine = select(Claim.id).where(
        Claim.kind == ClaimKind.VIN,
        Claim.resource == vin,
        Claim.for_id == contract_id,
        *live(refused=True),
    )
    return unit.session.scalar(mine.limit(1)) is not None


def _free(unit: Unit, trim_id: UUID) -> list[Vehicle]:
    """The cars of a trim in stock that no contract in force names and no claim keeps."""
    named = select(Contract.vehicle_id).where(
        Contract.vehicle_id.is_not(None), Contract.status != ContractStatus.CANCELLED
    )
    kept = select(Claim.resource).where(Claim.kind == ClaimKind.VIN, *live())
    found = select(Vehicle).where(
        Vehicle.trim_id == trim_id,
        Vehicle.use == VehicleUse.SALE,
        Vehicle.status == VehicleStatus.IN_STOCK,
        Vehicle.id.not_in(named),
        Vehicle.vin.not_in(kept),
    )
    return list(unit.session.scalars(found))


def _lost(unit: Unit) -> dict[str, str]:
    """Who had each car that was asked for in vain, by VIN."""
    rows = unit.session.execute(
        select(Claim.resource, Claim.lost_to)
        .where(Claim.kind == ClaimKind.VIN, Claim.verdict == ClaimVerdict.REFUSED)
        .order_by(Claim.id)
    )
    return {vin: by or "" for vin, by in rows}


def _candidate(unit: Unit, car: Vehicle, colour: str, rules: StockRules) -> Candidate:
    days = stock_age_days(car.arrived_on, unit.today) if car.arrived_on else None
    line = age_line(days, rules) if days is not None else None
    return Candidate(car.id, car.vin, car.colour, car.colour == colour, days, line, None)
