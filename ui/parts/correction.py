"""Correcting a visit of the day: the form filled with what was written, and what was changed."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from showroom.rights import SALES
from showroom.staff.queries import People, Person, people
from showroom.terms import VisitKind
from showroom.vehicle.queries import ModelLine, models
from showroom.visit import form
from showroom.visit.commands import Registered, correct
from showroom.visit.corrections import Entered, entered
from showroom.visit.entry import Correct
from ui.formats import clock_time, day
from ui.kit.fields import Choice, DateTimeField
from ui.kit.form import Form
from ui.kit.labels import ElidedLabel, button, plain_label
from ui.kit.page import Page, action_button, scrolled
from ui.parts.entry import EntryFields, comings
from ui.parts.timeline import History
from ui.words import words

_FILLED = (
    "name", "source", "model_id", "party_size", "received_by_id", "competitor", "gender",
    "next_visit_at", "note", "arrived_at", "left_at",
)  # fmt: skip


_OF_THE_CARD = ("level", "budget")
"""What a visit on file keeps on its card, where it is edited."""


class Correction(QFrame):
    """The form of one visit. `opened` fires when it shows one, `closed` when it is done with.

    `corrected` fires with what was written and the name.
    """

    opened = Signal()
    closed = Signal()
    corrected = Signal(object, str)

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._zone = page.context.zone
        self.visit: Entered | None = None
        self.entry = Form("visit.correct", page.context)
        fields = EntryFields(self.entry, page.context)
        self.phone, self.coming, self.level = fields.phone, fields.coming, fields.level
        self._model, self._receiver = fields.model, fields.receiver
        self._add_times()
        self.phone.changed.connect(self._require)
        self.coming.changed.connect(self._require)
        self.entry.save_action.triggered.connect(lambda _checked: self._save())
        self.entry.save_action.setEnabled(False)
        page.addAction(self.entry.save_action)
        page.forms.append(self.entry)
        self.cancel_action = self._cancel()
        self._title = ElidedLabel("", "heading")
        self._history = History(self._zone, "visit")
        self._lay_out()

    def reread(self) -> None:
        """Read who receives and what can be wished for."""
        self._page.read(people, People(SALES)).done(self._offer_people).start(self)
        self._page.read(models, None).done(self._offer_models).start(self)

    def open(self, visit_id: UUID) -> None:
        """Show that visit as it was written, unless another is being corrected."""
        if self.entry.dirty:
            self.entry.go_to("name")
            return
        self._page.read(entered, visit_id).done(self._show).start(self)

    def close_form(self) -> None:
        """Leave the visit as it is."""
        self.visit = None
        self.entry.clear()
        self.entry.save_action.setEnabled(False)
        self.closed.emit()

    def _show(self, visit: Entered) -> None:
        self.visit = visit
        self.entry.clear()
        buying = visit.kind if visit.kind is not VisitKind.NON_INTENT else VisitKind.FIRST
        self.coming.offer(c for c in comings(buying) if c.value.channel is visit.channel)
        self.entry.fill(
            coming=form.came_for(visit), **{name: getattr(visit, name) for name in _FILLED}
        )
        kept = visit.phone or ""
        self.phone.placeholder(
            words("visit.phone_kept", phone=kept) if kept else words("visit.phone_first")
        )
        self._leave_out(_OF_THE_CARD if visit.on_file else ())
        at, name = clock_time(visit.arrived_at, self._zone), visit.name or words("visit.unnamed")
        self._title.setText(words("visit.correcting", at=at, name=name))
        self._history.show_changes(visit.history)
        self._require()
        self.entry.settle()
        self._say_closed(visit)
        self.opened.emit()
        self.entry.go_to("name")

    def _leave_out(self, names: Collection[str]) -> None:
        """Hide these fields and close up the others; the note stays as wide as the form."""
        grid, cell = self.entry.grid, 0
        for name, field in self.entry.fields.items():
            grid.removeWidget(field)
            field.setVisible(name not in names)
            if name in names:
                continue
            wide = name == "note"
            span, cell = 1 + wide, cell + wide * (cell % 2)
            grid.addWidget(field, cell // 2, cell % 2, 1, span, Qt.AlignmentFlag.AlignTop)
            cell += span

    def _say_closed(self, visit: Entered) -> None:
        """Tell that a closed day takes no corrections; the command would refuse it as well."""
        self.entry.save_action.setEnabled(not visit.is_closed)
        if visit.is_closed:
            on = visit.arrived_at.astimezone(self._zone).date()
            self.entry.banner.say(words("dayclose.date_closed", date=day(on)), "info")

    def _require(self) -> None:
        """Mark what must be filled: a contact that goes on file needs a name and a level."""
        visit = self.visit
        phone = self.phone.draft() or (visit.phone if visit else "") or ""
        asked = form.needs(self.coming.value(), phone)
        self.entry.fields["name"].set_required(asked.name)
        self.level.set_required(asked.level and visit is not None and not visit.on_file)

    def _save(self) -> None:
        visit = self.visit
        if visit is None:
            return
        command = self.entry.command(lambda **said: _command(visit, said))
        name = command.name or words("visit.unnamed") if command else ""
        self.entry.send(correct, command, lambda done: self._saved(done, name))

    def _saved(self, done: Registered, name: str) -> None:
        self.close_form()
        self.corrected.emit(done, name)

    def _offer_people(self, staff: list[Person]) -> None:
        self._receiver.offer(Choice(person.id, person.name, person.login) for person in staff)

    def _offer_models(self, found: list[ModelLine]) -> None:
        self._model.offer([Choice(line.id, line.name) for line in found])

    def _add_times(self) -> None:
        today, zone = self._page.context.today, self._zone
        arrived = words("visit.arrived")
        self.entry.add(DateTimeField("arrived_at", arrived, today, required=True, zone=zone))
        self.entry.add(DateTimeField("left_at", words("visit.left_field"), today, zone=zone))

    def _cancel(self) -> QAction:
        made = QAction(words("kit.cancel"), self)
        made.setShortcut(QKeySequence("Esc"))
        made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.triggered.connect(self.close_form)
        self.addAction(made)
        return made

    def _lay_out(self) -> None:
        self.setProperty("card", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(scrolled(self._content()), 1)
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = button(words("kit.cancel"), "ghost", key="Esc")
        cancel.clicked.connect(self.cancel_action.trigger)
        row.addWidget(cancel)
        row.addWidget(action_button(self.entry.save_action, "primary"))
        column.addLayout(row)

    def _content(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(14)
        column.addWidget(self.entry)
        column.addWidget(plain_label(words("customer.history"), "strong"))
        column.addWidget(self._history)
        column.addStretch(1)
        return inner


def _command(visit: Entered, said: dict[str, Any]) -> Correct:
    return form.correction(visit, **said)
