"""What a contract stands at: money received, 定金 among it, what is still due."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, func, select

from db.models.contract import Contract, ContractLine, Receipt
from showroom.quote.price import DEDUCTIONS
from showroom.terms import Payee
from showroom.unit import Unit


@dataclass(frozen=True, slots=True)
class Standing:
    """Fen: what the store is owed in all, what it received net of refunds, 定金 in it."""

    due_fen: int
    received_fen: int
    earnest_fen: int

    @property
    def balance_fen(self) -> int:
        """Still to be paid to the store; below zero when too much was paid."""
        return self.due_fen - self.received_fen


def standing(unit: Unit, contract: Contract) -> Standing:
    """Where the money of a contract stands."""
    received, earnest = unit.session.execute(
        select(
            func.coalesce(func.sum(Receipt.amount_fen), 0),
            func.coalesce(func.sum(Receipt.earnest_fen), 0),
        ).where(Receipt.contract_id == contract.id)
    ).one()
    own: int = unit.session.scalar(own_lines(contract.id)) or 0
    return Standing(contract.price_fen + own, int(received), int(earnest))


def first_money_on(unit: Unit, contract_id: UUID) -> date | None:
    """The business date of the first money taken."""
    return unit.session.scalar(
        select(func.min(Receipt.business_date)).where(
            Receipt.contract_id == contract_id, Receipt.amount_fen > 0
        )
    )


def own_lines(contract_id: Any) -> Select[Any]:  # noqa: ANN401 - a key or a column
    """Fen of what the store bills beside the car: fees and accessories, less its own discounts."""
    signed = case(
        (ContractLine.kind.in_(DEDUCTIONS), -ContractLine.amount_fen),
        else_=ContractLine.amount_fen,
    )
    return select(func.coalesce(func.sum(signed), 0)).where(
        ContractLine.contract_id == contract_id,
        ContractLine.payee == Payee.DEALER,
        ContractLine.on_invoice.is_(False),
        ContractLine.is_gift.is_(False),
    )
