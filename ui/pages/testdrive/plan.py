"""The booking form at work: what it proposes, what it warns of, and the slot it is about."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from showroom.errors import Refusal
from showroom.terms import DriveMode
from showroom.testdrive.form import LENGTHS, free_from, proposal
from showroom.testdrive.queries import DriveLine
from showroom.testdrive.rules import Slot
from showroom.testdrive.sitting import Guest, Sitting
from ui.context import Context, Hit
from ui.formats import clock_time, masked
from ui.kit.fields.customer import CustomerField
from ui.kit.form import Form
from ui.pages.testdrive.forms import book_fields, offer_plan
from ui.words import words


class Plan(QObject):
    """Binds one booking form; `moved` fires when the slot it is about changes."""

    moved = Signal()

    def __init__(self, form: Form, context: Context, line: DriveLine | None = None) -> None:
        super().__init__(form)
        self.form = form
        self._context = context
        self._line = line
        self._sitting: Sitting | None = None
        self._chose_start = line is not None
        self._proposed = ""
        book_fields(form, context)
        self.customer = form.fields["customer"]
        form.edited.connect(self._typed)
        form.fields["start"].changed.connect(self._start_chosen)
        form.fields["start"].left.connect(self._check)
        if isinstance(self.customer, CustomerField):
            self.customer.taken.connect(self._guest_taken)

    def offer(self, sitting: Sitting) -> None:
        """Offer the cars, routes and escorts of that day, and propose what is not typed yet."""
        self._sitting = sitting
        offer_plan(self.form, sitting)
        if self.form.dirty:
            self._check()
            return
        self._fill_line(self._line) if self._line else self._propose()

    def at(self, vehicle_id: UUID, slot: Slot | None) -> None:
        """Be about that car and slot, chosen in the diary."""
        self.form.fields["vehicle"].set_value(vehicle_id)
        if slot is not None:
            self.form.fields["start"].set_value(slot.starts_at)
        self._chose_start = slot is not None
        self._check()
        self.moved.emit()

    def receive(self, guest: Guest) -> None:
        """Be for that customer."""
        if isinstance(self.customer, CustomerField):
            self.customer.set_held(Hit("customer", guest.id, guest.name, masked(guest.phone)))

    def slot(self) -> tuple[UUID, Slot] | None:
        """The car and slot as typed, None while they cannot be read."""
        try:
            vehicle, start, minutes = (
                self.form.fields[name].value() for name in ("vehicle", "start", "end")
            )
        except Refusal:
            return None
        if vehicle is None or start is None or minutes is None:
            return None
        return vehicle, Slot(start, start + timedelta(minutes=minutes))

    def _propose(self) -> None:
        """Me as escort, the first route, the next free half hour of the car."""
        sitting, fields = self._sitting, self.form.fields
        if sitting is None or not sitting.cars:
            return
        defaults: dict[str, Any] = {
            "vehicle": sitting.cars[0].id,
            "end": sitting.plan.minutes if sitting.plan.minutes in LENGTHS else LENGTHS[1],
            "route": sitting.routes[0].name if sitting.routes else None,
            "mode": DriveMode.DRIVE,
            "escort": sitting.me if any(e.id == sitting.me for e in sitting.escorts) else None,
        }
        for name, value in defaults.items():
            if fields[name].value() is None:
                fields[name].set_value(value)
        self._propose_start()

    def _propose_start(self) -> None:
        sitting, fields = self._sitting, self.form.fields
        vehicle, minutes = fields["vehicle"].value(), fields["end"].value()
        if sitting is None or self._chose_start or vehicle is None or minutes is None:
            return
        now = sitting.now.astimezone(self._context.zone)
        slot = proposal(sitting, vehicle, now, minutes)
        fields["start"].set_value(slot.starts_at if slot else None)
        self._proposed = fields["start"].draft()
        self._check()
        self.moved.emit()

    def _fill_line(self, line: DriveLine) -> None:
        """Show the booking to be changed."""
        minutes = round((line.ends_at - line.starts_at).total_seconds() / 60)
        self.receive(Guest(line.customer_id, line.customer, line.phone))
        self.customer.set_read_only(True)
        self.form.fill(
            vehicle=line.vehicle_id,
            start=line.starts_at,
            end=minutes,
            route=line.route,
            mode=line.mode,
            escort=line.escort_id,
            at_home=line.at_home,
        )
        self.moved.emit()

    def _typed(self) -> None:
        """Propose anew, unless the start itself is being typed: its first key counts."""
        if self.form.fields["start"].draft() != self._proposed:
            self._chose_start = True
        self._propose_start()
        self._check()
        self.moved.emit()

    def _start_chosen(self) -> None:
        self._chose_start = True

    def _guest_taken(self) -> None:
        self.form.next_field(self.customer.editor)

    def _check(self) -> None:
        """Say beside the start that the car is taken then, and from when it is free."""
        chosen, sitting, start = self.slot(), self._sitting, self.form.fields["start"]
        if chosen is None or sitting is None:
            return
        but = self._line.id if self._line else None
        until = free_from(sitting, *chosen, but)
        zone = self._context.zone
        said = words("testdrive.taken_hint", time=clock_time(until, zone)) if until else ""
        start.show_hint(said, "warn" if said else "small")
