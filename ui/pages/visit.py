"""来店登记: the reception form on the left, the visits of today on the right."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget

from showroom.terms import Channel
from showroom.visit import form
from showroom.visit.commands import ComeBack, Leave, Registered, come_back, leave
from showroom.visit.printing import visit_log_pdf
from showroom.visit.queries import DaySheet, Show, VisitLine, VisitsOf, visits_of_day
from ui.context import Context
from ui.formats import DASH, clock_time
from ui.kit.export import export_table
from ui.kit.labels import plain_label, tip
from ui.kit.notices import card
from ui.kit.page import Page, side_by_side
from ui.kit.table import Column, Table
from ui.parts.chips import Chips, pill
from ui.parts.correction import Correction
from ui.parts.narrow import GivingWay, Spared
from ui.parts.reception import Reception
from ui.words import enum_words, words
from ui.work import Lane

_MINUTE_MS = 60_000


class VisitPage(Page):
    """Reception: register on the left, today on the right."""

    key = "visit"
    can_export = True
    reads = frozenset(
        {"visit", "customer", "follow_up", "test_drive", "quote", "contract", "staff", "car_model"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._sheet: DaySheet | None = None
        self.reception = Reception(self)
        self.reception.registered.connect(self._registered)
        self.correction = Correction(self)
        self.correction.opened.connect(lambda: self._correcting(now=True))
        self.correction.closed.connect(lambda: self._correcting(now=False))
        self.correction.corrected.connect(self._corrected)
        self.left = QStackedWidget()
        self.left.addWidget(self.reception)
        self.left.addWidget(self.correction)
        self.count = pill()
        self.chips = Chips([(show, words(f"visit.show_{show.lower()}")) for show in Show])
        self.chips.chosen.connect(lambda _show: self._show())
        self.table = self._table()
        self.action(words("visit.go_list"), "Ctrl+J", self.table.setFocus)
        self.action(words("visit.print_log"), "Ctrl+P", self.print_log, in_header=True)
        self.body.addWidget(side_by_side(self.left, self._today()))
        minutes = QTimer(self, interval=_MINUTE_MS)
        minutes.timeout.connect(self._a_minute_on)
        minutes.start()

    def reread(self) -> None:
        """Read the day, and what the form offers."""
        self.reception.reread()
        self.correction.reread()
        self._read_day()

    def shown(self) -> None:
        """Begin at the phone."""
        if self.correction.visit is None:
            self.reception.resume()

    def open_record(self, kind: str, key: UUID, **more: Any) -> None:  # noqa: ANN401 - per page
        """Show that visit as it was written, to be corrected while its day is open."""
        del kind, more
        self.correction.open(key)

    def typed(self) -> dict[str, dict[str, str]]:
        """What is typed; a correction is left out, for it means nothing without its visit."""
        return {n: said for n, said in super().typed().items() if n != self.correction.entry.name}

    def export(self) -> None:
        """Save the visits as they are filtered and ordered."""
        export_table(self, self.table, self.title)

    def print_log(self) -> None:
        """Show the day's visit log as a paper, with print and save."""
        day, shell = self.context.today(), self.context.shell
        name = f"{words('visit.log')}-{day.isoformat()}.pdf"
        work = self.read(visit_log_pdf, day).named(words("visit.print_log"))
        work.done(lambda pdf: shell.preview(pdf, name)).start(self, Lane.SLOW)

    def _a_minute_on(self) -> None:
        """Who is in the hall has been there a minute longer."""
        if self.isVisible():
            self._read_day()

    def _read_day(self) -> None:
        today = VisitsOf(self.context.today())
        self.read(visits_of_day, today).done(self._take).start(self)

    def _table(self) -> Table[VisitLine]:
        zone = self.context.zone
        table: Table[VisitLine] = Table(
            "visit.today",
            [
                Column(words("visit.time"), lambda v: clock_time(v.arrived_at, zone), 86, "two",
                       second=_stay, second_title=words("visit.stay"),
                       cell=lambda v: v.arrived_at.astimezone(zone)),
                Column(words("visit.customer"), _name, 0, "two",
                       second=_what, second_title=words("visit.coming")),
                Column(words("visit.mobile"), lambda v: v.phone or DASH, 120),
                Column(words("visit.model_column"), lambda v: v.model or DASH, 84),
                Column(words("visit.consultant"), lambda v: v.receiver or DASH, 76),
                Column(words("visit.state"), lambda v: words(v.stage.word), 102, "pill",
                       tone=lambda v: form.TONES[v.stage]),
            ],
            self.context.memory,
        )  # fmt: skip
        table.opened.connect(self._open)
        table.row_action(words("visit.key_correct"), "E", lambda v: self.correction.open(v.id))
        table.row_action(words("visit.key_leave"), "L", self._leave)
        table.row_action(words("visit.key_back"), "R", self._back)
        table.row_action(words("visit.key_drive"), "T", lambda v: self._go("drive_for", v))
        table.row_action(words("visit.key_quote"), "Q", lambda v: self._go("quote_for", v))
        table.row_action(words("visit.key_follow_up"), "F", lambda v: self._go("follow_up", v))
        table.when_empty("visit", words("visit.nobody_yet"))
        GivingWay(table, {3: 560, 4: 590})
        return table.named(words("visit.today"))

    def _today(self) -> QFrame:
        frame, column = card()
        head = QHBoxLayout()
        head.setSpacing(10)
        title = plain_label(words("visit.today"), "heading")
        head.addWidget(title)
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.chips)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        self._spared = Spared([self.count, title, self.chips], self.table, head.spacing())
        return frame

    def _take(self, sheet: DaySheet) -> None:
        self._sheet = sheet
        for show in Show:
            self.chips.count(show, sheet.counts[show])
        self._show()

    def _show(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        total = sheet.counts[Show.ALL]
        self.count.setText(words("visit.parties", count=total))
        people = words("visit.parties_people", count=total, people=sheet.people)
        self.count.setToolTip(tip(people))
        self.table.when_empty("visit", words("visit.nobody_such" if total else "visit.nobody_yet"))
        self._spared.fit()
        lines = [line for line in sheet.lines if line.is_in(self.chips.value)]
        self.table.show_lines(lines, total)

    def _registered(self, done: Registered, name: str) -> None:
        if done.clash_id is not None:
            self.context.shell.toast(words("visit.registered_clash", name=name), "warn")
            return
        key = "visit.registered_continues" if done.continues_id else "visit.registered"
        self.context.shell.toast(words(key, name=name, kind=enum_words(done.kind)))

    def _correcting(self, *, now: bool) -> None:
        """Show the correction instead of the reception, whose keys rest meanwhile."""
        self.left.setCurrentWidget(self.correction if now else self.reception)
        for action in self.reception.actions_here:
            action.setEnabled(not now)
        if not now:
            self.table.setFocus()

    def _corrected(self, done: Registered, name: str) -> None:
        if done.clash_id is not None:
            self.context.shell.toast(words("visit.registered_clash", name=name), "warn")
            return
        self.context.shell.toast(words("visit.corrected", name=name))

    def _open(self, line: VisitLine | None) -> None:
        if line is not None:
            self._go("customer", line)

    def _go(self, kind: str, line: VisitLine) -> None:
        """Open the page for that with the customer, if the visitor left any data."""
        if line.customer_id is None:
            self.context.shell.toast(words("visit.needs_customer"), "warn")
            return
        self.context.shell.open_record(kind, line.customer_id)

    def _leave(self, line: VisitLine) -> None:
        self.do(leave, Leave(line.id), lambda _none: self._say("visit.left", line))

    def _back(self, line: VisitLine) -> None:
        self.do(come_back, ComeBack(line.id), lambda _key: self._say("visit.came_back", line))

    def _say(self, key: str, line: VisitLine) -> None:
        self.context.shell.toast(words(key, name=_name(line)))


def _name(line: VisitLine) -> str:
    return line.name or words("visit.unnamed")


def _what(line: VisitLine) -> str:
    """The kind, with its reason or the size of the party."""
    if line.channel is Channel.PHONE_IN:
        return enum_words(line.channel)
    kind = enum_words(line.kind)
    if line.reason is not None:
        return words("visit.kind_reason", kind=kind, reason=enum_words(line.reason))
    if line.party_size > 1:
        return words("visit.kind_people", kind=kind, people=line.party_size)
    return kind


def _stay(line: VisitLine) -> str:
    """How long they stayed; a late entry says of which day it is."""
    if line.late_of is not None:
        return words("dayclose.late_of", date=line.late_of.isoformat())
    return words("visit.minutes", count=line.minutes) if line.minutes else ""
