"""The live paper beside the form: every line with its payee, the on-road price large."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from showroom.documents.amount_upper import amount_upper
from showroom.quote.build_up import Row, RowLook, Said, build_up, settlement
from showroom.quote.form import TONES, Discount, Held
from showroom.quote.pricing import PricedQuote
from ui import theme
from ui.charts.draw import RIGHT, Brush, measures
from ui.formats import amount
from ui.kit.labels import Label, mark, plain_label
from ui.kit.notices import card
from ui.kit.page import scrolled
from ui.tokens import Tokens
from ui.words import enum_words, words

_GAP = 14
_WIDEST = "-¥8,888,888.88"
_STRONG = frozenset({RowLook.SUM, RowLook.RESULT})
_QUIET = frozenset({RowLook.TOLD, RowLook.GIFT})


def told(said: Said | str) -> str:
    """What is said, in the language in use; amounts are written out."""
    if isinstance(said, str):
        return said
    facts = {
        name.removesuffix("_fen"): amount(fact) if name.endswith("_fen") else fact
        for name, fact in said.facts.items()
    }
    return words(said.key, **facts)


def row_name(row: Row) -> str:
    """A row's name with its count."""
    name = told(row.name)
    return words("quote.counted", name=name, times=row.quantity) if row.quantity > 1 else name


def row_payee(row: Row) -> str:
    """To whom the row is paid, or that it is a gift."""
    if row.look is RowLook.GIFT:
        return words("quote.gift")
    taken_off = (row.amount_fen or 0) < 0
    return enum_words(row.payee) if row.payee and not taken_off else ""


class BuildUp(QWidget):
    """Rows of names, payees and amounts, painted; read out as its description."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._rows: tuple[Row, ...] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is shown."""
        return self._rows

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows."""
        if tuple(rows) == self._rows:
            return
        self._rows = tuple(rows)
        said = (f"{row_name(row)} {amount(row.amount_fen or 0)}" for row in rows)
        self.setAccessibleDescription("; ".join(said))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        look = theme.tokens()
        return QSize(360, round(sum(_height(row, look) for row in self._rows)) + 2)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        brush = Brush(painter, theme.tokens())
        top, widths = 0.0, Widths.of(self._rows, brush.look)
        for row in self._rows:
            high = _height(row, brush.look)
            paint_row(brush, QRectF(0, top, self.width(), high), row, widths)
            top += high
        painter.end()


@dataclass(frozen=True, slots=True)
class Widths:
    """How wide the columns of payees and amounts are, in logical pixels."""

    payee: float
    amount: float

    @classmethod
    def of(cls, rows: Sequence[Row], look: Tokens) -> Self:
        """Wide enough for every payee and every amount."""
        small, bold = measures(look.text.small), measures(look.text.body, bold=True)
        payees = (small.horizontalAdvance(row_payee(row)) for row in rows)
        return cls(max(payees, default=0.0), bold.horizontalAdvance(_WIDEST))


def paint_row(brush: Brush, area: QRectF, row: Row, widths: Widths) -> None:
    """Paint one row into `area`."""
    colour, strong = brush.look.colour, row.look in _STRONG
    if strong:
        brush.line(area.topLeft() + QPointF(0, 3), area.topRight() + QPointF(0, 3), colour.line)
    line = area.adjusted(0, 6 if strong else 0, 0, -(_note_height(brush.look) if row.note else 0))
    brush.font(brush.look.text.body, bold=strong)
    shown = amount(row.amount_fen) if row.amount_fen is not None else ""
    brush.text(line, shown, _amount_ink(row, brush.look), RIGHT)
    payee = row_payee(row)
    taken = widths.amount + (widths.payee + _GAP if payee else 0)
    name = QRectF(line.left(), line.top(), line.width() - taken - _GAP, line.height())
    brush.text(name, row_name(row), colour.ink_soft if row.look in _QUIET else colour.ink)
    brush.font(brush.look.text.small)
    ink = colour.good_ink if row.look is RowLook.GIFT else colour.muted
    brush.text(QRectF(name.right() + _GAP, line.top(), widths.payee, line.height()), payee, ink)
    if row.note:
        _paint_note(brush, QRectF(area.left(), line.bottom() - 4, area.width(), 18), row)


def _paint_note(brush: Brush, area: QRectF, row: Row) -> None:
    colour = brush.look.colour
    brush.text(area, told(row.note or ""), colour.warn_ink if row.warns else colour.muted)


def _amount_ink(row: Row, look: Tokens) -> str:
    if row.amount_fen is not None and row.amount_fen < 0:
        return look.colour.good_ink
    return look.colour.ink if row.look is not RowLook.GIFT else look.colour.muted


def _height(row: Row, look: Tokens) -> float:
    high = measures(look.text.body).height() + 8
    if row.look in _STRONG:
        high += 8
    return high + (_note_height(look) if row.note else 0)


def _note_height(look: Tokens) -> float:
    return measures(look.text.small).height()


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the build-up."""

    number: str
    version: int
    who: str
    car: str


