"""What the contract page works with, read in one go: what may be made, one contract in full."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from db.models.contract import Contract
from db.models.customer import Customer
from db.models.quote import Quote
from showroom.contract.commands import deposit_rules
from showroom.contract.queries import (
    ContractLine,
    Contracts,
    WholeContract,
    contracts,
    whole_contract,
)
from showroom.contract.rules import DepositRules
from showroom.quote.queries import QuoteLine, Quotes, quotes, whole_quote
from showroom.rights import MANAGERS, MONEY, SALES, allows
from showroom.terms import ContractStatus, CustomerType, DisputeWay, QuoteStatus
from showroom.unit import Unit
from showroom.vehicle.queries import StockLine, stock


@dataclass(frozen=True, slots=True)
class May:
    """What the person at the desk may do at all."""

    sell: bool
    take_money: bool
    manage: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """An accepted quote that has no contract in force; `price_fen` is its invoice price."""

    quote: QuoteLine
    price_fen: int


@dataclass(frozen=True, slots=True)
class Sitting:
    """The list of the page, the latest first."""

    contracts: list[ContractLine]
    waiting: tuple[Waiting, ...]
    may: May
    today: date


@dataclass(frozen=True, slots=True)
class Shown:
    """One contract as the page shows it; `cancel_reason` of a cancelled one."""

    whole: WholeContract
    colour: str
    dispute: DisputeWay
    cancel_reason: str | None
    may: May
    rules: DepositRules
    today: date


@dataclass(frozen=True, slots=True)
class Proposal:
    """An accepted quote about to become a contract, with what the store knows of the buyer; fen.

    `cars` stand in stock and are promised to nobody, those of the colour sold first.
    """

    quote: QuoteLine
    colour: str
    invoice_price_fen: int
    loan_fen: int
    buyer: str
    phone: str
    is_company: bool
    cars: tuple[StockLine, ...]
    rules: DepositRules
    today: date


@allows(*SALES, *MONEY)
def shown(unit: Unit, contract_id: UUID) -> Shown:
    """A contract and what the person at the desk may do; raises Refusal `unit.gone`."""
    row = unit.get(Contract, contract_id)
    return Shown(
        whole=whole_contract(unit, contract_id),
        colour=row.colour,
        dispute=DisputeWay(row.dispute),
        cancel_reason=row.cancel_reason,
        may=_may(unit),
        rules=deposit_rules(unit),
        today=unit.today,
    )


@allows(*SALES)
def proposal(unit: Unit, quote_id: UUID) -> Proposal:
    """What a contract would be made from; raises Refusal `unit.gone`."""
    whole = whole_quote(unit, quote_id)
    customer = unit.get(Customer, whole.line.customer_id)
    colour = whole.typed.colour
    return Proposal(
        quote=whole.line,
        colour=colour,
        invoice_price_fen=whole.invoice_price_fen,
        loan_fen=whole.loan.principal_fen if whole.loan else 0,
        buyer=customer.name,
        phone=customer.phone or "",
        is_company=customer.customer_type == CustomerType.COMPANY,
        cars=_free_cars(unit, whole.typed.trim_id, colour),
        rules=deposit_rules(unit),
        today=unit.today,
    )


@allows(*SALES, *MONEY)
def sitting(unit: Unit, query: Contracts) -> Sitting:
    """The contracts, and the accepted quotes that have none in force yet."""
    may = _may(unit)
    waiting = _waiting(unit) if may.sell else ()
    return Sitting(contracts(unit, query), waiting, may, unit.today)


def _may(unit: Unit) -> May:
    role = unit.actor.role
    return May(role in SALES, role in MONEY, role in MANAGERS)


def _free_cars(unit: Unit, trim_id: UUID, colour: str) -> tuple[StockLine, ...]:
    promised = set(
        unit.session.scalars(
            select(Contract.vehicle_id).where(
                Contract.vehicle_id.is_not(None), Contract.status != ContractStatus.CANCELLED
            )
        )
    )
    free = [car for car in stock(unit, trim_id) if car.id not in promised]
    return tuple(sorted(free, key=lambda car: car.colour != colour))


def _waiting(unit: Unit) -> tuple[Waiting, ...]:
    made = select(Contract.quote_id).where(Contract.status != ContractStatus.CANCELLED)
    rows = unit.session.execute(
        select(Quote.id, Quote.invoice_price_fen).where(
            Quote.status == QuoteStatus.ACCEPTED, Quote.id.not_in(made)
        )
    )
    prices: dict[UUID, int] = {row.id: row.invoice_price_fen for row in rows}
    lines = quotes(unit, Quotes()) if prices else []
    return tuple(Waiting(line, prices[line.id]) for line in lines if line.id in prices)
