"""The one-screen quote: inputs in groups on the left, the price recalculated on the right."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from showroom.errors import Refusal
from showroom.quote import form as rules
from showroom.quote.commands import SaveQuote, save_quote
from showroom.quote.form import Discount, Held, Typed
from showroom.quote.pricebook import Offers, PriceBook, price_book
from showroom.quote.pricing import PricedQuote, QuoteWish, priced
from showroom.quote.queries import QuoteFor, WholeQuote
from showroom.terms import QuoteStatus
from showroom.vehicle.queries import TrimLine, Trims, trims
from ui.kit.labels import plain_label
from ui.kit.page import Page, scrolled, side_by_side
from ui.messages import worded
from ui.pages.quote.inputs import QuoteInputs, read
from ui.pages.quote.paper import Heading, PaperCard
from ui.parts.recordmark import RecordMark
from ui.words import words


class QuoteEditor(QWidget):
    """One quote to type on or to look at. `priced` fires after each recalculation."""

    priced = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._asked: tuple[UUID, date] | None = None
        self._waiting: WholeQuote | None = None
        self._whom: QuoteFor | None = None
        self._loaded: Typed | None = None
        self.book: PriceBook | None = None
        self.held = Held()
        self.whole: WholeQuote | None = None
        self.quote: PricedQuote | None = None
        self.given: Discount | None = None
        self.entry = page.form("edit", self.save)
        self.inputs = QuoteInputs(self.entry, page.context)
        self.mark = RecordMark(page.context)
        self.paper = PaperCard()
        self._lay_out()
        self.entry.edited.connect(self._on_edited)

    @property
    def quote_id(self) -> UUID | None:
        """The stored quote on the page, None before it is first saved."""
        return self.held.quote_id

    def reread(self) -> None:
        """Read the cars on offer."""
        today = self._page.context.today()
        self._page.read(trims, Trims(today)).done(self._offer_trims).start(self)

    def begin(self, whom: QuoteFor | None) -> None:
        """Start an empty quote, for that customer if one is named."""
        self.whole, self.held, self._loaded, self._waiting = None, Held(), None, None
        self._asked = None
        self.inputs.lock(False)
        self.entry.clear()
        self.entry.fill(expected_invoice_on=self._page.context.today(), with_ctp=True)
        self._whom = whom
        if whom is not None and self.inputs.read:
            self._put_customer(whom)
        self._follow()
        self.entry.go_to("customer_id" if whom is None else "trim_id")

    def load(self, whole: WholeQuote) -> None:
        """Show a stored quote."""
        self.whole = self._waiting = whole
        self.held = Held(whole.line.id, whole.line.status, whole.approval, whole.granted)
        self.inputs.lock(whole.line.status is not QuoteStatus.DRAFT)
        self._load_book()
        self._head()

    def save(self) -> None:
        """Keep the draft."""
        self.save_then(lambda _key: None)

    def save_then(self, then: Callable[[UUID], None]) -> None:
        """Keep the draft if anything was typed since, then go on with its key."""
        if self.quote_id is not None and not self.entry.dirty:
            then(self.quote_id)
            return
        command = self._command()
        self.entry.send(save_quote, command, lambda key: self._saved(key, then))

    def recalculate(self) -> None:
        """Price what is typed; what cannot be priced is said on the paper."""
        self._head()
        wish = self._wish()
        if wish is not None and self.book is not None:
            self._price(wish, self.book)
        self.priced.emit()

    def _price(self, wish: QuoteWish, book: PriceBook) -> None:
        try:
            self.quote = priced(wish, book.rates)
        except Refusal as refusal:
            self.paper.show_problem(worded(refusal))
            return
        self.paper.show_price(self.quote)
        self.given = None
        if self.held.status is QuoteStatus.DRAFT:
            self.given = rules.discount(self.quote, book, self.held.granted)
        self.paper.show_discount(self.given, wish.car.guide_price_fen)

    def _wish(self) -> QuoteWish | None:
        """What is typed; of a quote that was issued, what it said then."""
        typed = self.inputs.typed(self._loaded)
        if typed is None or self.book is None:
            return None
        wish = rules.wish(typed, self.book)
        whole = self.whole
        if whole is None or self.held.status is QuoteStatus.DRAFT:
            return wish
        car = replace(wish.car, guide_price_fen=whole.guide_price_fen)
        return replace(wish, car=car, lines=whole.typed.lines, loan=whole.typed.loan)

    def _command(self) -> SaveQuote | None:
        """The command, or None with what is wrong shown."""
        values: dict[str, Any] | None = self.entry.command(dict)
        typed = self.inputs.typed(self._loaded)
        if values is None or typed is None or self.book is None:
            return None
        visit = self.whole.typed.visit_id if self.whole else None
        return rules.saving(
            typed,
            self.book,
            customer_id=values["customer_id"],
            note=values["note"] or "",
            quote_id=values["quote_id"],
            visit_id=visit,
        )

    def _saved(self, key: UUID, then: Callable[[UUID], None]) -> None:
        self.entry.fields["quote_id"].set_value(key)
        self.held = Held(key, QuoteStatus.DRAFT, self.held.approval, self.held.granted)
        self._page.context.shell.toast(words("quote.saved"))
        self.priced.emit()
        then(key)

    def _offer_trims(self, found: list[TrimLine]) -> None:
        self.inputs.offer_trims(found)
        self._load_book()
        if self._waiting is None and self._whom is not None:
            self._put_customer(self._whom)
            self._follow()

    def _put_customer(self, whom: QuoteFor) -> None:
        self._whom = None
        self.inputs.take_customer(whom)

    def _load_book(self) -> None:
        """Read the price book the stored quote on its way in needs."""
        waiting = self._waiting
        if waiting is not None and self.inputs.read:
            self.inputs.know(waiting.trim)
            self._ask_book(waiting.typed.trim_id, waiting.typed.expected_invoice_on)

    def _on_edited(self) -> None:
        if self._waiting is None:
            self._follow()

    def _follow(self) -> None:
        """Other offers for another car or date, else a new price."""
        trim, on = self.inputs.chosen(), read(self.inputs.invoice_on)
        if trim is None:
            self.quote = self.given = self._asked = None
            self.paper.show_nothing()
            self._head()
            self.priced.emit()
        elif on is not None and self._asked != (trim.id, on):
            self.inputs.offer_colours(trim)
            self._ask_book(trim.id, on)
        else:
            self.inputs.offer_months(self.book)
            self.recalculate()

    def _ask_book(self, trim_id: UUID, on: date) -> None:
        self._asked = (trim_id, on)
        work = self._page.read(price_book, Offers(trim_id, on)).quietly()
        work.failed(self.entry.refuse).done(lambda book: self._take((trim_id, on), book))
        work.start(self)

    def _take(self, asked: tuple[UUID, date], book: PriceBook) -> None:
        """The price book of the car and date is here: offer it, then show what waited for it."""
        if self._asked != asked:
            return
        self.book = book
        self.inputs.offer_book(book)
        if self._waiting is not None:
            self._fill(self._waiting, book)
        self.recalculate()

    def _fill(self, whole: WholeQuote, book: PriceBook) -> None:
        self._waiting = None
        self._loaded = rules.typed_of(whole.typed, self.inputs.trims[whole.typed.trim_id], book)
        self.inputs.fill(whole, self._loaded, book)
        self.entry.settle()

    def _head(self) -> None:
        trim, line = self.inputs.chosen(), self.whole.line if self.whole else None
        self.mark.show_record("quote", line.id if line else None)
        held = self.inputs.customer.held
        name = trim.full_name if trim else ""
        car = " ".join(filter(None, (name, self.inputs.colour.value())))
        who = held.title if held else (line.customer if line else "")
        number, version = (line.doc_no or "", line.version) if line else ("", 1)
        self.paper.show_heading(Heading(number, version, who, car), self.held)

    def _lay_out(self) -> None:
        left = QFrame()
        left.setProperty("card", "true")
        column = QVBoxLayout(left)
        column.setContentsMargins(20, 16, 12, 16)
        head = QHBoxLayout()
        head.addWidget(plain_label(words("quote.inputs"), "heading"))
        head.addWidget(self.mark)
        head.addStretch(1)
        head.addWidget(self.entry.draft_note)
        column.addLayout(head)
        column.addWidget(scrolled(self.entry), 1)
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(side_by_side(left, self.paper, (6, 5)))
