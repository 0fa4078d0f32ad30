"""Money taken and paid back: two small forms beside the receipts."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QFrame, QVBoxLayout

from showroom.contract import form
from showroom.contract.queries import ReceiptLine, WholeContract
from showroom.contract.receipts import PayBack, TakeMoney, pay_back, take_money
from showroom.documents.amount_upper import amount_upper
from showroom.errors import Refusal
from showroom.terms import PayMethod
from ui.formats import amount
from ui.kit.fields import ChoiceField, EnumField, LineField, MoneyField, enum_choices
from ui.kit.labels import mark, plain_label
from ui.kit.page import Page
from ui.pages.contract.shown import told
from ui.words import words

Booked = Callable[[Any], None]


class MoneyForm(QFrame):
    """A form over one amount; says it in capitals while it is typed."""

    def __init__(self, page: Page, name: str, title: str) -> None:
        super().__init__()
        self.entry = page.form(name, self._save)
        self.entry.save_action.setText(title)
        self._fields()
        self.entry.edited.connect(self._follow)
        self.amount.left.connect(self._follow)
        mark(self, card="sunken")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addWidget(plain_label(title, "strong"))
        column.addWidget(self.entry)

    def begin(self) -> None:
        """Put the cursor into the amount."""
        self.entry.go_to("amount")
        self.amount.line.selectAll()

    def _fields(self) -> None:
        raise NotImplementedError

    def _save(self) -> None:
        raise NotImplementedError

    def _add_money(self) -> None:
        add = self.entry.add
        self.amount = add(MoneyField("amount", words("contract.amount"), required=True))
        self.method = add(EnumField("method", words("contract.method"), PayMethod, required=True))
        self.number = add(LineField("txn_no", words("contract.txn_no")))

    def _follow(self) -> None:
        """What follows from what is typed: capitals, whether a number is asked for."""
        self.number.set_required(form.needs_number(self.method.value()))
        fen = self.fen()
        if not self.amount.error:
            self.amount.show_hint(amount_upper(fen) if fen else "")

    def fen(self) -> int:
        """The amount typed, 0 while it cannot be read."""
        try:
            return self.amount.value() or 0
        except Refusal:
            return 0


class TakeForm(MoneyForm):
    """Money handed over: the kind, the amount, how, from whom."""

    def __init__(self, page: Page, whole: WholeContract, booked: Booked) -> None:
        self._whole = whole
        self._booked = booked
        super().__init__(page, f"take.{whole.line.id}", words("contract.do_take"))
        proposed = form.next_money(whole)
        self.entry.fill(
            kind=proposed.kind,
            amount=proposed.amount_fen or None,
            method=proposed.method,
            payer=whole.buyer,
        )
        self._follow()

    def _fields(self) -> None:
        kinds = enum_choices(type(form.kinds(self._whole)[0]), *form.kinds(self._whole))
        self.kind = self.entry.add(
            ChoiceField("kind", words("contract.kind"), kinds, required=True)
        )
        self._add_money()
        self.entry.add(LineField("payer", words("contract.payer"), required=True), span=2)

    def _follow(self) -> None:
        super()._follow()
        said = form.split_note(self._whole, self.kind.value(), self.fen())
        if said is not None and not self.amount.error:
            self.amount.show_hint(told(said), "warn")

    def _save(self) -> None:
        self.entry.send(take_money, self.entry.command(self._command), self._booked)

    def _command(self, **typed: Any) -> TakeMoney:  # noqa: ANN401 - one type for each field
        return TakeMoney(
            self._whole.line.id,
            typed["kind"],
            typed["amount"],
            typed["method"],
            typed["payer"],
            typed["txn_no"] or "",
        )


class BackForm(MoneyForm):
    """Money paid back from one receipt."""

    def __init__(self, page: Page, held: tuple[WholeContract, ReceiptLine], booked: Booked) -> None:
        self._whole, self.receipt = held
        self._booked = booked
        title = words("contract.do_pay_back", number=self.receipt.doc_no)
        super().__init__(page, f"back.{self.receipt.id}", title)
        self.entry.save_action.setText(words("contract.act_pay_back"))
        left = form.left_fen(self.receipt, self._whole)
        self.entry.fill(amount=left, method=self.receipt.method)
        self._left = amount(left)
        self._follow()

    def _fields(self) -> None:
        self._add_money()
        self.amount.checked_by(lambda fen: form.check_left(fen, self.receipt, self._whole))

    def _save(self) -> None:
        self.entry.send(pay_back, self.entry.command(self._command), self._booked)

    def _command(self, **typed: Any) -> PayBack:  # noqa: ANN401 - one type for each field
        return PayBack(self.receipt.id, typed["amount"], typed["method"], typed["txn_no"] or "")
