"""What figures are counted from: plain records of one outlet, each with the id that opens it.

Dates are business dates; `owner` is the consultant a figure of one person is counted for.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto
from uuid import UUID

from showroom.terms import Channel, DriveMode, DriveStatus, IntentLevel, VisitKind


@dataclass(frozen=True, slots=True)
class Period:
    """From one business date through another."""

    first: date
    last: date

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """A record with its id and its consultant."""

    id: UUID
    owner: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitMade(Owned):
    """A visit or, with `continues`, its continuation. No customer: an anonymous party.

    `minutes` in the hall, None while nobody noted the leaving.
    """

    day: date
    arrived_at: datetime
    kind: VisitKind
    channel: Channel = Channel.WALK_IN
    customer: UUID | None = None
    has_phone: bool = False
    continues: UUID | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DriveMade(Owned):
    """A test drive by the date of its start."""

    day: date
    customer: UUID
    mode: DriveMode = DriveMode.DRIVE
    status: DriveStatus = DriveStatus.DONE


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteIssued(Owned):
    """A quote by the date it was issued."""

    day: date
    customer: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractMade(Owned):
    """A contract: when it became an order, was cancelled, was delivered; None: it was not."""

    customer: UUID
    ordered_on: date | None = None
    cancelled_on: date | None = None
    delivered_on: date | None = None
    first_contact_on: date | None = None
    by_loan: bool = False
    insured: bool = False
    accessories_fen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadKept(Owned):
    """A customer card: first recorded when, its level now.

    `remote` came by phone, web or another way than the door; `valid` can be reached.
    """

    recorded_on: date
    level: IntentLevel | None = None
    remote: bool = False
    valid: bool = True


class Move(Enum):
    """What may happen to a lead: an approved loss, a revival, or an end of another kind."""

    LOST = auto()
    REVIVED = auto()
    CLOSED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadMoved(Owned):
    """One such event, by the date it counts on."""

    customer: UUID
    day: date
    move: Move


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactDue(Owned):
    """A follow-up that was due on a day, and when it was done."""

    due_on: date
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """The records of an outlet: all that touch the period; leads and their moves from before too.

    `came_before` names the customers who came to buy before the first visit given here.
    """

    visits: tuple[VisitMade, ...] = ()
    drives: tuple[DriveMade, ...] = ()
    quotes: tuple[QuoteIssued, ...] = ()
    contracts: tuple[ContractMade, ...] = ()
    leads: tuple[LeadKept, ...] = ()
    moves: tuple[LeadMoved, ...] = ()
    contacts: tuple[ContactDue, ...] = ()
    came_before: frozenset[UUID] = frozenset()
