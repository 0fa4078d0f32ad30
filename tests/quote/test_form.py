"""What the quote page decides, without a window."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from showroom.quote import form
from showroom.quote.approvals import Granted
from showroom.quote.build_up import RowLook, build_up, settlement
from showroom.quote.form import Held, LoanPick, Open, Pick, Typed
from showroom.quote.pricebook import PriceBook
from showroom.quote.pricing import priced
from showroom.terms import ApprovalStatus, LineKind, QuoteStatus, Role
from showroom.vehicle.queries import TrimLine
from tests.quote.typing_on import TODAY, book, example_4, trim

__all__ = ["book", "example_4", "trim"]


def test_worked_example_4_comes_out_of_ticks_and_typing(example_4: Typed, book: PriceBook) -> None:
    made = priced(form.wish(example_4, book), book.rates)
    assert made.on_road_price_fen == 411_569_47
    assert made.net_cost_fen == 401_569_47
    assert made.due_at_store_fen == 383_400_00


def test_nothing_optional_is_in_a_new_quote(trim: TrimLine, book: PriceBook) -> None:
    (line,) = form.lines(Typed(trim, trim.colours[0], TODAY), book)
    assert line.kind is LineKind.CTP_INSURANCE
    assert form.lines(Typed(trim, trim.colours[0], TODAY, with_ctp=False), book) == ()


def test_lines_stand_in_the_order_they_print(example_4: Typed, book: PriceBook) -> None:
    kinds = [line.kind for line in form.lines(replace(example_4, cash_discount_fen=1_00), book)]
    assert kinds == [
        LineKind.CASH_DISCOUNT,
        LineKind.CASH_DISCOUNT,
        LineKind.CTP_INSURANCE,
        LineKind.COMMERCIAL_INSURANCE,
        LineKind.COMMERCIAL_INSURANCE,
        LineKind.PLATING_FEE,
        LineKind.ACCESSORY,
        LineKind.ACCESSORY,
        LineKind.TRADE_IN_SUBSIDY,
    ]


def test_a_gift_is_free_and_a_sold_good_counts_times_its_price(
    example_4: Typed, book: PriceBook
) -> None:
    both = replace(example_4, picks={"MATS": Pick(sold=2, given=3)})
    sold, given = [line for line in form.lines(both, book) if line.code == "MATS"]
    assert (sold.amount_fen, sold.quantity, sold.is_gift) == (2_560_00, 2, False)
    assert (given.amount_fen, given.quantity, given.is_gift) == (0, 3, True)


def test_what_was_saved_comes_back_into_the_form(example_4: Typed, book: PriceBook) -> None:
    typed = replace(
        example_4,
        cash_discount_fen=3_000_00,
        ticked=example_4.ticked | {"FINANCE"},
        loan=LoanPick("LEVEL-36", 36, 200_000_00),
        trade_in_value_fen=50_000_00,
    )
    saved = form.saving(typed, book, customer_id=typed.trim.id)
    assert form.typed_of(saved, typed.trim, book) == typed


def test_lines_no_price_book_row_stands_for_are_kept(example_4: Typed, book: PriceBook) -> None:
    old = replace(
        form.lines(example_4, book)[0], kind=LineKind.OTHER_FEE, code="GONE", on_invoice=False
    )
    saved = form.saving(replace(example_4, other=(old,)), book, customer_id=example_4.trim.id)
    again = form.typed_of(saved, example_4.trim, book)
    assert again.other == (old,)
    assert form.lines(again, book) == saved.lines


def test_the_yearly_rate_shown_counts_the_dealers_own_fee(
    example_4: Typed, book: PriceBook
) -> None:
    loan = LoanPick("LEVEL-36", 36, 229_900_00)
    without = form.wish(replace(example_4, loan=loan), book)
    ticked = replace(example_4, loan=loan, ticked=example_4.ticked | {"FINANCE"})
    with_fee = form.wish(ticked, book)
    assert without.loan is not None
    assert with_fee.loan is not None
    assert (without.loan.upfront_fee_fen, with_fee.loan.upfront_fee_fen) == (0, 3_000_00)
    made = priced(with_fee, book.rates)
    assert made.loan is not None
    assert str(made.loan.apr) == "6.15"


def test_no_finance_fee_without_a_loan(example_4: Typed, book: PriceBook) -> None:
    ticked = replace(example_4, ticked=frozenset({"FINANCE"}))
    assert LineKind.FINANCE_FEE not in {line.kind for line in form.lines(ticked, book)}


COUNTS = st.integers(0, 3)
FEN = st.integers(0, 20_000_00)


CHANGES = st.fixed_dictionaries(
    {
        "ticked": st.frozensets(st.sampled_from(["CASH-EX90", "TRADE-IN", "PLATING"])),
        "premiums": FEN.map(lambda fen: {"INS-THIRD": fen} if fen else {}),
        "cash_discount_fen": FEN,
        "picks": st.builds(Pick, COUNTS, COUNTS).map(lambda pick: {"POST": pick} if pick else {}),
        "with_ctp": st.booleans(),
        "expected_invoice_on": st.dates(TODAY, date(2029, 1, 1)),
    }
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=CHANGES)
def test_the_on_road_price_is_the_sum_of_the_rows_shown(
    book: PriceBook, example_4: Typed, changes: dict[str, Any]
) -> None:
    typed = replace(example_4, **changes)
    made = priced(form.wish(typed, book), book.rates)
    rows = build_up(made)
    assert sum(row.amount_fen or 0 for row in rows if row.look is RowLook.LINE) == (
        made.on_road_price_fen
    )
    subsidies = [row for row in settlement(made) if row.look is RowLook.LINE]
    assert made.on_road_price_fen + sum(row.amount_fen or 0 for row in subsidies) == (
        made.net_cost_fen
    )
    saved = form.saving(typed, book, customer_id=typed.trim.id)
    assert form.typed_of(saved, typed.trim, book) == typed


def asked_of(typed: Typed, book: PriceBook, role: Role) -> form.Discount:
    book = replace(book, role=role)
    return form.discount(priced(form.wish(typed, book), book.rates), book)


def test_a_published_promotion_needs_nobody(example_4: Typed, book: PriceBook) -> None:
    assert asked_of(example_4, book, Role.CONSULTANT) == form.Discount(
        0, mine=True, needs=Role.CONSULTANT
    )


@pytest.mark.parametrize(
    ("yuan", "needs"),
    [
        (3_999, Role.CONSULTANT),
        (4_000, Role.SHOWROOM_MANAGER),
        (11_997, Role.SHOWROOM_MANAGER),
        (11_998, Role.SALES_MANAGER),
        (19_996, Role.GENERAL_MANAGER),
        (24_901, None),
    ],
)
def test_the_page_says_who_must_agree(
    example_4: Typed, book: PriceBook, yuan: int, needs: Role | None
) -> None:
    given_away = asked_of(replace(example_4, cash_discount_fen=yuan * 100), book, Role.CONSULTANT)
    assert given_away.fen == yuan * 100
    assert given_away.needs is needs
    assert given_away.mine is (needs is Role.CONSULTANT)


def test_a_managers_yes_covers_no_larger_discount(example_4: Typed, book: PriceBook) -> None:
    def given(yuan: int) -> form.Discount:
        made = priced(form.wish(replace(example_4, cash_discount_fen=yuan * 100), book), book.rates)
        return form.discount(made, book, Granted(6_000_00, 373_900_00, "吴昊"))

    assert given(6_000).by == "吴昊"
    assert given(5_500).by == "吴昊"
    assert given(6_001).by == ""


MINE = form.Discount(0, mine=True, needs=Role.CONSULTANT)
ABOVE = form.Discount(1, mine=False, needs=Role.SALES_MANAGER)
NEVER = form.Discount(1, mine=False, needs=None)


def held(status: QuoteStatus, approval: ApprovalStatus | None = None) -> Held:
    return Held(None, status, approval)


def test_each_state_opens_its_own_steps() -> None:
    draft = QuoteStatus.DRAFT
    assert form.open_for(held(draft), MINE) == Open(edit=True, issue=True)
    assert form.open_for(held(draft), ABOVE) == Open(edit=True, ask=True)
    assert form.open_for(held(draft), NEVER) == Open(edit=True)
    asked = held(draft, ApprovalStatus.REQUESTED)
    assert form.open_for(asked, ABOVE) == Open(edit=True)
    assert form.open_for(asked, MINE) == Open(edit=True, issue=True, decide=True)
    approved = held(draft, ApprovalStatus.APPROVED)
    assert form.open_for(approved, replace(ABOVE, by="吴昊")) == Open(edit=True, issue=True)
    assert form.open_for(approved, ABOVE) == Open(edit=True, ask=True)
    issued = Open(accept=True, void=True, revise=True)
    assert form.open_for(held(QuoteStatus.ISSUED), None) == issued
    assert form.open_for(held(QuoteStatus.ACCEPTED), None) == Open(contract=True)
    assert form.open_for(held(QuoteStatus.EXPIRED), None) == Open(revise=True)
    assert form.open_for(held(QuoteStatus.VOID), None) == Open(revise=True)
