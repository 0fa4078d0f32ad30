"""Reception: somebody came or rang, corrected, left, came back."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from db.models.visit import Visit
from showroom.customer.filing import FiledAs
from showroom.errors import Refusal
from showroom.rights import DESK, allows
from showroom.terms import Channel, VisitKind
from showroom.unit import Unit
from showroom.visit import reception
from showroom.visit.contacts import Contacted
from showroom.visit.entry import Correct, Entry, Party, Register
from showroom.visit.rules import Times, VisitRules, check_party, check_times


@dataclass(frozen=True, slots=True)
class Leave:
    """A party left; `left_at` None is now."""

    visit_id: UUID
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ComeBack:
    """A party that left a moment ago is back."""

    visit_id: UUID


@dataclass(frozen=True, slots=True)
class Registered:
    """What was written: the visit, its kind, and what became of the contact.

    `continues_id` is the visit that goes on, `filed` None where no card was touched.
    """

    visit_id: UUID
    kind: VisitKind
    customer_id: UUID | None
    filed: FiledAs | None
    clash_id: UUID | None
    continues_id: UUID | None
    received_by_id: UUID | None


@allows(*DESK)
def register(unit: Unit, command: Register) -> Registered:
    """Log an arrival or a call, and put the contact on file, in one transaction."""
    _check(unit, command)
    arrived_at = command.arrived_at or unit.now
    party = Party(command, command.channel, arrived_at)
    return _registered(*reception.receive(unit, party))


@allows(*DESK)
def correct(unit: Unit, command: Correct) -> Registered:
    """Correct a visit of an open day; a phone added now counts for this visit."""
    visit = unit.get(Visit, command.visit_id)
    if command.keep_phone:
        command = replace(command, phone=visit.phone)
    planned = command.next_visit_at
    _check(
        unit, replace(command, next_visit_at=None) if planned == visit.next_visit_at else command
    )
    arrived_at = command.arrived_at or visit.arrived_at
    check_times(Times(arrived_at, command.left_at), unit.now)
    party = Party(command, Channel(visit.channel), arrived_at)
    return _registered(*reception.correct(unit, visit, party, command.left_at))


@allows(*DESK)
def leave(unit: Unit, command: Leave) -> None:
    """Note when a party left."""
    visit = reception.latest_of(unit, command.visit_id)
    if visit.left_at is not None:
        raise Refusal("visit.left_already", field="left_at")
    left_at = command.left_at or max(unit.now, visit.arrived_at)
    check_times(Times(visit.arrived_at, left_at), unit.now)
    unit.change(visit, left_at=left_at)


@allows(*DESK)
def come_back(unit: Unit, command: ComeBack) -> UUID:
    """Go on with a visit left a moment ago, also of somebody who left no name."""
    visit = reception.latest_of(unit, command.visit_id)
    gone = None if visit.left_at is None else unit.now - visit.left_at
    most = VisitRules.parse(unit.setting("visit.rules")).continues_minutes
    if gone is None:
        raise Refusal("visit.still_here")
    if gone.total_seconds() > most * 60:
        raise Refusal("visit.away_too_long", count=most)
    return reception.go_on(unit, visit).id


def _check(unit: Unit, entry: Entry) -> None:
    """Raise Refusal for what contradicts itself, naming the field."""
    times = Times(entry.arrived_at or unit.now, None, entry.next_visit_at)
    check_times(times, unit.now)
    check_party(entry.party_size or 1, VisitRules.parse(unit.setting("visit.rules")))
    if entry.kind is VisitKind.NON_INTENT and entry.non_intent_reason is None:
        raise Refusal("visit.reason_missing", field="non_intent_reason")


def _registered(visit: Visit, filed: Contacted) -> Registered:
    return Registered(
        visit.id,
        VisitKind(visit.kind),
        visit.customer_id,
        filed.how,
        filed.clash_id,
        visit.continues_id,
        visit.received_by_id,
    )
