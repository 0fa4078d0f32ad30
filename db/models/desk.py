"""What a desk keeps beside the business: drafts, done commands, field history, window state."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from db.base import FACT, LOCAL, Base, Synced


class FieldHistory(Synced, Base, kw_only=True):
    """The value a field of a record had before and after a change."""

    __tablename__ = "field_history"
    __sync__ = FACT

    of_table: Mapped[str]
    of_id: Mapped[UUID] = mapped_column(index=True)
    field: Mapped[str]
    old: Mapped[Any] = mapped_column(JSON)
    new: Mapped[Any] = mapped_column(JSON)
    by_id: Mapped[UUID]
    device: Mapped[str]
    at: Mapped[datetime]


class Draft(Base, kw_only=True):
    """A form half typed, so that a crash costs at most two seconds of typing.

    `command_id` is what the form would have saved as: once that is done, the draft is no more.
    """

    __tablename__ = "draft"
    __sync__ = LOCAL

    form: Mapped[str] = mapped_column(primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(primary_key=True)
    body: Mapped[dict[str, Any]]
    command_id: Mapped[UUID | None] = mapped_column(default=None)
    saved_at: Mapped[datetime]


class DoneCommand(Base, kw_only=True):
    """A command already carried out, by the id its form held: a second submit returns the first."""

    __tablename__ = "done_command"
    __sync__ = LOCAL

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    result: Mapped[bytes]
    at: Mapped[datetime]


class WindowState(Base, kw_only=True):
    """Geometry, columns, filters: how this desk's window was left."""

    __tablename__ = "window_state"
    __sync__ = LOCAL

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)
