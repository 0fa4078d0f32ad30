"""What may be done with a card from its page, beside its forms: one command each, then a word."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from showroom.customer import form
from showroom.customer.card import Card
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
from showroom.customer.erasure import Consequence, Erase, ErasureOf, consequence, erase
from showroom.customer.losses import DecideLoss, Revive, decide_loss, revive
from showroom.customer.printing import lead_card_pdf
from showroom.customer.timeline import Event
from showroom.rights import ADMINS, SALES
from showroom.staff.queries import Person as Staff
from showroom.terms import ConsentPurpose, IntentLevel, Role
from ui.formats import spaced
from ui.kit.labels import escaped
from ui.kit.page import Page
from ui.parts.erasure import ErasureSheet
from ui.words import enum_words, words
from ui.work import Lane

C = TypeVar("C")


class CardActs:
    """The deeds on the card shown, for the person at the desk; nothing happens without a card."""

    def __init__(self, page: Page, leave: Callable[[], None]) -> None:
        self._page = page
        self._leave = leave
        self._shell = page.context.shell
        self._staff: list[Staff] = []
        self.role: Role | None = None
        self.card: Card | None = None
        self.deeds: form.Deeds | None = None
        self.erasing: ErasureSheet | None = None

    def meet(self, staff: list[Staff]) -> None:
        """Everybody here: whom a customer can be handed to, and who is at the desk."""
        self._staff = [person for person in staff if person.role in SALES]
        me = self._page.context.person.staff_id
        self.role = next((person.role for person in staff if person.id == me), None)

    def take(self, card: Card) -> form.Deeds:
        """Act on that card from now on; gives what is open on it."""
        self.card = card
        self.deeds = form.deeds(self.role, card)
        return self.deeds

    def settle(self, verdict: SettleClash) -> None:
        """Give a verdict on a clash."""
        self._do(settle_clash, verdict, "customer.settled")

    def decide(self, *, approved: bool) -> None:
        """Approve or reject the loss asked for."""
        asked = self.card.standing.loss_asked_id if self.card else None
        if asked is not None:
            key = "customer.loss_approved" if approved else "customer.loss_rejected"
            self._do(decide_loss, DecideLoss(asked, approved), key)

    def agree(self, purpose: ConsentPurpose, granted: bool) -> None:
        """Write down a yes or no."""
        if self.card is not None:
            command = RecordConsent(self.card.customer_id, purpose, granted)
            self._do(record_consent, command, "customer.consent_kept")

    def reveal(self, show: Callable[[str], None]) -> None:
        """Show the number in full; that it was looked at is kept."""
        if self.card is not None:
            work = self._page.write(reveal_phone, RevealPhone(self.card.customer_id))
            work.done(lambda outcome: show(spaced(outcome.value))).start(self._page)

    def print_card(self) -> None:
        """Show the card as a paper, with print and save."""
        if self.card is None:
            return
        name = f"{words('customer.card_paper')}-{self.card.person.name}.pdf"
        work = self._page.read(lead_card_pdf, self.card.customer_id)
        work.done(lambda pdf: self._shell.preview(pdf, name)).start(self._page, Lane.SLOW)

    def go(self, kind: str) -> None:
        """Go on to another page with this customer."""
        if self.card is not None:
            self._shell.open_record(kind, self.card.customer_id)

    def open_event(self, event: Event) -> None:
        """Open the record behind an event."""
        self._shell.open_record(form.OPENS[event.kind], event.record_id)

    def menu(self, parent: QWidget, first: list[QAction], loss: QAction) -> QMenu:
        """What else may be done with the card, after the actions that stand `first`."""
        menu = QMenu(parent)
        menu.addActions(first)
        menu.addSeparator()
        if self.card is not None and self.deeds is not None:
            self._level_menu(menu, self.card, self.deeds)
            self._owner_menu(menu, self.card, self.deeds)
            if self.deeds.ask_loss:
                menu.addAction(loss)
            if self.role in ADMINS:
                menu.addAction(escaped(words("customer.erase")), self.ask_to_erase)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def ask_to_erase(self) -> None:
        """Show what an erasure would do to the card shown, and ask."""
        if self.card is not None:
            key = self.card.customer_id
            work = self._page.read(consequence, ErasureOf(key))
            work.done(lambda told: self._ask_to_erase(key, told)).start(self._page)

    def _ask_to_erase(self, key: UUID, told: Consequence) -> None:
        self.erasing = ErasureSheet(
            self._page, told, lambda name, reason: self._erase(Erase(key, name, reason))
        )
        self.erasing.open()

    def _erase(self, command: Erase) -> None:
        self._page.do(erase, command, self._erased)

    def _erased(self, count: int) -> None:
        self._leave()
        self._shell.toast(words("customer.erase_done", count=count))

    def _level_menu(self, menu: QMenu, card: Card, deeds: form.Deeds) -> None:
        if not (deeds.level or deeds.revive):
            return
        title = words("customer.revive" if deeds.revive else "customer.change_level")
        sub = menu.addMenu(escaped(title))
        for level in form.LEADS if deeds.revive else form.TYPED_LEVELS:
            action = _item(sub, enum_words(level), chosen=level is card.standing.level)
            action.triggered.connect(lambda _checked, level=level: self._take_level(level))

    def _take_level(self, level: IntentLevel) -> None:
        if self.card is None or self.deeds is None:
            return
        key = self.card.customer_id
        if self.deeds.revive:
            self._do(revive, Revive(key, level), "customer.revived")
        else:
            self._do(change_level, ChangeLevel(key, level), "customer.level_changed")

    def _owner_menu(self, menu: QMenu, card: Card, deeds: form.Deeds) -> None:
        if not deeds.assign:
            return
        sub = menu.addMenu(escaped(words("customer.assign")))
        for person in self._staff:
            action = _item(sub, person.name, chosen=person.id == card.standing.owner_id)
            command = AssignOwner(card.customer_id, person.id)
            action.triggered.connect(
                lambda _checked, c=command: self._do(assign_owner, c, "customer.assigned")
            )

    def _do(self, function: Callable[[Any, C], Any], command: C, told: str) -> None:
        self._page.do(function, command, lambda _value: self._shell.toast(words(told)))


def _item(menu: QMenu, text: str, *, chosen: bool) -> QAction:
    action = menu.addAction(escaped(text))
    action.setCheckable(True)
    action.setChecked(chosen)
    return action
