"""Where this desk stands with HQ, and where one record stands; offline is a state, not an error."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import func, select

from db.models.exchange import Conflict
from db.models.parcel import Parcel
from db.models.sync import Link, Outbox, TxReceipt
from showroom.rights import EVERYONE, allows
from showroom.sync import tray
from showroom.unit import Unit

_COUNTER_BITS = 16
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class State(StrEnum):
    """How the desk stands with HQ, in the order of what a person should know first."""

    ALONE = "ALONE"
    JOINING = "JOINING"
    REVOKED = "REVOKED"
    OFFLINE = "OFFLINE"
    PENDING = "PENDING"
    SYNCED = "SYNCED"

    @property
    def word(self) -> str:
        """The catalogue key of what the rail says."""
        return f"exchange.state_{self.value.lower()}"


class Whereabouts(StrEnum):
    """How far one record has come.

    SENT: in a parcel that was not answered yet. ACCEPTED: HQ gave its receipt.
    """

    ON_DESK = "ON_DESK"
    SENT = "SENT"
    ACCEPTED = "ACCEPTED"
    REJECTED = "REJECTED"

    @property
    def word(self) -> str:
        """The catalogue key of it."""
        return f"exchange.record_{self.value.lower()}"


@dataclass(frozen=True, slots=True)
class Ask:
    """Nothing more is asked."""


@dataclass(frozen=True, slots=True)
class OfRecord:
    """One row: its table and key."""

    table: str
    id: UUID


@dataclass(frozen=True, slots=True)
class Standing:
    """How the desk stands: changes HQ has not heard of, when it last answered (UTC).

    `trouble` is the code of what kept the last exchange from happening, since `trouble_at`;
    `tray` counts the transactions waiting for a person, `conflicts` those to choose between.
    """

    state: State
    pending: int
    synced_at: datetime | None = None
    url: str | None = None
    tray: int = 0
    conflicts: int = 0
    trouble: str | None = None
    trouble_at: datetime | None = None


@allows(*EVERYONE)
def standing(unit: Unit, _query: Ask) -> Standing:
    """How this desk stands with HQ now."""
    link = unit.session.get(Link, 1)
    pending = _count_unsent(unit, link.acked_n if link else 0)
    if link is None:
        return Standing(State.ALONE, pending)
    return Standing(
        state=state_of(link, pending),
        pending=pending,
        synced_at=link.synced_at,
        url=link.url,
        tray=_tray(unit),
        conflicts=_conflicts(unit),
        trouble=link.trouble,
        trouble_at=link.trouble_at,
    )


@allows(*EVERYONE)
def of_record(unit: Unit, query: OfRecord) -> Whereabouts:
    """How far a record's latest change has come; what came from HQ is accepted."""
    link = unit.session.get(Link, 1)
    connection = unit.session.connection()
    if (query.table, query.id.bytes) in tray.blocked(connection):
        return Whereabouts.REJECTED
    acked = link.acked_n if link else -1
    unsent = unit.session.scalar(
        select(func.max(Outbox.hlc)).where(
            Outbox.row_table == query.table, Outbox.row_id == query.id, Outbox.n > acked
        )
    )
    if link is not None and unsent is None:
        return Whereabouts.ACCEPTED
    return Whereabouts.SENT if unsent and _in_parcel(unit, unsent) else Whereabouts.ON_DESK


def state_of(link: Link, pending: int) -> State:
    """The one state the rail shows."""
    if not link.enrolled:
        return State.JOINING
    if link.revoked:
        return State.REVOKED
    if link.trouble is not None:
        return State.OFFLINE
    return State.PENDING if pending else State.SYNCED


def _count_unsent(unit: Unit, acked: int) -> int:
    """By first and last number, which have no gaps: asked after every write, so never a scan."""
    last = unit.session.scalar(select(func.max(Outbox.n))) or 0
    first = unit.session.scalar(select(func.min(Outbox.n))) or 0
    return last - max(acked, first - 1) if last > acked else 0


def _tray(unit: Unit) -> int:
    waiting = (TxReceipt.ops.is_not(None), TxReceipt.settled_at.is_(None))
    found = select(func.count()).select_from(TxReceipt).where(*waiting)
    return unit.session.scalar(found) or 0


def _conflicts(unit: Unit) -> int:
    found = select(func.count()).select_from(Conflict).where(Conflict.settled_at.is_(None))
    return unit.session.scalar(found) or 0


def _in_parcel(unit: Unit, hlc: int) -> bool:
    """Whether a change made by that clock is in a parcel that was not answered yet."""
    written = _EPOCH + timedelta(milliseconds=hlc >> _COUNTER_BITS)
    told = select(Parcel.number).where(Parcel.made_at >= written, Parcel.answered_at.is_(None))
    return unit.session.scalar(told.limit(1)) is not None
