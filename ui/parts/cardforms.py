"""The forms of a card: what is known corrected, a contact recorded, a loss asked for."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from showroom import identity
from showroom.customer import form
from showroom.customer.card import Card
from showroom.customer.commands import edit_card
from showroom.customer.losses import ApplyForLoss, apply_for_loss
from showroom.terms import (
    CustomerType,
    FollowUpMethod,
    FollowUpResult,
    Gender,
    IntentLevel,
    LostCategory,
    PayMode,
    PurchaseKind,
    Source,
    UseKind,
)
from showroom.vehicle.queries import ModelLine
from showroom.visit.followup import Followed, RecordFollowUp, follow_up
from ui.formats import moment
from ui.kit.fields import (
    Choice,
    ChoiceField,
    CodeField,
    DateField,
    DateTimeField,
    EnumField,
    LineField,
    NotesField,
    PhoneField,
)
from ui.kit.fields.choice import enum_choices
from ui.kit.labels import button, plain_label
from ui.kit.page import Page, action_button
from ui.parts.fields import BudgetField
from ui.words import words


class CardForm(QFrame):
    """A form on a card, with its heading and its two buttons; `done` is called when it closes."""

    def __init__(self, page: Page, name: str, done: Callable[[], None]) -> None:
        super().__init__()
        self.context = page.context
        self._done = done
        self.card: Card | None = None
        self.entry = page.form(name, self.save)
        self.add_fields()
        self.setProperty("card", "sunken")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        column.addWidget(plain_label(words(f"customer.form_{name}"), "heading"))
        column.addWidget(self.entry)
        row = QHBoxLayout()
        row.addWidget(self.entry.draft_note)
        row.addStretch(1)
        row.addWidget(self._cancel())
        row.addWidget(action_button(self.entry.save_action, "primary"))
        column.addLayout(row)
        self.hide()

    def add_fields(self) -> None:
        """Add the form's fields."""
        raise NotImplementedError

    def start(self, card: Card) -> None:
        """Open the form for a card."""
        self.card = card
        self.entry.clear()
        self.begin(card)
        self.show()
        self.entry.go_to(next(iter(self.entry.fields)))

    def begin(self, card: Card) -> None:
        """Fill the form for a card."""

    def save(self) -> None:
        """Send what is typed."""
        raise NotImplementedError

    def close_form(self) -> None:
        """Close without saving."""
        self.entry.clear()
        self.hide()
        self._done()

    def saved(self, toast: str, kind: str = "good") -> None:
        """Close after saving, and say so."""
        self.context.shell.toast(toast, kind)
        self.close_form()

    def _cancel(self) -> QWidget:
        made = button(words("kit.cancel"), "ghost")
        made.clicked.connect(self.close_form)
        return made


