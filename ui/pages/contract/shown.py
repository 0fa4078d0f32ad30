"""A contract in the shapes the page shows: the columns of its lists, its facts, its sentences."""

from collections.abc import Iterable, Sequence
from datetime import tzinfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from showroom import identity
from showroom.contract.commands import Instalment
from showroom.contract.form import Said
from showroom.contract.listing import Entry
from showroom.contract.queries import ReceiptLine, WholeContract
from showroom.contract.sitting import Proposal, Shown
from showroom.terms import ContractStatus, MoneyKind, ReceiptKind, Term
from ui import theme
from ui.charts.draw import measures
from ui.formats import DASH, amount, day, masked, moment
from ui.kit.labels import plain_label
from ui.models.lines import Column
from ui.words import enum_words, has_words, words

Facts = Sequence[tuple[str, str]]
_ABREAST = 2
_AROUND = 58
_STATES = ("contract.waiting", "contract.car_waits", "contract.car_lost", *ContractStatus)
_TOP = Qt.AlignmentFlag.AlignTop


def told(said: Said) -> str:
    """What is said, in the language in use; amounts are written out."""
    facts = {
        name.removesuffix("_fen"): amount(fact) if name.endswith("_fen") else fact
        for name, fact in said.facts.items()
    }
    return words(said.key, **facts)


def part_name(name: str) -> str:
    """The name of a payment: worded if it is one of ours, else as typed."""
    return words(name) if has_words(name) else name


def due_words(part: Instalment) -> str:
    """When a payment is due."""
    return day(part.due_on) if part.due_on else words("contract.on_delivery")


def columns() -> Sequence[Column[Entry]]:
    """The list of contracts."""
    return (
        Column(
            words("contract.customer"), lambda e: e.customer, 0, "two", second=lambda e: e.number,
        ),
        Column(words("contract.car"), lambda e: e.car, 0),
        Column(words("contract.state"), lambda e: words(e.word), _pill(_STATES), "pill",
               tone=lambda e: e.tone),
        Column(words("contract.price"), lambda e: amount(e.price_fen), 124, "amount",
               sort=lambda e: e.price_fen),
        Column(words("contract.received"), lambda e: _fen(e.received_fen), 124, "amount",
               sort=lambda e: e.received_fen),
        Column(words("contract.balance"), lambda e: _fen(e.balance_fen), 124, "amount",
               sort=lambda e: e.balance_fen, tone=_owing),
        Column(words("contract.delivery_due"), lambda e: day(e.delivery_due), 112,
               tone=lambda e: "bad" if e.late else ""),
        Column(words("contract.owner"), lambda e: e.owner, 96),
    )  # fmt: skip


def receipt_columns(zone: tzinfo) -> Sequence[Column[ReceiptLine]]:
    """The receipts of a contract."""
    return (
        Column(words("contract.receipt_no"), lambda r: r.doc_no, 0, "two",
               second=lambda r: _taken(r, zone)),
        Column(words("contract.kind"), lambda r: enum_words(r.kind), _pill(ReceiptKind), "pill",
               tone=lambda r: "warn" if r.kind is ReceiptKind.REFUND else "good"),
        Column(words("contract.amount"), lambda r: amount(r.amount_fen), 122, "amount",
               sort=lambda r: r.amount_fen,
               tone=lambda r: "warn" if r.amount_fen < 0 else ""),
    )  # fmt: skip


def _taken(receipt: ReceiptLine, zone: tzinfo) -> str:
    """When, how and by whom the money was taken."""
    parts = (moment(receipt.received_at, zone), enum_words(receipt.method), receipt.cashier)
    return " · ".join(parts)


def _pill(terms: Iterable[Term | str]) -> int:
    """Wide enough for a pill of any of these words in the language in use."""
    known = measures(theme.tokens().text.small)
    said = (words(term.word if isinstance(term, Term) else term) for term in terms)
    return round(max(known.horizontalAdvance(each) for each in said)) + _AROUND


def _owing(entry: Entry) -> str:
    return "warn" if (entry.balance_fen or 0) > 0 else "good" if entry.balance_fen == 0 else ""


def _fen(fen: int | None) -> str:
    return DASH if fen is None else amount(fen)


def facts_of_quote(made: Proposal) -> Facts:
    """What comes from the accepted quote and is not typed again."""
    quote = made.quote
    loan = [("contract.loan", amount(made.loan_fen))] if made.loan_fen else []
    return [
        ("contract.customer", quote.customer),
        ("contract.quote_no", quote.doc_no or DASH),
        ("contract.car", quote.car),
        ("contract.colour", made.colour),
        ("contract.on_road", amount(quote.on_road_price_fen)),
        *loan,
        ("contract.owner", quote.owner),
    ]


def facts_of(shown: Shown) -> Facts:
    """What stands in the contract; phone and identity masked."""
    whole = shown.whole
    return [
        ("contract.buyer", whole.buyer),
        ("contract.buyer_idno", identity.mask_idno(whole.buyer_idno)),
        ("contract.phone", masked(whole.phone)),
        ("contract.car", whole.line.car),
        ("contract.colour", shown.colour),
        ("contract.vin", _vin(whole)),
        ("contract.address", whole.address),
        ("contract.quote_no", whole.quote_no or DASH),
        ("contract.owner", whole.line.owner),
        ("contract.delivery_due", day(whole.line.delivery_due)),
        ("contract.signed_on", day(whole.signed_on)),
        ("contract.ordered_on", day(whole.ordered_on)),
        *_ending(shown),
    ]


def _vin(whole: WholeContract) -> str:
    """The car by its VIN, and whether it is confirmed."""
    if not whole.vin:
        return words("contract.vin_later")
    held = whole.line.car_held
    if held is None or whole.line.status is ContractStatus.CANCELLED:
        return whole.vin
    return f"{whole.vin} · {enum_words(held.standing)}"


def _ending(shown: Shown) -> Facts:
    if shown.whole.cancelled_on is None:
        return [("contract.dispute", enum_words(shown.dispute))]
    return [
        ("contract.cancelled_on", day(shown.whole.cancelled_on)),
        ("contract.cancel_reason", shown.cancel_reason or DASH),
    ]


def deposit_words(shown: Shown) -> str:
    """The deposit agreed, with what the law makes of it."""
    whole = shown.whole
    key = "contract.agreed_earnest"
    if whole.money_kind is MoneyKind.ADVANCE:
        key = "contract.agreed_advance"
    facts = {"deposit": amount(whole.deposit_fen), "cap": amount(whole.deposit_cap_fen)}
    return words(key, **facts)


class FactGrid(QWidget):
    """Names and values, two of them a row; each value under its name."""

    def __init__(self) -> None:
        super().__init__()
        self._facts: Facts = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(1)
        for column in range(_ABREAST):
            self._grid.setColumnStretch(column, 1)

    def show_facts(self, facts: Facts) -> None:
        """Show these instead."""
        if list(facts) == list(self._facts):
            return
        self._facts = facts
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for at, (key, value) in enumerate(facts):
            row, column = divmod(at, _ABREAST)
            self._grid.addWidget(plain_label(words(key), "small"), 3 * row, column, _TOP)
            self._grid.addWidget(plain_label(value, "body", wrap=True), 3 * row + 1, column, _TOP)
            self._grid.setRowMinimumHeight(3 * row + 2, 8)

    @property
    def told(self) -> dict[str, str]:
        """What is shown, by the word key of each name."""
        return dict(self._facts)
