"""A planned ledger goes on file: cards, visits and clashes, in one transaction.

What stands on file is never overwritten: a known phone under the same name gets the visits it does
not have yet, under another name it opens a clash. So a file taken in twice changes nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import func, select

from db.models.customer import Customer
from db.models.ledger import LedgerImport
from db.models.visit import Visit
from showroom.customer import keys
from showroom.customer.filing import Contact, FiledAs, file_contact
from showroom.ledger.form import Preview
from showroom.ledger.history import History, Origin
from showroom.ledger.intake.caps import column_letters
from showroom.ledger.known import Known
from showroom.ledger.plan import Clash, Entry, Person
from showroom.rights import ADMINS, MANAGERS, allows
from showroom.texts import Catalogue, load
from showroom.unit import Unit

Watch = Callable[[int, int], None]
"""Told after each row how many of how many are done; may raise Refusal to stop the import."""


def unwatched(_done: int, _of: int) -> None:
    """Nobody looks on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportLedger:
    """Take in the good rows and the clashes of a plan.

    `columns` tells each field's column, `counts` how many rows went where; both are kept with the
    import. `sheet` is empty for a text file.
    """

    file_name: str
    sha256: str
    sheet: str
    columns: Mapping[str, str]
    counts: Mapping[str, int]
    people: tuple[Person, ...]
    clashes: tuple[Clash, ...] = ()
    watch: Watch = unwatched


def of_preview(preview: Preview, watch: Watch = unwatched) -> ImportLedger:
    """The command that does what a preview shows."""
    layout, made = preview.layout, preview.report.plan
    return ImportLedger(
        file_name=preview.reading.file_name,
        sha256=preview.reading.sha256,
        sheet=layout.sheet.name,
        columns={field.value: column_letters(at) for field, at in layout.columns.items()},
        counts=preview.report.counts(),
        people=made.accepted,
        clashes=made.clashes,
        watch=watch,
    )


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import changed: cards made, cards that stood, clashes opened, visits written.

    `unwritten` are sheet rows whose visit falls on a closed day; the card's note tells it instead.
    """

    import_id: UUID
    new: int
    attached: int
    clashes: int
    visits: int
    unwritten: tuple[int, ...]


@allows(*MANAGERS, *ADMINS)
def import_ledger(unit: Unit, command: ImportLedger) -> Imported:
    """Put every person of the plan on file, with a visit for each dated row."""
    batch = _Batch(unit, Known.load(unit), Origin(unit.new_id(), command.file_name))
    alone = [Person(entry) for clash in command.clashes for entry in clash.entries]
    people = [*command.people, *alone]
    for done, person in enumerate(people, 1):
        batch.take(person)
        command.watch(done, len(people))
    _remember(unit, command, batch.origin.import_id)
    return batch.result()


@dataclass(slots=True)
class _Batch:
    """Puts people on file and counts what that changed."""

    unit: Unit
    known: Known
    origin: Origin
    how: Counter[FiledAs] = field(default_factory=Counter)
    unwritten: list[int] = field(default_factory=list)

    def take(self, person: Person) -> None:
        """One card, its visits, and what has no place of its own on the card."""
        filed = file_contact(self.unit, self._contact(person))
        self.how[filed.how] += 1
        card = self.unit.get(Customer, filed.customer_id)
        closed = History(self.unit, self.known, self.origin).add(card, person)
        self.unwritten += [entry.row for entry in closed]
        self._complete(card, person, closed)

    def result(self) -> Imported:
        """The counts so far."""
        written = select(func.count()).where(Visit.import_id == self.origin.import_id)
        return Imported(
            import_id=self.origin.import_id,
            new=self.how[FiledAs.NEW],
            attached=self.how[FiledAs.ATTACHED],
            clashes=self.how[FiledAs.CLASH],
            visits=self.unit.session.scalar(written) or 0,
            unwritten=tuple(self.unwritten),
        )

    def _contact(self, person: Person) -> Contact:
        entry = person.entry
        first = person.first_visit_on
        return Contact(
            name=entry.name,
            phone=entry.phone,
            gender=next((e.gender for e in person.entries if e.gender), None),
            source=next((e.source for e in person.entries if e.source), None),
            model_id=self.known.model_id(entry.model),
            model_text=entry.model,
            note=entry.note,
            level=person.level,
            owner_id=self.known.staff_id(entry.consultant),
            first_contact_on=first or self.unit.today,
            first_visit_on=first,
            import_id=self.origin.import_id,
            origin=self.origin.of_row(entry.row),
        )

    def _complete(self, card: Customer, person: Person, closed: list[Entry]) -> None:
        """Second phone and asides; what the card says already is not said twice."""
        spare = [phone for e in person.entries for phone in e.other_phones if phone != card.phone]
        if spare and card.phone_2 is None:
            self.unit.change(card, phone_2=spare[0])
            keys.refresh(self.unit, card)
        note = card.note or ""
        for aside in [*_asides(person, card), *map(_visit_told, closed)]:
            note = note if aside in note else f"{note}\n{aside}".strip()
        self.unit.change(card, note=note or None)


def _asides(person: Person, card: Customer) -> Iterator[str]:
    """Words beside a phone, phones beyond the second, notes of rows without a date."""
    for entry in person.entries:
        if entry.remark:
            yield entry.remark
        if entry.note and entry.visited_on is None:
            yield entry.note
        for phone in entry.other_phones:
            if phone not in (card.phone, card.phone_2):
                yield _words()("ledger.note_phone", phone=phone)


def _visit_told(entry: Entry) -> str:
    """A visit on a closed day, as a line of the card's note."""
    return _words()("ledger.note_visit", date=entry.visited_on, note=entry.note or "").strip()


def _words() -> Catalogue:
    """What is written into records is Chinese, whatever the screen speaks."""
    return load("zh_CN")


def _remember(unit: Unit, command: ImportLedger, import_id: UUID) -> None:
    unit.add(
        LedgerImport(
            id=import_id,
            outlet_id=unit.outlet_id,
            file_name=command.file_name,
            file_sha256=command.sha256,
            sheet=command.sheet or None,
            columns=dict(command.columns),
            counts=dict(command.counts),
            by_id=unit.actor.staff_id,
            at=unit.now,
        )
    )
