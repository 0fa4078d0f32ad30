"""A visit as it was written, for correcting it; its phone stays masked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from db.models.staff import Staff
from db.models.vehicle import CarModel
from db.models.visit import Visit
from showroom import identity
from showroom.customer.card import Changed, changes_of
from showroom.rights import DESK, MONEY, allows
from showroom.terms import Channel, Gender, NonIntentReason, Source, VisitKind
from showroom.unit import Unit, is_closed


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What was written of a visit; times UTC, the phone masked, `history` newest first.

    `is_closed` says that the day was closed, so that nothing can be corrected any more.
    """

    visit_id: UUID
    channel: Channel
    kind: VisitKind
    non_intent_reason: NonIntentReason | None
    party_size: int
    name: str | None
    gender: Gender | None
    phone: str | None
    source: Source | None
    model_id: UUID | None
    competitor: str | None
    received_by_id: UUID | None
    next_visit_at: datetime | None
    note: str | None
    arrived_at: datetime
    left_at: datetime | None
    on_file: bool
    is_closed: bool
    history: list[Changed]


_AS_WRITTEN = (
    "party_size", "name", "model_id", "competitor", "received_by_id", "next_visit_at", "note",
    "arrived_at", "left_at",
)  # fmt: skip


@allows(*DESK, *MONEY)
def entered(unit: Unit, visit_id: UUID) -> Entered:
    """The visit as it stands, and what was changed about it."""
    row = unit.get(Visit, visit_id)
    return Entered(
        visit_id=row.id,
        channel=Channel(row.channel),
        kind=VisitKind(row.kind),
        non_intent_reason=NonIntentReason(row.non_intent_reason) if row.non_intent_reason else None,
        gender=Gender(row.gender) if row.gender else None,
        phone=identity.mask_phone(row.phone) if row.phone else None,
        source=Source(row.source) if row.source else None,
        on_file=row.customer_id is not None,
        is_closed=is_closed(unit.session, row.business_date),
        history=[_named(unit, change) for change in changes_of(unit, row)],
        **{name: getattr(row, name) for name in _AS_WRITTEN},
    )


def _named(unit: Unit, change: Changed) -> Changed:
    """The change with the names of people and models instead of their keys."""
    if change.field == "received_by_id":
        return _worded(change, unit, Staff)
    return _worded(change, unit, CarModel) if change.field == "model_id" else change


def _worded(change: Changed, unit: Unit, kind: type[Staff] | type[CarModel]) -> Changed:
    def name(key: Any) -> str | None:  # noqa: ANN401 - JSON
        return unit.session.scalar(select(kind.name).where(kind.id == UUID(key))) if key else None

    return Changed(
        change.at, change.field, name(change.old), name(change.new), change.by, change.device
    )
