"""What an import would do: every data row accepted, rejected, folded into another, or in a clash.

`row` is always the sheet's own row number, from 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from showroom.ledger.layout.headings import Field
from showroom.terms import Gender, IntentLevel, Source


@dataclass(frozen=True, slots=True)
class Entry:
    """One good row, every cell in its normal form; what the row left empty is None."""

    row: int
    name: str
    phone: str
    level: IntentLevel | None = None
    visited_on: date | None = None
    model: str | None = None
    source: Source | None = None
    note: str | None = None
    other_phones: tuple[str, ...] = ()
    gender: Gender | None = None
    consultant: str | None = None
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """A word about one cell: where, and a key of the word catalogue with its facts.

    `place` is the 0-based column, None when the sheet has no such column.
    """

    row: int
    where: Field
    place: int | None
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Person:
    """One customer to be: the accepted row, and the later rows of the same person."""

    entry: Entry
    again: tuple[Entry, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every row of the person, in the sheet's order."""
        return (self.entry, *self.again)

    @property
    def first_visit_on(self) -> date | None:
        """The earliest date of all rows."""
        return min((e.visited_on for e in self.entries if e.visited_on), default=None)

    @property
    def level(self) -> IntentLevel | None:
        """The level of the latest dated row that has one; of rows without dates, the last."""
        levelled = [(e.visited_on or date.min, e.row, e.level) for e in self.entries if e.level]
        return max(levelled)[2] if levelled else None


@dataclass(frozen=True, slots=True)
class Clash:
    """One phone under several names: a person decides."""

    phone: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Every data row in one place, in the sheet's order.

    `rejected` holds one remark for each bad cell. `notices` tell what was completed or kept
    aside in rows that are good; `skipped` the rows that are no customers, by kind.
    """

    accepted: tuple[Person, ...]
    rejected: tuple[Remark, ...]
    clashes: tuple[Clash, ...]
    notices: tuple[Remark, ...] = ()
    skipped: tuple[tuple[int, str], ...] = ()
    rows: int = 0

    @property
    def merged(self) -> tuple[Person, ...]:
        """The people who stand in the sheet more than once."""
        return tuple(person for person in self.accepted if person.again)

    @property
    def rejected_rows(self) -> tuple[int, ...]:
        """Each rejected row once."""
        return tuple(dict.fromkeys(remark.row for remark in self.rejected))
