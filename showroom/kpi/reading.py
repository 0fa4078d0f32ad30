"""What every reader of the book is given: the unit, the period, where merged cards went."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from db.models.customer import Customer
from showroom.kpi.records import Period
from showroom.unit import Unit


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of the store for a period of business dates."""

    unit: Unit
    period: Period
    homes: dict[UUID, UUID]

    @classmethod
    def of(cls, unit: Unit, period: Period) -> "Reading":
        """The reading of a period, knowing the card every merged card ended up in."""
        return cls(unit, period, _homes(unit))

    def home(self, customer: UUID) -> UUID:
        """The card a customer's records count for."""
        return self.homes.get(customer, customer)

    def instants(self) -> tuple[datetime, datetime]:
        """The instant (UTC) the period starts at, and the one it is over at."""
        over = self.period.last + timedelta(days=1)
        return self.unit.midnight(self.period.first), self.unit.midnight(over)


def _homes(unit: Unit) -> dict[UUID, UUID]:
    rows = unit.session.execute(
        select(Customer.id, Customer.merged_into_id).where(Customer.merged_into_id.is_not(None))
    )
    into = {key: home for key, home in rows if home is not None}
    return {key: _end(into, key) for key in into}


def _end(into: dict[UUID, UUID], key: UUID) -> UUID:
    while key in into:
        key = into[key]
    return key
