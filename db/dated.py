"""Business dates: the day a row is of, and the day it counts on where it came to HQ too late."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Index, func
from sqlalchemy.orm import Mapped, MappedAsDataclass, mapped_column


class Dated(MappedAsDataclass, kw_only=True):
    """A row of a business date.

    One that came to HQ after its day was countersigned counts on `posted_date`, which HQ writes.
    """

    business_date: Mapped[date]
    posted_date: Mapped[date | None] = mapped_column(default=None)


def counts_on(on: Any, posted: Any) -> ColumnElement[date]:  # noqa: ANN401 - columns of dates
    """The business date something counts on: where it was posted to, else its own."""
    return func.coalesce(posted, on)


def index_days(kind: Any) -> ColumnElement[date]:  # noqa: ANN401 - a dated table
    """The date the rows of a table count on, with an index to look them up by it."""
    day = counts_on(kind.business_date, kind.posted_date)
    Index(f"ix_{kind.__tablename__}_day", day)
    return day
