"""Issued papers and the counters their numbers come from."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from db.base import FACT, LOCAL, Base, Synced
from db.dated import Dated, index_days


class Paper(Dated, Synced, Base, kw_only=True):
    """One issued paper: its number, what it is of, what it says, and the hash of its bytes.

    `data` is all that stands on it, so that it prints again as it was whatever changed since.
    """

    __tablename__ = "paper"
    __sync__ = FACT

    kind: Mapped[str]
    doc_no: Mapped[str] = mapped_column(index=True)
    of_table: Mapped[str]
    of_id: Mapped[UUID] = mapped_column(index=True)
    check_code: Mapped[str]
    sha256: Mapped[str]
    data: Mapped[dict[str, Any]]
    pages: Mapped[int]
    by_id: Mapped[UUID]
    at: Mapped[datetime]


class NumberSeries(Base, kw_only=True):
    """The last number given out for one prefix on this desk."""

    __tablename__ = "number_series"
    __sync__ = LOCAL

    prefix: Mapped[str] = mapped_column(primary_key=True)
    last: Mapped[int]


paper_day = index_days(Paper)
