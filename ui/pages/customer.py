"""客户档案: the archive on the left, one customer's whole card on the right."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from showroom.customer import form
from showroom.customer.queries import (
    Archive,
    ArchiveCounts,
    CustomerLine,
    archive,
    archive_counts,
)
from showroom.recall.queries import Find, Hit, find
from showroom.rights import SALES
from showroom.staff.queries import People, Person, people
from showroom.terms import IntentLevel
from showroom.vehicle.queries import models
from ui.context import Context
from ui.formats import DASH
from ui.icons import icon
from ui.kit.export import export_table
from ui.kit.fields import Choice, ChoiceField
from ui.kit.notices import card
from ui.kit.page import Page, side_by_side
from ui.kit.table import Column, Table
from ui.parts.chips import Chips, pill
from ui.parts.narrow import GivingWay
from ui.parts.person import PersonPanel
from ui.words import words

_PAUSE_MS = 80
_PAGE, _MOST_KEPT = 400, 4000
_ALL, _LATE = "ALL", "LATE"
_CHIPS = (_ALL, _LATE, *(level.name for level in (*form.LEADS, IntentLevel.O)))


class CustomerPage(Page):
    """The archive and a card."""

    key = "customer"
    can_export = True
    reads = frozenset(
        {"customer", "visit", "follow_up", "test_drive", "quote", "contract", "receipt",
         "consent", "lead_clash", "lost_record", "staff", "erasure"}
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._among: tuple[UUID, ...] | None = None
        self._counts: ArchiveCounts | None = None
        self._asked: Archive | None = None
        self.search = self._search_box()
        self.count = pill()
        self.chips = Chips([(chip, _chip_words(chip)) for chip in _CHIPS])
        self.chips.chosen.connect(lambda _chip: self._read_list())
        self.owner: ChoiceField[UUID] = ChoiceField("owner", words("customer.of_owner"))
        self.owner.combo.setMinimumContentsLength(7)
        self.owner.changed.connect(self.reread)
        self.table = self._table()
        self.person = PersonPanel(self)
        self.person.shown.connect(self._mark_shown)
        self.action(words("customer.search"), "Ctrl+F", self.search.setFocus)
        self.action(words("customer.go_list"), "Ctrl+J", self.table.setFocus)
        self.body.addWidget(side_by_side(self._list(), self.person, (5, 6)))

    def reread(self) -> None:
        """Read the list, its counts and the card shown."""
        self.read(people, People()).done(self._offer).start(self)
        self.read(models, None).done(self.person.edit_form.offer_models).start(self)
        counted = Archive(owner_id=self.owner.value())
        self.read(archive_counts, counted).done(self._counted).start(self)
        self._read_list()
        self.person.reread()

    def shown(self) -> None:
        """Begin at the search box."""
        if self.person.card is None:
            self.search.setFocus()

    def open_record(self, kind: str, key: UUID, **more: Any) -> None:  # noqa: ANN401 - per page
        """Show that card; `follow_up` opens the form for a contact as well."""
        del more
        self.person.then = self.person.follow_up if kind == "follow_up" else None
        self.person.open(key)

    def follow_selected(self, line: CustomerLine) -> None:
        """Open a card with the form for a contact."""
        self.open_record("follow_up", line.id)

    def _search_box(self) -> QLineEdit:
        box = QLineEdit()
        box.setProperty("kind", "search")
        box.setPlaceholderText(words("customer.search_hint"))
        box.setAccessibleName(words("customer.search"))
        box.setClearButtonEnabled(True)
        box.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        box.textEdited.connect(lambda _text: self._pause.start())
        box.textChanged.connect(self._on_cleared)
        box.returnPressed.connect(self._open_first)
        return box

    def _table(self) -> Table[CustomerLine]:
        zone = self.context.zone
        table: Table[CustomerLine] = Table(
            "customer.archive",
            [
                Column(words("customer.customer"), _name, 0, "two",
                       second=lambda c: c.phone or DASH, second_title=words("customer.mobile")),
                Column(words("customer.level"), _level, 84, "pill",
                       tone=lambda c: form.TONES[c.level] if c.level else "neutral"),
                Column(words("customer.model"), lambda c: c.model or DASH, 84),
                Column(words("customer.owner"), lambda c: c.owner or DASH, 76),
                Column(words("customer.next"), lambda c: _due(c, zone), 96,
                       sort=lambda c: c.next_follow_up_at,
                       cell=lambda c: _local(c.next_follow_up_at, zone),
                       tone=lambda c: "bad" if c.overdue else ""),
            ],
            self.context.memory,
        )  # fmt: skip
        table.opened.connect(self._open)
        table.picked.connect(self._peek)
        table.row_action(words("customer.follow"), "F", self.follow_selected)
        table.row_action(words("customer.drive"), "T", lambda c: self._go("drive_for", c))
        table.row_action(words("customer.quote"), "Q", lambda c: self._go("quote_for", c))
        table.when_empty("customer", words("customer.none_yet"))
        GivingWay(table, {2: 430, 3: 410})
        return table.named(words("customer.title"))

    def _list(self) -> QFrame:
        frame, column = card()
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.search, 1)
        head.addWidget(self.owner.editor)
        head.addWidget(self.count)
        column.addLayout(head)
        column.addWidget(self.chips)
        column.addWidget(self.table, 1)
        return frame

    def _offer(self, staff: list[Person]) -> None:
        self.owner.offer(
            Choice(person.id, person.name, person.login) for person in staff if person.role in SALES
        )
        self.owner.combo.setItemText(0, words("customer.all_owners"))
        self.person.offer(staff)

    def _counted(self, counts: ArchiveCounts) -> None:
        self._counts = counts
        self.count.setText(words("customer.count", count=counts.total))
        self.chips.count(_LATE, counts.overdue)
        for level in (*form.LEADS, IntentLevel.O):
            self.chips.count(level.name, counts.by_level.get(level, 0))

    def _search(self) -> None:
        text = self.search.text().strip()
        if not text:
            self._among = None
            self._read_list()
            return
        self.read(find, Find(text, 200)).done(self._found).quietly().start(self)

    def _found(self, hits: list[Hit]) -> None:
        self._among = tuple(hit.customer_id for hit in hits)
        self._read_list()

    def _on_cleared(self, text: str) -> None:
        if not text:
            self._search()

    def export(self) -> None:
        """Save the list as it is filtered and ordered."""
        export_table(self, self.table, self.title)

    def _read_list(self) -> None:
        """Read the list; as many rows as were scrolled to, where only their content changed."""
        query = self._query()
        again = self._asked is not None and replace(query, limit=0) == replace(self._asked, limit=0)
        at_hand = self.table.model.rowCount() if again else 0
        self._asked = replace(query, limit=max(_PAGE, min(at_hand, _MOST_KEPT)))
        asked = self._asked
        self.read(archive, asked).done(lambda lines: self._show(asked, lines)).start(self)

    def _query(self) -> Archive:
        chip = self.chips.value
        levels = frozenset() if chip in (_ALL, _LATE) else frozenset({IntentLevel[chip]})
        return Archive(
            levels=levels,
            owner_id=self.owner.value(),
            overdue=chip == _LATE,
            among=self._among,
        )

    def _show(self, asked: Archive, lines: list[CustomerLine]) -> None:
        if asked is not self._asked:
            return
        narrowed = self._among is not None or self.chips.value != _ALL
        key = "customer.none_such" if narrowed else "customer.none_yet"
        self.table.when_empty("customer", words(key))
        whole = len(lines) < asked.limit
        more = None if whole else lambda *ask: self._read_more(asked, *ask)
        self.table.show_lines(self._ranked(lines), len(lines) if whole else self._of_all(), more)
        self._mark_shown()

    def _read_more(
        self,
        asked: Archive,
        last: CustomerLine,
        limit: int,
        take: Callable[[Sequence[CustomerLine]], None],
    ) -> None:
        """The cards that follow in the list, by the key of its last one."""
        query = replace(asked, after=last, limit=limit)
        self.read(archive, query).done(take).quietly().start(self)

    def _of_all(self) -> int | None:
        """How many cards the chip counts."""
        chip, counts = self.chips.value, self._counts
        if counts is None:
            return None
        every = {_ALL: counts.total, _LATE: counts.overdue}
        return every.get(chip, counts.by_level.get(chip, 0))

    def _mark_shown(self) -> None:
        """Put the list's cursor on the card shown, where the list has it."""
        shown = self.person.card.customer_id if self.person.card else None
        rows = (row for row, line in enumerate(self.table.model.lines) if line.id == shown)
        row = next(rows, None)
        if row is not None and not self.table.view.hasFocus():
            self.table.go_to(row)

    def _ranked(self, lines: list[CustomerLine]) -> list[CustomerLine]:
        """Search answers in the order they were found, the rest as read."""
        if self._among is None:
            return lines
        rank = {key: at for at, key in enumerate(self._among)}
        return sorted(lines, key=lambda line: rank[line.id])

    def _open_first(self) -> None:
        if self.table.current is not None:
            self._open(self.table.current)
            self.table.setFocus()

    def _open(self, line: CustomerLine | None) -> None:
        if line is not None:
            self.person.open(line.id)

    def _peek(self, line: CustomerLine | None) -> None:
        """The card follows the cursor of the list while the list has the focus."""
        if line is not None and self.table.view.hasFocus() and not self.dirty:
            self.person.open(line.id)

    def _go(self, kind: str, line: CustomerLine) -> None:
        self.context.shell.open_record(kind, line.id)


def _chip_words(chip: str) -> str:
    if chip == _ALL:
        return words("customer.show_all")
    return words("customer.show_late") if chip == _LATE else chip


def _name(line: CustomerLine) -> str:
    return line.name or words("visit.unnamed")


def _level(line: CustomerLine) -> str:
    return line.level.name if line.level else words("customer.unlevelled")


def _local(at: datetime | None, zone: tzinfo) -> datetime | None:
    return at.astimezone(zone) if at else None


def _due(line: CustomerLine, zone: tzinfo) -> str:
    if line.next_follow_up_at is None:
        return DASH
    local = f"{line.next_follow_up_at.astimezone(zone):%m-%d}"
    return words("customer.late", day=local) if line.overdue else local
