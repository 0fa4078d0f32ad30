"""What a person left half typed: kept on this desk only, in the encrypted store."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from db.models.desk import DoneCommand, Draft
from showroom.rights import EVERYONE, allows
from showroom.unit import Unit


@dataclass(frozen=True, slots=True)
class KeepDraft:
    """What is typed into a form, by field name, and the command id the form holds."""

    form: str
    body: dict[str, str]
    command_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class DropDraft:
    """A form that was saved or thrown away."""

    form: str


@dataclass(frozen=True, slots=True)
class FindDraft:
    """The form whose draft is wanted."""

    form: str


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft and when it was kept (UTC)."""

    body: dict[str, str]
    saved_at: datetime


@allows(*EVERYONE)
def keep_draft(unit: Unit, command: KeepDraft) -> None:
    """Keep one's own draft of a form, over an earlier one."""
    unit.session.merge(
        Draft(
            form=command.form,
            staff_id=unit.actor.staff_id,
            body=dict(command.body),
            command_id=command.command_id,
            saved_at=unit.now,
        )
    )


@allows(*EVERYONE)
def drop_draft(unit: Unit, command: DropDraft) -> None:
    """Forget one's own draft of a form, if there is one."""
    kept = unit.session.get(Draft, (command.form, unit.actor.staff_id))
    if kept is not None:
        unit.session.delete(kept)


@allows(*EVERYONE)
def find_draft(unit: Unit, query: FindDraft) -> KeptDraft | None:
    """One's own draft of a form; None if there is none, or a crash followed upon its saving."""
    kept = unit.session.get(Draft, (query.form, unit.actor.staff_id))
    if kept is None or (kept.command_id and unit.session.get(DoneCommand, kept.command_id)):
        return None
    return KeptDraft(kept.body, kept.saved_at)
