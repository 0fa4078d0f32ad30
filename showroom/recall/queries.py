"""Who is meant by a few characters: name part, pinyin, initials, phone, plate or VIN."""

from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, literal, select, union_all

from db.models.customer import Customer
from db.models.recall import RecallKey
from db.models.staff import Staff
from db.models.vehicle import CarModel
from showroom import identity
from showroom.recall import box
from showroom.recall.box import Seek
from showroom.rights import DESK, MONEY, allows
from showroom.unit import Unit

_WIDE = 400
_MODEL = func.coalesce(CarModel.name, Customer.model_text)


@dataclass(frozen=True, slots=True)
class Find:
    """What was typed into the box, and how many answers are wanted."""

    text: str
    limit: int = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """One customer found; `why` is name, initials, pinyin, phone, plate or vin; phone masked."""

    customer_id: UUID
    name: str
    phone: str | None
    level: str | None
    model: str | None
    owner: str | None
    why: str


@allows(*DESK, *MONEY)
def find(unit: Unit, query: Find) -> list[Hit]:
    """The customers the text may mean, best first, at most `limit`; never scans the archive."""
    typed = box.folded(query.text)
    found = _whole(unit, typed, query.limit)
    if not found:
        found = _in_pieces(unit, box.pieces(typed), query.limit)
    return _hits(unit, found)


def statement(seeks: list[Seek], limit: int, among: list[UUID] | None = None) -> Select[Any]:
    """The customers by their best seek: each seek is one range of one index, cut at `limit`."""
    found = union_all(*(_ranged(seek, limit, among) for seek in seeks)).subquery()
    best = func.min(found.c.rank).label("best")
    return (
        select(found.c.customer_id, found.c.why, best)
        .group_by(found.c.customer_id)
        .order_by(best, found.c.customer_id.desc())
        .limit(limit)
    )


def _ranged(seek: Seek, limit: int, among: list[UUID] | None) -> Select[Any]:
    wanted = select(
        RecallKey.customer_id,
        literal(seek.why).label("why"),
        literal(seek.rank).label("rank"),
    ).where(seek.part.begins(seek.text))
    if among is not None:
        wanted = wanted.where(RecallKey.customer_id.in_(among))
    return select(*wanted.order_by(seek.part.expression).limit(limit).subquery().c)


def _whole(unit: Unit, typed: str, limit: int, among: list[UUID] | None = None) -> dict[UUID, str]:
    """Customers whose keys hold the text as one piece, with the key it was."""
    seeks = box.seeks(typed)
    if not seeks or among == []:
        return {}
    rows = unit.session.execute(statement(seeks, limit, among))
    return {customer_id: why for customer_id, why, _ in rows}


def _in_pieces(unit: Unit, pieces: list[str], limit: int) -> dict[UUID, str]:
    """Customers in whose keys every piece is found: a name and the end of a phone."""
    telling = [piece for piece in pieces if box.seeks(piece)]
    if len(pieces) == 1 or not telling:
        return {}
    found = _whole(unit, telling[0], _WIDE)
    for piece in telling[1:]:
        found = _whole(unit, piece, _WIDE, list(found))
    return dict(islice(found.items(), limit))


def _hits(unit: Unit, found: dict[UUID, str]) -> list[Hit]:
    """What a person reads of each customer, in the order found."""
    rows = unit.session.execute(
        select(Customer.id, Customer.name, Customer.phone, Customer.level, _MODEL, Staff.name)
        .outerjoin(CarModel, CarModel.id == Customer.model_id)
        .outerjoin(Staff, Staff.id == Customer.owner_id)
        .where(Customer.id.in_(found))
    )
    hits = {
        key: Hit(key, name, phone and identity.mask_phone(phone), level, model, owner, found[key])
        for key, name, phone, level, model, owner in rows
    }
    return [hits[key] for key in found if key in hits]
