"""A quote from the first draft to the customer's yes, on a real store."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from showroom.clock import SetClock
from showroom.desk import Desk
from showroom.errors import Refusal
from showroom.quote.commands import (
    SaveQuote,
    accept_quote,
    issue_quote,
    new_version,
    save_quote,
    void_quote,
)
from showroom.quote.pricing import LoanWish, QuoteLineWish
from showroom.quote.printing import quote_pdf
from showroom.quote.queries import Quotes, quotes, whole_quote
from showroom.rights import EVERYONE, allows
from showroom.terms import LineKind, LoanKind, Payee, QuoteStatus
from showroom.unit import Unit
from showroom.vehicle.queries import Trims, trims
from tests.factories import customer

TODAY = date(2026, 11, 22)
PLATING = QuoteLineWish(
    LineKind.PLATING_FEE, "上牌服务费", Payee.DEALER, 500_00, optional=True, code="PLATING"
)
CASH = QuoteLineWish(LineKind.CASH_DISCOUNT, "现金优惠", Payee.DEALER, 20_000_00, on_invoice=True)


@allows(*EVERYONE)
def file_customer(unit: Unit, name: str) -> UUID:
    return unit.add(customer(unit.outlet_id, name)).id


@pytest.fixture
def example_4(consultant: Desk) -> SaveQuote:
    """Worked example 4 of the domain: BEV, guide price 399,900, quoted on 2026-11-22."""
    trim = next(t for t in consultant.read(trims, Trims(TODAY)) if t.model == "EX90")
    return SaveQuote(
        customer_id=consultant.write(file_customer, "王芳").value,
        trim_id=trim.id,
        colour=trim.colours[0],
        expected_invoice_on=TODAY,
        lines=(
            replace(CASH, code="CASH-EX90"),
            QuoteLineWish(LineKind.CTP_INSURANCE, "交强险", Payee.INSURER, 950_00),
            QuoteLineWish(
                LineKind.COMMERCIAL_INSURANCE, "商业险", Payee.INSURER, 8_600_00, optional=True
            ),
            PLATING,
            QuoteLineWish(LineKind.ACCESSORY, "隔热膜", Payee.DEALER, 3_000_00, optional=True),
            QuoteLineWish(LineKind.ACCESSORY, "脚垫", Payee.DEALER, 1_280_00, is_gift=True),
            QuoteLineWish(
                LineKind.TRADE_IN_SUBSIDY, "置换补贴", Payee.OTHER, 10_000_00, code="TRADE-IN"
            ),
        ),
    )


def refused(action: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        action()
    return caught.value


def with_discount(command: SaveQuote, yuan: int) -> SaveQuote:
    """The same quote with a cash discount that no promotion grants."""
    own = replace(CASH, amount_fen=yuan * 100)
    return replace(command, lines=(own, *command.lines[1:]))


def test_worked_example_4_comes_out_to_the_fen(consultant: Desk, example_4: SaveQuote) -> None:
    whole = consultant.read(whole_quote, consultant.write(save_quote, example_4).value)
    assert whole.invoice_price_fen == 379_900_00
    assert whole.purchase_tax_fen == 18_619_47
    assert whole.vehicle_tax_fen == 0
    assert whole.line.on_road_price_fen == 411_569_47
    assert whole.net_cost_fen == 401_569_47
    assert whole.tax_rule == "2026-2027"


def test_moving_the_invoice_date_reprices(consultant: Desk, example_4: SaveQuote) -> None:
    key = consultant.write(save_quote, example_4).value
    late = replace(example_4, quote_id=key, expected_invoice_on=date(2028, 1, 3))
    late = replace(late, valid_until=date(2028, 1, 3))
    consultant.write(save_quote, late)
    whole = consultant.read(whole_quote, key)
    assert whole.purchase_tax_fen == 33_619_47
    assert (whole.tax_rule, whole.tax_warning) == (None, "quote.tax_not_covered")


def test_an_issued_quote_has_a_number_a_paper_and_never_changes(
    consultant: Desk, example_4: SaveQuote
) -> None:
    key = consultant.write(save_quote, example_4).value
    assert consultant.write(issue_quote, key).tables >= {"quote", "paper"}
    line = consultant.read(quotes, Quotes())[0]
    assert (line.doc_no, line.status) == ("NJHX-A-BJ-20261122-001", QuoteStatus.ISSUED)
    assert line.valid_until == date(2026, 11, 29)
    again = replace(example_4, quote_id=key)
    assert refused(lambda: consultant.write(save_quote, again)).code == "quote.immutable"
    first = consultant.read(quote_pdf, key)
    assert first.startswith(b"%PDF")
    assert consultant.read(quote_pdf, key) == first


def test_a_second_version_replaces_the_first(consultant: Desk, example_4: SaveQuote) -> None:
    first = consultant.write(issue_quote, consultant.write(save_quote, example_4).value).value
    second = consultant.write(new_version, first).value
    consultant.write(issue_quote, second)
    shown = {line.id: (line.version, line.status) for line in consultant.read(quotes, Quotes())}
    assert shown == {first: (1, QuoteStatus.VOID), second: (2, QuoteStatus.ISSUED)}
    assert consultant.read(whole_quote, second).typed == consultant.read(whole_quote, first).typed


def test_a_quote_expires_by_its_date(
    consultant: Desk, example_4: SaveQuote, clock: SetClock
) -> None:
    key = consultant.write(issue_quote, consultant.write(save_quote, example_4).value).value
    clock.advance(days=8)
    assert consultant.read(quotes, Quotes())[0].status is QuoteStatus.EXPIRED
    assert refused(lambda: consultant.write(accept_quote, key)).code == "quote.expired"


def test_states_never_skip(consultant: Desk, example_4: SaveQuote) -> None:
    key = consultant.write(save_quote, example_4).value
    assert refused(lambda: consultant.write(accept_quote, key)).code == "quote.wrong_state"
    assert refused(lambda: consultant.write(void_quote, key)).code == "quote.wrong_state"
    consultant.write(issue_quote, key)
    consultant.write(accept_quote, key)
    assert refused(lambda: consultant.write(new_version, key)).code == "quote.already_accepted"


def test_a_loan_is_worked_out_with_its_cost(consultant: Desk, example_4: SaveQuote) -> None:
    wish = LoanWish(
        "LEVEL-36",
        "等额本息",
        "远行金融",
        LoanKind.LEVEL_PAYMENT,
        480,
        36,
        229_900_00,
        20,
        3_000_00,
    )
    key = consultant.write(save_quote, replace(example_4, loan=wish)).value
    loan = consultant.read(whole_quote, key).loan
    assert loan is not None
    assert (loan.principal_fen, loan.total_fen, loan.interest_fen) == (
        150_000_00,
        161_358_39,
        11_358_39,
    )
    assert str(loan.apr) == "6.15"
    assert [(s.first, s.last, s.amount_fen) for s in loan.steps] == [
        (1, 35, 4_482_18),
        (36, 36, 4_482_09),
    ]
    low = replace(wish, down_payment_fen=1_00)
    refusal = refused(lambda: consultant.write(save_quote, replace(example_4, loan=low)))
    assert refusal.code == "quote.down_payment_low"


def test_a_name_that_cannot_be_printed_blocks_issue_and_writes_nothing(
    consultant: Desk, example_4: SaveQuote
) -> None:
    strange = replace(example_4, note="\U0001f600")
    key = consultant.write(save_quote, strange).value
    refusal = refused(lambda: consultant.write(issue_quote, key))
    assert (refusal.code, refusal.facts["character"]) == ("documents.no_glyph", "\U0001f600")
    assert consultant.read(quotes, Quotes())[0].status is QuoteStatus.DRAFT


def test_a_cashier_quotes_nothing(cashier: Desk, example_4: SaveQuote) -> None:
    assert refused(lambda: cashier.write(save_quote, example_4)).code == "staff.not_permitted"


def test_a_charge_that_is_not_published_cannot_be_billed(
    consultant: Desk, example_4: SaveQuote
) -> None:
    for wrong in (replace(PLATING, amount_fen=600_00), replace(PLATING, code=None)):
        with pytest.raises(Refusal) as caught:
            consultant.write(save_quote, replace(example_4, lines=(wrong,)))
        refusal = caught.value
        assert (refusal.code, refusal.facts["name"]) == ("quote.fee_not_published", "上牌服务费")
    typed = replace(CASH, kind=LineKind.COMMERCIAL_INSURANCE, payee=Payee.INSURER, on_invoice=False)
    consultant.write(save_quote, replace(example_4, lines=(typed,)))


def test_a_promotion_the_price_book_does_not_grant_needs_authority(
    consultant: Desk, example_4: SaveQuote
) -> None:
    dressed = replace(CASH, code="CASH-EX90", amount_fen=21_000_00)
    key = consultant.write(save_quote, replace(example_4, lines=(dressed,))).value
    assert refused(lambda: consultant.write(issue_quote, key)).code == "quote.above_authority"
    after = date(2027, 1, 4)
    late = replace(example_4, expected_invoice_on=after, valid_until=after)
    key = consultant.write(save_quote, late).value
    assert refused(lambda: consultant.write(issue_quote, key)).code == "quote.above_authority"


def test_a_new_version_after_a_promotion_ended_needs_authority(
    consultant: Desk, example_4: SaveQuote, clock: SetClock
) -> None:
    first = consultant.write(issue_quote, consultant.write(save_quote, example_4).value).value
    clock.advance(days=60)
    second = consultant.write(new_version, first).value
    assert refused(lambda: consultant.write(issue_quote, second)).code == "quote.above_authority"
