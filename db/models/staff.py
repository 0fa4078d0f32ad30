"""People, their role, and the guard on their sign-in."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from db.base import LOCAL, REFERENCE, Base, Synced


class Staff(Synced, Base, kw_only=True):
    """One person of the outlet. `password_hash` is argon2id."""

    __tablename__ = "staff"
    __sync__ = REFERENCE

    login: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    role: Mapped[str]
    password_hash: Mapped[str]
    phone: Mapped[str | None] = mapped_column(default=None)
    is_active: Mapped[bool] = mapped_column(default=True)


class SignInGuard(Base, kw_only=True):
    """Failed sign-ins of one person on this desk; survives a restart and a clock set back."""

    __tablename__ = "sign_in_guard"
    __sync__ = LOCAL

    staff_id: Mapped[UUID] = mapped_column(primary_key=True)
    failures: Mapped[int]
    last_failed_at: Mapped[datetime]
    wait_seconds: Mapped[int]
