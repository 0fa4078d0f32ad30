"""The customer archive: one card per person, consents, clashes, losses."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from db.base import FACT, Base, Synced, record
from db.dated import Dated, counts_on, index_days


class Customer(Synced, Base, kw_only=True):
    """A person or company on file: raw contact, lead, order or owner, by `level`.

    Budgets in fen; `first_contact_on` and `first_visit_on` are business dates. A new card that
    came to HQ late counts on `recorded_posted_on`, which HQ writes.
    """

    __tablename__ = "customer"
    __sync__ = record(
        model=("model_text", "model_id", "trim_id"),
        budget=("budget_min_fen", "budget_max_fen"),
        origin=("source", "referrer_id"),
        level=("level", "level_since"),
        owner=("owner_id", "owner_since"),
        next=("next_follow_up_at", "promise"),
        made=("created_by_id", "created_at"),
    )

    name: Mapped[str]
    gender: Mapped[str | None] = mapped_column(default=None)
    customer_type: Mapped[str] = mapped_column(default="PERSON")
    birthday: Mapped[date | None] = mapped_column(default=None)
    phone: Mapped[str | None] = mapped_column(index=True)
    phone_2: Mapped[str | None] = mapped_column(default=None)
    model_text: Mapped[str | None] = mapped_column(default=None)
    model_id: Mapped[UUID | None] = mapped_column(default=None)
    trim_id: Mapped[UUID | None] = mapped_column(default=None)
    colour: Mapped[str | None] = mapped_column(default=None)
    budget_min_fen: Mapped[int | None] = mapped_column(default=None)
    budget_max_fen: Mapped[int | None] = mapped_column(default=None)
    use: Mapped[str | None] = mapped_column(default=None)
    pay_mode: Mapped[str | None] = mapped_column(default=None)
    purchase_kind: Mapped[str | None] = mapped_column(default=None)
    expected_buy_on: Mapped[date | None] = mapped_column(default=None)
    current_car: Mapped[str | None] = mapped_column(default=None)
    current_plate: Mapped[str | None] = mapped_column(default=None)
    concerns: Mapped[list[Any]] = mapped_column(default_factory=list)
    competitor: Mapped[str | None] = mapped_column(default=None)
    note: Mapped[str | None] = mapped_column(default=None)
    source: Mapped[str | None] = mapped_column(default=None)
    referrer_id: Mapped[UUID | None] = mapped_column(default=None)
    first_contact_on: Mapped[date]
    first_visit_on: Mapped[date | None] = mapped_column(default=None)
    recorded_posted_on: Mapped[date | None] = mapped_column(default=None)
    import_id: Mapped[UUID | None] = mapped_column(default=None)
    level: Mapped[str | None] = mapped_column(default=None)
    level_since: Mapped[date | None] = mapped_column(default=None)
    owner_id: Mapped[UUID | None] = mapped_column(default=None, index=True)
    owner_since: Mapped[date | None] = mapped_column(default=None)
    next_follow_up_at: Mapped[datetime | None] = mapped_column(default=None, index=True)
    promise: Mapped[str | None] = mapped_column(default=None)
    merged_into_id: Mapped[UUID | None] = mapped_column(default=None)
    anonymised_at: Mapped[datetime | None] = mapped_column(default=None)
    created_by_id: Mapped[UUID]
    created_at: Mapped[datetime]


class Consent(Synced, Base, kw_only=True):
    """A customer's yes or no to one purpose, on one version of the notice (PIPL 13-17)."""

    __tablename__ = "consent"
    __sync__ = FACT

    customer_id: Mapped[UUID] = mapped_column(index=True)
    purpose: Mapped[str]
    granted: Mapped[bool]
    notice_version: Mapped[str]
    channel: Mapped[str]
    given_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID]


class LeadClash(Synced, Base, kw_only=True):
    """One phone under two names (撞单), for a person to settle."""

    __tablename__ = "lead_clash"
    __sync__ = record(
        parties=("customer_id", "other_id", "phone", "origin", "opened_at"),
        verdict=("verdict", "settled_by_id", "settled_at"),
    )

    customer_id: Mapped[UUID] = mapped_column(index=True)
    other_id: Mapped[UUID] = mapped_column(index=True)
    phone: Mapped[str]
    opened_at: Mapped[datetime]
    origin: Mapped[str]
    verdict: Mapped[str | None] = mapped_column(default=None)
    settled_by_id: Mapped[UUID | None] = mapped_column(default=None)
    settled_at: Mapped[datetime | None] = mapped_column(default=None)


class LostRecord(Dated, Synced, Base, kw_only=True):
    """An application to give a lead up (战败); the manager's decision is a later row."""

    __tablename__ = "lost_record"
    __sync__ = FACT

    customer_id: Mapped[UUID] = mapped_column(index=True)
    step: Mapped[str]
    category: Mapped[str | None] = mapped_column(default=None)
    reason: Mapped[str | None] = mapped_column(default=None)
    rival: Mapped[str | None] = mapped_column(default=None)
    decides_id: Mapped[UUID | None] = mapped_column(default=None)
    by_id: Mapped[UUID]
    at: Mapped[datetime]


class Reveal(Synced, Base, kw_only=True):
    """Somebody looked at a masked number in full: who, whose, which field, when (PIPL 51)."""

    __tablename__ = "reveal"
    __sync__ = FACT

    customer_id: Mapped[UUID] = mapped_column(index=True)
    field: Mapped[str]
    by_id: Mapped[UUID]
    at: Mapped[datetime]


loss_day = index_days(LostRecord)
recorded_day = counts_on(Customer.first_contact_on, Customer.recorded_posted_on)
