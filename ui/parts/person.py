"""Everything about one customer on one page: who, what they wish, what happened, what was said."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from showroom.customer import form
from showroom.customer.card import Card, CardOf
from showroom.customer.card import card as card_of
from showroom.customer.commands import (
    AssignOwner,
    ChangeLevel,
    RecordConsent,
    RevealPhone,
    SettleClash,
    assign_owner,
    change_level,
    record_consent,
    reveal_phone,
    settle_clash,
)
from showroom.customer.losses import DecideLoss, Revive, decide_loss, revive
from showroom.customer.timeline import Event
from showroom.rights import SALES
from showroom.staff.queries import Person as Staff
from showroom.terms import ConsentPurpose, IntentLevel, Role
from showroom.vehicle.queries import ModelLine
from ui.formats import spaced
from ui.kit.labels import escaped, plain_label
from ui.kit.notices import Banner, EmptyState, Offer
from ui.kit.page import Page, scrolled
from ui.parts.cardforms import CardForm, EditForm, FollowUpForm, LossForm
from ui.parts.cardhead import CardHead
from ui.parts.clash import ClashView
from ui.parts.facts import Consents, Facts
from ui.parts.timeline import History, Timeline
from ui.words import enum_words, words

C = TypeVar("C")


class PersonPanel(QFrame):
    """The card on the right of the archive; empty until one is opened. `shown` fires when it is."""

    shown = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._context = page.context
        self._staff: list[Staff] = []
        self._role: Role | None = None
        self.then: Callable[[], None] | None = None
        self.card: Card | None = None
        self.deeds: form.Deeds | None = None
        self._actions()
        self.head = CardHead(page.context, self.follow_action, self.edit_action, self.more_action)
        self.head.reveal.connect(self.reveal_action.trigger)
        self.banner = Banner()
        self.clash = ClashView(page.context.zone, self._settle)
        self.edit_form = EditForm(page, "edit", self._focus)
        self.follow_form = FollowUpForm(page, "follow", self._focus)
        self.loss_form = LossForm(page, "loss", self._focus)
        self.facts = Facts(page.context.zone)
        self.timeline = Timeline(page.context.zone, self._open_event)
        self.consents = Consents(self._agree)
        self.history = History(page.context.zone)
        self._lay_out()
        self._show_none()

    @property
    def _forms(self) -> tuple[CardForm, ...]:
        return (self.edit_form, self.follow_form, self.loss_form)

    def open(self, customer_id: UUID) -> None:
        """Show that card."""
        work = self._page.read(card_of, CardOf(customer_id))
        work.done(self._show).start(self)

    def reread(self) -> None:
        """Read the card shown again."""
        if self.card is not None:
            self.open(self.card.customer_id)

    def offer(self, staff: list[Staff]) -> None:
        """Everybody here: whom a customer can be handed to, and what the person at the desk may."""
        self._staff = [person for person in staff if person.role in SALES]
        me = self._context.person.staff_id
        self._role = next((person.role for person in staff if person.id == me), None)
        if self.card is not None:
            self._show(self.card)

    def offer_models(self, models: list[ModelLine]) -> None:
        """The range, for the edit form."""
        self.edit_form.offer_models(models)

    def follow_up(self) -> None:
        """Open the follow-up form."""
        self._open_form(self.follow_form)

    def edit(self) -> None:
        """Open the edit form."""
        self._open_form(self.edit_form)

    def ask_loss(self) -> None:
        """Open the application for a loss."""
        self._open_form(self.loss_form)

    def more_menu(self) -> QMenu:
        """What else may be done with the card, by the person at the desk."""
        menu = QMenu(self)
        if self.card is None or self.deeds is None:
            return menu
        menu.addActions([self.drive_action, self.quote_action])
        menu.addSeparator()
        self._level_menu(menu, self.card, self.deeds)
        self._owner_menu(menu, self.card, self.deeds)
        if self.deeds.ask_loss:
            menu.addAction(self.loss_action)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _actions(self) -> None:
        add = self._page.action
        self.follow_action = add(words("customer.follow"), "Alt+F", self.follow_up)
        self.edit_action = add(words("customer.edit"), "Alt+E", self.edit)
        self.reveal_action = add(words("customer.reveal"), "Alt+R", self._reveal)
        self.drive_action = add(words("customer.drive"), "Alt+T", lambda: self._go("drive_for"))
        self.quote_action = add(words("customer.quote"), "Alt+Q", lambda: self._go("quote_for"))
        self.loss_action = add(words("customer.ask_loss"), "Alt+X", self.ask_loss)
        self.more_action = add(words("customer.more"), "Alt+M", self._more)

    def _show(self, card: Card) -> None:
        other = self.card is None or self.card.customer_id != card.customer_id
        self.card = card
        self.deeds = form.deeds(self._role, card)
        if other:
            self._close_forms()
        self.head.show_card(card)
        self.facts.show_person(card.person)
        self.timeline.show_events(card.events)
        self.consents.show_answers(card.consents)
        self.history.show_changes(card.history)
        self._allow(self.deeds)
        self._warn(card, self.deeds)
        self._empty.hide()
        self._whole.show()
        self.shown.emit()
        if self._role is not None and self.then is not None:
            then, self.then = self.then, None
            then()

    def _show_none(self) -> None:
        self._whole.hide()
        self._empty.show()
        self._allow(None)

    def _allow(self, deeds: form.Deeds | None) -> None:
        self.follow_action.setEnabled(deeds is not None and deeds.follow_up)
        self.edit_action.setEnabled(deeds is not None and deeds.edit)
        self.loss_action.setEnabled(deeds is not None and deeds.ask_loss)
        for action in (self.reveal_action, self.drive_action, self.quote_action, self.more_action):
            action.setEnabled(deeds is not None)

    def _warn(self, card: Card, deeds: form.Deeds) -> None:
        """Say what waits for a decision, with the way to it."""
        self.clash.hide()
        self.banner.dismiss()
        waiting = [clash for clash in card.clashes if clash.verdict is None]
        if waiting:
            text = words("customer.clash_found", name=waiting[0].other_name)
            self.banner.say(text, "warn", Offer(words("customer.compare"), self._compare))
        elif deeds.decide_loss:
            offers = (
                Offer(words("customer.approve_loss"), lambda: self._decide(approved=True)),
                Offer(words("customer.reject_loss"), lambda: self._decide(approved=False)),
            )
            self.banner.say(words("customer.loss_waits"), "warn", *offers)
        elif card.standing.loss_asked_id is not None:
            self.banner.say(words("customer.loss_waits"), "info")

    def _compare(self) -> None:
        card, deeds = self.card, self.deeds
        if card is None or deeds is None:
            return
        clash = next(each for each in card.clashes if each.verdict is None)

        def show(other: Card) -> None:
            self.clash.compare(clash, card, other, may_settle=deeds.settle)

        self._page.read(card_of, CardOf(clash.other_id)).done(show).start(self)

    def _settle(self, verdict: SettleClash) -> None:
        self._do(settle_clash, verdict, "customer.settled")

    def _decide(self, *, approved: bool) -> None:
        asked = self.card.standing.loss_asked_id if self.card else None
        if asked is not None:
            key = "customer.loss_approved" if approved else "customer.loss_rejected"
            self._do(decide_loss, DecideLoss(asked, approved), key)

    def _agree(self, purpose: ConsentPurpose, granted: bool) -> None:
        if self.card is not None:
            command = RecordConsent(self.card.customer_id, purpose, granted)
            self._do(record_consent, command, "customer.consent_kept")

    def _reveal(self) -> None:
        if self.card is not None:
            work = self._page.write(reveal_phone, RevealPhone(self.card.customer_id))
            work.done(lambda outcome: self.head.show_phone(spaced(outcome.value)))
            work.start(self)

    def _do(self, function: Callable[[Any, C], Any], command: C, told: str) -> None:
        shell = self._context.shell
        self._page.do(function, command, lambda _value: shell.toast(words(told)))

    def _go(self, kind: str) -> None:
        if self.card is not None:
            self._context.shell.open_record(kind, self.card.customer_id)

    def _open_event(self, event: Event) -> None:
        self._context.shell.open_record(form.OPENS[event.kind], event.record_id)

    def _open_form(self, chosen: CardForm) -> None:
        if self.card is None:
            return
        self._close_forms()
        chosen.start(self.card)

    def _close_forms(self) -> None:
        for each in self._forms:
            if each.isVisible():
                each.entry.clear()
            each.hide()

    def _focus(self) -> None:
        self.head.first_button.setFocus()

    def _more(self) -> None:
        self.more_menu().popup(self.head.more_button.mapToGlobal(
            self.head.more_button.rect().bottomLeft()
        ))  # fmt: skip

    def _level_menu(self, menu: QMenu, card: Card, deeds: form.Deeds) -> None:
        if not (deeds.level or deeds.revive):
            return
        title = words("customer.revive" if deeds.revive else "customer.change_level")
        levels = form.LEADS if deeds.revive else form.TYPED_LEVELS
        sub = menu.addMenu(escaped(title))
        for level in levels:
            action = self._item(sub, enum_words(level), chosen=level is card.standing.level)
            action.triggered.connect(lambda _checked, level=level: self._take_level(level))

    def _take_level(self, level: IntentLevel) -> None:
        if self.card is None or self.deeds is None:
            return
        key = self.card.customer_id
        told = "customer.level_changed"
        if self.deeds.revive:
            self._do(revive, Revive(key, level), "customer.revived")
        else:
            self._do(change_level, ChangeLevel(key, level), told)

    def _owner_menu(self, menu: QMenu, card: Card, deeds: form.Deeds) -> None:
        if not deeds.assign:
            return
        sub = menu.addMenu(escaped(words("customer.assign")))
        for person in self._staff:
            action = self._item(sub, person.name, chosen=person.id == card.standing.owner_id)
            command = AssignOwner(card.customer_id, person.id)
            action.triggered.connect(
                lambda _checked, c=command: self._do(assign_owner, c, "customer.assigned")
            )

    @staticmethod
    def _item(menu: QMenu, text: str, *, chosen: bool) -> QAction:
        action = menu.addAction(escaped(text))
        action.setCheckable(True)
        action.setChecked(chosen)
        return action

    def _lay_out(self) -> None:
        self.setProperty("card", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        self._empty = EmptyState("customer", words("customer.choose_one"))
        self._whole = QWidget()
        whole = QVBoxLayout(self._whole)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(self.head)
        whole.addWidget(self.banner)
        whole.addWidget(scrolled(self._content()), 1)
        column.addWidget(self._empty)
        column.addWidget(self._whole)

    def _content(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(14)
        for widget in (self.clash, *self._forms, self.facts):
            column.addWidget(widget)
        for title, widget in (
            ("customer.events", self.timeline),
            ("customer.consents", self.consents),
            ("customer.history", self.history),
        ):
            row = QHBoxLayout()
            row.addWidget(plain_label(words(title), "strong"))
            column.addLayout(row)
            column.addWidget(widget)
        column.addStretch(1)
        return inner
