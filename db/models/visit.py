"""Arrivals (来店登记) and contact attempts (跟进)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from db.base import FACT, Base, Synced, record
from db.dated import Dated, index_days


class Visit(Dated, Synced, Base, kw_only=True):
    """One group arriving together. Times UTC; `business_date` in the outlet's zone."""

    __tablename__ = "visit"
    __sync__ = record(
        arrival=("business_date", "arrived_at"),
        kind=("kind", "non_intent_reason"),
        model=("model_id", "model_text"),
        made=("created_by_id", "created_at"),
    )

    arrived_at: Mapped[datetime]
    left_at: Mapped[datetime | None] = mapped_column(default=None)
    channel: Mapped[str]
    kind: Mapped[str]
    non_intent_reason: Mapped[str | None] = mapped_column(default=None)
    continues_id: Mapped[UUID | None] = mapped_column(default=None)
    customer_id: Mapped[UUID | None] = mapped_column(default=None, index=True)
    party_size: Mapped[int] = mapped_column(default=1)
    name: Mapped[str | None] = mapped_column(default=None)
    gender: Mapped[str | None] = mapped_column(default=None)
    phone: Mapped[str | None] = mapped_column(default=None)
    model_id: Mapped[UUID | None] = mapped_column(default=None)
    model_text: Mapped[str | None] = mapped_column(default=None)
    competitor: Mapped[str | None] = mapped_column(default=None)
    source: Mapped[str | None] = mapped_column(default=None)
    received_by_id: Mapped[UUID | None] = mapped_column(default=None)
    next_visit_at: Mapped[datetime | None] = mapped_column(default=None)
    note: Mapped[str | None] = mapped_column(default=None)
    import_id: Mapped[UUID | None] = mapped_column(default=None)
    created_by_id: Mapped[UUID]
    created_at: Mapped[datetime]


class FollowUp(Dated, Synced, Base, kw_only=True):
    """One contact attempt with its result; `due_on` is the date it was due, if one was."""

    __tablename__ = "follow_up"
    __sync__ = FACT

    customer_id: Mapped[UUID] = mapped_column(index=True)
    at: Mapped[datetime]
    method: Mapped[str]
    result: Mapped[str]
    content: Mapped[str | None] = mapped_column(default=None)
    promise: Mapped[str | None] = mapped_column(default=None)
    due_on: Mapped[date | None] = mapped_column(default=None)
    next_at: Mapped[datetime | None] = mapped_column(default=None)
    level_before: Mapped[str | None] = mapped_column(default=None)
    level_after: Mapped[str | None] = mapped_column(default=None)
    by_id: Mapped[UUID]


visit_day, follow_up_day = index_days(Visit), index_days(FollowUp)
