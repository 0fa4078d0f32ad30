"""Contracts as a list and as a whole, with their money."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from db.models.contract import Contract, PayInstalment, Receipt, contract_day
from db.models.customer import Customer
from db.models.quote import Quote
from db.models.staff import Staff
from db.models.vehicle import CarModel, Trim, Vehicle
from showroom.claim.queries import NOT_ASKED, Held, claims_of
from showroom.contract.commands import Instalment
from showroom.contract.rules import in_effect
from showroom.contract.standing import Standing, own_lines, standing
from showroom.rights import MONEY, SALES, allows
from showroom.terms import ContractStatus, MoneyKind, PayMethod, ReceiptKind
from showroom.unit import Unit


@dataclass(frozen=True, slots=True)
class Contracts:
    """The contracts of a customer, or of everybody; `on` keeps one business date."""

    customer_id: UUID | None = None
    on: date | None = None
    limit: int = 200


@dataclass(frozen=True, slots=True)
class ContractLine:
    """One contract of a list; fen. `received_fen` is net of refunds.

    `due_fen` is all the store is owed: the car and its own fees and accessories. `car_held` says
    whether the car by its VIN is confirmed, None while none is named.
    """

    id: UUID
    doc_no: str | None
    status: ContractStatus
    business_date: date
    customer_id: UUID
    customer: str
    car: str
    price_fen: int
    received_fen: int
    delivery_due: date
    owner: str
    due_fen: int
    car_held: Held | None = None

    @property
    def balance_fen(self) -> int:
        """Still to be paid to the store; below zero when too much was paid."""
        return self.due_fen - self.received_fen


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """One receipt; fen, below zero for a refund; `received_at` UTC."""

    id: UUID
    doc_no: str
    kind: ReceiptKind
    amount_fen: int
    earnest_fen: int
    prepayment_fen: int
    method: PayMethod
    payer: str
    received_at: datetime
    cashier: str
    refund_of_id: UUID | None


@dataclass(frozen=True, slots=True)
class WholeContract:
    """A contract with its schedule and money; fen."""

    line: ContractLine
    quote_no: str | None
    quote_id: UUID
    buyer: str
    buyer_idno: str
    address: str
    phone: str
    vin: str | None
    money_kind: MoneyKind
    deposit_fen: int
    deposit_cap_fen: int
    signed_on: date | None
    ordered_on: date | None
    cancelled_on: date | None
    schedule: tuple[Instalment, ...]
    receipts: tuple[ReceiptLine, ...]
    standing: Standing


@allows(*SALES, *MONEY)
def contracts(unit: Unit, query: Contracts) -> list[ContractLine]:
    """The latest contracts first."""
    statement = _listed().order_by(Contract.id.desc()).limit(query.limit)
    if query.customer_id is not None:
        statement = statement.where(Contract.customer_id == query.customer_id)
    if query.on is not None:
        statement = statement.where(contract_day == query.on)
    return _lines(unit, statement)


@allows(*SALES, *MONEY)
def whole_contract(unit: Unit, contract_id: UUID) -> WholeContract:
    """One contract with everything in it; raises Refusal `unit.gone`."""
    contract = unit.get(Contract, contract_id)
    (line,) = _lines(unit, _listed().where(Contract.id == contract_id))
    car = unit.session.get(Vehicle, contract.vehicle_id) if contract.vehicle_id else None
    return WholeContract(
        line=line,
        quote_no=unit.get(Quote, contract.quote_id).doc_no,
        quote_id=contract.quote_id,
        buyer=contract.buyer,
        buyer_idno=contract.buyer_idno,
        address=contract.address,
        phone=contract.phone,
        vin=car.vin if car else None,
        money_kind=MoneyKind(contract.money_kind),
        deposit_fen=contract.deposit_fen,
        deposit_cap_fen=contract.deposit_cap_fen,
        signed_on=contract.signed_on,
        ordered_on=contract.ordered_on,
        cancelled_on=contract.cancelled_on,
        schedule=_schedule(unit, contract_id),
        receipts=_receipts(unit, contract_id),
        standing=standing(unit, contract),
    )


def _listed() -> Any:  # noqa: ANN401 - a Select of more columns than its stubs know
    received = (
        select(func.coalesce(func.sum(Receipt.amount_fen), 0))
        .where(Receipt.contract_id == Contract.id)
        .correlate(Contract)
        .scalar_subquery()
    )
    return (
        select(
            Contract.id,
            Contract.doc_no,
            Contract.status,
            Contract.business_date,
            Contract.customer_id,
            Customer.name,
            CarModel.name + " " + Trim.name,
            Contract.price_fen,
            received,
            Contract.delivery_due,
            Staff.name,
            Contract.price_fen + own_lines(Contract.id).correlate(Contract).scalar_subquery(),
            Contract.vehicle_id,
        )
        .join(Customer, Customer.id == Contract.customer_id)
        .join(Trim, Trim.id == Contract.trim_id)
        .join(CarModel, CarModel.id == Trim.model_id)
        .join(Staff, Staff.id == Contract.owner_id)
    )


def _lines(unit: Unit, statement: Any) -> list[ContractLine]:  # noqa: ANN401 - as `_listed`
    """The lines of a statement, knowing how their cars stand."""
    rows = [(*row,) for row in unit.session.execute(statement)]
    held = claims_of(unit, Contract.__tablename__, [row[0] for row in rows if row[-1] is not None])
    return [_line(row, held.get(row[0], NOT_ASKED) if row[-1] else None) for row in rows]


def _line(row: tuple[Any, ...], car: Held | None) -> ContractLine:
    key, number, stored, *rest, _vehicle_id = row
    status = in_effect(ContractStatus(stored), car.standing if car else None)
    return replace(ContractLine(key, number, status, *rest), car_held=car)


def _schedule(unit: Unit, contract_id: UUID) -> tuple[Instalment, ...]:
    rows = unit.session.execute(
        select(PayInstalment.name, PayInstalment.amount_fen, PayInstalment.due_on)
        .where(PayInstalment.contract_id == contract_id)
        .order_by(PayInstalment.seq)
    )
    return tuple(Instalment(*row) for row in rows)


def _receipts(unit: Unit, contract_id: UUID) -> tuple[ReceiptLine, ...]:
    rows = unit.session.execute(
        select(Receipt, Staff.name)
        .join(Staff, Staff.id == Receipt.cashier_id)
        .where(Receipt.contract_id == contract_id)
        .order_by(Receipt.id)
    )
    return tuple(
        ReceiptLine(
            row.id,
            row.doc_no,
            ReceiptKind(row.kind),
            row.amount_fen,
            row.earnest_fen,
            row.prepayment_fen,
            PayMethod(row.method),
            row.payer,
            row.received_at,
            cashier,
            row.refund_of_id,
        )
        for row, cashier in rows
    )
