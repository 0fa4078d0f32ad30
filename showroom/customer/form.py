"""What the customer page decides: tones, which deeds are open to whom, what a fact is called."""

from dataclasses import dataclass
from typing import Any

from showroom.customer.budget import Budget
from showroom.customer.card import Card, Person
from showroom.customer.commands import EditCard
from showroom.customer.rules import ACTIVE, ASLEEP
from showroom.customer.timeline import EventKind
from showroom.rights import DESK, MANAGERS, SALES
from showroom.terms import IntentLevel, Role

TONES = {
    IntentLevel.O: "good",
    IntentLevel.H: "bad",
    IntentLevel.A: "warn",
    IntentLevel.B: "accent",
    IntentLevel.C: "neutral",
    IntentLevel.D: "good",
    IntentLevel.F1: "neutral",
    IntentLevel.F2: "neutral",
    IntentLevel.L: "neutral",
}
"""How hot a level is; the letter says it as well, so that colour is never alone."""
ICONS = {
    EventKind.VISIT: "visit",
    EventKind.CALL_IN: "phone",
    EventKind.FOLLOW_UP: "note",
    EventKind.DRIVE: "testdrive",
    EventKind.QUOTE: "quote",
    EventKind.CONTRACT: "contract",
    EventKind.RECEIPT: "receipt",
    EventKind.LOST: "flag",
}
OPENS = {
    EventKind.VISIT: "visit",
    EventKind.DRIVE: "drive",
    EventKind.QUOTE: "quote",
    EventKind.CONTRACT: "contract",
}
"""The kind of record an event opens, where a page shows it."""
LEADS = (IntentLevel.H, IntentLevel.A, IntentLevel.B, IntentLevel.C)
TYPED_LEVELS = (*LEADS, IntentLevel.F2, IntentLevel.L)
_FACTS = (
    "model", "colour", "budget", "expected_buy_on", "use", "pay_mode", "purchase_kind",
    "competitor", "current_car", "current_plate", "source", "gender", "customer_type",
    "birthday", "phone_2",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Deeds:
    """What the person at the desk may do with this card now."""

    edit: bool
    follow_up: bool
    assign: bool
    settle: bool
    ask_loss: bool
    decide_loss: bool
    revive: bool
    level: bool


def deeds(role: Role | None, card: Card) -> Deeds:
    """The deeds open to a role on a card as it stands; none while the role is not known."""
    level = card.standing.level
    asked = card.standing.loss_asked_id is not None
    sells, manages = role in SALES, role in MANAGERS
    return Deeds(
        edit=role in DESK,
        follow_up=sells,
        assign=manages,
        settle=manages and any(clash.verdict is None for clash in card.clashes),
        ask_loss=sells and level in ACTIVE and not asked,
        decide_loss=manages and asked,
        revive=sells and level in ASLEEP,
        level=sells and level not in (IntentLevel.O, IntentLevel.D) and level not in ASLEEP,
    )


def facts(person: Person) -> list[tuple[str, Any]]:
    """What is known, by field name, in reading order; blanks left out."""
    values = {name: getattr(person, name) for name in _FACTS if name != "budget"}
    values["budget"] = budget_of(person)
    return [(name, values[name]) for name in _FACTS if values[name] not in (None, "")]


def budget_of(person: Person) -> Budget | None:
    """The budget as one value, None if neither end is known."""
    if person.budget_min_fen is None and person.budget_max_fen is None:
        return None
    return Budget(person.budget_min_fen, person.budget_max_fen)


def edit(*, budget: Budget | None, **said: Any) -> EditCard:  # noqa: ANN401 - the form's
    """The command of a filled edit form."""
    low, high = (budget.min_fen, budget.max_fen) if budget else (None, None)
    return EditCard(**said, budget_min_fen=low, budget_max_fen=high)
