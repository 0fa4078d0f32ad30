"""Test drives: the booked slot, the signed agreement, the feedback."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from db.base import DOCUMENT, FACT, Base, Synced, record
from db.dated import Dated, index_days


class TestDrive(Dated, Synced, Base, kw_only=True):
    """A booking and what became of it. Times UTC, odometer in whole kilometres."""

    __tablename__ = "test_drive"
    __sync__ = record(
        slot=("vehicle_id", "starts_at", "ends_at", "business_date"),
        state=("status", "cancel_reason"),
        out=("went_out_at", "out_km", "soc_out", "damage_before"),
        back=("came_back_at", "in_km", "soc_in", "damage_after"),
        made=("created_by_id", "created_at"),
    )

    customer_id: Mapped[UUID] = mapped_column(index=True)
    visit_id: Mapped[UUID | None] = mapped_column(default=None)
    vehicle_id: Mapped[UUID] = mapped_column(index=True)
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    route: Mapped[str]
    mode: Mapped[str]
    at_home: Mapped[bool] = mapped_column(default=False)
    escort_id: Mapped[UUID]
    status: Mapped[str]
    cancel_reason: Mapped[str | None] = mapped_column(default=None)
    went_out_at: Mapped[datetime | None] = mapped_column(default=None)
    came_back_at: Mapped[datetime | None] = mapped_column(default=None)
    out_km: Mapped[int | None] = mapped_column(default=None)
    in_km: Mapped[int | None] = mapped_column(default=None)
    soc_out: Mapped[int | None] = mapped_column(default=None)
    soc_in: Mapped[int | None] = mapped_column(default=None)
    damage_before: Mapped[str | None] = mapped_column(default=None)
    damage_after: Mapped[str | None] = mapped_column(default=None)
    created_by_id: Mapped[UUID]
    created_at: Mapped[datetime]


class DriveAgreement(Dated, Synced, Base, kw_only=True):
    """The agreement signed before the start; immutable once issued.

    A ride has no licence. Odometer in whole kilometres, charge or fuel in per cent, both as read
    when the parties looked the car over.
    """

    __tablename__ = "drive_agreement"
    __sync__ = DOCUMENT

    doc_no: Mapped[str] = mapped_column(index=True)
    drive_id: Mapped[UUID] = mapped_column(index=True)
    driver_name: Mapped[str]
    phone: Mapped[str]
    licence_no: Mapped[str]
    licence_class: Mapped[str | None] = mapped_column(default=None)
    first_issue_date: Mapped[date | None] = mapped_column(default=None)
    licence_valid_to: Mapped[date | None] = mapped_column(default=None)
    plate: Mapped[str]
    out_km: Mapped[int | None] = mapped_column(default=None)
    soc_out: Mapped[int | None] = mapped_column(default=None)
    damage_before: Mapped[str | None] = mapped_column(default=None)
    statements_read: Mapped[bool]
    status: Mapped[str] = mapped_column(default="ISSUED")
    version: Mapped[int] = mapped_column(default=1)
    created_by_id: Mapped[UUID]
    created_at: Mapped[datetime]


class DriveFeedback(Synced, Base, kw_only=True):
    """What the customer said after the drive; scores 1-5 by dimension."""

    __tablename__ = "drive_feedback"
    __sync__ = FACT

    doc_no: Mapped[str] = mapped_column(index=True)
    drive_id: Mapped[UUID] = mapped_column(index=True)
    scores: Mapped[dict[str, Any]]
    liked: Mapped[str | None] = mapped_column(default=None)
    disliked: Mapped[str | None] = mapped_column(default=None)
    level_after: Mapped[str]
    buy_in_days: Mapped[int | None] = mapped_column(default=None)
    wants_quote: Mapped[bool]
    by_id: Mapped[UUID]
    at: Mapped[datetime]


drive_day, agreement_day = index_days(TestDrive), index_days(DriveAgreement)
