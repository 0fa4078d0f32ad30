"""A desk's life: begun anew after a restore or a copy, so that no number ever has two contents."""

from typing import Protocol
from uuid import UUID

from sqlalchemy import Connection, text


class _Ids(Protocol):
    def new(self) -> UUID: ...


def begin_life(connection: Connection, ids: _Ids) -> None:
    """Give the desk a new life in the caller's transaction."""
    connection.execute(
        text("UPDATE replica SET life_id = :life, incarnation = incarnation + 1"),
        {"life": ids.new().bytes},
    )
