"""One drive at the right of the page: its head, the step it is at, the form of that step."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from showroom.testdrive.form import Step, gates, step_of
from showroom.testdrive.rules import Slot
from showroom.testdrive.sitting import DriveCard, Guest, Sitting
from ui.kit.form import Form
from ui.kit.labels import tip
from ui.kit.notices import card
from ui.kit.page import Page, scrolled
from ui.pages.testdrive.acts import Acts
from ui.pages.testdrive.forms import back_fields, feedback_fields, out_fields, sign_fields
from ui.pages.testdrive.head import DriveHead
from ui.pages.testdrive.licence import LicenceWatch
from ui.pages.testdrive.plan import Plan
from ui.pages.testdrive.summary import Summary
from ui.words import words

_ROOMY = 400


class Panel(QWidget):
    """Shows a new booking, or a drive at its step.

    `typed` fires when the slot being typed moves, `written` with the drive's id after a write
    (None: the panel is back at a new booking).
    """

    typed = Signal()
    written = Signal(object)

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self.card: DriveCard | None = None
        self.sitting: Sitting | None = None
        self.plan: Plan | None = None
        self.form: Form | None = None
        self._watch: LicenceWatch | None = None
        self.visit_id: UUID | None = None
        self.acts = Acts(page, self)
        self._top = DriveHead(page.context.zone, self.acts.choices)
        self._inside = QVBoxLayout()
        self._main: QWidget | None = None
        self._lay_out()
        self._head()

    def begin_booking(self, visit_id: UUID | None = None) -> None:
        """Show a new booking."""
        self.drop_form()
        self.card, self.visit_id = None, visit_id
        self._show_form("book", words("testdrive.do_book"), self.acts.save_booking)
        self._start_plan()
        self._head()

    def book_for(self, guest: Guest) -> None:
        """Show a new booking for that customer."""
        if self.plan is None or self.card is not None:
            self.begin_booking()
        if self.plan is not None:
            self.plan.receive(guest)
        self.begin()

    def book_at(self, vehicle_id: UUID, slot: Slot | None) -> None:
        """Show a booking of that car and slot, keeping what is typed."""
        if self.plan is None:
            self.begin_booking()
        if self.plan is not None:
            self.plan.at(vehicle_id, slot)
        self.begin()

    def show_drive(self, shown: DriveCard) -> None:
        """Show a drive at its step; what is typed for the same step of it stays."""
        before, self.card = self.card, shown
        if self._main is None or not _stands_like(before, shown):
            self.drop_form()
            self._show_step(shown)
        self._head()

    def show_sitting(self, sitting: Sitting) -> None:
        """Work with that day."""
        first, self.sitting = self.sitting is None, sitting
        if first and self.card is None and self.form is None:
            self.begin_booking()
        elif self.plan is not None:
            self.plan.offer(sitting)
        self._head()

    def change_plan(self) -> None:
        """Show the booking's own plan to change it."""
        if self.card is None:
            return
        shown = self.card
        self.drop_form()
        key = f"plan.{shown.line.id}"
        self._show_form(key, words("testdrive.do_change"), self.acts.save_change)
        self._start_plan()
        self._head()
        self.begin()

    def back(self) -> None:
        """Leave the change of a plan, or the drive."""
        if self.card is not None and self.plan is not None:
            shown = self.card
            self.drop_form()
            self._show_step(shown)
            self._head()
        else:
            self.begin_booking()
        self.begin()

    def begin(self) -> None:
        """Put the cursor into the first field that wants something."""
        form = self.form
        if form is None:
            return
        form.go_to(_wanted(form))

    def slot(self) -> tuple[UUID, Slot] | None:
        """The car and slot being typed."""
        return self.plan.slot() if self.plan is not None else None

    def problem(self) -> str | None:
        """The code of what keeps the licence typed from driving."""
        warned = self._watch.warned if self._watch is not None else None
        return warned.code if warned else None

    def _show_step(self, shown: DriveCard) -> None:
        step, line = step_of(shown.line), shown.line
        why = gates(line, self.sitting).step.why if self.sitting else ""
        if step in {Step.FINISHED, Step.OFF} or why == "testdrive.why_sales":
            note = words(why) if why and step not in {Step.FINISHED, Step.OFF} else ""
            self._put(Summary(shown, note))
            return
        self._show_form(f"{step.lower()}.{line.id}", words(_DO[step]), self.acts.saves(step))
        self._fill(step, shown)
        if self.form is not None:
            self.form.offer_draft()

    def _fill(self, step: Step, shown: DriveCard) -> None:
        form = self.form
        if form is None:
            return
        if step is Step.SIGN:
            sign_fields(form, shown, self._page.context.today)
            if self.sitting is not None:
                ride = self.acts.ride_offer()
                self._watch = LicenceWatch(form, shown.line, self.sitting, ride)
        else:
            _FILLS[step](form, shown)

    def _start_plan(self) -> None:
        if self.form is None:
            return
        self.plan = Plan(self.form, self._page.context, self.card.line if self.card else None)
        self.plan.moved.connect(self.typed.emit)
        if self.sitting is not None:
            self.plan.offer(self.sitting)
        self.form.offer_draft()

    def _show_form(self, name: str, do: str, save: Callable[[], None]) -> None:
        form = self._page.form(name, save, 2 if self.width() >= _ROOMY else 1)
        form.save_action.setText(do)
        form.save_action.setToolTip(tip(f"{do}  Ctrl+S"))
        self.form = form
        self._put(form)
        self.acts.foot.lead(form.save_action)
        self._top.notes.addWidget(form.draft_note)
        self._alerts.addWidget(form.banner)

    def _put(self, main: QWidget) -> None:
        self._main = main
        self._inside.insertWidget(0, main)

    def drop_form(self) -> None:
        """Let the form go; what is typed in it is kept as its draft."""
        form, main = self.form, self._main
        if form is not None:
            form.keep_draft()
            form.save_action.setEnabled(False)
            self._page.forms.remove(form)
            self._page.page_actions.remove(form.save_action)
            self._page.removeAction(form.save_action)
            for told in (form.draft_note, form.banner):
                told.hide()
                told.deleteLater()
            self.acts.foot.lead(None)
        if main is not None:
            self._inside.removeWidget(main)
            main.hide()
            main.deleteLater()
        self.form = self.plan = self._watch = self._main = None

    def _head(self) -> None:
        """Show who, how it stands, and what may be done."""
        shown = self.card
        self._top.show_drive(shown)
        self.acts.gate(shown, self.sitting, changing=shown is not None and self.plan is not None)

    def _lay_out(self) -> None:
        frame, column = card()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        column.addWidget(self._top)
        rule = QFrame()
        rule.setProperty("rule", "h")
        column.addWidget(rule)
        self._alerts = QVBoxLayout()
        column.addLayout(self._alerts)
        column.addWidget(scrolled(self._body()), 1)
        column.addWidget(self.acts.foot)

    def _body(self) -> QWidget:
        body = QWidget()
        body.setLayout(self._inside)
        self._inside.setContentsMargins(0, 0, 6, 0)
        return body


def _stands_like(before: DriveCard | None, shown: DriveCard) -> bool:
    """Whether the same form goes on serving."""
    return (
        before is not None
        and before.line.id == shown.line.id
        and before.line.mode is shown.line.mode
        and step_of(before.line) is step_of(shown.line)
    )


def _wanted(form: Form) -> str:
    """The first field that wants something; else the tick, else the first."""
    empty = (name for name, field in form.fields.items() if field.required and not field.draft())
    last = "statements_read" if "statements_read" in form.fields else next(iter(form.fields))
    return next(empty, last)


_DO = {
    Step.SIGN: "testdrive.do_sign",
    Step.GO_OUT: "testdrive.do_go_out",
    Step.COME_BACK: "testdrive.do_come_back",
    Step.FEEDBACK: "testdrive.do_feedback",
}
_FILLS: dict[Step, Callable[[Form, DriveCard], None]] = {
    Step.GO_OUT: out_fields,
    Step.COME_BACK: back_fields,
    Step.FEEDBACK: feedback_fields,
}
