"""Targets that figures are held against."""

from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from db.base import REFERENCE, Base, Synced


class Target(Synced, Base, kw_only=True):
    """What a person (or the outlet, when `staff_id` is None) shall reach in a month `yyyy-mm`."""

    __tablename__ = "target"
    __sync__ = REFERENCE

    month: Mapped[str] = mapped_column(index=True)
    figure: Mapped[str]
    staff_id: Mapped[UUID | None] = mapped_column(default=None)
    value: Mapped[int]
