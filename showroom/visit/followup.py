"""Contacts with a customer (跟进): what was tried, what came of it, when the next one is due."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from uuid import UUID

from db.models.customer import Customer
from db.models.visit import FollowUp
from showroom.customer import losses
from showroom.customer.commands import level_of, set_level, standing
from showroom.customer.rules import (
    LevelRules,
    check_level,
    follow_up_due,
    is_effective,
    is_revival,
)
from showroom.errors import Refusal
from showroom.rights import SALES, allows
from showroom.terms import FollowUpMethod, FollowUpResult, IntentLevel
from showroom.unit import Unit

_CALL_AT = time(10, 0)
_EARNED = frozenset({IntentLevel.O, IntentLevel.D, IntentLevel.F1})


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFollowUp:
    """One contact attempt; `next_at` (UTC) None is the level's cadence, `level` None keeps it."""

    customer_id: UUID
    method: FollowUpMethod
    result: FollowUpResult
    content: str | None = None
    promise: str | None = None
    level: IntentLevel | None = None
    next_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Followed:
    """The follow-up written and when the next one is due (UTC), if one is."""

    follow_up_id: UUID
    next_at: datetime | None


@allows(*SALES)
def follow_up(unit: Unit, command: RecordFollowUp) -> Followed:
    """Record a contact attempt; one that reached nobody leaves the next one where it was."""
    card = standing(unit, command.customer_id)
    if command.next_at is not None and command.next_at <= unit.now:
        raise Refusal("visit.next_past", field="next_at")
    due_at, before = card.next_follow_up_at, level_of(card)
    _take_level(unit, card, command.level)
    unit.change(card, next_follow_up_at=_next_at(unit, card, command))
    if command.promise:
        unit.change(card, promise=command.promise)
    row = FollowUp(
        id=unit.new_id(),
        outlet_id=unit.outlet_id,
        customer_id=card.id,
        business_date=unit.today,
        at=unit.now,
        method=command.method,
        result=command.result,
        content=command.content,
        promise=command.promise,
        due_on=unit.day_of(due_at) if due_at else None,
        next_at=card.next_follow_up_at,
        level_before=before,
        level_after=card.level,
        by_id=unit.actor.staff_id,
    )
    return Followed(unit.add(row).id, card.next_follow_up_at)


def _take_level(unit: Unit, card: Customer, level: IntentLevel | None) -> None:
    now = level_of(card)
    if level is None or level is now:
        return
    if level in _EARNED:
        raise Refusal("customer.level_earned", field="level")
    if is_revival(now, level):
        losses.revive(unit, losses.Revive(card.id, level))
        return
    check_level(now, level)
    set_level(unit, card, level)


def _next_at(unit: Unit, card: Customer, command: RecordFollowUp) -> datetime | None:
    """When to call next: as promised, else by cadence after a contact that counted."""
    if command.next_at is not None:
        return command.next_at
    level = level_of(card)
    if level is None or not is_effective(command.result):
        return card.next_follow_up_at
    rules = LevelRules.parse(unit.setting("customer.levels"))
    due = follow_up_due(unit.today, level, rules)
    if due is None:
        return None
    return datetime.combine(due, _CALL_AT, unit.place.zone).astimezone(UTC)
