"""Half-typed forms and the window as it was left: kept on this desk only."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db.models.desk import Draft, WindowState
from showroom.rights import EVERYONE, allows
from showroom.unit import Unit


@dataclass(frozen=True, slots=True)
class KeepDraft:
    """What is typed in a form so far: field name to text."""

    form: str
    content: dict[str, str]


@dataclass(frozen=True, slots=True)
class DraftOf:
    """A form whose draft is wanted, or no longer."""

    form: str


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft and when it was kept, UTC."""

    content: dict[str, str]
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class KeepWindow:
    """One thing the window remembers; `value` is JSON."""

    key: str
    value: Any


@allows(*EVERYONE)
def keep_draft(unit: Unit, command: KeepDraft) -> None:
    """Keep what is typed over what this person's form held before."""
    unit.session.merge(
        Draft(
            form=command.form,
            staff_id=unit.actor.staff_id,
            body=dict(command.content),
            saved_at=unit.now,
        )
    )


@allows(*EVERYONE)
def draft(unit: Unit, query: DraftOf) -> KeptDraft | None:
    """This person's draft of a form."""
    row = unit.session.get(Draft, (query.form, unit.actor.staff_id))
    return KeptDraft(dict(row.body), row.saved_at) if row else None


@allows(*EVERYONE)
def discard_draft(unit: Unit, command: DraftOf) -> None:
    """Keep nothing for that form."""
    row = unit.session.get(Draft, (command.form, unit.actor.staff_id))
    if row is not None:
        unit.session.delete(row)


@allows(*EVERYONE)
def keep_window(unit: Unit, command: KeepWindow) -> None:
    """Remember one thing of the window."""
    unit.session.merge(WindowState(key=command.key, value=command.value))


@allows(*EVERYONE)
def window(unit: Unit, _query: None) -> dict[str, Any]:
    """Everything the window remembers."""
    return {row.key: row.value for row in unit.session.query(WindowState)}