class PaperCard(QFrame):
    """The quote as it stands, recalculated as one types."""

    def __init__(self) -> None:
        super().__init__()
        mark(self, card="true")
        self.title = Label("", "heading")
        self.pill = Label("", "body")
        mark(self.pill, pill="neutral")
        self.who = Label("", "muted")
        self.who.setWordWrap(True)
        self.rows = BuildUp(words("quote.build_up"))
        self.warning = Label("", "warn")
        self.warning.setWordWrap(True)
        self.error = Label("", "error")
        self.error.setWordWrap(True)
        self.on_road = Label("", "figure")
        self.upper = Label("", "muted")
        self.upper.setWordWrap(True)
        self.due = Label("", "strong")
        self._lay_out()
        self.show_nothing()

    def show_heading(self, heading: Heading, held: Held) -> None:
        """Say which quote this is, of whom, and how it stands."""
        number = heading.number or words("quote.new_quote")
        version = words("quote.version_of", version=heading.version)
        self.title.setText(f"{number} · {version}" if heading.version > 1 else number)
        mark(self.pill, pill=TONES[held.status])
        self.pill.setText(enum_words(held.status))
        self.who.setText(" · ".join(filter(None, (heading.who, heading.car))))
        self.who.setVisible(bool(self.who.text()))

    def show_price(self, quote: PricedQuote) -> None:
        """Show what the quote comes to."""
        self.error.hide()
        self.rows.show_rows((*build_up(quote), _on_road(quote), *settlement(quote)))
        self.on_road.setText(amount(quote.on_road_price_fen))
        self.upper.setText(amount_upper(quote.on_road_price_fen))
        self.due.setText(words("quote.due_here", amount=amount(quote.due_at_store_fen)))

    def show_discount(self, given: Discount | None, guide_fen: int) -> None:
        """Say who has to agree to the discount, if it is above one's own authority."""
        self.warning.setVisible(given is not None and not given.mine)
        if given is None:
            return
        share = f"{_hundredths_up(given.fen, guide_fen) / 100:.2f}"
        mark(self.warning, role="good" if given.by else "warn")
        if given.by:
            self.warning.setText(words("quote.granted", share=share, by=given.by))
        elif given.needs is None:
            self.warning.setText(words("quote.below_floor"))
        else:
            needs = words(given.needs.word)
            self.warning.setText(words("quote.needs_approval", share=share, needs=needs))

    def show_problem(self, text: str) -> None:
        """Say why it cannot be priced; the last figures stay."""
        self.error.setText(text)
        self.error.show()

    def show_nothing(self) -> None:
        """Stand empty, before a car is chosen."""
        self.rows.show_rows(())
        self.error.hide()
        self.warning.hide()
        self.on_road.setText(amount(0))
        self.upper.setText(words("quote.choose_car"))
        self.due.setText("")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.pill)
        column.addLayout(head)
        column.addWidget(self.who)
        column.addWidget(scrolled(_topped(self.rows)), 1)
        for label in (self.error, self.warning):
            column.addWidget(label)
        column.addWidget(self._result())

    def _result(self) -> QFrame:
        frame, column = card()
        mark(frame, card="sunken")
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(2)
        line = QHBoxLayout()
        line.addWidget(plain_label(words("quote.on_road"), "label"))
        line.addStretch(1)
        line.addWidget(self.due)
        column.addLayout(line)
        column.addWidget(self.on_road)
        column.addWidget(self.upper)
        return frame


def _on_road(quote: PricedQuote) -> Row:
    return Row(RowLook.RESULT, Said("quote.on_road"), quote.on_road_price_fen)


def _topped(inner: QWidget) -> QWidget:
    """The widget at the top of a taller one."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 8, 0)
    column.addWidget(inner, 0, Qt.AlignmentFlag.AlignTop)
    column.addStretch(1)
    return holder


def said_rows(rows: Sequence[Row]) -> Iterator[str]:
    """The rows in words, for tests and for reading out."""
    for row in rows:
        yield f"{row_name(row)} {amount(row.amount_fen or 0)}"


def _hundredths_up(given_fen: int, guide_fen: int) -> int:
    """Hundredths of a per cent, rounded up: 5.0013 % is more than 5 % and must not read as 5.00."""
    return -(-given_fen * 10_000 // guide_fen)
