"""Who stands at the desk while the phone is still being typed, and what is known of them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from db.models.customer import Customer
from db.models.quote import Quote
from db.models.staff import Staff
from db.models.vehicle import Trim
from db.models.visit import FollowUp, Visit
from showroom import identity
from showroom.customer.card import ids_of
from showroom.customer.commands import level_of
from showroom.customer.namesake import may_be_one
from showroom.customer.queries import with_name, with_phone
from showroom.rights import DESK, allows
from showroom.terms import Channel, Gender, IntentLevel, QuoteStatus, VisitKind
from showroom.unit import Unit
from showroom.visit.receiving import receiver_for
from showroom.visit.reception import visits_of
from showroom.visit.rules import Arrival, Earlier, kind_of

_FEWEST_DIGITS = 3
_PHONE_LENGTH = 11
_FEWEST_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Greet:
    """What is typed so far."""

    phone: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class OpenQuote:
    """An offer that still holds; the on-road price in fen."""

    id: UUID
    doc_no: str | None
    trim: str
    on_road_price_fen: int
    valid_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A customer this may be: phone masked, instants UTC."""

    customer_id: UUID
    name: str
    phone: str | None
    gender: Gender | None
    level: IntentLevel | None
    owner_id: UUID | None
    owner: str | None
    model_id: UUID | None
    last_visit_at: datetime | None
    promise: str | None
    next_follow_up_at: datetime | None
    quote: OpenQuote | None


@dataclass(frozen=True, slots=True)
class Greeting:
    """Who it may be (`is_sure`: the whole phone is theirs and the names agree) and what follows.

    `kind` and `receiver_id` are what reception proposes; `is_owner` tells why that person.
    """

    known: list[Known]
    is_sure: bool
    other_name: bool
    kind: VisitKind
    receiver_id: UUID | None
    is_owner: bool


@allows(*DESK)
def greet(unit: Unit, query: Greet) -> Greeting:
    """Who this is, from three digits of the phone or two characters of the name on."""
    digits = identity.plain(query.phone)
    known = [_known(unit, unit.get(Customer, key)) for key in _candidates(unit, digits, query.name)]
    whole = len(digits) == _PHONE_LENGTH and bool(known)
    mine = next((k for k in known if whole and may_be_one(k.name, query.name)), None)
    card = unit.get(Customer, mine.customer_id) if mine else None
    receiver = receiver_for(unit, card)
    return Greeting(
        [mine] if mine else known,
        is_sure=mine is not None,
        other_name=whole and mine is None,
        kind=_kind(unit, card),
        receiver_id=receiver.staff_id,
        is_owner=receiver.is_owner,
    )


def _candidates(unit: Unit, digits: str, name: str) -> list[UUID]:
    if digits.isascii() and digits.isdigit() and len(digits) >= _FEWEST_DIGITS:
        matches = with_phone(unit, digits)
        return list(dict.fromkeys(match.customer_id for match in matches))
    if not digits and len(name.strip()) >= _FEWEST_LETTERS:
        return with_name(unit, name)
    return []


def _kind(unit: Unit, card: Customer | None) -> VisitKind:
    """The kind an arrival of this customer, come to buy, would be."""
    before = [
        Earlier(row.arrived_at, row.left_at, VisitKind(row.kind), Channel(row.channel))
        for row in visits_of(unit, card)
    ]
    return kind_of(Arrival(unit.now, on_file=card is not None), before)


def _known(unit: Unit, row: Customer) -> Known:
    everyone = ids_of(unit, row.id)
    owner = unit.session.get(Staff, row.owner_id) if row.owner_id else None
    return Known(
        customer_id=row.id,
        name=row.name,
        phone=identity.mask_phone(row.phone) if row.phone else None,
        gender=Gender(row.gender) if row.gender else None,
        level=level_of(row),
        owner_id=row.owner_id,
        owner=owner.name if owner else None,
        model_id=row.model_id,
        last_visit_at=_last_visit(unit, everyone),
        promise=row.promise or _last_promise(unit, everyone),
        next_follow_up_at=row.next_follow_up_at,
        quote=_open_quote(unit, everyone),
    )


def _last_visit(unit: Unit, everyone: list[UUID]) -> datetime | None:
    return unit.session.scalar(
        select(Visit.arrived_at)
        .where(Visit.customer_id.in_(everyone), Visit.channel == Channel.WALK_IN)
        .order_by(Visit.arrived_at.desc())
        .limit(1)
    )


def _last_promise(unit: Unit, everyone: list[UUID]) -> str | None:
    return unit.session.scalar(
        select(FollowUp.promise)
        .where(FollowUp.customer_id.in_(everyone), FollowUp.promise.is_not(None))
        .order_by(FollowUp.at.desc())
        .limit(1)
    )


def _open_quote(unit: Unit, everyone: list[UUID]) -> OpenQuote | None:
    row = unit.session.execute(
        select(Quote.id, Quote.doc_no, Trim.name, Quote.on_road_price_fen, Quote.valid_until)
        .join(Trim, Trim.id == Quote.trim_id)
        .where(
            Quote.customer_id.in_(everyone),
            Quote.status == QuoteStatus.ISSUED,
            Quote.valid_until >= unit.today,
        )
        .order_by(Quote.created_at.desc())
        .limit(1)
    ).first()
    return OpenQuote(*row) if row else None
