"""合同与收款: the list, a contract made from an accepted quote, one contract with its money."""

from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from showroom.contract import form
from showroom.contract.commands import CancelContract, cancel_contract, sign_contract
from showroom.contract.listing import Entry, Show, counts, entries
from showroom.contract.printing import contract_pdf, receipt_pdf
from showroom.contract.queries import Contracts, ReceiptLine
from showroom.contract.sitting import Proposal, Shown, Sitting, proposal, shown, sitting
from ui.context import Context
from ui.kit.form import Form
from ui.kit.labels import mark, plain_label
from ui.kit.notices import Offer, card
from ui.kit.page import Page
from ui.kit.table import Table
from ui.pages.contract.acts import Acts, Doings, ask_cancel
from ui.pages.contract.detail import Detail
from ui.pages.contract.making import Making
from ui.pages.contract.money import BackForm, MoneyForm, TakeForm
from ui.pages.contract.shown import columns
from ui.parts.chips import Chips
from ui.parts.narrow import GivingWay
from ui.words import enum_words, words

_LAST = "contract.last"
_MAKES = frozenset({"contract_for"})


class ContractPage(Page):
    """Contracts and their money.

    Records: `contract` opens one; `contract_for` makes one from an accepted quote.
    """

    key = "contract"
    reads = frozenset({"contract", "receipt", "quote", "customer", "vehicle"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._found: Sitting | None = None
        self._typed: dict[str, dict[str, str]] = {}
        self.making: Making | None = None
        self.detail: Detail | None = None
        self.acts = Acts(self, self._doings())
        self.count = plain_label("", "body")
        mark(self.count, pill="accent")
        self.chips = Chips([(show, words(show.word)) for show in Show])
        self.chips.chosen.connect(lambda _show: self._show_list())
        self.table = self._table()
        self.stack = QStackedWidget()
        self._place = QVBoxLayout()
        self._place.setContentsMargins(0, 0, 0, 0)
        holder = QWidget()
        holder.setLayout(self._place)
        self.stack.addWidget(self._list())
        self.stack.addWidget(holder)
        self.body.addWidget(self.stack)
        self.acts.gate(None)
        self._return_to(context.memory.recall(_LAST))

    @property
    def chosen(self) -> UUID | None:
        """The contract shown, None while the list or a new one is."""
        return self.detail.shown.whole.line.id if self.detail is not None else None

    @override
    def reread(self) -> None:
        self.read(sitting, Contracts()).done(self._take).start(self)
        if self.chosen is not None:
            self.read(shown, self.chosen).done(self._refresh).start(self)

    @override
    def shown(self) -> None:
        if self.stack.currentIndex() == 0:
            self.table.setFocus()

    @override
    def open_record(self, kind: str, key: UUID, **more: Any) -> None:
        if kind in _MAKES:
            self.make_from(key)
        else:
            self.open_contract(key)

    @override
    def step(self, by: int) -> None:
        entry = self.table.step(by)
        if entry is not None and self.stack.currentIndex() == 1:
            self._open(entry)

    @override
    def retype(self, typed: dict[str, dict[str, str]]) -> None:
        self._typed = typed
        super().retype(typed)

    def open_contract(self, key: UUID) -> None:
        """Show a contract."""
        self.read(shown, key).done(self._show).start(self)

    def make_from(self, quote_id: UUID) -> None:
        """Begin the contract of an accepted quote."""
        self.read(proposal, quote_id).done(self._make).start(self)

    def new(self) -> None:
        """Make the contract that waits; of several, show them to choose from."""
        waiting = self._found.waiting if self._found is not None else ()
        if len(waiting) == 1:
            self.make_from(waiting[0].quote.id)
            return
        if not waiting:
            self.banner.say(words("contract.none_waiting"), "info", self._to_quotes())
        self.show_list()
        self.chips.choose(Show.WAITING if waiting else Show.ALL)
        self._show_list()

    def show_list(self) -> None:
        """Go back to the list; what is typed is kept as a draft."""
        self._clear()
        self.context.memory.keep(_LAST, None)
        self.stack.setCurrentIndex(0)
        self.acts.gate(None)
        self.table.setFocus()

    def take(self) -> None:
        """Show the form for money handed over."""
        detail = self.detail
        if detail is not None:
            whole = detail.shown.whole
            self._show_money(TakeForm(self, whole, self.acts.back, self._booked))

    def pay_back(self) -> None:
        """Show the form for money paid back from the receipt under the cursor."""
        detail = self.detail
        if detail is None:
            return
        whole, under = detail.shown.whole, detail.receipts.current
        receipt = form.to_pay_back(whole, under.id if under else None)
        if receipt is not None:
            held = (whole, receipt)
            self._show_money(BackForm(self, held, self.acts.back, self._booked))

    def back(self) -> None:
        """Leave the form of money, or the contract."""
        if self.detail is not None and self.detail.money is not None:
            self._show_money(None)
            self.detail.receipts.setFocus()
        else:
            self.show_list()

    def preview(self) -> None:
        """Show the contract as a paper."""
        if self.detail is not None:
            line = self.detail.shown.whole.line
            name = words("contract.file", name=line.customer, number=line.doc_no or "")
            work = self.read(contract_pdf, line.id)
            work.done(lambda pdf: self.context.shell.preview(bytes(pdf), name)).start(self)

    def preview_receipt(self, key: UUID, number: str) -> None:
        """Show a receipt as a paper."""
        name = words("contract.receipt_file", number=number)
        work = self.read(receipt_pdf, key)
        work.done(lambda pdf: self.context.shell.preview(bytes(pdf), name)).start(self)

    def _doings(self) -> Doings:
        return Doings(
            new=self.new,
            back=self.back,
            lines=self.show_list,
            preview=self.preview,
            sign=self._sign,
            take=self.take,
            pay_back=self.pay_back,
            cancel=self._cancel,
            quote=lambda: self._go("quote"),
            customer=lambda: self._go("customer"),
            receipt=self._preview_current,
        )

    def _table(self) -> Table[Entry]:
        table: Table[Entry] = Table("contract.list", columns(), self.context.memory)
        table.opened.connect(self._open)
        GivingWay(table, {7: 1000, 4: 900, 6: 820})
        return table.named(words("contract.title"))

    def _list(self) -> QFrame:
        frame, column = card()
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(plain_label(words("contract.list"), "heading"))
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.chips)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        return frame

    def _take(self, found: Sitting) -> None:
        self._found = found
        self._show_list()

    def _show_list(self) -> None:
        if self._found is None:
            return
        lines = entries(self._found)
        for show, count in counts(lines).items():
            self.chips.count(show, count)
        self.count.setText(words("contract.count", count=len(self._found.contracts)))
        empty = "contract.none_such" if lines else "contract.none_yet"
        self.table.when_empty("contract", words(empty))
        wanted = [line for line in lines if self.chips.value in line.shows]
        self.table.show_lines(wanted, len(lines))

    def _open(self, entry: Entry | None) -> None:
        if entry is not None:
            (self.make_from if entry.is_quote else self.open_contract)(entry.id)

    def _return_to(self, kept: list[str] | None) -> None:
        """The record this desk was left on, with what was typed in it."""
        if kept:
            kind, key = kept
            self.open_record(kind, UUID(key))

    def _make(self, made: Proposal) -> None:
        self._clear()
        making = Making(self, made)
        making.made.connect(self._made)
        self.making = making
        self._put(making, ["contract_for", str(made.quote.id)])
        self._begin(making.entry)
        self.acts.gate(None)
        making.begin()

    def _show(self, found: Shown) -> None:
        self._clear()
        self.detail = Detail(self, found)
        self.detail.receipts.opened.connect(self._open_receipt)
        self._put(self.detail, ["contract", str(found.whole.line.id)])
        self._gate(found)
        self.detail.receipts.setFocus()

    def _refresh(self, found: Shown) -> None:
        """The contract shown was read again."""
        if self.chosen == found.whole.line.id and self.detail is not None:
            self.detail.show_contract(found)
            self._gate(found)

    def _gate(self, found: Shown) -> None:
        self.acts.gate(found)
        if self.detail is not None:
            self.detail.offer(*self.acts.buttons(found))

    def _put(self, inside: QWidget, record: list[str]) -> None:
        self.banner.dismiss()
        self._place.addWidget(inside)
        self.stack.setCurrentIndex(1)
        self.context.memory.keep(_LAST, record)

    def _clear(self) -> None:
        """Let go what is shown; what is typed is kept as its draft."""
        if self.detail is not None:
            self._show_money(None)
        if self.making is not None:
            self._drop(self.making.entry)
        inside = self.making or self.detail
        if inside is not None:
            self._place.removeWidget(inside)
            inside.hide()
            inside.deleteLater()
        self.making = self.detail = None

    def _begin(self, entry: Form) -> None:
        """Offer the draft of a form just shown, or type again what a rebuild carried over."""
        typed = self._typed.pop(entry.name, None)
        if typed is not None:
            entry.restore(typed)
        else:
            entry.offer_draft()

    def _drop(self, entry: Form) -> None:
        entry.keep_draft()
        entry.save_action.setEnabled(False)
        self.forms.remove(entry)
        self.page_actions.remove(entry.save_action)
        self.removeAction(entry.save_action)

    def _show_money(self, money: MoneyForm | None) -> None:
        detail = self.detail
        if detail is None:
            return
        if detail.money is not None:
            self._drop(detail.money.entry)
        detail.show_money(money)
        for foot in (detail.right_foot,):
            _show_all(foot, visible=money is None)
        if money is not None:
            self._begin(money.entry)
            money.begin()

    def _made(self, key: UUID) -> None:
        self.context.shell.toast(words("contract.made"))
        self.open_contract(key)

    def _booked(self, key: UUID) -> None:
        """Money was booked: its receipt as a paper, the contract as it stands now."""
        contract = self.chosen
        self._show_money(None)
        if contract is not None:
            self.read(shown, contract).done(lambda found: self._receipted(found, key)).start(self)

    def _receipted(self, found: Shown, key: UUID) -> None:
        self._refresh(found)
        receipt = next((each for each in found.whole.receipts if each.id == key), None)
        if receipt is not None:
            self.context.shell.toast(words("contract.booked", kind=enum_words(receipt.kind)))
            self.preview_receipt(receipt.id, receipt.doc_no)

    def _sign(self) -> None:
        key = self.chosen
        if key is not None:
            said = words("contract.signed")
            self.do(sign_contract, key, lambda _none: self.context.shell.toast(said))

    def _cancel(self) -> None:
        detail = self.detail
        if detail is None:
            return
        key = detail.shown.whole.line.id
        said = words("contract.ended", number=detail.shown.whole.line.doc_no or "")
        toast = self.context.shell.toast
        ask_cancel(
            self,
            detail.shown,
            lambda reason: self.do(
                cancel_contract, CancelContract(key, reason), lambda _none: toast(said, "warn")
            ),
        )

    def _open_receipt(self, line: ReceiptLine | None) -> None:
        if line is not None:
            self.preview_receipt(line.id, line.doc_no)

    def _preview_current(self) -> None:
        if self.detail is not None:
            self._open_receipt(self.detail.receipts.current)

    def _go(self, kind: str) -> None:
        if self.detail is not None:
            whole = self.detail.shown.whole
            key = whole.quote_id if kind == "quote" else whole.line.customer_id
            self.context.shell.open_record(kind, key)

    def _to_quotes(self) -> Offer:
        return Offer(words("contract.to_quotes"), lambda: self.context.shell.open_page("quote"))


def _show_all(row: QHBoxLayout, *, visible: bool) -> None:
    """Show or hide every button of a row."""
    for at in range(row.count()):
        item = row.itemAt(at)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.setVisible(visible)
