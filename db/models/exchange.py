"""What HQ tells an outlet about its records: conflicts, disputes, seals, erasures."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Kind, Policy, Synced, record


class Conflict(Synced, Base, kw_only=True):
    """Two desks changed one column group of a record; one value stands, the other is kept here.

    `kept` and `lost` hold the cells of the group. Made by HQ, settled by a person of the outlet.
    """

    __tablename__ = "conflict"
    __sync__ = record(
        finding=(
            "of_table", "of_id", "column_group", "kept", "lost", "kept_by_id", "lost_by_id",
            "kept_desk", "lost_desk", "found_at",
        ),
        settling=("settled_at", "settled_by_id", "choice"),
    )  # fmt: skip

    of_table: Mapped[str]
    of_id: Mapped[UUID] = mapped_column(index=True)
    column_group: Mapped[str]
    kept: Mapped[dict[str, Any]]
    lost: Mapped[dict[str, Any]]
    kept_by_id: Mapped[UUID]
    lost_by_id: Mapped[UUID]
    kept_desk: Mapped[str]
    lost_desk: Mapped[str]
    found_at: Mapped[datetime]
    settled_at: Mapped[datetime | None] = mapped_column(default=None)
    settled_by_id: Mapped[UUID | None] = mapped_column(default=None)
    choice: Mapped[str | None] = mapped_column(default=None)


class Dispute(Synced, Base, kw_only=True):
    """One phone on file in two outlets (撞单): each outlet has its own row of the pair.

    HQ writes all but `statement` columns: the other side is told by outlet code and first contact
    alone. `proposal` and `verdict` name the outlet code the lead goes to.
    """

    __tablename__ = "dispute"
    __sync__ = Policy(
        Kind.RECORD,
        {
            "finding": (
                "pair", "customer_id", "other_outlet_code", "our_first_contact_on",
                "their_first_contact_on", "proposal", "opened_at",
            ),
            "statement": ("statement", "stated_by_id", "stated_at"),
            "verdict": ("verdict", "verdict_reason", "settled_at"),
        },
    )  # fmt: skip

    pair: Mapped[str] = mapped_column(index=True)
    customer_id: Mapped[UUID] = mapped_column(index=True)
    other_outlet_code: Mapped[str]
    our_first_contact_on: Mapped[date | None] = mapped_column(default=None)
    their_first_contact_on: Mapped[date | None] = mapped_column(default=None)
    proposal: Mapped[str | None] = mapped_column(default=None)
    opened_at: Mapped[datetime]
    statement: Mapped[str | None] = mapped_column(default=None)
    stated_by_id: Mapped[UUID | None] = mapped_column(default=None)
    stated_at: Mapped[datetime | None] = mapped_column(default=None)
    verdict: Mapped[str | None] = mapped_column(default=None)
    verdict_reason: Mapped[str | None] = mapped_column(default=None)
    settled_at: Mapped[datetime | None] = mapped_column(default=None)


class Countersign(Synced, Base, kw_only=True):
    """HQ's signature under a closed day: the seal, HQ's sequence number, and when it came.

    `differs` names, by table and id, the records that HQ held otherwise when it signed; None when
    it held what the seal says. The key is the close's own.
    """

    __tablename__ = "countersign"
    __sync__ = Policy(Kind.FACT)

    day_close_id: Mapped[UUID] = mapped_column(index=True)
    business_date: Mapped[date]
    seal: Mapped[str]
    signature: Mapped[str]
    hq_seq: Mapped[int]
    received_at: Mapped[datetime]
    differs: Mapped[dict[str, Any] | None] = mapped_column(default=None)


class Erasure(Synced, Base, kw_only=True):
    """A person's data to be erased on every desk and at HQ (PIPL 47); replayed after a restore.

    `kept` has the ids (hex) of papers a legal claim still needs, which stay.
    """

    __tablename__ = "erasure"
    __sync__ = Policy(Kind.FACT)

    customer_id: Mapped[UUID] = mapped_column(index=True)
    reason: Mapped[str]
    asked_by_id: Mapped[UUID]
    asked_at: Mapped[datetime]
    kept: Mapped[list[Any]] = mapped_column(default_factory=list)
