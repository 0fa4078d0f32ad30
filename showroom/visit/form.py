"""What the reception page decides: what is offered, asked for, proposed, and said of a visitor."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from showroom.customer.namesake import sex_of
from showroom.terms import Channel, IntentLevel, NonIntentReason, VisitKind
from showroom.visit.corrections import Entered
from showroom.visit.entry import Correct, Register
from showroom.visit.greeting import Greeting, Known
from showroom.visit.stage import Stage

LEVELS = (IntentLevel.H, IntentLevel.A, IntentLevel.B, IntentLevel.C)
USUAL_LEVEL = IntentLevel.B
PARTY_MOST = 20
TONES = {
    Stage.LOST: "bad",
    Stage.ORDERED: "good",
    Stage.QUOTED: "accent",
    Stage.DRIVEN: "good",
    Stage.IN_HALL: "accent",
    Stage.TO_CALL: "warn",
    Stage.LEFT: "neutral",
}


@dataclass(frozen=True, slots=True)
class Coming:
    """What somebody comes for: to buy, by phone, or for one of the other reasons."""

    channel: Channel = Channel.WALK_IN
    reason: NonIntentReason | None = None

    def __str__(self) -> str:
        return f"{self.channel}/{self.reason or ''}"

    @property
    def is_buying(self) -> bool:
        """Whether it is about a car to buy."""
        return self.reason is None


BUYING = Coming()
RINGING = Coming(Channel.PHONE_IN)
COMINGS = (BUYING, RINGING, *(Coming(reason=reason) for reason in NonIntentReason))


@dataclass(frozen=True, slots=True)
class Needs:
    """Which fields must be filled as the form stands."""

    name: bool
    level: bool


@dataclass(frozen=True, slots=True)
class Usual:
    """What the form starts with; None is left empty."""

    source: str | None = None
    model_id: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of the catalogue about the visitor, and its facts."""

    key: str
    facts: dict[str, Any]


def needs(coming: Coming | None, phone: str) -> Needs:
    """A contact that goes on file needs a name and a level; a nameless visitor nothing."""
    files = bool(phone.strip()) and (coming or BUYING).is_buying
    return Needs(name=files, level=files)


def registration(*, coming: Coming | None, **said: Any) -> Register:  # noqa: ANN401 - the form's
    """The command of a filled form; the sex is taken from a title in the name if not said."""
    way = coming or BUYING
    kind = VisitKind.FIRST if way.is_buying else VisitKind.NON_INTENT
    if said.get("gender") is None:
        said["gender"] = sex_of(said.get("name") or "")
    return Register(channel=way.channel, kind=kind, non_intent_reason=way.reason, **said)


def correction(
    entered: Entered,
    *,
    coming: Coming | None,
    **said: Any,  # noqa: ANN401 - the form's
) -> Correct:
    """The command of a filled correction; a phone left empty stays, and a time not touched."""
    way = coming or BUYING
    kind = VisitKind.FIRST if way.is_buying else VisitKind.NON_INTENT
    for name in ("arrived_at", "left_at", "next_visit_at"):
        said[name] = _to_the_second(said.get(name), getattr(entered, name))
    return Correct(
        visit_id=entered.visit_id,
        keep_phone=not said.get("phone"),
        kind=kind,
        non_intent_reason=way.reason,
        **said,
    )


def came_for(entered: Entered) -> Coming:
    """What the visit was written down as."""
    if entered.channel is Channel.PHONE_IN:
        return RINGING
    reason = entered.non_intent_reason if entered.kind is VisitKind.NON_INTENT else None
    return Coming(reason=reason)


def proposed(greeting: Greeting) -> dict[str, Any]:
    """What the fields the user has not touched should hold, by name."""
    found: dict[str, Any] = {"received_by_id": greeting.receiver_id}
    if greeting.is_sure:
        known = greeting.known[0]
        found |= {"name": known.name or None, "level": known.level, "gender": known.gender}
        if known.model_id is not None:
            found["model_id"] = known.model_id
    return found


def offered_levels(known: IntentLevel | None) -> tuple[IntentLevel, ...]:
    """The levels of leads, and the one the card has."""
    return LEVELS if known is None or known in LEVELS else (known, *LEVELS)


def headline(greeting: Greeting) -> str:
    """The catalogue key of what stands first in the hint."""
    if greeting.is_sure:
        return "visit.is_known"
    return "visit.is_clash" if greeting.other_name else "visit.may_be"


def sentences(known: Known) -> list[Said]:
    """What reception should know before saving: the last visit, the promise, the offer."""
    told = []
    if known.last_visit_at is not None:
        told.append(Said("visit.last_visit", {"at": known.last_visit_at}))
    if known.next_follow_up_at is not None:
        told.append(Said("visit.next_call", {"at": known.next_follow_up_at}))
    if known.promise:
        told.append(Said("visit.last_promise", {"promise": known.promise}))
    if known.quote is not None:
        told.append(Said("visit.open_quote", _offer(known)))
    return told


def to_open(greeting: Greeting) -> UUID | None:
    """The card the hint opens: the known one, or the only candidate."""
    sure = greeting.is_sure or greeting.other_name or len(greeting.known) == 1
    return greeting.known[0].customer_id if sure and greeting.known else None


def _to_the_second(typed: datetime | None, was: datetime | None) -> datetime | None:
    """Fields show minutes: what still says the same minute is the instant it was."""
    same = typed is not None and was is not None and typed == was.replace(second=0, microsecond=0)
    return was if same else typed


def _offer(known: Known) -> dict[str, Any]:
    quote = known.quote
    if quote is None:
        return {}
    return {
        "trim": quote.trim,
        "fen": quote.on_road_price_fen,
        "until": quote.valid_until,
        "doc_no": quote.doc_no or "",
    }
