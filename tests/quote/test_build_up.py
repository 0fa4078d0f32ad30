"""The price of a quote row by row."""

from dataclasses import replace
from datetime import date

from showroom.quote import form
from showroom.quote.build_up import Row, RowLook, Said, build_up, settlement
from showroom.quote.form import LoanPick, Typed
from showroom.quote.pricebook import PriceBook
from showroom.quote.pricing import priced
from showroom.terms import LineKind, Payee
from tests.quote.typing_on import book, example_4, trim

__all__ = ["book", "example_4", "trim"]


def shown(rows: tuple[Row, ...]) -> dict[str, int | None]:
    return {
        row.name.key if isinstance(row.name, Said) else row.name: row.amount_fen for row in rows
    }


def test_the_build_up_names_every_payee_and_the_rule_used(
    example_4: Typed, book: PriceBook
) -> None:
    rows = build_up(priced(form.wish(example_4, book), book.rates))
    assert all(row.payee for row in rows if row.look is RowLook.LINE)
    tax = next(row for row in rows if row.payee is Payee.TAX and row.note)
    assert tax.note == Said("quote.tax_relieved", {"rule": "2026-2027", "relief_fen": 15_000_00})
    late = replace(example_4, expected_invoice_on=date(2028, 1, 3))
    warned = build_up(priced(form.wish(late, book), book.rates))
    assert [row.note for row in warned if row.warns] == [Said("quote.tax_warned")]


def test_what_follows_the_on_road_price_ends_in_what_is_due(
    example_4: Typed, book: PriceBook
) -> None:
    loan = replace(
        example_4, loan=LoanPick("ZERO-24", 24, 200_000_00), trade_in_value_fen=30_000_00
    )
    rows = shown(settlement(priced(form.wish(loan, book), book.rates)))
    assert rows["quote.net_cost"] == 401_569_47
    assert rows["quote.loan_shown"] == -179_900_00
    assert rows["quote.trade_in_value"] == -30_000_00
    assert rows["quote.due_at_store"] == 173_500_00


def test_what_the_store_names_itself_is_told_in_the_readers_language(
    example_4: Typed, book: PriceBook
) -> None:
    typed = replace(example_4, cash_discount_fen=1_000_00)
    rows = shown(build_up(priced(form.wish(typed, book), book.rates)))
    assert rows[LineKind.CASH_DISCOUNT.word] == -1_000_00
    assert rows[LineKind.CTP_INSURANCE.word] == 950_00
    assert rows["年末现金优惠"] == -20_000_00


def test_gifts_stand_at_nothing_with_their_count(example_4: Typed, book: PriceBook) -> None:
    rows = build_up(priced(form.wish(example_4, book), book.rates))
    (gift,) = [row for row in rows if row.look is RowLook.GIFT]
    assert (gift.name, gift.quantity, gift.amount_fen) == ("全天候脚垫", 2, 0)
