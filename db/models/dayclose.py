"""The close of a business date."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from db.base import DOCUMENT, Base, Synced


class DayClose(Synced, Base, kw_only=True):
    """A closed date: figures as they stood, money counted against booked (fen), the seal.

    `leaves` has the digest of every record of the date by table and id, `records_hash` is over
    them all, `previous_hash` chains the seal to the close before. Reopening writes a row that
    supersedes; the old one stays.
    """

    __tablename__ = "day_close"
    __sync__ = DOCUMENT

    doc_no: Mapped[str] = mapped_column(index=True)
    version: Mapped[int] = mapped_column(default=1)
    business_date: Mapped[date] = mapped_column(index=True)
    status: Mapped[str]
    figures: Mapped[dict[str, Any]]
    booked_by_method: Mapped[dict[str, Any]]
    counted_by_method: Mapped[dict[str, Any]]
    cash_booked_fen: Mapped[int]
    cash_counted_fen: Mapped[int]
    variance_reason: Mapped[str | None] = mapped_column(default=None)
    acknowledged: Mapped[list[Any]]
    tomorrow_plan: Mapped[str | None] = mapped_column(default=None)
    manager_note: Mapped[str | None] = mapped_column(default=None)
    record_count: Mapped[int]
    records_hash: Mapped[str]
    leaves: Mapped[dict[str, Any]]
    previous_hash: Mapped[str | None] = mapped_column(default=None)
    seal: Mapped[str]
    supersedes_id: Mapped[UUID | None] = mapped_column(default=None)
    reason: Mapped[str | None] = mapped_column(default=None)
    closed_by_id: Mapped[UUID]
    closed_at: Mapped[datetime]
