"""What may be done about a drive: its actions with their keys, and the commands they send."""

from collections.abc import Callable
from typing import Any, Protocol
from uuid import UUID

from PySide6.QtGui import QAction

from showroom.testdrive.commands import (
    Book,
    Cancel,
    ComeBack,
    GoOut,
    Reschedule,
    Sign,
    book,
    cancel,
    come_back,
    give_feedback,
    go_out,
    reschedule,
    ride_only,
    sign,
)
from showroom.testdrive.form import Gate, Gates, Step, gates, step_of
from showroom.testdrive.sitting import DriveCard, Sitting
from ui.kit.dialogs import Sheet, Way
from ui.kit.fields import LineField
from ui.kit.form import Form
from ui.kit.labels import plain_label, tip
from ui.kit.notices import Offer
from ui.kit.page import Page
from ui.pages.testdrive.foot import Foot
from ui.pages.testdrive.forms import booked, given, scored
from ui.pages.testdrive.papers import Papers
from ui.pages.testdrive.plan import Plan
from ui.words import words


class Bench(Protocol):
    """What the actions act on: the panel, with the drive and the form it shows."""

    card: DriveCard | None
    form: Form | None
    plan: Plan | None
    visit_id: UUID | None
    written: Any

    def problem(self) -> str | None:
        """The code of what keeps the licence typed from driving."""
        ...

    def back(self) -> None:
        """Leave the change of a plan, or the drive."""
        ...

    def change_plan(self) -> None:
        """Show the booking's own plan to change it."""
        ...

    def drop_form(self) -> None:
        """Let the form go, so that what is read next is shown anew."""
        ...


