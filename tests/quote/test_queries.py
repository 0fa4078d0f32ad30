"""Quotes as lists, and whom a new one is for."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from db.models.customer import Customer
from showroom.clock import SetClock
from showroom.desk import Desk
from showroom.errors import Refusal
from showroom.quote.commands import SaveQuote, issue_quote, save_quote
from showroom.quote.queries import Quotes, quote_for, quotes, whole_quote
from showroom.rights import EVERYONE, allows
from showroom.terms import QuoteStatus
from showroom.unit import Unit
from showroom.vehicle.queries import Trims, trims
from tests.quote.test_commands import example_4, file_customer

__all__ = ["example_4"]


@allows(*EVERYONE)
def wish_for(unit: Unit, wish: tuple[UUID, UUID]) -> None:
    card = unit.get(Customer, wish[0])
    unit.change(card, model_id=wish[1], colour="水晶白")


@allows(*EVERYONE)
def erase(unit: Unit, name: str) -> UUID:
    card = unit.session.scalars(select(Customer).where(Customer.name == name)).one()
    unit.change(card, anonymised_at=unit.now)
    return card.id


def test_a_new_quote_knows_the_customer_and_their_wish(consultant: Desk) -> None:
    trim = next(t for t in consultant.read(trims, Trims(date(2026, 11, 22))) if t.model == "XC40")
    key = consultant.write(file_customer, "王芳").value
    consultant.write(wish_for, (key, trim.model_id))
    whom = consultant.read(quote_for, key)
    assert (whom.name, whom.phone) == ("王芳", "139****0000")
    assert (whom.model_id, whom.trim_id, whom.colour) == (trim.model_id, None, "水晶白")


def test_an_erased_customer_is_quoted_nothing(consultant: Desk) -> None:
    consultant.write(file_customer, "王芳")
    key = consultant.write(erase, "王芳").value
    with pytest.raises(Refusal) as caught:
        consultant.read(quote_for, key)
    assert caught.value.code == "customer.erased"


def test_lists_keep_a_customers_quotes_and_a_days(
    consultant: Desk, example_4: SaveQuote, clock: SetClock
) -> None:
    first = consultant.write(save_quote, example_4).value
    clock.advance(days=1)
    other = SaveQuote(
        consultant.write(file_customer, "李强").value,
        example_4.trim_id,
        example_4.colour,
        date(2026, 11, 23),
    )
    second = consultant.write(issue_quote, consultant.write(save_quote, other).value).value
    assert [line.id for line in consultant.read(quotes, Quotes())] == [second, first]
    mine = consultant.read(quotes, Quotes(customer_id=example_4.customer_id))
    assert [(line.id, line.customer) for line in mine] == [(first, "王芳")]
    day = consultant.read(quotes, Quotes(on=date(2026, 11, 23)))
    assert [(line.id, line.status) for line in day] == [(second, QuoteStatus.ISSUED)]
    assert len(consultant.read(quotes, Quotes(limit=1))) == 1


def test_a_whole_quote_gives_back_what_was_typed(consultant: Desk, example_4: SaveQuote) -> None:
    key = consultant.write(save_quote, example_4).value
    whole = consultant.read(whole_quote, key)
    assert whole.typed == example_4
    assert (whole.guide_price_fen, whole.due_at_store_fen) == (399_900_00, 383_400_00)
    assert (whole.approval, whole.granted) == (None, None)
