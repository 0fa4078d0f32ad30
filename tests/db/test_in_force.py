"""One version of a code holds on a date, whoever wrote it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from db.in_force import PUBLISHED, in_force
from db.models.quote import Accessory
from db.models.vehicle import FloorPrice, Price, Trim
from showroom.desk import Desk
from showroom.errors import Refusal
from showroom.ids import dated
from showroom.quote.pricebook import Offers, price_book
from showroom.rights import EVERYONE, allows
from showroom.unit import Unit
from showroom.vehicle.queries import Trims, floor_price_fen, trims

FIRST = date(2026, 1, 1)
TODAY = date(2026, 11, 22)


class Span(NamedTuple):
    """Days after FIRST, both included; `published` by headquarters or the outlet's own."""

    since: int
    until: int | None
    published: bool


class Undone(Exception):
    """Ends a transaction that shall leave nothing."""


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def asked_with(desk: Desk, rows: list[Any], ask: Callable[[Unit], Any]) -> Any:
    """What `ask` gives while these rows stand; nothing of it stays."""
    given_back: list[Any] = []

    @allows(*EVERYONE)
    def put(unit: Unit, _: None) -> None:
        for row in rows:
            unit.add(row)
        unit.session.flush()
        given_back.append(ask(unit))
        raise Undone

    with pytest.raises(Undone):
        desk.write(put, None)
    return given_back[0]


def mats(number: int, span: Span, outlet: UUID) -> Accessory:
    return Accessory(
        id=UUID(int=number + 1),
        outlet_id=PUBLISHED if span.published else outlet,
        code="RUG",
        name=str(number),
        price_fen=number,
        valid_from=day(span.since),
        valid_to=None if span.until is None else day(span.until),
    )


def expected(spans: list[Span], on: int) -> int | None:
    """By the rule as people say it: headquarters from its first day on, else the latest begun."""
    begun = [n for n, span in enumerate(spans) if span.since <= on]
    if any(spans[n].published for n in begun):
        begun = [n for n in begun if spans[n].published]
    open_ = [n for n in begun if (until := spans[n].until) is None or until >= on]
    return max(open_, key=lambda n: (spans[n].since, n), default=None)


SPANS = st.lists(
    st.builds(
        lambda since, length, published: Span(since, length and since + length, published),
        st.integers(0, 30),
        st.none() | st.integers(1, 10),
        st.booleans(),
    ),
    max_size=5,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(SPANS, st.integers(0, 45))
def test_one_version_holds_and_headquarters_goes_before_the_outlets_own(
    manager: Desk, spans: list[Span], on: int
) -> None:
    rows = [mats(number, span, manager.place.outlet_id) for number, span in enumerate(spans)]
    found = asked_with(
        manager,
        rows,
        lambda unit: unit.session.scalars(
            select(Accessory.price_fen).where(
                Accessory.code == "RUG", in_force(Accessory, "code", day(on))
            )
        ).all(),
    )
    wanted = expected(spans, on)
    assert list(found) == ([] if wanted is None else [wanted])


def published_price(trim: Trim, fen: int, since: date) -> Price:
    return Price(
        id=dated("price", trim.code, since),
        outlet_id=PUBLISHED,
        trim_id=trim.id,
        guide_price_fen=fen,
        valid_from=since,
    )


def test_a_published_price_holds_from_its_day_over_the_outlets_own(consultant: Desk) -> None:
    @allows(*EVERYONE)
    def ex90(unit: Unit, _: None) -> tuple[int, int]:
        trim = unit.session.scalars(select(Trim).where(Trim.code == "EX90-BEV-SZ")).one()
        unit.add(published_price(trim, 38_990_000, date(2026, 12, 1)))
        unit.session.flush()
        prices = [
            next(t.guide_price_fen for t in trims(unit, Trims(on)) if t.id == trim.id)
            for on in (TODAY, date(2026, 12, 1))
        ]
        return prices[0], prices[1]

    assert consultant.write(ex90, None).value == (39_990_000, 38_990_000)


def test_an_ended_published_offer_does_not_bring_the_outlets_own_back(consultant: Desk) -> None:
    outlet = consultant.place.outlet_id
    own, published = mats(1, Span(0, None, False), outlet), mats(2, Span(100, 200, True), outlet)
    codes = asked_with(
        consultant,
        [own, published],
        lambda unit: {
            on: [
                line.code
                for line in price_book(unit, Offers(UUID(int=1), day(on))).accessories
                if line.code == "RUG"
            ]
            for on in (50, 150, 250)
        },
    )
    assert codes == {50: ["RUG"], 150: ["RUG"], 250: []}


def test_a_desk_without_floor_prices_quotes_without_them(consultant: Desk) -> None:
    @allows(*EVERYONE)
    def without(unit: Unit, _: None) -> tuple[int | None, int | None]:
        for row in unit.session.scalars(select(FloorPrice)):
            unit.session.delete(row)
        unit.session.flush()
        trim = unit.session.scalars(select(Trim.id)).first()
        assert trim is not None
        return (
            floor_price_fen(unit, trim, TODAY),
            price_book(unit, Offers(trim, TODAY)).floor_price_fen,
        )

    assert consultant.write(without, None).value == (None, None)


def test_a_row_that_headquarters_publishes_is_not_changed_at_a_desk(manager: Desk) -> None:
    row = mats(1, Span(0, None, True), manager.place.outlet_id)
    with pytest.raises(Refusal) as refusal:
        asked_with(manager, [row], lambda unit: unit.change(row, price_fen=1))
    assert refusal.value.code == "unit.published"
