"""A contract being made: what only the buyer knows is asked, the rest comes from the quote."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from showroom import identity
from showroom.contract import form
from showroom.contract.commands import MakeContract, make_contract
from showroom.contract.sitting import Proposal
from showroom.documents.amount_upper import amount_upper
from showroom.errors import Refusal
from showroom.terms import DisputeWay, MoneyKind
from ui.formats import amount
from ui.kit.fields import (
    CheckField,
    Choice,
    ChoiceField,
    CodeField,
    DateField,
    EnumField,
    LineField,
    MoneyField,
    NotesField,
    PhoneField,
)
from ui.kit.labels import mark, plain_label
from ui.kit.notices import card
from ui.kit.page import Page, scrolled, side_by_side
from ui.pages.contract.plan import PlanField
from ui.pages.contract.shown import FactGrid, facts_of_quote, told
from ui.parts.fitting import FittingRow, Way
from ui.words import words

_ADDRESS_CAP = 120


class Making(QWidget):
    """The form of a new contract. `made` fires with the contract's id."""

    made = Signal(object)

    def __init__(self, page: Page, proposal: Proposal, leave: QAction) -> None:
        super().__init__()
        self._page = page
        self._leave = leave
        self.proposal = proposal
        self.entry = page.form(f"make.{proposal.quote.id}", self._save)
        self.entry.save_action.setText(words("contract.do_make"))
        self._fields()
        self.law = QVBoxLayout()
        self._told: list[str] = []
        self._fill()
        self.entry.edited.connect(self._follow)
        for field in (self.deposit, self.car):
            field.left.connect(self._follow)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(side_by_side(self._left(), self._right(), (3, 2)))
        self._follow()

    def begin(self) -> None:
        """Put the cursor into the first field that wants something."""
        wanted = (name for name, each in self.entry.fields.items() if not each.draft())
        self.entry.go_to(next(wanted, "buyer"))

    @property
    def law_told(self) -> str:
        """What is said of the deposit."""
        return "\n".join(self._told)

    def _fields(self) -> None:
        add, company = self.entry.add, self.proposal.is_company
        today = self._page.context.today
        self._group("contract.group_buyer")
        add(LineField("buyer", words("contract.buyer"), required=True))
        key = "contract.uscc" if company else "contract.idno"
        number = CodeField("buyer_idno", words(key), required=True)
        add(number.checked_by(lambda typed: form.check_identity(typed, self.proposal)))
        phone = PhoneField("phone", words("contract.phone"), required=True)
        add(phone.checked_by(_as_phone))
        add(LineField("address", words("contract.address"), required=True, cap=_ADDRESS_CAP))
        self._group("contract.group_deposit")
        self.kind = add(EnumField("money_kind", words("contract.money_kind"), MoneyKind,
                                  required=True))  # fmt: skip
        self.deposit = add(MoneyField("deposit", words("contract.deposit"), required=True))
        self.deposit.checked_by(self._check_deposit)
        self._group("contract.group_delivery")
        due = add(DateField("delivery_due", words("contract.delivery_due"), today, required=True))
        due.placeholder(words("contract.due_hint"))
        cars = [Choice(car.id, f"{car.vin} · {car.colour}", car.vin) for car in self.proposal.cars]
        self.car = add(ChoiceField("vehicle_id", words("contract.vin"), cars))
        self._group("contract.group_plan")
        self.plan = add(PlanField("pay_schedule", words("contract.schedule"), today), span=2)
        self._group("contract.group_terms")
        add(EnumField("dispute", words("contract.dispute"), DisputeWay, required=True), span=2)
        add(NotesField("breach_terms", words("contract.breach_terms"), lines=2), span=2)
        hint = words("contract.terms_ack_hint")
        add(CheckField("terms_ack", words("contract.terms_ack"), hint=hint), span=2)

    def _group(self, key: str) -> None:
        self.entry.add_row(plain_label(words(key), "strong"))

    def _fill(self) -> None:
        """What is known already; the plan follows the deposit."""
        proposal = self.proposal
        self.plan.expects(proposal.invoice_price_fen)
        self.entry.fill(
            buyer=proposal.buyer,
            phone=proposal.phone or None,
            money_kind=MoneyKind.EARNEST,
            dispute=DisputeWay.LITIGATION,
            vehicle_id=form.usual_car(proposal),
        )

    def _follow(self) -> None:
        """The law and the plan follow what is typed."""
        kind, fen = self.kind.value() or MoneyKind.EARNEST, self._deposit_fen()
        proposal = self.proposal
        price, rules = proposal.invoice_price_fen, proposal.rules
        self.plan.propose(form.usual_plan(proposal, kind, fen))
        self._tell_deposit(fen, form.above_cap(kind, fen, price, rules))
        self._tell_car()
        self._tell_law([told(said) for said in form.law(kind, fen, price, rules)])

    def _tell_deposit(self, fen: int, over: int) -> None:
        """The amount in capitals, or what of it cannot be earnest money."""
        if self.deposit.error:
            return
        if over:
            proposal = self.proposal
            cap = amount(form.cap_fen(proposal.invoice_price_fen, proposal.rules))
            self.deposit.show_hint(words("contract.over_cap", cap=cap, over=amount(over)), "warn")
        else:
            self.deposit.show_hint(amount_upper(fen) if fen else "")

    def _tell_car(self) -> None:
        """A car of another colour may be allocated, but not without a word."""
        colour = form.other_colour(self.proposal, self.car.value())
        if colour:
            sold = self.proposal.colour
            self.car.show_hint(words("contract.other_colour", colour=colour, sold=sold), "warn")
        else:
            self.car.show_hint("" if self.proposal.cars else words("contract.no_car"))

    def _tell_law(self, sentences: list[str]) -> None:
        if sentences == self._told:
            return
        self._told = sentences
        while item := self.law.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for sentence in sentences:
            self.law.addWidget(plain_label(sentence, "body", wrap=True))

    def _deposit_fen(self) -> int:
        try:
            return self.deposit.value() or 0
        except Refusal:
            return 0

    def _check_deposit(self, fen: int) -> None:
        form.check_agreed(self.kind.value(), fen, self.proposal)

    def _save(self) -> None:
        self.entry.send(make_contract, self.entry.command(self._command), self.made.emit)

    def _command(self, **typed: Any) -> MakeContract:  # noqa: ANN401 - one type for each field
        return form.making(self.proposal, **typed)

    def _left(self) -> QFrame:
        frame, column = card()
        head = QHBoxLayout()
        head.addWidget(plain_label(words("contract.make_title"), "heading"))
        head.addStretch(1)
        head.addWidget(self.entry.draft_note)
        column.addLayout(head)
        column.addWidget(scrolled(self.entry), 1)
        foot = FittingRow()
        save = Way(self.entry.save_action, "contract", "primary")
        foot.offer((Way(self._leave, "arrow-left", "ghost"), save))
        column.addWidget(foot)
        return frame

    def _right(self) -> QFrame:
        frame, outer = card(title=words("contract.from_quote"))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        outer.addWidget(scrolled(inside), 1)
        facts = FactGrid()
        facts.show_facts(facts_of_quote(self.proposal))
        column.addWidget(facts)
        column.addWidget(price_box(self.proposal.invoice_price_fen))
        column.addWidget(plain_label(words("contract.law_title"), "strong"))
        law = QFrame()
        mark(law, banner="info")
        self.law.setContentsMargins(14, 10, 14, 10)
        self.law.setSpacing(6)
        law.setLayout(self.law)
        column.addWidget(law)
        column.addWidget(plain_label(words("contract.nothing_retyped"), "muted", wrap=True))
        column.addStretch(1)
        return frame


def price_box(fen: int) -> QFrame:
    """The price of the car, large, with its capitals below."""
    frame, column = card()
    mark(frame, card="sunken")
    column.setContentsMargins(16, 10, 16, 10)
    column.setSpacing(2)
    column.addWidget(plain_label(words("contract.price"), "label"))
    column.addWidget(plain_label(amount(fen), "figure"))
    column.addWidget(plain_label(amount_upper(fen), "muted", wrap=True))
    return frame


def _as_phone(typed: str) -> None:
    identity.as_phone(typed)
