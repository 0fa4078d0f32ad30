"""The reception form: phone first, who it is while typing, saved without the mouse."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from showroom import identity
from showroom.rights import SALES
from showroom.staff.queries import People, Person, people
from showroom.terms import IntentLevel, Source
from showroom.vehicle.queries import ModelLine, models
from showroom.visit import form
from showroom.visit.commands import Registered, register
from showroom.visit.greeting import Greet, Greeting, greet
from ui.kit.fields import Choice
from ui.kit.fields.choice import enum_choices
from ui.kit.labels import plain_label
from ui.kit.page import Page, action_button, scrolled
from ui.parts.entry import EntryFields, comings
from ui.parts.greeting import GreetingPanel
from ui.words import words

_PAUSE_MS = 60
_USUAL = "visit.usual"
_FOLLOWED = ("received_by_id", "level", "model_id", "gender", "name")


class Reception(QFrame):
    """The form and what belongs to it. `registered` fires with what was written and its name."""

    registered = Signal(object, str)

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._context = page.context
        self._staff: list[Person] = []
        self._given: dict[str, Any] = {}
        self.greeting: Greeting | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.entry = page.form("register", self._save)
        fields = EntryFields(self.entry, page.context)
        self.phone, self.name, self.coming = fields.phone, fields.name, fields.coming
        self.model, self.level, self.receiver = fields.model, fields.level, fields.receiver
        self._listen()
        self.clear_action = page.action(words("visit.clear"), "Ctrl+N", self._clear)
        self.panel = GreetingPanel(
            self._context.zone,
            page.action(words("visit.open_card"), "Ctrl+O", _nothing),
            lambda key: self._context.shell.open_record("customer", key),
        )
        self.drive_action = page.action(words("visit.save_and_drive"), "Ctrl+T", self._save_drive)
        self._then_drive = False
        self._name = ""
        self._lay_out()
        self.start_anew()

    @property
    def actions_here(self) -> tuple[QAction, ...]:
        """What is done by the form's own keys."""
        return (self.entry.save_action, self.drive_action, self.clear_action)

    def reread(self) -> None:
        """Read who receives and what can be wished for."""
        self._page.read(people, People(SALES)).done(self._offer_people).start(self)
        self._page.read(models, None).done(self._offer_models).start(self)

    def start_anew(self) -> None:
        """An empty form with its usual values, the cursor in the phone."""
        self.entry.clear()
        self._given.clear()
        self._then_drive = False
        self.panel.forget()
        self.greeting = None
        self._fill_usual()
        self._require()
        self._ask()
        self.entry.go_to("phone")

    def _clear(self) -> None:
        """Begin anew; what was typed can be taken back."""
        typed = self.entry.draft() if self.entry.dirty else None
        self.start_anew()
        if typed is not None:
            toast = self._context.shell.toast
            toast(words("visit.cleared"), "info", lambda: self.entry.restore(typed))

    def resume(self) -> None:
        """The page came to the front: go on where nothing is typed yet."""
        if not self.entry.dirty:
            self._ask()
            self.entry.go_to("phone")

    def _listen(self) -> None:
        self.phone.changed.connect(self._on_phone)
        self.name.changed.connect(self._pause.start)
        self.coming.changed.connect(self._require)

    def _on_phone(self) -> None:
        self._require()
        missing = identity.phone_missing(self.phone.draft())
        started = self.phone.draft().strip() and missing
        text = words("visit.phone_missing", missing=missing) if started else ""
        self.phone.show_hint(text, "warn" if text else "small")
        self._pause.start()

    def _require(self) -> None:
        """Mark what must be filled as the form stands."""
        asked = form.needs(self.coming.value(), self.phone.draft())
        self.name.set_required(asked.name)
        self.level.set_required(asked.level)

    def _ask(self) -> None:
        typed = (self.phone.draft(), self.name.draft())
        work = self._page.read(greet, Greet(*typed)).quietly()
        work.done(lambda greeting: self._greeted(typed, greeting)).start(self)

    def _greeted(self, typed: tuple[str, str], greeting: Greeting) -> None:
        if typed != (self.phone.draft(), self.name.draft()):
            return
        self.greeting = greeting
        self.panel.tell(greeting)
        self.coming.offer(comings(greeting.kind))
        known = greeting.known[0].level if greeting.is_sure else None
        self.level.offer(enum_choices(IntentLevel, *form.offered_levels(known)))
        self._offer_people(self._staff)

    def _propose(self, proposed: dict[str, Any]) -> None:
        """Fill what still holds what was filled here before; what the user typed stays."""
        values = {**self._usual(), **proposed}
        for name in _FOLLOWED:
            field = self.entry.fields[name]
            shown, wanted = field.value(), values.get(name)
            if shown == self._given.get(name) and shown != wanted:
                field.set_value(wanted)
                self._given[name] = field.value()

    def _offer_people(self, staff: list[Person]) -> None:
        self._staff = staff
        self.receiver.offer(
            Choice(person.id, _receiver_words(person, self.greeting), person.login)
            for person in staff
        )
        if self.greeting is not None:
            self._propose(form.proposed(self.greeting))

    def _offer_models(self, found: list[ModelLine]) -> None:
        self.model.offer([Choice(line.id, line.name) for line in found])
        if self.greeting is not None:
            self._propose(form.proposed(self.greeting))

    def _usual(self) -> dict[str, Any]:
        kept = self._context.memory.recall(_USUAL) or {}
        model = kept.get("model_id")
        return {
            "coming": form.BUYING,
            "source": Source[kept["source"]] if kept.get("source") else None,
            "model_id": UUID(model) if model else None,
            "level": form.USUAL_LEVEL,
            "party_size": 1,
        }

    def _fill_usual(self) -> None:
        usual = self._usual()
        self.entry.fill(**usual)
        self._given = {name: self.entry.fields[name].value() for name in _FOLLOWED}

    def _save(self) -> None:
        command = self.entry.command(form.registration)
        self._name = command.name or words("visit.unnamed") if command else ""
        if command is not None:
            source, model = command.source, command.model_id
            kept = {
                "source": source.name if source else None,
                "model_id": str(model) if model else None,
            }
            self._context.memory.keep(_USUAL, kept)
        self.entry.send(register, command, self._registered)

    def _save_drive(self) -> None:
        self._then_drive = True
        self._save()

    def _registered(self, done: Registered) -> None:
        drive, name = self._then_drive, self._name
        self.start_anew()
        self.registered.emit(done, name)
        if drive and done.customer_id is not None:
            self._context.shell.open_record("drive_for", done.customer_id)

    def _lay_out(self) -> None:
        self.setProperty("card", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(plain_label(words("visit.register"), "heading"))
        head.addStretch(1)
        head.addWidget(self.entry.draft_note)
        column.addLayout(head)
        column.addWidget(scrolled(self.entry), 1)
        column.addWidget(self.panel)
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(action_button(self.clear_action, "ghost"))
        row.addStretch(1)
        row.addWidget(action_button(self.drive_action))
        row.addWidget(action_button(self.entry.save_action, "primary"))
        return row


def _receiver_words(person: Person, greeting: Greeting | None) -> str:
    if greeting is None or person.id != greeting.receiver_id:
        return person.name
    return words("visit.is_owner" if greeting.is_owner else "visit.in_turn", name=person.name)


def _nothing() -> None:
    """The panel knows what to open."""
