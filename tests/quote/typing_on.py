"""A quote as it is typed on the page: the car, its price book, worked example 4."""

from dataclasses import replace
from datetime import date

import pytest

from showroom.desk import Desk
from showroom.quote.form import Pick, Typed
from showroom.quote.pricebook import Offers, PriceBook, price_book
from showroom.vehicle.queries import TrimLine, Trims, trims

TODAY = date(2026, 11, 22)


@pytest.fixture
def trim(consultant: Desk) -> TrimLine:
    return next(t for t in consultant.read(trims, Trims(TODAY)) if t.model == "EX90")


@pytest.fixture
def book(consultant: Desk, trim: TrimLine) -> PriceBook:
    return consultant.read(price_book, Offers(trim.id, TODAY))


@pytest.fixture
def example_4(trim: TrimLine) -> Typed:
    """Worked example 4 as it is ticked and typed."""
    return Typed(
        trim=replace(trim, seats=5),
        colour=trim.colours[0],
        expected_invoice_on=TODAY,
        ticked=frozenset({"CASH-EX90", "TRADE-IN", "PLATING"}),
        premiums={"INS-DAMAGE": 5_600_00, "INS-THIRD": 3_000_00},
        picks={"FILM": Pick(sold=1), "MATS": Pick(given=2)},
    )
