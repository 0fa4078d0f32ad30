"""The fields of a quote in groups, and what they hold together."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from showroom.errors import Refusal
from showroom.quote import form as rules
from showroom.quote.form import LoanPick, Typed
from showroom.quote.pricebook import LoanLine, PriceBook
from showroom.quote.queries import QuoteFor, WholeQuote
from showroom.vehicle.queries import TrimLine
from ui.context import Context, Hit
from ui.kit.fields import CheckField, Choice, DateField, MoneyField, NotesField
from ui.kit.fields.customer import CustomerField
from ui.kit.form import Form
from ui.kit.labels import plain_label
from ui.pages.quote.fields import PickField, PremiumField, TickField
from ui.pages.quote.kept import HeldField, LateField
from ui.words import words

if TYPE_CHECKING:
    from uuid import UUID

_USUAL_MONTHS = 36
_TEN_THOUSAND_YUAN = 1_000_000


class QuoteInputs:
    """The fields of a quote, added to a form; what cannot be read yet counts as not typed.

    `read` tells whether the cars on offer were read yet.
    """

    def __init__(self, form: Form, context: Context) -> None:
        self.form = form
        self.context = context
        self.trims: dict[UUID, TrimLine] = {}
        self.read = False
        self._car_fields()
        self._price_fields()
        self._loan_fields()
        note = form.add(NotesField("note", words("quote.note"), lines=2), span=2)
        note.placeholder(words("quote.note_hint"))

    def offer_trims(self, found: list[TrimLine]) -> None:
        """Offer these cars; the chosen one stays."""
        self.trims = {trim.id: trim for trim in found}
        self.read = True
        self.trim.offer(Choice(trim.id, trim.full_name, trim.code) for trim in found)

    def know(self, trim: TrimLine) -> None:
        """Offer the car of a stored quote even where it is on offer no longer."""
        if trim.id not in self.trims:
            self.offer_trims([*self.trims.values(), trim])

    def offer_colours(self, trim: TrimLine) -> None:
        """Offer the colours the trim comes in."""
        self.colour.offer(Choice(each, each) for each in trim.colours)

    def offer_book(self, book: PriceBook) -> None:
        """Offer what the price book holds for the car and date."""
        self.promotions.offer(book.promotions)
        self.fees.offer(rules.fees_of(book))
        self.premiums.offer(rules.premiums_of(book))
        self.goods.offer(book.accessories)
        self.loan.offer(Choice(each.wish.code, loan_words(each)) for each in book.loans)
        self.offer_months(book)

    def offer_months(self, book: PriceBook | None) -> None:
        """Offer the terms of the loan chosen; without a loan there is nothing to ask."""
        code = self.loan.value()
        found = (
            next((each for each in book.loans if each.wish.code == code), None) if book else None
        )
        offered = found.months if found else ()
        if tuple(choice.value for choice in self.months.choices) != offered:
            choices = [Choice(each, words("quote.months_of", count=each)) for each in offered]
            self.months.offer(choices)
        if offered and self.months.value() is None:
            self.months.set_value(_USUAL_MONTHS if _USUAL_MONTHS in offered else offered[-1])
        for field in (self.months, self.down):
            field.setVisible(found is not None)
        least = found.wish.min_down_percent if found else 0
        self.down.show_hint(words("quote.down_least", percent=least) if least else "")

    def take_customer(self, whom: QuoteFor) -> None:
        """Put in for whom the quote is, and the car they wish for."""
        hit = Hit("customer", whom.customer_id, whom.name, whom.phone)
        self.customer.restore(f"{hit.key}|{hit.title}|{hit.detail}")
        trim = next((each for each in self.trims.values() if _wished(whom, each)), None)
        if trim is not None:
            self.trim.set_value(trim.id)
            self.offer_colours(trim)
            self.colour.set_value(whom.colour)

    def fill(self, whole: WholeQuote, typed: Typed, book: PriceBook) -> None:
        """Put a stored quote into the fields."""
        line, loan = whole.line, typed.loan
        self.offer_colours(typed.trim)
        owner = words("quote.of_owner", owner=line.owner)
        self.customer.restore(f"{line.customer_id}|{line.customer}|{owner}")
        self.loan.set_value(loan.code if loan else None)
        self.offer_months(book)
        self.form.fill(
            quote_id=line.id,
            trim_id=typed.trim.id,
            colour=typed.colour,
            expected_invoice_on=typed.expected_invoice_on,
            promotions=typed.ticked,
            lines=typed.cash_discount_fen or None,
            trade_in_value_fen=typed.trade_in_value_fen or None,
            with_ctp=typed.with_ctp,
            premiums=dict(typed.premiums),
            fees=typed.ticked,
            goods=dict(typed.picks),
            months=loan.months if loan else None,
            down_payment_fen=loan.down_payment_fen if loan else None,
            note=whole.typed.note or None,
        )

    def chosen(self) -> TrimLine | None:
        """The car chosen."""
        key = self.trim.value()
        return self.trims.get(key) if key else None

    def typed(self, other: Typed | None = None) -> Typed | None:
        """What the fields hold, None without car and date; `other` is what was loaded."""
        trim, on = self.chosen(), read(self.invoice_on)
        if trim is None or on is None:
            return None
        return Typed(
            trim=trim,
            colour=self.colour.value() or "",
            expected_invoice_on=on,
            cash_discount_fen=read(self.cash) or 0,
            with_ctp=self.with_ctp.value(),
            ticked=self.promotions.value() | self.fees.value(),
            premiums=read(self.premiums) or {},
            picks=self.goods.value(),
            loan=self._loan(),
            trade_in_value_fen=read(self.trade_in) or 0,
            other=other.other if other else (),
        )

    def lock(self, locked: bool) -> None:
        """Issued paper never changes: its fields are there to be read."""
        for field in self.form.fields.values():
            field.setEnabled(not locked)
        self.form.save_action.setEnabled(not locked)

    def _loan(self) -> LoanPick | None:
        code, months = self.loan.value(), self.months.value()
        return LoanPick(code, months, read(self.down) or 0) if code and months else None

    def _car_fields(self) -> None:
        add = self.form.add
        add(HeldField("quote_id"))
        self._group("quote.group_car", first=True)
        search, today = self.context.search, self.context.today
        customer = CustomerField("customer_id", words("quote.customer"), search, required=True)
        self.customer = add(customer)
        self.trim: LateField[UUID] = add(LateField("trim_id", words("quote.trim"), required=True))
        self.colour: LateField[str] = add(LateField("colour", words("quote.colour"), required=True))
        invoice_on = words("quote.expected_invoice_on")
        self.invoice_on = add(DateField("expected_invoice_on", invoice_on, today, required=True))

    def _price_fields(self) -> None:
        add = self.form.add
        self._group("quote.group_price")
        self.promotions = add(TickField("promotions", words("quote.promotions")), span=2)
        self.cash = add(MoneyField("lines", words("quote.cash_discount")))
        self.trade_in = add(MoneyField("trade_in_value_fen", words("quote.trade_in_value")))
        self._group("quote.group_fees")
        self.with_ctp = add(CheckField("with_ctp", words("quote.with_ctp")), span=2)
        self.premiums = add(PremiumField("premiums", words("quote.premiums")), span=2)
        self.fees = add(TickField("fees", words("quote.fees")), span=2)
        self._group("quote.group_goods")
        self.goods = add(PickField("goods", words("quote.goods")), span=2)

    def _loan_fields(self) -> None:
        add = self.form.add
        self._group("quote.group_loan")
        loan = words("quote.loan")
        self.loan: LateField[str] = add(
            LateField("loan", loan, hint=words("quote.loan_hint")), span=2
        )
        self.months: LateField[int] = add(LateField("months", words("quote.months")))
        self.down = add(MoneyField("down_payment_fen", words("quote.down_payment")))
        self.down.step_fen = _TEN_THOUSAND_YUAN

    def _group(self, key: str, *, first: bool = False) -> None:
        """A heading over the fields that follow."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0 if first else 8, 0, 0)
        column.addWidget(plain_label(words(key), "strong"))
        self.form.add_row(holder)


def read(field: Any) -> Any:  # noqa: ANN401 - as the field's value
    """A field's value, None while it cannot be read; saving says what is wrong with it."""
    try:
        return field.value()
    except Refusal:
        return None


def loan_words(line: LoanLine) -> str:
    """A loan product with its lender and yearly rate."""
    rate = f"{line.wish.annual_rate_bp / 100:.2f}"
    return words("quote.loan_of", product=line.wish.product, lender=line.wish.lender, rate=rate)


def _wished(whom: QuoteFor, trim: TrimLine) -> bool:
    return whom.trim_id == trim.id if whom.trim_id else whom.model_id == trim.model_id
