"""The unit of work that every command and query gets: who, when, where, and the session."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from db.base import Base, Synced
from db.in_force import PUBLISHED
from db.models.dayclose import DayClose
from db.models.desk import FieldHistory
from db.models.documents import NumberSeries
from db.models.sync import Replica
from db.models.visit import Visit
from showroom import settings
from showroom.errors import Refusal
from showroom.ids import Ids
from showroom.terms import DayStatus, Role

R = TypeVar("R", bound=Synced)
_UNLOCKED = frozenset({"day_close", "paper", "drive_agreement"})


@dataclass(frozen=True, slots=True)
class Place:
    """The desk a program runs on: its outlet, its code, the outlet's zone."""

    outlet_id: UUID
    outlet_code: str
    desk_code: str
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Actor:
    """The person signed in."""

    staff_id: UUID
    login: str
    name: str
    role: Role


@dataclass(frozen=True)
class Unit:
    """One transaction. `now` is one instant (UTC) for the whole of it."""

    session: Session
    now: datetime
    ids: Ids
    place: Place
    signed_in: Actor | None

    @property
    def actor(self) -> Actor:
        """Who acts; raises Refusal when nobody signed in."""
        if self.signed_in is None:
            raise Refusal("staff.sign_in_first")
        return self.signed_in

    @property
    def outlet_id(self) -> UUID:
        """The outlet every new row belongs to."""
        return self.place.outlet_id

    @cached_property
    def today(self) -> date:
        """The outlet's business date now (cut-over at midnight, domain.md section 2)."""
        return self.day_of(self.now)

    def day_of(self, instant: datetime) -> date:
        """The business date an instant falls on in the outlet's zone."""
        return instant.astimezone(self.place.zone).date()

    def midnight(self, day: date) -> datetime:
        """The instant (UTC) a business date starts at."""
        return datetime.combine(day, time(), self.place.zone).astimezone(UTC)

    def new_id(self) -> UUID:
        """A key for a new row."""
        return self.ids.new()

    def add(self, row: R) -> R:
        """Put a new row into the transaction and give it back."""
        self.session.add(row)
        return row

    def get(self, kind: type[R], key: UUID) -> R:
        """The row of that key; raises Refusal `unit.gone` when it is not there."""
        row = self.session.get(kind, key)
        if row is None:
            raise Refusal("unit.gone", table=kind.__tablename__)  # type: ignore[attr-defined]
        return row

    def change(self, row: Base, **values: object) -> None:
        """Set columns of a record and keep what they were in the field history.

        Raises:
            Refusal: `unit.published` for a row that headquarters publishes.
        """
        if getattr(row, "outlet_id", None) == PUBLISHED:
            raise Refusal("unit.published")
        for field, new in values.items():
            old = getattr(row, field)
            if old != new:
                setattr(row, field, new)
                self._remember(row, field, old, new)

    def setting(self, key: str, on: date | None = None) -> Any:  # noqa: ANN401 - JSON
        """The settings value in force on a business date, today when none is named."""
        return settings.value(self.session, key, on or self.today)

    def number(self, kind: str, day: date | None = None) -> str:
        """The next document number `outlet-desk-kind-yyyymmdd-seq`, unique without a server."""
        # Headquarters may have told this desk to begin a new life since it was opened.
        desk_code = self.session.scalars(select(Replica.desk_code)).one()
        prefix = f"{self.place.outlet_code}-{desk_code}-{kind}-{day or self.today:%Y%m%d}"
        series = self.session.get(NumberSeries, prefix)
        if series is None:
            series = NumberSeries(prefix=prefix, last=0)
            self.session.add(series)
        series.last += 1
        self.session.flush()
        return f"{prefix}-{series.last:03d}"

    def _remember(self, row: Base, field: str, old: object, new: object) -> None:
        self.session.add(
            FieldHistory(
                id=self.new_id(),
                outlet_id=self.outlet_id,
                of_table=row.__tablename__,
                of_id=row.id,  # type: ignore[attr-defined]
                field=field,
                old=_plain(old),
                new=_plain(new),
                by_id=self.actor.staff_id,
                device=self.place.desk_code,
                at=self.now,
            )
        )


def lock_closed_days(session: Session) -> None:
    """Refuse new rows and changed visits of a closed business date (domain.md section 2, Close)."""

    def check(session: Session, *_: object) -> None:
        changed = [row for row in session.dirty if isinstance(row, Visit)]
        for row in [*session.new, *changed]:
            day = getattr(row, "business_date", None)
            if day is not None and row.__tablename__ not in _UNLOCKED and is_closed(session, day):
                raise Refusal("dayclose.date_closed", date=day)

    event.listen(session, "before_flush", check)


def is_closed(session: Session, day: date) -> bool:
    """Whether the latest close of a business date stands."""
    with session.no_autoflush:
        status = session.scalar(
            select(DayClose.status)
            .where(DayClose.business_date == day)
            .order_by(DayClose.version.desc())
            .limit(1)
        )
    return status == DayStatus.CLOSED


def _plain(value: object) -> object:
    """A value as JSON keeps it."""
    if value is None or isinstance(value, str | int | bool | list | dict):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)
