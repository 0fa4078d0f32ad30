"""The outlet: a 4S dealership or a second-tier dealer."""

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
