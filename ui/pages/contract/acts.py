"""What may be done on the contract page: its actions with their keys, gated by the contract."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from showroom.contract import form
from showroom.contract.form import Gate
from showroom.contract.sitting import Shown
from showroom.errors import Refusal
from showroom.terms import ContractStatus
from ui.kit.dialogs import Sheet
from ui.kit.dialogs import Way as Answer
from ui.kit.fields import LineField
from ui.kit.labels import button, plain_label, tip
from ui.kit.page import Page
from ui.pages.contract.shown import told
from ui.parts.fitting import Way
from ui.words import words


@dataclass(frozen=True, slots=True)
class Doings:
    """What the page does for each action."""

    new: Callable[[], None]
    back: Callable[[], None]
    lines: Callable[[], None]
    preview: Callable[[], None]
    sign: Callable[[], None]
    take: Callable[[], None]
    pay_back: Callable[[], None]
    cancel: Callable[[], None]
    allocate: Callable[[], None]
    let_go: Callable[[], None]
    quote: Callable[[], None]
    customer: Callable[[], None]
    receipt: Callable[[], None]


class Acts:
    """The actions; each knows whether it may be done now, and says why not."""

    def __init__(self, page: Page, doings: Doings) -> None:
        def made(key: str, shortcut: str, *, in_header: bool = False) -> QAction:
            act: Callable[[], None] = getattr(doings, key)
            return page.action(words(f"contract.act_{key}"), shortcut, act, in_header=in_header)

        self.new = made("new", "Ctrl+N", in_header=True)
        self.back = made("back", "Esc")
        self.lines = made("lines", "Ctrl+J")
        self.preview = made("preview", "Ctrl+P")
        self.sign = made("sign", "Ctrl+D")
        self.take = made("take", "Ctrl+R")
        self.pay_back = made("pay_back", "Ctrl+B")
        self.cancel = made("cancel", "Ctrl+Shift+X")
        self.allocate = made("allocate", "Ctrl+G")
        self.let_go = made("let_go", "Ctrl+Shift+G")
        self.receipt = made("receipt", "Ctrl+Shift+P")
        self.quote = made("quote", "Ctrl+Shift+Q")
        self.customer = made("customer", "Ctrl+O")

    def gate(self, shown: Shown | None) -> None:
        """Allow what may be done about that contract; None: about none."""
        shut = Gate("contract.why_none")
        ways = form.gates(shown) if shown is not None else None
        _gate(self.sign, ways.sign if ways else shut)
        _gate(self.take, ways.take if ways else shut)
        _gate(self.pay_back, ways.pay_back if ways else shut)
        _gate(self.cancel, ways.cancel if ways else shut)
        _gate(self.allocate, ways.allocate if ways else shut)
        _gate(self.let_go, ways.let_go if ways else shut)
        always = Gate() if shown is not None else shut
        sells = Gate() if shown is not None and shown.may.sell else shut
        _gate(self.quote, sells)
        for action in (self.preview, self.customer):
            _gate(action, always)
        paid = shown is not None and bool(shown.whole.receipts)
        _gate(self.receipt, Gate() if paid else shut)

    def buttons(self, shown: Shown) -> tuple[list[Way], list[Way]]:
        """The buttons below the two cards: the last of each is the step that comes next."""
        line = shown.whole.line
        pending = line.status is ContractStatus.PENDING
        sells, takes = pending and shown.may.sell, form.gates(shown).take.open
        left = [
            Way(self.back, "arrow-left", "ghost"),
            Way(self.cancel, "x-circle", "ghost"),
            Way(self.preview, "print"),
        ]
        if pending:
            left.append(Way(self.sign, "check", "primary" if sells else "normal"))
        elif line.status in form.BOUND:
            left += self._car_ways(shown)
        right = [
            Way(self.pay_back, "undo", "ghost"),
            Way(self.receipt, "receipt"),
            Way(self.take, "wallet", "primary" if takes and not sells else "normal"),
        ]
        return left, right

    def _car_ways(self, shown: Shown) -> list[Way]:
        """A car for the contract, or another one; what was refused stands on its banner."""
        held = shown.whole.line.car_held
        bind = Way(self.allocate, "vehicle")
        return [bind] if held is None else [Way(self.let_go, "undo", "ghost"), bind]


def _gate(action: QAction, gate: Gate) -> None:
    """Enable an action, or say in its tip why not."""
    action.setEnabled(gate.open)
    key = action.shortcut().toString()
    text = action.text().replace("&&", "&")
    action.setToolTip(tip(f"{text}  {key}" if gate.open else words(gate.why)))


def ask_cancel(parent: QWidget, shown: Shown, end: Callable[[str], None]) -> Sheet:
    """Ask before a contract is ended: which one, what it costs by whose fault, the reason."""
    line = shown.whole.line
    facts = {"number": line.doc_no or "", "name": line.customer}
    sheet = Sheet(parent, words("contract.cancel_title", **facts), width=560)
    for said in form.consequences(shown):
        sheet.body.addWidget(plain_label(told(said), "body", wrap=True))
    reason = LineField("reason", words("contract.cancel_reason"), required=True)
    sheet.body.addWidget(reason)
    sheet.add_way(Answer(words("contract.keep"), lambda: None, safe=True))
    sure = button(words("contract.act_cancel"), "danger")
    sure.setObjectName("sure")

    def leave() -> None:
        typed = (reason.value() or "").strip()
        if not typed:
            reason.show_error(Refusal("contract.reason_missing", field="reason"))
            reason.line.setFocus()
            return
        sheet.accept()
        end(typed)

    sure.clicked.connect(lambda _checked: leave())
    sheet.ways.addWidget(sure)
    sheet.open()
    reason.line.setFocus()
    return sheet
