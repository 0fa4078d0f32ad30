"""The book figures are counted from, read from the store."""

from dataclasses import dataclass

from showroom.kpi.arrivals import came_before, drives, visits
from showroom.kpi.contacts import contacts_due
from showroom.kpi.deals import contracts, quotes
from showroom.kpi.leads import leads, moves
from showroom.kpi.reading import Reading
from showroom.kpi.records import Book, Period
from showroom.rights import EVERYONE, allows
from showroom.unit import Unit


@dataclass(frozen=True, slots=True)
class BookOf:
    """The book of a period.

    `whole` reads every lead and move from before too, which the loss rate alone needs.
    """

    period: Period
    whole: bool = True


@allows(*EVERYONE)
def book(unit: Unit, query: BookOf) -> Book:
    """Every record of a period that a figure of it may count."""
    reading = Reading.of(unit, query.period)
    return Book(
        visits=visits(reading),
        drives=drives(reading),
        quotes=quotes(reading),
        contracts=contracts(reading),
        leads=leads(reading, whole=query.whole),
        moves=moves(reading, whole=query.whole),
        contacts=contacts_due(reading),
        came_before=came_before(reading),
    )
