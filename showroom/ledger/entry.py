"""One row of cells as an entry, or as the reasons why it is none."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from showroom.ledger.intake.cells import EMPTY, Cell
from showroom.ledger.layout.columns import Columns
from showroom.ledger.layout.headings import Field
from showroom.ledger.person import PersonCells, person_of, place_of
from showroom.ledger.plan import Entry, Remark
from showroom.ledger.typed import lists
from showroom.ledger.typed.day import Day, DayRules, day_of
from showroom.ledger.typed.outcome import Bad
from showroom.ledger.typed.text import long_text, short_line, shown
from showroom.terms import Gender

T = TypeVar("T")


@dataclass(slots=True)
class RowReader:
    """Reads the fields of one row and remembers what was wrong or worth a word."""

    row: int
    cells: tuple[Cell, ...]
    columns: Columns
    rules: DayRules
    faults: list[Remark] = field(default_factory=list)
    notices: list[Remark] = field(default_factory=list)

    def entry(self) -> Entry | None:
        """The entry; None when a cell is bad, and `faults` tells which."""
        person = person_of(self.cells, self.columns)
        self._fault_of(Field.NAME, person.named)
        self._fault_of(Field.PHONE, person.phones)
        day = self._take(Field.VISITED, self._day)
        entry = Entry(
            row=self.row,
            name="" if isinstance(person.named, Bad) else person.named.name,
            phone="" if isinstance(person.phones, Bad) else person.phones.first,
            level=self._take(Field.LEVEL, lists.level_of),
            visited_on=day.on if day else None,
            model=self._take(Field.MODEL, lists.model_of),
            source=self._take(Field.SOURCE, lists.source_of),
            note=self._take(Field.NOTE, long_text) or None,
            other_phones=() if isinstance(person.phones, Bad) else person.phones.others,
            gender=self._gender(),
            consultant=self._take(Field.CONSULTANT, _line_if_any),
            remark=None if isinstance(person.phones, Bad) else person.phones.remark or None,
        )
        self._notice(entry, day, person)
        return None if self.faults else entry

    def _take(self, where: Field, read: Callable[[Cell], T]) -> T | None:
        if where not in self.columns:
            return None
        try:
            return read(self.cells[self.columns[where]])
        except Bad as bad:
            self._fault_of(where, bad)
            return None

    def _day(self, cell: Cell) -> Day | None:
        return None if lists.is_blank(shown(cell).strip()) else day_of(cell, self.rules)

    def _gender(self) -> Gender | None:
        """A gender nobody can read is told, but costs no customer."""
        place = self.columns.get(Field.GENDER)
        try:
            return lists.gender_of(EMPTY if place is None else self.cells[place])
        except Bad as bad:
            self.notices.append(self._remark(Field.GENDER, bad.code, bad.facts))
            return None

    def _fault_of(self, where: Field, outcome: object) -> None:
        if isinstance(outcome, Bad):
            self.faults.append(self._remark(where, outcome.code, outcome.facts))

    def _notice(self, entry: Entry, day: Day | None, person: PersonCells) -> None:
        """What was completed, or kept aside where the form has no place for it."""
        if day and day.year_completed:
            self._say(Field.VISITED, "ledger.notice_year", date=day.on)
        for phone in entry.other_phones:
            self._say(Field.PHONE, "ledger.notice_other_phone", phone=phone)
        if entry.remark:
            self._say(Field.PHONE, "ledger.notice_remark", text=entry.remark)
        if person.other_fault:
            self._say(Field.OTHER_PHONE, person.other_fault.code, **person.other_fault.facts)

    def _say(self, where: Field, code: str, **facts: object) -> None:
        self.notices.append(self._remark(where, code, facts))

    def _remark(self, where: Field, code: str, facts: dict[str, object]) -> Remark:
        return Remark(
            self.row,
            where,
            place_of(where, self.columns)
            if where in (Field.NAME, Field.PHONE)
            else self.columns.get(where),
            code,
            facts,
        )


def _line_if_any(cell: Cell) -> str | None:
    text = short_line(cell)
    return None if lists.is_blank(text) else text
