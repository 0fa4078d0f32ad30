"""Two desks changed the same thing: both values side by side, and a person's choice."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import select

from db.models.customer import Customer
from db.models.exchange import Conflict
from db.models.staff import Staff
from db.models.visit import Visit
from showroom.customer import keys
from showroom.errors import Refusal
from showroom.exchange.told import kind_of, told, value
from showroom.rights import DESK, allows
from showroom.unit import Unit


class Pick(StrEnum):
    """Which of two values is to stand."""

    KEPT = "KEPT"
    LOST = "LOST"


@dataclass(frozen=True, slots=True)
class Conflicts:
    """The conflicts wanted: those of one row, or all; settled ones too if asked."""

    of_id: UUID | None = None
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Settle:
    """A person's choice by column; a column not named stays as it stands."""

    conflict_id: UUID
    picks: Mapping[str, Pick] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Side:
    """Who wrote one of the values, and on which desk."""

    by: str
    desk: str


@dataclass(frozen=True, slots=True)
class Field:
    """One column: what stands and what gave way, in words (the key of a term for a code)."""

    column: str
    kept: str
    lost: str

    @property
    def word(self) -> str:
        """The catalogue key of its name, for a customer or a visit."""
        return f"field_{self.column}"


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """One conflict: what of, the two sides, the columns that differ; times UTC."""

    id: UUID
    table: str
    of_id: UUID
    name: str
    kept: Side
    lost: Side
    fields: tuple[Field, ...]
    found_at: datetime
    settled_at: datetime | None


@allows(*DESK)
def conflicts(unit: Unit, query: Conflicts) -> list[ConflictLine]:
    """The conflicts of this outlet, the newest first."""
    rows = select(Conflict).order_by(Conflict.found_at.desc(), Conflict.id.desc())
    if query.of_id is not None:
        rows = rows.where(Conflict.of_id == query.of_id)
    if not query.settled:
        rows = rows.where(Conflict.settled_at.is_(None))
    return [_line(unit, row) for row in unit.session.scalars(rows)]


@allows(*DESK)
def settle(unit: Unit, command: Settle) -> None:
    """Put the chosen values in, with history, and close the conflict.

    Raises:
        Refusal: `exchange.conflict_settled`; `dayclose.date_closed` when it is a sealed visit's.
    """
    conflict = unit.get(Conflict, command.conflict_id)
    if conflict.settled_at is not None:
        raise Refusal("exchange.conflict_settled")
    chosen = [column for column, pick in command.picks.items() if pick is Pick.LOST]
    row = unit.get(kind_of(conflict.of_table), conflict.of_id)
    taken = {c: _value(conflict, c) for c in chosen if c in conflict.lost}
    unit.change(row, **taken)  # type: ignore[arg-type]
    if isinstance(row, Customer):
        unit.session.flush()
        keys.refresh(unit, row)
    unit.change(
        conflict,
        settled_at=unit.now,
        settled_by_id=unit.actor.staff_id,
        choice=(Pick.LOST if taken else Pick.KEPT).value,
    )


def _value(conflict: Conflict, column: str) -> Any:  # noqa: ANN401 - whatever the column holds
    return value(conflict.of_table, column, conflict.lost[column])


def _line(unit: Unit, row: Conflict) -> ConflictLine:
    return ConflictLine(
        id=row.id,
        table=row.of_table,
        of_id=row.of_id,
        name=_name(unit, row),
        kept=Side(_person(unit, row.kept_by_id), row.kept_desk),
        lost=Side(_person(unit, row.lost_by_id), row.lost_desk),
        fields=tuple(_fields(unit, row)),
        found_at=row.found_at,
        settled_at=row.settled_at,
    )


def _fields(unit: Unit, row: Conflict) -> list[Field]:
    """The columns that differ; those that agree need no choice."""
    columns = [c for c in {**row.kept, **row.lost} if row.kept.get(c) != row.lost.get(c)]
    return [
        Field(c, *(told(unit, row.of_table, c, side.get(c)) for side in (row.kept, row.lost)))
        for c in columns
    ]


def _name(unit: Unit, row: Conflict) -> str:
    """The customer's name a conflict is about, empty when it is about none."""
    card: UUID | None = row.of_id
    if row.of_table != "customer":
        table = kind_of(row.of_table)
        if not hasattr(table, "customer_id"):
            return ""
        card = unit.session.scalar(select(table.customer_id).where(table.id == row.of_id))
    found = unit.session.scalar(select(Customer.name).where(Customer.id == card)) if card else None
    if found is None and row.of_table == "visit":
        found = unit.session.scalar(select(Visit.name).where(Visit.id == row.of_id))
    return found or ""


def _person(unit: Unit, key: UUID) -> str:
    return unit.session.scalar(select(Staff.name).where(Staff.id == key)) or ""
