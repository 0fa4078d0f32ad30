"""Everything about one customer on one page: who, what they wish, what happened, what was said."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout, QWidget

from showroom.customer import form
from showroom.customer.card import Card, CardOf
from showroom.customer.card import card as card_of
from showroom.staff.queries import Person as Staff
from ui.kit.labels import plain_label
from ui.kit.notices import Banner, EmptyState, Offer
from ui.kit.page import Page, scrolled
from ui.parts.cardacts import CardActs
from ui.parts.cardforms import CardForm, EditForm, FollowUpForm, LossForm
from ui.parts.cardhead import CardHead
from ui.parts.clash import ClashView
from ui.parts.facts import Consents, Facts
from ui.parts.timeline import History, Timeline
from ui.words import words


class PersonPanel(QFrame):
    """The card on the right of the archive; empty until one is opened. `shown` fires when it is.

    `then` is called once, when the next card is shown.
    """

    shown = Signal()
    then: Callable[[], None] | None = None

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self.acts = CardActs(page, self.leave)
        self._actions()
        self.head = CardHead(page.context, self.follow_action, self.edit_action, self.more_action)
        self.head.reveal.connect(self.reveal_action.trigger)
        self.banner = Banner()
        self.clash = ClashView(page.context.zone, self.acts.settle)
        self.edit_form = EditForm(page, "edit", self._focus)
        self.follow_form = FollowUpForm(page, "follow", self._focus)
        self.loss_form = LossForm(page, "loss", self._focus)
        self._forms: tuple[CardForm, ...] = (self.edit_form, self.follow_form, self.loss_form)
        self.facts = Facts(page.context.zone)
        self.timeline = Timeline(page.context.zone, self.acts.open_event)
        self.consents = Consents(self.acts.agree)
        self.history = History(page.context.zone)
        self._lay_out()
        self._allow(None)

    @property
    def card(self) -> Card | None:
        """The card shown."""
        return self.acts.card

    def open(self, customer_id: UUID) -> None:
        """Show that card."""
        self._page.read(card_of, CardOf(customer_id)).done(self._show).start(self)

    def leave(self) -> None:
        """Show no card any more."""
        self._close_forms()
        self.acts.card = None
        self._allow(None)
        self._whole.hide()
        self._empty.show()

    def reread(self) -> None:
        """Read the card shown again."""
        if self.card is not None:
            self.open(self.card.customer_id)

    def offer(self, staff: list[Staff]) -> None:
        """Everybody here: whom a customer can be handed to, and who is at the desk."""
        self.acts.meet(staff)
        if self.card is not None:
            self._show(self.card)

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
        first = [self.drive_action, self.quote_action, self.print_action]
        return self.acts.menu(self, first, self.loss_action)

    def _actions(self) -> None:
        add, acts = self._page.action, self.acts
        self.follow_action = add(words("customer.follow"), "Alt+F", self.follow_up)
        self.edit_action = add(words("customer.edit"), "Alt+E", self.edit)
        self.reveal_action = add(words("customer.reveal"), "Alt+R", self._reveal)
        self.drive_action = add(words("customer.drive"), "Alt+T", lambda: acts.go("drive_for"))
        self.quote_action = add(words("customer.quote"), "Alt+Q", lambda: acts.go("quote_for"))
        self.print_action = add(words("customer.print_card"), "Ctrl+P", acts.print_card)
        self.loss_action = add(words("customer.ask_loss"), "Alt+X", self.ask_loss)
        self.more_action = add(words("customer.more"), "Alt+M", self._more)

    def _show(self, card: Card) -> None:
        if self.card is None or self.card.customer_id != card.customer_id:
            self._close_forms()
        deeds = self.acts.take(card)
        self.head.show_card(card)
        self.facts.show_person(card.person)
        self.timeline.show_events(card.events)
        self.consents.show_answers(card.consents)
        self.history.show_changes(card.history)
        self._allow(deeds)
        self._warn(card, deeds)
        self._empty.hide()
        self._whole.show()
        self.shown.emit()
        if self.acts.role is not None and self.then is not None:
            then, self.then = self.then, None
            then()

    def _allow(self, deeds: form.Deeds | None) -> None:
        self.follow_action.setEnabled(deeds is not None and deeds.follow_up)
        self.edit_action.setEnabled(deeds is not None and deeds.edit)
        self.loss_action.setEnabled(deeds is not None and deeds.ask_loss)
        for action in (self.reveal_action, self.drive_action, self.quote_action,
                       self.print_action, self.more_action):  # fmt: skip
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
            decide = self.acts.decide
            offers = (
                Offer(words("customer.approve_loss"), lambda: decide(approved=True)),
                Offer(words("customer.reject_loss"), lambda: decide(approved=False)),
            )
            self.banner.say(words("customer.loss_waits"), "warn", *offers)
        elif card.standing.loss_asked_id is not None:
            self.banner.say(words("customer.loss_waits"), "info")

    def _compare(self) -> None:
        card, deeds = self.card, self.acts.deeds
        if card is None or deeds is None:
            return
        clash = next(each for each in card.clashes if each.verdict is None)

        def show(other: Card) -> None:
            self.clash.compare(clash, card, other, may_settle=deeds.settle)

        self._page.read(card_of, CardOf(clash.other_id)).done(show).start(self)

    def _reveal(self) -> None:
        self.acts.reveal(self.head.show_phone)

    def _open_form(self, chosen: CardForm) -> None:
        if self.card is not None:
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
        place = self.head.more_button
        self.more_menu().popup(place.mapToGlobal(place.rect().bottomLeft()))

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
        self._whole.hide()

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
            column.addWidget(plain_label(words(title), "strong"))
            column.addWidget(widget)
        column.addStretch(1)
        return inner
