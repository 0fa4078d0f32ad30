"""Things only one may have: a VIN, a demo car's time. Asked for here, granted by HQ or a lease."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Kind, Policy, Synced


class Claim(Synced, Base, kw_only=True):
    """A wish for one thing, and HQ's word on it; nothing is confirmed before `verdict` is GRANTED.

    `resource` is the VIN, or the demo car's id in hex; an interval (UTC) for a car's time. The
    verdict columns are written by HQ, or by the desk that holds the car's lease. `lost_to` says
    who has it in words fit to show (desk and paper, no customer).
    """

    __tablename__ = "claim"
    __sync__ = Policy(
        Kind.CLAIM,
        {
            "wish": (
                "kind", "resource", "starts_at", "ends_at", "for_table", "for_id", "asked_by_id",
                "asked_at",
            ),
            "state": ("released_at", "release_reason"),
            "verdict": ("verdict", "decided_at", "lost_to", "lost_until", "lease_id"),
        },
    )  # fmt: skip

    kind: Mapped[str]
    resource: Mapped[str] = mapped_column(index=True)
    starts_at: Mapped[datetime | None] = mapped_column(default=None)
    ends_at: Mapped[datetime | None] = mapped_column(default=None)
    for_table: Mapped[str]
    for_id: Mapped[UUID] = mapped_column(index=True)
    asked_by_id: Mapped[UUID]
    asked_at: Mapped[datetime]
    released_at: Mapped[datetime | None] = mapped_column(default=None)
    release_reason: Mapped[str | None] = mapped_column(default=None)
    verdict: Mapped[str | None] = mapped_column(default=None)
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
    lost_to: Mapped[str | None] = mapped_column(default=None)
    lost_until: Mapped[datetime | None] = mapped_column(default=None)
    lease_id: Mapped[UUID | None] = mapped_column(default=None)


class Lease(Synced, Base, kw_only=True):
    """A demo car's calendar lent to one desk, which then grants alone while offline.

    Asked for and returned by the desk, granted by HQ; it passes on only after it was returned, or
    by an operator's word. It holds for the life of the desk that asked, not for a copy of it.
    """

    __tablename__ = "lease"
    __sync__ = Policy(
        Kind.CLAIM,
        {
            "wish": ("kind", "resource", "desk_code", "life_id", "asked_at"),
            "state": ("returned_at",),
            "verdict": ("verdict", "granted_at", "until"),
        },
    )

    kind: Mapped[str]
    resource: Mapped[str] = mapped_column(index=True)
    desk_code: Mapped[str]
    life_id: Mapped[UUID]
    asked_at: Mapped[datetime]
    returned_at: Mapped[datetime | None] = mapped_column(default=None)
    verdict: Mapped[str | None] = mapped_column(default=None)
    granted_at: Mapped[datetime | None] = mapped_column(default=None)
    until: Mapped[datetime | None] = mapped_column(default=None)
