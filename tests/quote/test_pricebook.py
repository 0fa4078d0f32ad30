"""The price book in force, and what it bears out."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from db.models.quote import Promotion
from db.models.vehicle import Trim
from showroom.desk import Desk
from showroom.errors import Refusal
from showroom.quote.pricebook import Offers, PriceBook, price_book, still_listed, vouched
from showroom.quote.pricing import QuoteLineWish
from showroom.rights import EVERYONE, allows
from showroom.terms import LineKind, Payee, Role
from showroom.unit import Unit
from showroom.vehicle.queries import TrimLine
from tests.quote.typing_on import TODAY, book, trim

__all__ = ["book", "trim"]
Lines = tuple[QuoteLineWish, ...]


@allows(*EVERYONE)
def borne_out(unit: Unit, asked: tuple[Offers, Lines]) -> Lines:
    return vouched(unit, *asked)


@allows(*EVERYONE)
def left(unit: Unit, asked: tuple[date, Lines]) -> Lines:
    return still_listed(unit, *asked)


@allows(*EVERYONE)
def gift_for_ever(unit: Unit, _command: None) -> None:
    trim_id = unit.session.scalars(select(Trim.id)).first()
    unit.add(
        Promotion(
            id=unit.new_id(),
            outlet_id=unit.outlet_id,
            code="GIFT",
            name="送脚垫",
            kind=LineKind.ACCESSORY,
            trim_id=trim_id,
            amount_fen=0,
            on_invoice=False,
            quantity=1,
            valid_from=date(2026, 1, 1),
        )
    )


@allows(*EVERYONE)
def trim_of_gift(unit: Unit, _query: None) -> UUID | None:
    return unit.session.scalar(select(Promotion.trim_id).where(Promotion.code == "GIFT"))


def by_code(lines: Iterable[QuoteLineWish]) -> dict[str | None, QuoteLineWish]:
    return {line.code: line for line in lines}


def test_offers_are_for_the_car_its_model_or_every_car(consultant: Desk, book: PriceBook) -> None:
    found = by_code(book.promotions)
    assert set(found) == {"CASH-EX90", "TRADE-IN"}
    assert found["CASH-EX90"].basis == "促销活动，2026-11-01 至 2026-12-31"
    assert found["TRADE-IN"].payee is Payee.OTHER


def test_a_promotion_that_takes_nothing_off_is_a_gift(consultant: Desk) -> None:
    consultant.write(gift_for_ever, None)
    trim_id = consultant.read(trim_of_gift, None)
    assert trim_id is not None
    gift = by_code(consultant.read(price_book, Offers(trim_id, TODAY)).promotions)["GIFT"]
    assert gift.is_gift
    assert gift.basis == "促销活动，2026-01-01 起"


def test_the_book_knows_who_asks_and_the_floor(consultant: Desk, book: PriceBook) -> None:
    assert (book.role, book.floor_price_fen) == (Role.CONSULTANT, 355_000_00)
    assert all(line.optional for line in (*book.fees, *book.accessories))


def test_lines_of_the_book_are_borne_out_as_they_are(
    consultant: Desk, book: PriceBook, trim: TrimLine
) -> None:
    lines = (*book.promotions, *book.fees, *book.accessories)
    offers = Offers(trim.id, TODAY)
    assert consultant.read(borne_out, (offers, lines)) == lines


def test_a_code_does_not_vouch_for_another_amount(
    consultant: Desk, book: PriceBook, trim: TrimLine
) -> None:
    cash = by_code(book.promotions)["CASH-EX90"]
    more = replace(cash, amount_fen=cash.amount_fen + 1)
    offers = Offers(trim.id, TODAY)
    (line,) = consultant.read(borne_out, (offers, (more,)))
    assert (line.code, line.amount_fen) == (None, more.amount_fen)
    (late,) = consultant.read(borne_out, (Offers(offers.trim_id, date(2027, 1, 1)), (cash,)))
    assert late.code is None


def test_charges_off_the_list_are_refused_or_left_out(
    consultant: Desk, book: PriceBook, trim: TrimLine
) -> None:
    plating = by_code(book.fees)["PLATING"]
    dearer = replace(plating, amount_fen=plating.amount_fen + 100)
    offers = Offers(trim.id, TODAY)
    with pytest.raises(Refusal) as caught:
        consultant.read(borne_out, (offers, (dearer,)))
    assert caught.value.code == "quote.fee_not_published"
    assert consultant.read(left, (TODAY, (plating, dearer))) == (plating,)
    assert consultant.read(left, (date(2025, 1, 1), (plating,))) == ()
