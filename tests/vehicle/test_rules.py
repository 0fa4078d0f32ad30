from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showroom import texts
from showroom.terms import CertificateStatus, VehicleStatus, VehicleUse
from showroom.vehicle import rules
from showroom.vehicle.rules import AgeLine, StockedCar, StockWarning
from tests.shipped import shipped

RULES = rules.StockRules.parse(shipped("vehicle.stock"))


def test_a_car_of_the_example_has_stood_ninety_days() -> None:
    age = rules.stock_age_days(date(2026, 8, 24), date(2026, 11, 22))
    assert age == 90
    assert rules.age_line(age, RULES) is AgeLine.ORANGE


@pytest.mark.parametrize(
    ("days", "line"),
    [
        (0, None),
        (59, None),
        (60, AgeLine.YELLOW),
        (89, AgeLine.YELLOW),
        (90, AgeLine.ORANGE),
        (179, AgeLine.ORANGE),
        (180, AgeLine.RED),
        (999, AgeLine.RED),
    ],
)
def test_age_lines_include_their_limit(days: int, line: AgeLine | None) -> None:
    assert rules.age_line(days, RULES) is line


def test_the_day_of_arrival_is_age_nought() -> None:
    assert rules.stock_age_days(date(2026, 11, 22), date(2026, 11, 22)) == 0


@pytest.mark.parametrize(
    ("stock", "sales", "shown", "warning"),
    [
        (45, 30, "1.50", None),
        (46, 30, "1.53", StockWarning.HIGH),
        (1501, 1000, "1.50", StockWarning.HIGH),
        (24, 30, "0.80", None),
        (23, 30, "0.77", StockWarning.SHORT),
        (799, 1000, "0.80", StockWarning.SHORT),
        (0, 5, "0.00", StockWarning.SHORT),
        (1, 8, "0.13", StockWarning.SHORT),
    ],
)
def test_a_stock_ratio_warns_on_its_exact_value(stock, sales, shown, warning) -> None:
    ratio = rules.stock_ratio(stock, sales)
    assert ratio is not None
    assert str(ratio.shown) == shown
    assert rules.stock_warning(ratio, RULES) is warning


def test_without_sales_there_is_no_ratio() -> None:
    assert rules.stock_ratio(45, 0) is None
    assert rules.stock_warning(None, RULES) is None


@pytest.mark.parametrize(
    ("car", "counts"),
    [
        (StockedCar(VehicleStatus.IN_STOCK), True),
        (StockedCar(VehicleStatus.ALLOCATED), True),
        (StockedCar(VehicleStatus.ON_HOLD), True),
        (StockedCar(VehicleStatus.IN_STOCK, invoiced=True), False),
        (StockedCar(VehicleStatus.IN_STOCK, in_repair=True), False),
        (StockedCar(VehicleStatus.IN_STOCK, use=VehicleUse.DEMO), False),
        (StockedCar(VehicleStatus.DEMO, use=VehicleUse.DEMO), False),
        (StockedCar(VehicleStatus.IN_TRANSIT), False),
        (StockedCar(VehicleStatus.TRANSFERRING), False),
        (StockedCar(VehicleStatus.DELIVERED), False),
        (StockedCar(VehicleStatus.ON_ORDER), False),
    ],
)
def test_only_cars_one_could_sell_count_as_stock(car: StockedCar, counts: bool) -> None:
    assert rules.counts_as_stock(car) is counts


def test_the_forecast_weighs_the_latest_month_most() -> None:
    assert rules.forecast([30, 20, 10], RULES) == Decimal("23.0")
    assert rules.forecast([7, 0, 0], RULES) == Decimal("3.5")


@given(st.lists(st.integers(0, 500), min_size=3, max_size=3))
def test_a_forecast_lies_between_the_months_it_is_made_of(sold: list[int]) -> None:
    assert min(sold) <= rules.forecast(sold, RULES) <= max(sold)


def test_a_pledged_certificate_blocks_the_promise_of_a_delivery_date() -> None:
    blocked = [c for c in CertificateStatus if not rules.delivery_can_be_promised(c)]
    assert blocked == [CertificateStatus.PLEDGED]


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_lines_and_warnings_are_worded(language: str) -> None:
    catalogue = texts.load(language)
    assert all(f"vehicle.age_{line}" in catalogue for line in AgeLine)
    assert all(f"vehicle.ratio_{warning}" in catalogue for warning in StockWarning)
