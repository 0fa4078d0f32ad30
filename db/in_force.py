"""Dated rows: which version of a published thing holds on a date, whoever wrote it."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.orm import aliased

PUBLISHED: Final = UUID(int=0)
"""The `outlet_id` of rows that headquarters published; a desk may not write them."""


def in_force(kind: Any, code: str, on: date) -> ColumnElement[bool]:  # noqa: ANN401 - a dated table
    """Whether a row is the one version of its `code` (a column's name) that holds on a date.

    What headquarters publishes holds over the outlet's own from its first day on, also after it
    ended. Among rows of one origin the one that began last holds, then the higher key.
    """
    other = aliased(kind)
    published_over = and_(other.outlet_id == PUBLISHED, kind.outlet_id != PUBLISHED)
    began_later = or_(
        other.valid_from > kind.valid_from,
        and_(other.valid_from == kind.valid_from, other.id > kind.id),
    )
    later = and_(other.outlet_id == kind.outlet_id, _open(other, on), began_later)
    beaten = exists().where(
        getattr(other, code) == getattr(kind, code),
        other.valid_from <= on,
        or_(published_over, later),
    )
    return and_(kind.valid_from <= on, _open(kind, on), ~beaten.correlate(kind))


def _open(kind: Any, on: date) -> ColumnElement[bool]:  # noqa: ANN401 - a dated table
    """Whether a row has not ended by a date."""
    return or_(kind.valid_to.is_(None), kind.valid_to >= on)
