"""Imports of an outlet's own ledger."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from db.base import FACT, Base, Synced


class LedgerImport(Synced, Base, kw_only=True):
    """One file taken in: what it was, how it was read, and how many rows went where."""

    __tablename__ = "ledger_import"
    __sync__ = FACT

    file_name: Mapped[str]
    file_sha256: Mapped[str] = mapped_column(index=True)
    sheet: Mapped[str | None] = mapped_column(default=None)
    columns: Mapped[dict[str, Any]]
    counts: Mapped[dict[str, Any]]
    by_id: Mapped[UUID]
    at: Mapped[datetime]
