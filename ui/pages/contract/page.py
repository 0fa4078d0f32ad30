"""合同与收款: binds the list, a contract in the making, and one contract with its money."""

from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from showroom.contract.listing import Entry, Show
from showroom.contract.queries import Contracts
from showroom.contract.sitting import Proposal, Shown, proposal, shown, sitting
from ui.context import Context
from ui.kit.notices import Offer
from ui.kit.page import Page
from ui.pages.contract.acts import Acts, Doings
from ui.pages.contract.deeds import Deeds
from ui.pages.contract.detail import Detail
from ui.pages.contract.leaving import drop
from ui.pages.contract.listside import ListSide
from ui.pages.contract.making import Making
from ui.words import words

_LAST = "contract.last"
_MAKES = "contract_for"


class ContractPage(Page):
    """Contracts and their money.

    Records: `contract` opens one; `contract_for` makes one from an accepted quote.
    """

    key = "contract"
    reads = frozenset({"contract", "receipt", "quote", "customer", "vehicle", "claim"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.making: Making | None = None
        self.detail: Detail | None = None
        self.deeds: Deeds | None = None
        self._typed: dict[str, dict[str, str]] = {}
        self.list = ListSide(context.memory)
        self.list.opened.connect(self._open)
        self.table = self.list.table
        self.acts = Acts(self, self._doings())
        self.stack = QStackedWidget()
        holder = QWidget()
        self._place = QVBoxLayout(holder)
        self._place.setContentsMargins(0, 0, 0, 0)
        self.stack.addWidget(self.list)
        self.stack.addWidget(holder)
        self.body.addWidget(self.stack)
        self.acts.gate(None)
        kept = context.memory.recall(_LAST)
        if kept:
            self.open_record(kept[0], UUID(kept[1]))

    @property
    def chosen(self) -> UUID | None:
        """The contract shown, None while the list or a new one is."""
        return self.detail.shown.whole.line.id if self.detail is not None else None

    @override
    def reread(self) -> None:
        self.read(sitting, Contracts()).done(self.list.show_sitting).start(self)
        if self.chosen is not None:
            self.read(shown, self.chosen).done(self._refresh).start(self)

    @override
    def shown(self) -> None:
        if self.making is None and self.detail is None:
            self.table.setFocus()

    @override
    def open_record(self, kind: str, key: UUID, **more: Any) -> None:
        """Open a contract, or begin the one of an accepted quote; what is gone stays closed."""
        if kind == _MAKES:
            self.read(proposal, key).done(self._make).start(self)
        else:
            self.read(shown, key).done(self._show).start(self)

    @override
    def step(self, by: int) -> None:
        entry = self.table.step(by)
        if entry is not None and self.stack.currentIndex() == 1:
            self._open(entry)

    @override
    def retype(self, typed: dict[str, dict[str, str]]) -> None:
        """The forms come with their records: what was typed waits for them."""
        self._typed = typed

    def new(self) -> None:
        """Make the contract that waits; of several, show them to choose from."""
        waiting = self.list.found.waiting if self.list.found is not None else ()
        if len(waiting) == 1:
            self.open_record(_MAKES, waiting[0].quote.id)
            return
        self.show_list()
        self.list.choose(Show.WAITING if waiting else Show.ALL)
        if not waiting:
            go = Offer(words("contract.to_quotes"), lambda: self.context.shell.open_page("quote"))
            self.banner.say(words("contract.none_waiting"), "info", go)

    def back(self) -> None:
        """Leave the form of money, else the contract."""
        if self.deeds is None or not self.deeds.leave_money():
            self.show_list()

    def show_list(self) -> None:
        """Go back to the list; what is typed is kept as a draft."""
        self._clear()
        self.context.memory.keep(_LAST, None)
        self.stack.setCurrentIndex(0)
        self.acts.gate(None)
        self.table.setFocus()

    def _doings(self) -> Doings:
        return Doings(
            new=self.new,
            back=self.back,
            lines=self.show_list,
            preview=lambda: self._deed("preview"),
            sign=lambda: self._deed("sign"),
            take=lambda: self._deed("take"),
            pay_back=lambda: self._deed("pay_back"),
            cancel=lambda: self._deed("cancel"),
            allocate=lambda: self._deed("allocate"),
            let_go=lambda: self._deed("let_go"),
            receipt=lambda: self._deed("preview_receipt"),
            quote=lambda: self._go("quote"),
            customer=lambda: self._go("customer"),
        )

    def _deed(self, name: str) -> None:
        if self.deeds is not None:
            getattr(self.deeds, name)()

    def _go(self, kind: str) -> None:
        if self.detail is not None:
            whole = self.detail.shown.whole
            key = whole.quote_id if kind == "quote" else whole.line.customer_id
            self.context.shell.open_record(kind, key)

    def _open(self, entry: Entry | None) -> None:
        if entry is not None:
            self.open_record(_MAKES if entry.is_quote else "contract", entry.id)

    def _make(self, made: Proposal) -> None:
        self._clear()
        self.making = Making(self, made, self.acts.back)
        self.making.made.connect(self._made)
        self._put(self.making, [_MAKES, str(made.quote.id)])
        self.acts.gate(None)
        typed = self._typed.pop(self.making.entry.name, None)
        if typed is not None:
            self.making.entry.restore(typed)
        else:
            self.making.entry.offer_draft()
        self.making.begin()

    def _show(self, found: Shown) -> None:
        self._clear()
        self.detail = Detail(self, found, self.acts)
        self.deeds = Deeds(self, self.detail)
        self._put(self.detail, ["contract", str(found.whole.line.id)])
        self._gate(found)
        self.detail.begin()

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
        if self.deeds is not None:
            self.deeds.leave_money()
        if self.making is not None:
            drop(self, self.making.entry)
        inside = self.making or self.detail
        if inside is not None:
            self._place.removeWidget(inside)
            inside.hide()
            inside.deleteLater()
        self.making = self.detail = self.deeds = None

    def _made(self, key: UUID) -> None:
        self.context.shell.toast(words("contract.made"))
        self.open_record("contract", key)
