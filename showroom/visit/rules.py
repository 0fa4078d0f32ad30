"""What an arrival is: first, on file, back again, or not to buy; and when it continues a visit.

Source: domain.md section 4, KPIs and its clarifications.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any, Final, Self

from showroom.errors import Refusal
from showroom.terms import Channel, VisitKind

BUYING: Final = frozenset({VisitKind.FIRST, VisitKind.FIRST_ON_FILE, VisitKind.REVISIT})


@dataclass(frozen=True, slots=True)
class VisitRules:
    """How long after leaving a return still continues the visit, and the size of a party."""

    continues_minutes: int
    party_most: int

    @classmethod
    def parse(cls, value: Mapping[str, Any]) -> Self:
        """From the settings value `visit.rules`."""
        return cls(int(value["continues_minutes"]), int(value["party_most"]))


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody at the door; `on_file` tells whether a card stood before this arrival."""

    at: datetime
    on_file: bool
    buying: bool = True


@dataclass(frozen=True, slots=True)
class Earlier:
    """A visit this customer made before; instants aware."""

    arrived_at: datetime
    left_at: datetime | None
    kind: VisitKind
    channel: Channel = Channel.WALK_IN


def business_date(started_at: datetime, zone: tzinfo) -> date:
    """The local date of the start; a day turns at midnight."""
    return started_at.astimezone(zone).date()


def kind_of(arrival: Arrival, earlier: Sequence[Earlier]) -> VisitKind:
    """The kind of a new visit; calls and non-buying visits do not make a first one second."""
    if not arrival.buying:
        return VisitKind.NON_INTENT
    if any(came_to_buy(visit.kind, visit.channel) for visit in earlier):
        return VisitKind.REVISIT
    return VisitKind.FIRST_ON_FILE if arrival.on_file else VisitKind.FIRST


def came_to_buy(kind: VisitKind, channel: Channel) -> bool:
    """Whether such a visit counts as having come before."""
    return kind in BUYING and channel is Channel.WALK_IN


def continued(arrival: Arrival, earlier: Sequence[Earlier], rules: VisitRules) -> Earlier | None:
    """The visit this arrival continues: the latest one, left so few minutes ago; None: a new one.

    Pass continuations with the visits, so that a chain of short absences stays one visit.
    """
    walked_in = [visit for visit in earlier if visit.channel is Channel.WALK_IN]
    came = [visit for visit in walked_in if visit.arrived_at <= arrival.at]
    latest = max(came, key=lambda visit: visit.arrived_at, default=None)
    if latest is None or latest.left_at is None:
        return None
    gap = arrival.at - latest.left_at
    return latest if gap <= timedelta(minutes=rules.continues_minutes) else None


def kind_continued(kind: VisitKind, then: VisitKind) -> VisitKind:
    """The kind of a visit after its continuation: kept, but buying replaces not buying."""
    return then if kind is VisitKind.NON_INTENT else kind


def is_recorded(phone: str | None, *, has_intent: bool) -> bool:
    """留档: phone and intent captured. The 留档率 itself needs the phone only."""
    return bool(phone) and has_intent


@dataclass(frozen=True, slots=True)
class Times:
    """The instants of a visit form."""

    arrived_at: datetime
    left_at: datetime | None = None
    next_visit_at: datetime | None = None


def check_times(times: Times, now: datetime) -> None:
    """Pass when nobody arrived in the future, left before arriving, or promised the past.

    Raises:
        Refusal: `visit.arrived_later`, `visit.left_before`, `visit.left_later`,
            `visit.next_past`.
    """
    if times.arrived_at > now:
        raise Refusal("visit.arrived_later", field="arrived_at")
    if times.left_at is not None and times.left_at < times.arrived_at:
        raise Refusal("visit.left_before", field="left_at")
    if times.left_at is not None and times.left_at > now:
        raise Refusal("visit.left_later", field="left_at")
    if times.next_visit_at is not None and times.next_visit_at <= now:
        raise Refusal("visit.next_past", field="next_visit_at")


def check_party(size: int, rules: VisitRules) -> None:
    """Pass for a party of one to the most people a party has.

    Raises:
        Refusal: `visit.party_size` with `most`.
    """
    if not 1 <= size <= rules.party_most:
        raise Refusal("visit.party_size", field="party_size", most=rules.party_most)
