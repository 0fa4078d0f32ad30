"""The records of a period sorted into what each figure counts; every one is counted once.

Source: domain.md section 4, KPIs and its clarifications.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, TypeVar, cast
from uuid import UUID

from showroom.kpi.records import (
    Book,
    ContactDue,
    ContractMade,
    DriveMade,
    LeadKept,
    LeadMoved,
    Move,
    Owned,
    Period,
    QuoteIssued,
    VisitMade,
)
from showroom.terms import Channel, DriveMode, DriveStatus, VisitKind

R = TypeVar("R", bound=Owned)


@dataclass(frozen=True, slots=True)
class Tally:
    """What happened in a period, by kind of record; the kinds of visits are settled."""

    visits: tuple[VisitMade, ...]
    drives: tuple[DriveMade, ...]
    quotes: tuple[QuoteIssued, ...]
    orders: tuple[ContractMade, ...]
    cancellations: tuple[ContractMade, ...]
    deliveries: tuple[ContractMade, ...]
    new_leads: tuple[LeadKept, ...]
    active_before: tuple[LeadKept, ...]
    losses: tuple[LeadMoved, ...]
    revivals: tuple[LeadMoved, ...]
    contacts: tuple[ContactDue, ...]

    def of(self, owner: UUID | None) -> "Tally":
        """The same with one consultant's records alone (None: nobody's); sums agree."""
        own: dict[str, Any] = {
            name: tuple(record for record in getattr(self, name) if record.owner == owner)
            for name in self.__slots__
        }
        return replace(self, **own)


def tally(book: Book, period: Period) -> Tally:
    """The records of a period, sorted."""
    return Tally(
        visits=_within(parties(book), "day", period),
        drives=_within(filter(is_drive, book.drives), "day", period),
        quotes=_within(book.quotes, "day", period),
        orders=_within(book.contracts, "ordered_on", period),
        cancellations=tuple(deal for deal in book.contracts if _undone(deal, period)),
        deliveries=_within(book.contracts, "delivered_on", period),
        new_leads=_within(book.leads, "recorded_on", period),
        active_before=tuple(active_before(book, period)),
        losses=tuple(_moves(book, period, Move.LOST)),
        revivals=tuple(_moves(book, period, Move.REVIVED)),
        contacts=_within(book.contacts, "due_on", period),
    )


def _within(records: Iterable[R], field: str, period: Period) -> tuple[R, ...]:
    """The records whose date lies in the period."""
    return tuple(record for record in records if getattr(record, field) in period)


def is_drive(drive: DriveMade) -> bool:
    """Whether it counts: driven and done; a ride is no drive."""
    return drive.mode is DriveMode.DRIVE and drive.status is DriveStatus.DONE


def _undone(deal: ContractMade, period: Period) -> bool:
    """An order cancelled in the period; a contract that never was an order undoes none."""
    return deal.ordered_on is not None and deal.cancelled_on in period


def _moves(book: Book, period: Period, move: Move) -> Iterable[LeadMoved]:
    return (event for event in book.moves if event.move is move and event.day in period)


def active_before(book: Book, period: Period) -> list[LeadKept]:
    """The leads that were being worked on when the period began."""
    asleep: dict[UUID, bool] = {}
    for event in sorted(book.moves, key=lambda event: (event.day, event.move is Move.REVIVED)):
        if event.day < period.first:
            asleep[event.customer] = event.move is not Move.REVIVED
    return [
        lead
        for lead in book.leads
        if lead.recorded_on < period.first and not asleep.get(lead.id, False)
    ]


def parties(book: Book) -> list[VisitMade]:
    """The visits as they count: walk-ins, continuations folded in, kinds settled.

    A continuation lends its phone, and its buying kind to a visit that was not to buy. The
    second first visit of a customer is a revisit.
    """
    seen = set(book.came_before)
    counted = []
    for visit in _folded(book.visits):
        counted.append(_settled(visit, seen))
        if visit.customer is not None and visit.kind is not VisitKind.NON_INTENT:
            seen.add(visit.customer)
    return counted


def _folded(visits: Iterable[VisitMade]) -> list[VisitMade]:
    """Visits in the order they began; a continuation of a visit not given here is left out."""
    walked_in = [visit for visit in visits if visit.channel is Channel.WALK_IN]
    roots: dict[UUID, VisitMade] = {}
    root_of: dict[UUID, UUID] = {}
    for visit in sorted(walked_in, key=lambda visit: visit.arrived_at):
        root = visit.id
        if visit.continues is not None:
            root = root_of.get(visit.continues, visit.continues)
        root_of[visit.id] = root
        if root == visit.id:
            roots[root] = visit
        elif root in roots:
            roots[root] = _joined(roots[root], visit)
    return list(roots.values())


def _joined(visit: VisitMade, then: VisitMade) -> VisitMade:
    return replace(
        visit,
        kind=then.kind if visit.kind is VisitKind.NON_INTENT else visit.kind,
        has_phone=visit.has_phone or then.has_phone,
        customer=visit.customer or then.customer,
        minutes=_together(visit.minutes, then.minutes),
    )


def _together(first: int | None, then: int | None) -> int | None:
    return None if first is None or then is None else first + then


def _settled(visit: VisitMade, seen: set[UUID]) -> VisitMade:
    first = visit.kind in {VisitKind.FIRST, VisitKind.FIRST_ON_FILE}
    return replace(visit, kind=VisitKind.REVISIT) if first and visit.customer in seen else visit


def once_each(records: Iterable[R], key: Callable[[R], UUID | None]) -> tuple[R, ...]:
    """The first record of every key; a record without one stands for itself."""
    firsts: dict[UUID, R] = {}
    for record in records:
        firsts.setdefault(key(record) or record.id, record)
    return tuple(firsts.values())


def customer_of(record: Owned) -> UUID | None:
    """The customer of a visit, drive, quote or contract."""
    return cast("UUID | None", getattr(record, "customer", None))


def by_day(book: Book, days: Iterable[date]) -> dict[date, Tally]:
    """The tally of each of these dates, kinds of visits settled over the whole book."""
    spread: dict[str, dict[date, list[Any]]] = {name: defaultdict(list) for name in _DATED}
    for visit in parties(book):
        spread["visits"][visit.day].append(visit)
    for name, dates in _DATED.items():
        for record in getattr(book, name) if name != "visits" else ():
            for day in {getattr(record, field) for field in dates}:
                spread[name][day].append(record)
    return {day: _of_day(spread, day) for day in days}


_DATED: Final = {
    "visits": ("day",),
    "drives": ("day",),
    "quotes": ("day",),
    "contracts": ("ordered_on", "cancelled_on", "delivered_on"),
    "contacts": ("due_on",),
}


def _of_day(spread: dict[str, dict[date, list[Any]]], day: date) -> Tally:
    records: dict[str, Any] = {name: tuple(days[day]) for name, days in spread.items()}
    return tally(Book(**records), Period(day, day))
