"""What is done to the contract shown: its papers, signing, money, the end of it."""

from uuid import UUID

from showroom.contract import form
from showroom.contract.allocation import (
    Allocate,
    Candidate,
    allocate,
    alternatives,
    unallocate,
)
from showroom.contract.commands import CancelContract, cancel_contract, sign_contract
from showroom.contract.printing import contract_pdf, receipt_pdf
from showroom.contract.queries import ReceiptLine
from showroom.contract.sitting import Shown, shown
from showroom.terms import ContractStatus
from ui.kit.page import Page
from ui.pages.contract.acts import ask_cancel
from ui.pages.contract.allocating import CarSheet, ask_let_go
from ui.pages.contract.detail import Detail
from ui.pages.contract.leaving import drop
from ui.pages.contract.money import BackForm, MoneyForm, TakeForm
from ui.words import enum_words, words


class Deeds:
    """Acts on one contract while it is shown; told of the contract as it stands after each."""

    def __init__(self, page: Page, detail: Detail) -> None:
        self._page = page
        self._detail = detail
        self.sheet: CarSheet | None = None
        detail.receipts.opened.connect(self._open_receipt)

    def preview(self) -> None:
        """Show the contract as a paper."""
        line = self._detail.shown.whole.line
        name = words("contract.file", name=line.customer, number=line.doc_no or "")
        shell = self._page.context.shell
        work = self._page.read(contract_pdf, line.id)
        work.done(lambda pdf: shell.preview(bytes(pdf), name)).start(self._page)

    def preview_receipt(self) -> None:
        """Show the receipt under the cursor as a paper."""
        self._open_receipt(self._detail.receipts.current)

    def sign(self) -> None:
        """Both sides signed."""
        key = self._detail.shown.whole.line.id
        said = words("contract.signed")
        self._page.do(sign_contract, key, lambda _none: self._toast(said))

    def cancel(self) -> None:
        """End the contract, after asking."""
        line = self._detail.shown.whole.line
        said = words("contract.ended", number=line.doc_no or "")

        def end(reason: str) -> None:
            command = CancelContract(line.id, reason)
            self._page.do(cancel_contract, command, lambda _none: self._toast(said, "warn"))

        ask_cancel(self._page, self._detail.shown, end)

    def allocate(self) -> None:
        """Choose a car for the contract."""
        work = self._page.read(alternatives, self._detail.shown.whole.line.id)
        work.done(self._choose_car).start(self._detail)

    def let_go(self) -> None:
        """Let the car go, after asking."""
        whole = self._detail.shown.whole
        vin, number = whole.vin or "", whole.line.doc_no or ""
        said = words("contract.car_let_go", vin=vin)

        def sure() -> None:
            self._page.do(unallocate, whole.line.id, lambda _none: self._toast(said, "warn"))

        ask_let_go(self._page, (vin, number), sure)

    def take(self) -> None:
        """Show the form for money handed over."""
        whole = self._detail.shown.whole
        self._put(TakeForm(self._page, whole, self._booked))

    def pay_back(self) -> None:
        """Show the form for money paid back from the receipt under the cursor."""
        whole, under = self._detail.shown.whole, self._detail.receipts.current
        receipt = form.to_pay_back(whole, under.id if under else None)
        if receipt is not None:
            self._put(BackForm(self._page, (whole, receipt), self._booked))

    def leave_money(self) -> bool:
        """Take the form of money away; whether there was one."""
        money = self._detail.money
        if money is None:
            return False
        drop(self._page, money.entry)
        self._detail.show_money(None)
        self._detail.begin()
        return True

    def _choose_car(self, cars: list[Candidate]) -> None:
        line = self._detail.shown.whole.line

        def bind(car: Candidate) -> None:
            command = Allocate(line.id, car.id)
            self._page.do(allocate, command, lambda _none: self._bound(car))

        self.sheet = CarSheet(self._page, line, cars, bind)

    def _bound(self, car: Candidate) -> None:
        """A car was asked for: it is allocated, or waits for HQ's word."""
        work = self._page.read(shown, self._detail.shown.whole.line.id)
        work.done(lambda found: self._tell_bound(found, car)).start(self._detail)

    def _tell_bound(self, found: Shown, car: Candidate) -> None:
        done = found.whole.line.status is ContractStatus.ALLOCATED
        key = "contract.allocated" if done else "contract.allocated_waits"
        self._toast(words(key, vin=car.vin), "good" if done else "info")

    def _put(self, money: MoneyForm) -> None:
        self.leave_money()
        self._detail.show_money(money)
        money.entry.offer_draft()
        money.begin()

    def _booked(self, key: UUID) -> None:
        """Money was booked: the contract as it stands now, and the receipt as a paper."""
        self.leave_money()
        work = self._page.read(shown, self._detail.shown.whole.line.id)
        work.done(lambda found: self._receipted(found, key)).start(self._detail)

    def _receipted(self, found: Shown, key: UUID) -> None:
        receipt = next((each for each in found.whole.receipts if each.id == key), None)
        if receipt is not None:
            self._toast(words("contract.booked", kind=enum_words(receipt.kind)))
            self._open_receipt(receipt)

    def _open_receipt(self, line: ReceiptLine | None) -> None:
        if line is None:
            return
        name = words("contract.receipt_file", number=line.doc_no)
        shell = self._page.context.shell
        work = self._page.read(receipt_pdf, line.id)
        work.done(lambda pdf: shell.preview(bytes(pdf), name)).start(self._page)

    def _toast(self, text: str, kind: str = "good") -> None:
        self._page.context.shell.toast(text, kind)
