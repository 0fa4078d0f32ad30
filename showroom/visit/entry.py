"""What reception asks about a party."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from showroom.customer.budget import Budget
from showroom.terms import Channel, Gender, IntentLevel, NonIntentReason, Source, VisitKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What reception asks about a party; `kind` only tells buying from not, the rules do the rest.

    Times UTC; `arrived_at` None is now, `received_by_id` None whoever is proposed.
    """

    kind: VisitKind = VisitKind.FIRST
    non_intent_reason: NonIntentReason | None = None
    party_size: int | None = 1
    name: str | None = None
    gender: Gender | None = None
    phone: str | None = None
    source: Source | None = None
    model_id: UUID | None = None
    budget: Budget | None = None
    competitor: str | None = None
    received_by_id: UUID | None = None
    level: IntentLevel | None = None
    next_visit_at: datetime | None = None
    note: str | None = None
    arrived_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Register(Entry):
    """Somebody came in, or rang (`channel`)."""

    channel: Channel = Channel.WALK_IN


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct(Entry):
    """A visit of an open day as it should have been written.

    `keep_phone` leaves the number as it is, which the desk sees masked and does not type again.
    """

    visit_id: UUID
    keep_phone: bool = False
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """A group at the door or on the line, and when (UTC)."""

    entry: Entry
    channel: Channel
    at: datetime

    @property
    def buying(self) -> bool:
        """Whether they came about buying a car."""
        return self.entry.kind is not VisitKind.NON_INTENT
