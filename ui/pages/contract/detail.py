"""One contract: what it says at the left, its money at the right."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from showroom.contract import form
from showroom.contract.commands import Instalment
from showroom.contract.sitting import Shown
from showroom.terms import ContractStatus
from ui.charts.steps import StepBar
from ui.formats import amount
from ui.kit.labels import ElidedLabel, Label, mark, plain_label
from ui.kit.notices import Banner, Offer, card
from ui.kit.page import Page, scrolled, side_by_side
from ui.kit.table import Table
from ui.pages.contract.acts import Acts
from ui.pages.contract.making import price_box
from ui.pages.contract.money import MoneyForm
from ui.pages.contract.shown import (
    FactGrid,
    deposit_words,
    due_words,
    facts_of,
    part_name,
    receipt_columns,
    told,
)
from ui.parts.fitting import FittingRow, Way
from ui.parts.recordmark import RecordMark
from ui.words import enum_words, words

Ways = Sequence[Way]
_BOTH_HIGH = 600


class Detail(QWidget):
    """A contract with its receipts; buttons are those of the page's actions."""

    def __init__(self, page: Page, shown: Shown, acts: Acts) -> None:
        super().__init__()
        self.shown = shown
        self.money: MoneyForm | None = None
        self._acts = acts
        self.car = Banner()
        self.car.fixed()
        self._right_ways: Ways = ()
        self.title = ElidedLabel("", "heading")
        self.pill = plain_label("", "body")
        self.mark = RecordMark(page.context)
        self.steps = StepBar(tuple(enum_words(status) for status in form.WAY))
        self.facts = FactGrid()
        self.deposit = plain_label("", "body", wrap=True)
        self.plan = _Plan()
        self.strip = _Strip()
        zone, memory = page.context.zone, page.context.memory
        self.receipts = Table("contract.receipts", receipt_columns(zone), memory)
        self.receipts.named(words("contract.receipts")).bare()
        self._left_foot = FittingRow()
        self._right_foot = FittingRow()
        self._money_place = scrolled(QWidget())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(side_by_side(self._left(), self._right(), (1, 1)))
        self.show_contract(shown)

    def show_contract(self, shown: Shown) -> None:
        """Show the contract as it stands now."""
        self.shown = shown
        whole = shown.whole
        status = whole.line.status
        self.title.setText(f"{whole.line.customer} · {whole.line.doc_no or ''}")
        self.mark.show_record("contract", whole.line.id)
        word, tone = form.state_of(whole.line)
        self.pill.setText(words(word))
        mark(self.pill, pill=tone)
        self._show_car(shown, tone)
        self.steps.setVisible(status is not ContractStatus.CANCELLED)
        self.steps.show_done(form.done(status))
        self.facts.show_facts(facts_of(shown))
        self.deposit.setText(deposit_words(shown))
        self.plan.show_parts(whole.schedule)
        self.strip.show_sums(shown)
        self.receipts.show_lines(whole.receipts)

    def _show_car(self, shown: Shown, tone: str) -> None:
        """Say what is not settled about the car, with the choice of who was refused it."""
        note = form.car_note(shown.whole)
        if note is None:
            self.car.dismiss()
            return
        offers = (
            Offer(words("contract.choose_other"), self._acts.allocate.trigger),
            Offer(words("contract.let_go"), self._acts.let_go.trigger),
        )
        may = shown.may.sell and tone == "bad" and shown.whole.line.status in form.BOUND
        self.car.say(told(note), tone, *(offers if may else ()))

    def show_money(self, money: MoneyForm | None) -> None:
        """Show that form below the receipts, or none."""
        old = self._money_place.takeWidget()
        old.hide()
        old.deleteLater()
        self.money = money
        self._money_place.setWidget(money if money is not None else QWidget())
        self._money_place.setVisible(money is not None)
        self._make_room()
        self._fill_right()

    def begin(self) -> None:
        """Put the cursor where work goes on: into the receipts, or on the next step."""
        pending = self.shown.whole.line.status is ContractStatus.PENDING
        if pending and self._left_foot.begin():
            return
        if self.receipts.model.rowCount() and not self.receipts.isHidden():
            self.receipts.setFocus()
        elif not self._right_foot.begin():
            self._left_foot.begin()

    def offer(self, left: Ways, right: Ways) -> None:
        """Put buttons for these below the two cards."""
        self._right_ways = right
        self._left_foot.offer(left)
        self._fill_right()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Where there is no room for both, the form of money takes that of the receipts."""
        self.receipts.setVisible(self.money is None or self.height() >= _BOTH_HIGH)

    def _fill_right(self) -> None:
        """While money is being booked, its own way on and out stand where the others stood."""
        if self.money is None:
            self._right_foot.offer(self._right_ways)
            return
        save = self.money.entry.save_action
        self._right_foot.offer(
            (Way(self._acts.back, "arrow-left", "ghost"), Way(save, "receipt", "primary"))
        )

    def _left(self) -> QFrame:
        frame, column = card()
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.title, 1)
        head.addWidget(self.mark)
        head.addWidget(self.pill)
        column.addLayout(head)
        column.addWidget(self.steps)
        column.addWidget(self.car)
        inside = QWidget()
        body = QVBoxLayout(inside)
        body.setContentsMargins(0, 0, 8, 0)
        body.setSpacing(14)
        body.addWidget(price_box(self.shown.whole.line.price_fen))
        body.addWidget(_sentence(self.deposit))
        body.addWidget(plain_label(words("contract.schedule"), "strong"))
        body.addWidget(self.plan)
        body.addWidget(self.facts)
        body.addStretch(1)
        column.addWidget(scrolled(inside), 1)
        column.addWidget(self._left_foot)
        return frame

    def _right(self) -> QFrame:
        frame, column = card(title=words("contract.receipts"))
        column.addWidget(self.strip)
        self.receipts.when_empty("receipt", words("contract.no_receipts"))
        self.receipts.setMinimumHeight(120)
        column.addWidget(self.receipts, 1)
        column.addWidget(self._money_place, 2)
        self._money_place.hide()
        column.addWidget(self._right_foot)
        return frame


class _Strip(QFrame):
    """What is owed, what was received, what is left."""

    def __init__(self) -> None:
        super().__init__()
        mark(self, card="sunken")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 10)
        self._figures: list[Label] = []
        self._notes: list[Label] = []
        for key in ("contract.due_here", "contract.received", "contract.balance"):
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(plain_label(words(key), "small"))
            figure, note = plain_label("", "heading"), ElidedLabel("", "small")
            self._figures.append(figure)
            self._notes.append(note)
            column.addWidget(figure)
            column.addWidget(note)
            row.addLayout(column, 1)

    def show_sums(self, shown: Shown) -> None:
        """Show where the money of the contract stands."""
        standing = shown.whole.standing
        figures = (standing.due_fen, standing.received_fen, standing.balance_fen)
        for label, fen in zip(self._figures, figures, strict=True):
            label.setText(amount(fen))
        even = words("contract.settled") if standing.balance_fen == 0 else ""
        over = words("contract.overpaid") if standing.balance_fen < 0 else ""
        share = amount(standing.earnest_fen)
        earnest = words("contract.earnest_in_it", amount=share) if standing.earnest_fen else ""
        notes = (words("contract.due_note"), earnest, even or over)
        for label, text in zip(self._notes, notes, strict=True):
            label.setText(text)
        self._notes[2].set_role("good" if even else "warn")


class _Plan(QWidget):
    """The payments agreed."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: tuple[Instalment, ...] | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        for column in range(3):
            self._grid.setColumnStretch(column, 1)

    def show_parts(self, parts: tuple[Instalment, ...]) -> None:
        """Show these payments; they never change once agreed."""
        if parts == self._parts:
            return
        self._parts = parts
        for row, part in enumerate(parts):
            self._grid.addWidget(plain_label(part_name(part.name)), row, 0)
            self._grid.addWidget(plain_label(due_words(part), "muted"), row, 1)
            price = plain_label(amount(part.amount_fen))
            self._grid.addWidget(price, row, 2, Qt.AlignmentFlag.AlignRight)


def _sentence(label: Label) -> QFrame:
    frame = QFrame()
    mark(frame, banner="info")
    column = QVBoxLayout(frame)
    column.setContentsMargins(14, 10, 14, 10)
    column.addWidget(label)
    return frame
