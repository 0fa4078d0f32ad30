"""Fields over what the price book offers: ticks, premiums typed, goods sold and given."""

import json
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QSpinBox, QWidget
from typing_extensions import override

from showroom.quote.form import Pick
from showroom.quote.price import DEDUCTIONS
from showroom.quote.pricing import QuoteLineWish
from ui import theme
from ui.formats import amount
from ui.kit.fields import Field, MoneyField
from ui.kit.fields.text import V
from ui.kit.form import is_enter
from ui.kit.labels import escaped, plain_label, tame, tip
from ui.words import enum_words, words

_MOST = 99


class OfferField(Field[V]):
    """Something chosen among lines of the price book, which are offered later.

    What a draft or a stored quote chose waits until its line is on offer.
    """

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, label)
        self.offered: tuple[QuoteLineWish, ...] = ()
        self._panel = QWidget()
        self._panel.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.grid = QGridLayout(self._panel)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(14)
        self.grid.setVerticalSpacing(6)
        self.hold(self._panel)

    def offer(self, lines: Sequence[QuoteLineWish]) -> None:
        """Offer these lines; what was chosen stays chosen where it is still on offer."""
        if tuple(lines) == self.offered:
            return
        self.offered = tuple(lines)
        kept = self.draft()
        while item := self.grid.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.lay_out()
        first = self.first()
        if first is not None:
            self._panel.setFocusProxy(first)
        self.setVisible(bool(lines))
        self.restore(kept)

    def lay_out(self) -> None:
        """Build the editors of what is offered into `grid`."""
        raise NotImplementedError

    def first(self) -> QWidget | None:
        """The editor that takes the focus."""
        raise NotImplementedError

    def keep_enter(self, editor: QWidget) -> None:
        """Let Enter go on to the next editor inside the field."""
        editor.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        inside = watched is not self._panel and event.type() == QEvent.Type.KeyPress
        if inside and is_enter(event):
            self.focusNextPrevChild(True)
            return True
        return super().eventFilter(watched, event)


class TickField(OfferField[frozenset[str]]):
    """Charges or offers to tick, each with its amount and payee; off until ticked."""

    def __init__(self, name: str, label: str) -> None:
        self._chosen: frozenset[str] = frozenset()
        self.boxes: dict[str, QCheckBox] = {}
        super().__init__(name, label)

    @override
    def lay_out(self) -> None:
        self.boxes = {}
        self.grid.setColumnStretch(0, 1)
        for at, line in enumerate(self.offered):
            box = QCheckBox(escaped(line.name))
            box.setAccessibleName(tame(f"{line.name} {amount(line.amount_fen)}"))
            box.setToolTip(tip(line.basis or line.name))
            box.toggled.connect(self._ticked)
            self.keep_enter(box)
            self.boxes[line.code or ""] = box
            self.grid.addWidget(box, at, 0)
            self.grid.addWidget(plain_label(_whither(line), "small"), at, 1)
            price = plain_label(amount(line.amount_fen), "body")
            self.grid.addWidget(price, at, 2, Qt.AlignmentFlag.AlignRight)

    @override
    def first(self) -> QWidget | None:
        return next(iter(self.boxes.values()), None)

    @override
    def value(self) -> frozenset[str]:
        return self._chosen & frozenset(self.boxes)

    @override
    def set_value(self, value: frozenset[str] | None) -> None:
        self._chosen = value or frozenset()
        for code, box in self.boxes.items():
            blocked = box.blockSignals(True)
            box.setChecked(code in self._chosen)
            box.blockSignals(blocked)

    @override
    def draft(self) -> str:
        return ",".join(sorted(self._chosen))

    @override
    def restore(self, draft: str) -> None:
        self.set_value(frozenset(filter(None, draft.split(","))))

    def _ticked(self) -> None:
        on = frozenset(code for code, box in self.boxes.items() if box.isChecked())
        self._chosen = (self._chosen - frozenset(self.boxes)) | on
        self._touched()


def _whither(line: QuoteLineWish) -> str:
    """To whom a charge is paid; of a deduction, whether the invoice is lower for it."""
    if line.kind in DEDUCTIONS:
        return words("quote.on_invoice" if line.on_invoice else "quote.off_invoice")
    return words("quote.paid_to", payee=enum_words(line.payee))


