"""Giving a lead up (战败) and winning it back (战败激活): asked, decided by a manager, revived."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from db.models.customer import Customer, LostRecord
from showroom.customer.commands import level_of, set_level, standing
from showroom.customer.rules import (
    ASLEEP,
    LevelRules,
    check_level,
    check_loss,
    first_contact_due,
)
from showroom.errors import Refusal
from showroom.rights import MANAGERS, SALES, allows
from showroom.terms import ApprovalStatus, IntentLevel, LostCategory
from showroom.unit import Unit

REVIVED = "REVIVED"
"""The step of a lost record that says the customer is a lead again."""


@dataclass(frozen=True, slots=True)
class ApplyForLoss:
    """Why a customer is to be given up, and to whom they went."""

    customer_id: UUID
    category: LostCategory
    reason: str
    rival: str | None = None


@dataclass(frozen=True, slots=True)
class DecideLoss:
    """A manager's yes or no to an application."""

    lost_id: UUID
    approved: bool
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Revive:
    """A lost, dormant or unreachable customer is a lead again, at this level."""

    customer_id: UUID
    level: IntentLevel
    reason: str | None = None


@allows(*SALES)
def apply_for_loss(unit: Unit, command: ApplyForLoss) -> UUID:
    """Ask a manager to give a customer up; the level stays until the decision."""
    card = standing(unit, command.customer_id)
    check_loss(level_of(card), command.category, command.reason)
    if open_application(unit, card.id) is not None:
        raise Refusal("customer.loss_pending")
    row = _row(unit, card, ApprovalStatus.REQUESTED)
    row.category, row.reason, row.rival = command.category, command.reason.strip(), command.rival
    return unit.add(row).id


@allows(*MANAGERS)
def decide_loss(unit: Unit, command: DecideLoss) -> UUID:
    """Give the customer up (F1, counted on today's date) or keep them a lead."""
    asked = unit.get(LostRecord, command.lost_id)
    if open_application(unit, asked.customer_id) != asked.id:
        raise Refusal("customer.loss_decided")
    card = standing(unit, asked.customer_id)
    step = ApprovalStatus.APPROVED if command.approved else ApprovalStatus.REJECTED
    row = _row(unit, card, step)
    row.decides_id, row.reason = asked.id, command.reason
    row.category, row.rival = asked.category, asked.rival
    if command.approved:
        set_level(unit, card, IntentLevel.F1)
    return unit.add(row).id


@allows(*SALES)
def revive(unit: Unit, command: Revive) -> UUID:
    """Make a lead of a sleeping customer again; the loss and the first dates stay as they were."""
    card = standing(unit, command.customer_id)
    if level_of(card) not in ASLEEP:
        raise Refusal("customer.not_asleep", field="level")
    check_level(level_of(card), command.level)
    set_level(unit, card, command.level)
    rules = LevelRules.parse(unit.setting("customer.levels"))
    unit.change(card, next_follow_up_at=first_contact_due(unit.now, rules))
    row = _row(unit, card, REVIVED)
    row.reason = command.reason
    return unit.add(row).id


def open_application(unit: Unit, customer_id: UUID) -> UUID | None:
    """The application no manager has decided yet."""
    decided = select(LostRecord.decides_id).where(LostRecord.decides_id.is_not(None))
    return unit.session.scalar(
        select(LostRecord.id)
        .where(
            LostRecord.customer_id == customer_id,
            LostRecord.step == ApprovalStatus.REQUESTED,
            LostRecord.id.not_in(decided),
        )
        .limit(1)
    )


def _row(unit: Unit, card: Customer, step: str) -> LostRecord:
    return LostRecord(
        id=unit.new_id(),
        outlet_id=unit.outlet_id,
        customer_id=card.id,
        business_date=unit.today,
        step=step,
        by_id=unit.actor.staff_id,
        at=unit.now,
    )
