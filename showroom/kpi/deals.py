"""Quotes and contracts as figures count them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select

from db.models.contract import (
    Contract,
    ContractLine,
    cancelled_day,
    delivered_day,
    ordered_day,
)
from db.models.customer import Customer
from db.models.quote import Quote
from showroom.kpi.reading import Reading
from showroom.kpi.records import ContractMade, QuoteIssued
from showroom.terms import LineKind, QuoteStatus
from showroom.unit import Unit

_GIVEN = (QuoteStatus.ISSUED, QuoteStatus.ACCEPTED, QuoteStatus.EXPIRED)


def quotes(reading: Reading) -> tuple[QuoteIssued, ...]:
    """The quotes given to a customer, by the date they were issued."""
    start, end = reading.instants()
    in_time = and_(
        Quote.issued_at >= start, Quote.issued_at < end, Quote.issued_posted_on.is_(None)
    )
    late = Quote.issued_posted_on.between(reading.period.first, reading.period.last)
    rows = reading.unit.session.execute(
        select(Quote.id, Quote.owner_id, Quote.issued_at, Quote.issued_posted_on, Quote.customer_id)
        .where(or_(in_time, late), Quote.status.in_(_GIVEN))
        .order_by(Quote.issued_at, Quote.id)
    )
    return tuple(
        QuoteIssued(
            id=key,
            owner=owner,
            day=posted or reading.unit.day_of(at),
            customer=reading.home(customer),
        )
        for key, owner, at, posted, customer in rows
        if at is not None
    )


def contracts(reading: Reading) -> tuple[ContractMade, ...]:
    """The contracts ordered, cancelled or delivered within the period."""
    dates = (ordered_day, cancelled_day, delivered_day)
    within = or_(*(column.between(reading.period.first, reading.period.last) for column in dates))
    rows = reading.unit.session.execute(
        select(
            Contract.id,
            Contract.owner_id,
            Contract.customer_id,
            *dates,
            Customer.first_contact_on,
            Quote.loan,
        )
        .outerjoin(Customer, Customer.id == Contract.customer_id)
        .outerjoin(Quote, Quote.id == Contract.quote_id)
        .where(within)
        .order_by(Contract.id)
    ).all()
    sold = _sold_with(reading.unit, within)
    return tuple(_contract(reading, row, sold.get(row[0], _Sold())) for row in rows)


def _contract(reading: Reading, row: Sequence[Any], sold: "_Sold") -> ContractMade:
    key, owner, customer, ordered_on, cancelled_on, delivered_on, first_on, loan = row
    return ContractMade(
        id=key,
        owner=owner,
        customer=reading.home(customer),
        ordered_on=ordered_on,
        cancelled_on=cancelled_on,
        delivered_on=delivered_on,
        first_contact_on=first_on,
        by_loan=bool(loan),
        insured=sold.insured,
        accessories_fen=sold.accessories_fen,
    )


@dataclass(frozen=True, slots=True)
class _Sold:
    """What was sold with a car; accessories in fen."""

    insured: bool = False
    accessories_fen: int = 0


def _sold_with(unit: Unit, contracts: ColumnElement[bool]) -> dict[UUID, _Sold]:
    """Commercial insurance and paid accessories of the contracts meant."""
    rows = unit.session.execute(
        select(
            ContractLine.contract_id,
            ContractLine.kind,
            ContractLine.amount_fen,
        )
        .join(Contract, Contract.id == ContractLine.contract_id)
        .where(
            contracts,
            ContractLine.is_gift.is_(False),
            ContractLine.kind.in_([LineKind.COMMERCIAL_INSURANCE, LineKind.ACCESSORY]),
        )
    )
    sold: dict[UUID, _Sold] = {}
    for key, kind, fen in rows:
        before = sold.get(key, _Sold())
        if kind == LineKind.ACCESSORY:
            sold[key] = _Sold(before.insured, before.accessories_fen + fen)
        else:
            sold[key] = _Sold(before.insured or bool(fen), before.accessories_fen)
    return sold