class PremiumField(OfferField[dict[str, int]]):
    """A premium in fen for each cover, typed from the insurer's offer; empty is not taken."""

    def __init__(self, name: str, label: str) -> None:
        self.amounts: dict[str, MoneyField] = {}
        self._typed: dict[str, str] = {}
        super().__init__(name, label)

    @override
    def lay_out(self) -> None:
        self.amounts = {}
        for at, line in enumerate(self.offered):
            code = line.code or ""
            made = MoneyField(code, line.name)
            made.step_fen = 10_000
            made.changed.connect(self._retyped)
            self.keep_enter(made.line)
            self.amounts[code] = made
            self.grid.addWidget(made, at // 3, at % 3, Qt.AlignmentFlag.AlignTop)
        for column in range(3):
            self.grid.setColumnStretch(column, 1)

    @override
    def first(self) -> QWidget | None:
        return next((each.line for each in self.amounts.values()), None)

    @override
    def value(self) -> dict[str, int]:
        read = {code: each.value() for code, each in self.amounts.items()}
        return {code: fen for code, fen in read.items() if fen}

    @override
    def set_value(self, value: dict[str, int] | None) -> None:
        fen = value or {}
        self._typed = {code: f"{each / 100:.2f}" for code, each in fen.items()}
        for code, editor in self.amounts.items():
            editor.set_value(fen.get(code))

    @override
    def draft(self) -> str:
        typed = {code: each.draft() for code, each in self.amounts.items()}
        kept = {code: text for code, text in {**self._typed, **typed}.items() if text}
        return json.dumps(kept) if kept else ""

    @override
    def restore(self, draft: str) -> None:
        self._typed = json.loads(draft) if draft else {}
        for code, editor in self.amounts.items():
            editor.restore(self._typed.get(code, ""))
            editor.tidy()

    def _retyped(self) -> None:
        self._typed = {code: each.draft() for code, each in self.amounts.items()}
        self._touched()


class PickField(OfferField[dict[str, Pick]]):
    """How many of each accessory are sold and how many are given."""

    def __init__(self, name: str, label: str) -> None:
        self.counts: dict[str, tuple[QSpinBox, QSpinBox]] = {}
        self._picked: dict[str, Pick] = {}
        super().__init__(name, label)

    @override
    def lay_out(self) -> None:
        self.counts = {}
        self.grid.setColumnStretch(0, 1)
        for column, head in enumerate(("sold", "given"), 2):
            label = plain_label(words(f"quote.{head}"), "small")
            self.grid.addWidget(label, 0, column, Qt.AlignmentFlag.AlignHCenter)
        for at, line in enumerate(self.offered, 1):
            self.grid.addWidget(plain_label(line.name), at, 0)
            price = plain_label(amount(line.amount_fen), "small")
            self.grid.addWidget(price, at, 1, Qt.AlignmentFlag.AlignRight)
            pair = (self._count(line.name, "sold"), self._count(line.name, "given"))
            self.counts[line.code or ""] = pair
            for column, spin in enumerate(pair, 2):
                self.grid.addWidget(spin, at, column)

    @override
    def first(self) -> QWidget | None:
        return next((sold for sold, _given in self.counts.values()), None)

    @override
    def value(self) -> dict[str, Pick]:
        if not self.counts:
            return {}
        picked = {code: self._pick(code) for code in self.counts}
        return {code: pick for code, pick in picked.items() if pick}

    @override
    def set_value(self, value: Mapping[str, Pick] | None) -> None:
        self._picked = dict(value or {})
        for code, (sold, given) in self.counts.items():
            pick = self._picked.get(code, Pick())
            for spin, count in ((sold, pick.sold), (given, pick.given)):
                blocked = spin.blockSignals(True)
                spin.setValue(count)
                spin.blockSignals(blocked)

    @override
    def draft(self) -> str:
        kept = {code: [pick.sold, pick.given] for code, pick in self._picked.items() if pick}
        return json.dumps(kept) if kept else ""

    @override
    def restore(self, draft: str) -> None:
        kept = json.loads(draft) if draft else {}
        self.set_value({code: Pick(*counts) for code, counts in kept.items()})

    def _pick(self, code: str) -> Pick:
        sold, given = self.counts[code]
        return Pick(sold.value(), given.value())

    def _count(self, name: str, way: str) -> QSpinBox:
        spin = _Count()
        spin.setRange(0, _MOST)
        spin.setAccessibleName(tame(f"{name} {words(f'quote.{way}')}"))
        spin.setFixedWidth(74)
        theme.dress_spin(spin)
        spin.valueChanged.connect(self._counted)
        self.keep_enter(spin)
        return spin

    def _counted(self) -> None:
        self._picked.update({code: self._pick(code) for code in self.counts})
        self._touched()


class _Count(QSpinBox):
    """A spin box that leaves the wheel to the page."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