class Acts:
    """The actions of the panel; each knows whether it may be done now, and says why not."""

    def __init__(self, page: Page, panel: Bench) -> None:
        self._page = page
        self._panel = panel
        self._papers = Papers(page, lambda: panel.card.line.customer if panel.card else "")
        action = page.action
        self.back = action(words("testdrive.back"), "Alt+Left", panel.back)
        self.change = action(words("testdrive.change"), "Ctrl+R", panel.change_plan)
        self.cancel = action(words("testdrive.cancel"), "Ctrl+D", self._ask_cancel)
        self.ride = action(words("testdrive.ride_only"), "Ctrl+M", self._ride_only)
        self.paper = action(words("testdrive.preview"), "Ctrl+P", self._show_agreement)
        self.said = action(words("testdrive.said_paper"), "Ctrl+Shift+P", self._show_feedback)
        self.quote = action(words("testdrive.quote"), "Ctrl+Shift+Q", self._quote)
        self.foot = Foot(self._pictured())

    def gate(self, card: DriveCard | None, sitting: Sitting | None, *, changing: bool) -> None:
        """Allow what may be done about that drive; show only the buttons of its step."""
        ways = gates(card.line, sitting) if card is not None and sitting is not None else None
        step = step_of(card.line) if card is not None else Step.BOOK
        self.back.setEnabled(card is not None)
        for action, gate in self._gates(ways).items():
            _gate(action, gate)
        if changing:
            step = Step.BOOK
        own = self._of_step(step)
        self.foot.show_only((self.back, *own) if changing else own)
        if self._panel.form is not None and ways is not None and not changing:
            _gate(self._panel.form.save_action, ways.step)

    def choices(self) -> tuple[Offer, ...]:
        """What may be done about a booking whose slot was refused."""
        return (
            Offer(words("testdrive.change"), self.change.trigger),
            Offer(words("testdrive.cancel"), self.cancel.trigger),
        )

    def ride_offer(self) -> Offer:
        """What is offered when the licence will not do."""
        return Offer(words("testdrive.ride_only"), self._ride_only, "Ctrl+M")

    def saves(self, step: Step) -> Callable[[], None]:
        """What Ctrl+S does at a step."""
        return {
            Step.SIGN: self._save_agreement,
            Step.GO_OUT: self._save_out,
            Step.COME_BACK: self._save_back,
            Step.FEEDBACK: self._save_feedback,
        }[step]

    def save_booking(self) -> None:
        """Book what is typed."""
        form = self._panel.form
        if form is not None:
            visit = self._panel.visit_id
            command = form.command(booked(Book), **({"visit_id": visit} if visit else {}))
            form.send(book, command, lambda key: self._wrote(key, "testdrive.booked"))

    def save_change(self) -> None:
        """Change the plan of the booking."""
        form, key = self._panel.form, self._key()
        if form is not None and key is not None:
            command = form.command(booked(Reschedule), drive_id=key)
            form.send(reschedule, command, lambda _none: self._changed(key))

    def _changed(self, key: UUID) -> None:
        self._panel.drop_form()
        self._wrote(key, "testdrive.changed")

    def _save_agreement(self) -> None:
        form, key = self._panel.form, self._key()
        if form is None or key is None:
            return
        command = form.command(given(Sign), drive_id=key)
        problem = self._panel.problem()
        if command is not None and problem is not None:
            form.banner.say(words(problem), "warn", self.ride_offer())
            return
        form.send(sign, command, lambda _id: self._signed(key))

    def _signed(self, key: UUID) -> None:
        self._wrote(key, "testdrive.agreement_issued")
        self._papers.show_agreement(key)

    def _save_out(self) -> None:
        form, key = self._panel.form, self._key()
        if form is not None and key is not None:
            command = form.command(given(GoOut), drive_id=key)
            form.send(go_out, command, lambda _none: self._wrote(key, "testdrive.gone_out"))

    def _save_back(self) -> None:
        form, key = self._panel.form, self._key()
        if form is not None and key is not None:
            command = form.command(given(ComeBack), drive_id=key)
            form.send(come_back, command, lambda _none: self._wrote(key, "testdrive.come_back"))

    def _save_feedback(self) -> None:
        form, key = self._panel.form, self._key()
        if form is not None and key is not None:
            command = form.command(scored, drive_id=key)
            form.send(give_feedback, command, lambda _id: self._wrote(key, "testdrive.said"))

    def _ride_only(self) -> None:
        key = self._key()
        if key is not None and self.ride.isEnabled():
            self._page.do(ride_only, key, lambda _none: self._wrote(key, "testdrive.rides_now"))

    def _ask_cancel(self) -> None:
        """Ask for the reason, and whether they called it off or just did not come."""
        card, key = self._panel.card, self._key()
        if card is None or key is None:
            return
        sheet = Sheet(self._page, words("testdrive.cancel_title", name=card.line.customer))
        sheet.body.addWidget(plain_label(words("testdrive.cancel_text"), "muted", wrap=True))
        reason = LineField("reason", words("testdrive.cancel_reason"))
        reason.placeholder(words("testdrive.cancel_hint"))
        sheet.body.addWidget(reason)

        def off(*, no_show: bool) -> None:
            command = Cancel(key, reason.value() or "", no_show=no_show)
            said = "testdrive.no_show_kept" if no_show else "testdrive.cancelled"
            self._page.do(cancel, command, lambda _none: self._wrote(key, said))

        sheet.add_way(Way(words("testdrive.keep"), lambda: None, safe=True))
        sheet.add_way(Way(words("testdrive.no_show"), lambda: off(no_show=True)))
        sheet.add_way(Way(words("testdrive.cancel"), lambda: off(no_show=False), "danger"))
        sheet.open()
        reason.line.setFocus()

    def _show_agreement(self) -> None:
        """The agreement as issued, or what is typed as a draft."""
        card, form = self._panel.card, self._panel.form
        if card is None:
            return
        if card.line.signed:
            self._papers.show_agreement(card.line.id)
        elif form is not None and self._panel.plan is None and step_of(card.line) is Step.SIGN:
            self._papers.show_draft(form, form.command(given(Sign), drive_id=card.line.id))

    def _show_feedback(self) -> None:
        key = self._key()
        if key is not None:
            self._papers.show_feedback(key)

    def _quote(self) -> None:
        card = self._panel.card
        if card is not None:
            self._page.context.shell.open_record("quote_for", card.line.customer_id)

    def _wrote(self, key: UUID, said: str) -> None:
        self._page.context.shell.toast(words(said))
        self._panel.written.emit(key)

    def _key(self) -> UUID | None:
        return self._panel.card.line.id if self._panel.card is not None else None

    def _pictured(self) -> dict[QAction, str]:
        """The actions with a button, and their icons."""
        return {
            self.back: "arrow-left",
            self.change: "calendar",
            self.cancel: "x-circle",
            self.paper: "print",
            self.said: "note",
            self.quote: "quote",
        }

    def _gates(self, ways: Gates | None) -> dict[QAction, Gate]:
        shut = Gate("testdrive.why_nothing")
        return {
            self.change: ways.reschedule if ways else shut,
            self.cancel: ways.cancel if ways else shut,
            self.ride: ways.ride_only if ways else shut,
            self.paper: self._paper_gate(ways) if ways else shut,
            self.said: ways.print_feedback if ways else shut,
            self.quote: Gate() if ways else shut,
        }

    def _paper_gate(self, ways: Gates) -> Gate:
        """Before it is issued the agreement can be looked at as a draft."""
        card = self._panel.card
        drafting = card is not None and step_of(card.line) is Step.SIGN and ways.step.open
        return Gate() if drafting else ways.print_agreement

    def _of_step(self, step: Step) -> tuple[QAction, ...]:
        """The buttons of a step; every other action is a key, and in Ctrl+K."""
        return {
            Step.BOOK: (),
            Step.SIGN: (self.change, self.cancel, self.paper),
            Step.GO_OUT: (self.cancel, self.paper),
            Step.COME_BACK: (self.paper,),
            Step.FEEDBACK: (self.paper,),
            Step.FINISHED: (self.paper, self.said, self.quote),
            Step.OFF: (),
        }[step]


def _gate(action: QAction, gate: Gate) -> None:
    """Enable an action, or say in its tip why not."""
    action.setEnabled(gate.open)
    key = action.shortcut().toString()
    text = action.text().replace("&&", "&")
    action.setToolTip(tip(f"{text}  {key}" if gate.open else words(gate.why)))
