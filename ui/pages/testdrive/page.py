"""试驾预约: binds the day at the left to the drive at the right."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from typing_extensions import override

from showroom.testdrive.form import proposal
from showroom.testdrive.queries import Day
from showroom.testdrive.sitting import DriveCard, Guest, Sitting, card, guest, sitting
from ui.context import Context
from ui.kit.page import Page, side_by_side
from ui.pages.testdrive.dayside import DaySide
from ui.pages.testdrive.panel import Panel
from ui.words import words

_BOOKING = frozenset({"drive_for", "testdrive"})
_LAST = "testdrive.drive"


class TestDrivePage(Page):
    """A day of test drives, each from its booking to what was said of it.

    Records: `drive` opens a drive; `drive_for` begins a booking for a customer, with `visit_id`.
    """

    key = "testdrive"
    reads = frozenset(
        {"test_drive", "drive_agreement", "drive_feedback", "vehicle", "customer", "claim"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._on = context.today()
        self._typed: dict[str, dict[str, str]] = {}
        self.day = DaySide(self)
        self.panel = Panel(self)
        self.day.opened.connect(self.open_drive)
        self.day.wanted.connect(self._book_at)
        self.day.day_wanted.connect(self.show_day)
        self.panel.typed.connect(self._follow)
        self.panel.written.connect(self._written)
        self._actions()
        self.body.addWidget(side_by_side(self.day, self.panel, (29, 21)))
        kept = context.memory.recall(_LAST)
        if kept:
            self.open_drive(UUID(kept), begin=False)

    @property
    def chosen(self) -> UUID | None:
        """The drive shown at the right, None for a new booking."""
        return self.panel.card.line.id if self.panel.card is not None else None

    @override
    def reread(self) -> None:
        self.read(sitting, Day(self._on)).done(self._show).start(self)
        if self.chosen is not None:
            self.open_drive(self.chosen, begin=False)

    @override
    def shown(self) -> None:
        if not self.dirty:
            self.day.begin()

    @override
    def open_record(self, kind: str, key: UUID, **more: Any) -> None:
        if kind in _BOOKING or more.get("new"):
            self.panel.begin_booking(more.get("visit_id"))
            self.context.memory.keep(_LAST, None)
            self.read(guest, key).done(self._receive).start(self)
        else:
            self.open_drive(key)

    @override
    def step(self, by: int) -> None:
        self.day.step(by)

    @override
    def retype(self, typed: dict[str, dict[str, str]]) -> None:
        self._typed = typed
        self._retype()

    def open_drive(self, key: UUID, *, begin: bool = True) -> None:
        """Show a drive at its step."""
        work = self.read(card, key).done(lambda found: self._show_drive(found, begin=begin))
        work.start(self)

    def show_day(self, on: date) -> None:
        """Show another date."""
        self._on = on
        self.read(sitting, Day(on)).done(self._show).start(self)

    def new(self) -> None:
        """Begin a new booking."""
        self.context.memory.keep(_LAST, None)
        self.panel.begin_booking()
        self._mark()
        self.panel.begin()

    def _actions(self) -> None:
        self.action(words("testdrive.new"), "Ctrl+N", self.new, in_header=True)
        self.action(words("testdrive.go_day"), "Ctrl+J", self.day.begin)
        self.action(words("testdrive.go_form"), "Ctrl+G", self.panel.begin)
        self.action(words("testdrive.other_view"), "Ctrl+B", self.day.toggle)
        self.action(words("testdrive.day_before"), "Ctrl+PgUp", lambda: self.day.turn(-1))
        self.action(words("testdrive.day_after"), "Ctrl+PgDown", lambda: self.day.turn(1))
        self.action(words("testdrive.today"), "Alt+Home", lambda: self.day.turn(0))

    def _show(self, found: Sitting) -> None:
        if found.on != self._on:
            return
        self.day.show_sitting(found, self.chosen)
        self.panel.show_sitting(found)
        self._mark()
        self._retype()

    def _show_drive(self, found: DriveCard | None, *, begin: bool) -> None:
        if found is None:
            self.context.memory.keep(_LAST, None)
            return
        self.context.memory.keep(_LAST, str(found.line.id))
        self.panel.show_drive(found)
        if found.line.business_date != self._on and begin:
            self.show_day(found.line.business_date)
        self._mark()
        self._retype()
        if begin:
            self.panel.begin()

    def _written(self, key: UUID) -> None:
        """The tables announced bring the day; the drive goes on to its next step."""
        self.open_drive(key)

    def _book_at(self, vehicle_id: UUID, instant: datetime) -> None:
        """A free place was chosen: book it, or the next time the car is free after it."""
        found = self.panel.sitting
        if found is None:
            return
        if self.panel.plan is None:
            self.new()
        minutes = found.plan.minutes
        self.panel.book_at(vehicle_id, proposal(found, vehicle_id, instant, minutes))

    def _receive(self, found: Guest) -> None:
        self.panel.book_for(found)
        self._mark()

    def _follow(self) -> None:
        """The slot typed moved: show it, on its own date."""
        typed = self.panel.slot()
        if typed is not None:
            on = typed[1].starts_at.astimezone(self.context.zone).date()
            if on != self._on and on >= self.context.today():
                self.show_day(on)
                return
        self._mark()

    def _mark(self) -> None:
        self.day.show_ghost(self.panel.slot(), self.chosen)

    def _retype(self) -> None:
        """Type again what the same form held in another language."""
        form = self.panel.form
        if form is not None and form.name in self._typed and self.panel.sitting is not None:
            form.restore(self._typed.pop(form.name))
