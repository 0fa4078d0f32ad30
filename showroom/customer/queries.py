"""The archive as a list: filtered, sorted, page by page."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from db.models.customer import Customer, LeadClash
from db.models.recall import PHONE_PARTS, RecallKey
from db.models.staff import Staff
from db.models.vehicle import CarModel
from showroom import identity
from showroom.customer.naming import fold
from showroom.customer.rules import ACTIVE
from showroom.rights import DESK, MONEY, allows
from showroom.terms import IntentLevel
from showroom.unit import Unit


class Sort(StrEnum):
    """How the archive is ordered: by the next follow-up, or the newest card first."""

    NEXT = "NEXT"
    NEWEST = "NEWEST"


@dataclass(frozen=True, slots=True)
class Archive:
    """A page of the archive: cards of these levels, this owner, overdue only, or just these."""

    levels: frozenset[IntentLevel] = frozenset()
    owner_id: UUID | None = None
    overdue: bool = False
    among: tuple[UUID, ...] | None = None
    sort: Sort = Sort.NEXT
    after: "CustomerLine | None" = None
    limit: int = 200


@dataclass(frozen=True, slots=True)
class CustomerLine:
    """One card in a list; the phone is masked, `next_follow_up_at` is UTC."""

    id: UUID
    name: str
    phone: str | None
    level: IntentLevel | None
    model: str | None
    owner_id: UUID | None
    owner: str | None
    next_follow_up_at: datetime | None
    promise: str | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class ArchiveCounts:
    """How many cards there are, by level, and how many are overdue or in a clash."""

    total: int
    by_level: dict[str, int]
    overdue: int
    clashes: int


@dataclass(frozen=True, slots=True)
class PhoneMatch:
    """A card whose phone holds the digits typed so far."""

    customer_id: UUID
    name: str
    phone: str
    is_whole: bool


@allows(*DESK, *MONEY)
def archive(unit: Unit, query: Archive) -> list[CustomerLine]:
    """At most `limit` cards; the last line of a page, given as `after`, fetches the next."""
    statement = _lines().where(alive(), *_filters(unit, query))
    if query.after is not None:
        statement = statement.where(_beyond(query.sort, query.after))
    rows = unit.session.execute(statement.order_by(*_order(query.sort)).limit(query.limit))
    return [_line(unit, *row) for row in rows]


@allows(*DESK, *MONEY)
def archive_counts(unit: Unit, query: Archive) -> ArchiveCounts:
    """The figures beside the filters, of one owner when the query names one."""
    mine = [alive()] if query.owner_id is None else [alive(), Customer.owner_id == query.owner_id]
    rows = unit.session.execute(
        select(Customer.level, func.count()).where(*mine).group_by(Customer.level)
    )
    by_level = {level: count for level, count in rows if level}
    total = unit.session.scalar(select(func.count()).select_from(Customer).where(*mine)) or 0
    late = select(func.count()).select_from(Customer).where(*mine, is_overdue(unit))
    clashes = select(func.count()).where(LeadClash.verdict.is_(None))
    count = unit.session.scalar
    return ArchiveCounts(total, by_level, count(late) or 0, count(clashes) or 0)


def with_phone(unit: Unit, digits: str, limit: int = 5) -> list[PhoneMatch]:
    """Cards whose phone begins with the digits, or is them; shortest way from typing to a face."""
    rows = unit.session.execute(
        select(Customer.id, Customer.name, RecallKey.phone)
        .join(RecallKey, RecallKey.customer_id == Customer.id)
        .where(PHONE_PARTS[0].begins(digits))
        .order_by(RecallKey.phone)
        .limit(limit)
    )
    return [PhoneMatch(key, name, phone or "", phone == digits) for key, name, phone in rows]


def with_name(unit: Unit, name: str, limit: int = 5) -> list[UUID]:
    """Cards of exactly that name, the newest first."""
    folded = fold(name)
    found = (
        select(RecallKey.customer_id)
        .where(RecallKey.name == folded)
        .order_by(RecallKey.customer_id.desc())
        .limit(limit)
    )
    return list(unit.session.scalars(found)) if folded else []


def alive() -> ColumnElement[bool]:
    """The card stands: neither merged into another nor erased."""
    return and_(Customer.merged_into_id.is_(None), Customer.anonymised_at.is_(None))


def is_overdue(unit: Unit) -> ColumnElement[bool]:
    """The next follow-up of an active card was due before today."""
    lead = or_(Customer.level.is_(None), Customer.level.in_(ACTIVE))
    return and_(Customer.next_follow_up_at < unit.midnight(unit.today), lead)


def _lines() -> Select[Any]:
    columns: tuple[Any, ...] = (
        Customer.id,
        Customer.name,
        Customer.phone,
        Customer.level,
        func.coalesce(CarModel.name, Customer.model_text),
        Customer.owner_id,
        Staff.name,
        Customer.next_follow_up_at,
        Customer.promise,
    )
    return (
        select(*columns)
        .outerjoin(CarModel, CarModel.id == Customer.model_id)
        .outerjoin(Staff, Staff.id == Customer.owner_id)
    )


def _filters(unit: Unit, query: Archive) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if query.levels:
        wanted.append(Customer.level.in_(query.levels))
    if query.owner_id is not None:
        wanted.append(Customer.owner_id == query.owner_id)
    if query.overdue:
        wanted.append(is_overdue(unit))
    if query.among is not None:
        wanted.append(Customer.id.in_(query.among))
    return wanted


def _order(sort: Sort) -> tuple[Any, ...]:
    if sort is Sort.NEWEST:
        return (Customer.id.desc(),)
    return (Customer.next_follow_up_at.is_(None), Customer.next_follow_up_at, Customer.id)


def _beyond(sort: Sort, last: CustomerLine) -> ColumnElement[bool]:
    """The cards after `last` in the order: no offset, so page 5,000 costs what page 1 does."""
    if sort is Sort.NEWEST:
        return Customer.id < last.id
    due = Customer.next_follow_up_at
    if last.next_follow_up_at is None:
        return and_(due.is_(None), Customer.id > last.id)
    at = last.next_follow_up_at
    return or_(due.is_(None), due > at, and_(due == at, Customer.id > last.id))


def _line(unit: Unit, *row: Any) -> CustomerLine:  # noqa: ANN401 - the columns of `_lines`
    key, name, phone, level, model, owner_id, owner, due, promise = row
    intent = IntentLevel(level) if level else None
    lead = intent is None or intent in ACTIVE
    late = lead and due is not None and unit.day_of(due) < unit.today
    masked = identity.mask_phone(phone) if phone else None
    return CustomerLine(key, name, masked, intent, model, owner_id, owner, due, promise, late)
