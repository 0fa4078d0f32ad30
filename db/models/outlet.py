"""The outlet, a 4S dealership or a second-tier dealer, and the values it works by."""

from datetime import date
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from db.base import REFERENCE, Base, Synced


class Outlet(Synced, Base, kw_only=True):
    """One outlet; `outlet_id` is its own key."""

    __tablename__ = "outlet"
    __sync__ = REFERENCE

    code: Mapped[str]
    name: Mapped[str]
    kind: Mapped[str]
    tier: Mapped[str | None] = mapped_column(default=None)
    company: Mapped[str]
    uscc: Mapped[str]
    address: Mapped[str]
    phone: Mapped[str]
    province: Mapped[str]
    zone: Mapped[str] = mapped_column(default="Asia/Shanghai")
    status: Mapped[str] = mapped_column(default="OPEN")


class Setting(Synced, Base, kw_only=True):
    """A rate, cadence, limit or weight: the value of `key` from `valid_from` to `valid_to`.

    Both dates are included; open when None.
    """

    __tablename__ = "setting"
    __sync__ = REFERENCE

    key: Mapped[str] = mapped_column(index=True)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None] = mapped_column(default=None)
    value: Mapped[Any] = mapped_column(JSON)
    source: Mapped[str]
