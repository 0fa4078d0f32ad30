"""The dated rows of a ledger as visits in a customer's history."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import UUID

from sqlalchemy import select

from db.models.customer import Customer
from db.models.visit import Visit
from showroom.ledger.known import Known
from showroom.ledger.plan import Entry, Person
from showroom.terms import Channel, VisitKind
from showroom.unit import Unit, is_closed
from showroom.visit.rules import Arrival, Earlier, kind_of


@dataclass(frozen=True, slots=True)
class Origin:
    """The import rows come from."""

    import_id: UUID
    file_name: str

    def of_row(self, row: int) -> str:
        """`ledger.xlsx:17`."""
        return f"{self.file_name}:{row}"


@dataclass(frozen=True, slots=True)
class History:
    """Writes the visits of one import.

    The sheet tells the day only: a visit starts at the day's first minute, and one of today is
    over, so that nobody seems to be in the hall.
    """

    unit: Unit
    known: Known
    origin: Origin

    def add(self, card: Customer, person: Person) -> list[Entry]:
        """A visit for every dated row, unless the customer has one on that day already.

        Returns the rows that got none because their day is closed.
        """
        before = self._visits_of(card)
        days = {visit.business_date for visit in before}
        closed: list[Entry] = []
        for entry in sorted(person.entries, key=lambda e: (e.visited_on or date.max, e.row)):
            if entry.visited_on is None or entry.visited_on in days:
                continue
            days.add(entry.visited_on)
            if is_closed(self.unit.session, entry.visited_on):
                closed.append(entry)
            else:
                before.append(self._write(card, entry, before))
        return closed

    def _visits_of(self, card: Customer) -> list[Visit]:
        return list(self.unit.session.scalars(select(Visit).where(Visit.customer_id == card.id)))

    def _write(self, card: Customer, entry: Entry, before: list[Visit]) -> Visit:
        day = entry.visited_on or self.unit.today
        at = datetime.combine(day, time(), self.unit.place.zone).astimezone(UTC)
        on_file = card.import_id != self.origin.import_id and card.created_at <= at
        kind = kind_of(Arrival(at, on_file), [_earlier(v) for v in before if v.arrived_at < at])
        return self.unit.add(
            Visit(
                id=self.unit.new_id(),
                outlet_id=self.unit.outlet_id,
                business_date=day,
                arrived_at=at,
                left_at=at if day == self.unit.today else None,
                channel=Channel.WALK_IN,
                kind=kind,
                customer_id=card.id,
                name=entry.name,
                gender=entry.gender,
                phone=entry.phone,
                model_id=self.known.model_id(entry.model),
                model_text=entry.model,
                source=entry.source,
                received_by_id=self.known.staff_id(entry.consultant),
                note=entry.note,
                import_id=self.origin.import_id,
                created_by_id=self.unit.actor.staff_id,
                created_at=self.unit.now,
            )
        )


def _earlier(visit: Visit) -> Earlier:
    return Earlier(visit.arrived_at, visit.left_at, VisitKind(visit.kind), Channel(visit.channel))