class EditForm(CardForm):
    """What is known of the customer."""

    def add_fields(self) -> None:
        """Name and phone first, then the wish, then the rest."""
        add, today = self.entry.add, self.context.today
        add(LineField("name", words("customer.field_name"), required=True))
        self.phone = add(PhoneField("phone", words("customer.field_phone")))
        self.phone.checked_by(lambda typed: _passed(identity.as_phone(typed)))
        add(EnumField("gender", words("customer.field_gender"), Gender))
        self.phone_2 = add(PhoneField("phone_2", words("customer.field_phone_2")))
        self.phone_2.checked_by(lambda typed: _passed(identity.as_phone(typed)))
        self.model: ChoiceField[UUID] = add(
            ChoiceField("model_id", words("customer.field_model_id"))
        )
        add(LineField("colour", words("customer.field_colour")))
        add(BudgetField("budget", words("customer.field_budget")))
        add(DateField("expected_buy_on", words("customer.field_expected_buy_on"), today))
        add(EnumField("use", words("customer.field_use"), UseKind))
        add(EnumField("pay_mode", words("customer.field_pay_mode"), PayMode))
        add(EnumField("purchase_kind", words("customer.field_purchase_kind"), PurchaseKind))
        add(LineField("competitor", words("customer.field_competitor")))
        add(LineField("current_car", words("customer.field_current_car")))
        add(CodeField("current_plate", words("customer.field_current_plate")))
        add(EnumField("source", words("customer.field_source"), Source))
        add(EnumField("customer_type", words("customer.field_customer_type"), CustomerType))
        add(DateField("birthday", words("customer.field_birthday"), today))
        add(NotesField("note", words("customer.field_note")), span=2)

    def offer_models(self, models: list[ModelLine]) -> None:
        """Offer the range."""
        self.model.offer([Choice(line.id, line.name) for line in models])

    def begin(self, card: Card) -> None:
        """Show what stands; numbers stay masked, an empty phone field leaves them."""
        person = card.person
        filled: dict[str, Any] = {
            name: getattr(person, name)
            for name in self.entry.fields
            if name not in ("phone", "phone_2", "budget")
        }
        self.entry.fill(**filled, budget=form.budget_of(person))
        for field, number in ((self.phone, person.phone), (self.phone_2, person.phone_2)):
            field.placeholder(words("customer.phone_kept", phone=number) if number else "")

    def save(self) -> None:
        """Send the edit."""
        if self.card is not None:
            command = self.entry.command(form.edit, customer_id=self.card.customer_id)
            self.entry.send(edit_card, command, self._edited)

    def _edited(self, clash_id: UUID | None) -> None:
        if clash_id is not None:
            self.saved(words("customer.edited_clash"), "warn")
        else:
            self.saved(words("customer.edited"))


class FollowUpForm(CardForm):
    """A contact attempt."""

    def add_fields(self) -> None:
        """How, with what result, then what was said."""
        add = self.entry.add
        add(EnumField("method", words("customer.method"), FollowUpMethod, required=True))
        add(EnumField("result", words("customer.result"), FollowUpResult, required=True))
        levels = enum_choices(IntentLevel, *form.TYPED_LEVELS)
        add(ChoiceField("level", words("customer.level_after_call"), levels))
        self.next_at = add(
            DateTimeField(
                "next_at",
                words("customer.next_call"),
                self.context.today,
                zone=self.context.zone,
            )
        )
        self.next_at.placeholder(words("customer.by_cadence"))
        add(NotesField("content", words("customer.content"), lines=3), span=2)
        add(LineField("promise", words("customer.promise")), span=2)

    def begin(self, card: Card) -> None:
        """A call that reached the customer, the level as it is."""
        level = card.standing.level
        self.entry.fill(
            method=FollowUpMethod.CALL,
            result=FollowUpResult.REACHED,
            level=level if level in form.TYPED_LEVELS else None,
        )

    def save(self) -> None:
        """Send the contact."""
        if self.card is not None:
            command = self.entry.command(RecordFollowUp, customer_id=self.card.customer_id)
            self.entry.send(follow_up, command, self._followed)

    def _followed(self, done: Followed) -> None:
        at = moment(done.next_at, self.context.zone)
        self.saved(words("customer.followed", at=at))


class LossForm(CardForm):
    """An application to give the customer up."""

    def add_fields(self) -> None:
        """Where they went, to whom, and why."""
        add = self.entry.add
        add(EnumField("category", words("customer.loss_category_field"), LostCategory,
                      required=True))  # fmt: skip
        add(LineField("rival", words("customer.loss_rival")))
        add(NotesField("reason", words("customer.loss_reason_field"), required=True), span=2)

    def save(self) -> None:
        """Send the application."""
        if self.card is not None:
            command = self.entry.command(ApplyForLoss, customer_id=self.card.customer_id)
            self.entry.send(apply_for_loss, command, self._asked)

    def _asked(self, _key: UUID) -> None:
        self.saved(words("customer.loss_asked"))


def _passed(_value: str) -> None:
    """A rule that gives a value is a check as well."""
