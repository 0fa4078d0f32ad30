"""What a person left half typed: kept on this desk only, in the encrypted store."""

from dataclasses import dataclass
from datetime import datetime

from db.models.desk import Draft
from showroom.rights import EVERYONE, allows
from showroom.unit import Unit


@dataclass(frozen=True, slots=True)
class KeepDraft:
    """What is typed into a form, by field name."""

    form: str
    body: dict[str, str]


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
    """One's own draft of a form, None if there is none."""
    kept = unit.session.get(Draft, (query.form, unit.actor.staff_id))
    return KeptDraft(kept.body, kept.saved_at) if kept else None
