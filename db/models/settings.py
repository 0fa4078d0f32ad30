"""Settings rows: every rate, cadence, limit and weight, with the dates it holds."""

from datetime import date
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from db.base import REFERENCE, Base, Synced


class Setting(Synced, Base, kw_only=True):
    """One value of `key` from `valid_from` to `valid_to` (both included; open when None)."""

    __tablename__ = "setting"
    __sync__ = REFERENCE

    key: Mapped[str] = mapped_column(index=True)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None] = mapped_column(default=None)
    value: Mapped[Any] = mapped_column(JSON)
    source: Mapped[str]
