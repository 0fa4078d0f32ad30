"""Visits, drives, quotes and contracts in a line each."""

from typing import Any

from sqlalchemy import func, select

from db.models.contract import Contract
from db.models.customer import Customer
from db.models.quote import Quote
from db.models.staff import Staff
from db.models.testdrive import TestDrive
from db.models.vehicle import CarModel, Vehicle
from db.models.visit import Visit
from showroom.kpi.line import Ids, RecordLine, joined, named
from showroom.terms import ContractStatus, DriveMode, DriveStatus, QuoteStatus, VisitKind
from showroom.unit import Unit


def visits(ids: Ids) -> Any:  # noqa: ANN401 - a Select of more columns than its stubs know
    """The visits of these ids."""
    known_as = func.coalesce(func.nullif(Customer.name, ""), Visit.name)
    model = func.coalesce(CarModel.name, Visit.model_text)
    return (
        select(
            Visit.id, Visit.business_date, Visit.arrived_at, Visit.kind, known_as, Staff.name, model
        )
        .outerjoin(Customer, Customer.id == Visit.customer_id)
        .outerjoin(CarModel, CarModel.id == Visit.model_id)
        .outerjoin(Staff, Staff.id == Visit.received_by_id)
        .where(Visit.id.in_(ids))
    )


def visit(_unit: Unit, row: Any) -> RecordLine:  # noqa: ANN401 - a row of `visits`
    """A visit in a line."""
    key, day, arrived_at, kind, who, consultant, model = row
    return RecordLine(
        id=key,
        page="visit",
        opens=key,
        day=day,
        at=arrived_at,
        who=named(who),
        consultant=named(consultant),
        what=VisitKind(kind),
        detail=named(model),
    )


def drives(ids: Ids) -> Any:  # noqa: ANN401 - a Select of more columns than its stubs know
    """The drives of these ids."""
    return (
        select(
            TestDrive.id,
            TestDrive.business_date,
            TestDrive.starts_at,
            TestDrive.mode,
            TestDrive.status,
            Customer.name,
            Staff.name,
            Vehicle.plate,
            TestDrive.route,
        )
        .outerjoin(Customer, Customer.id == TestDrive.customer_id)
        .outerjoin(Vehicle, Vehicle.id == TestDrive.vehicle_id)
        .outerjoin(Staff, Staff.id == TestDrive.escort_id)
        .where(TestDrive.id.in_(ids))
    )


def drive(_unit: Unit, row: Any) -> RecordLine:  # noqa: ANN401 - a row of `drives`
    """A drive in a line; one not done shows its state."""
    key, day, starts_at, mode, status, who, consultant, plate, route = row
    done = status == DriveStatus.DONE
    return RecordLine(
        id=key,
        page="drive",
        opens=key,
        day=day,
        at=starts_at,
        who=named(who),
        consultant=named(consultant),
        what=DriveMode(mode) if done else DriveStatus(status),
        detail=joined(plate, route),
    )


def quotes(ids: Ids) -> Any:  # noqa: ANN401 - a Select of more columns than its stubs know
    """The quotes of these ids."""
    at = func.coalesce(Quote.issued_at, Quote.created_at)
    return (
        select(
            Quote.id, Quote.business_date, at, Quote.status, Customer.name, Staff.name,
            Quote.doc_no, Quote.on_road_price_fen,
        )
        .outerjoin(Customer, Customer.id == Quote.customer_id)
        .outerjoin(Staff, Staff.id == Quote.owner_id)
        .where(Quote.id.in_(ids))
    )  # fmt: skip


def quote(_unit: Unit, row: Any) -> RecordLine:  # noqa: ANN401 - a row of `quotes`
    """A quote in a line, with its on-road price."""
    key, day, at, status, who, consultant, number, fen = row
    return RecordLine(
        id=key,
        page="quote",
        opens=key,
        day=day,
        at=at,
        who=named(who),
        consultant=named(consultant),
        what=QuoteStatus(status),
        detail=named(number),
        amount_fen=fen,
    )


def contracts(ids: Ids) -> Any:  # noqa: ANN401 - a Select of more columns than its stubs know
    """The contracts of these ids."""
    return (
        select(
            Contract.id, func.coalesce(Contract.ordered_on, Contract.business_date),
            Contract.status, Contract.buyer, Staff.name, Contract.doc_no, Contract.price_fen,
        )
        .outerjoin(Staff, Staff.id == Contract.owner_id)
        .where(Contract.id.in_(ids))
    )  # fmt: skip


def contract(_unit: Unit, row: Any) -> RecordLine:  # noqa: ANN401 - a row of `contracts`
    """A contract in a line, with its price."""
    key, day, status, who, consultant, number, fen = row
    return RecordLine(
        id=key,
        page="contract",
        opens=key,
        day=day,
        who=named(who),
        consultant=named(consultant),
        what=ContractStatus(status),
        detail=named(number),
        amount_fen=fen,
    )
