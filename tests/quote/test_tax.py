from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showroom import texts
from showroom.errors import Refusal
from showroom.quote import tax
from showroom.terms import Energy
from tests.shipped import shipped

D = Decimal

RATES = tax.PurchaseTaxRates.parse(shipped("quote.purchase_tax"), shipped("quote.nev_relief"))
BANDS = [tax.VehicleTaxBand.parse(band) for band in shipped("quote.vehicle_tax")["bands"]]
CTP = [tax.CtpBand.parse(band) for band in shipped("quote.ctp")["bands"]]


def taxed(
    price: str, day: str, energy: Energy = Energy.BEV, listed: bool = True
) -> tax.PurchaseTax:
    car = tax.TaxedCar(D(price), energy, listed, date.fromisoformat(day))
    return tax.purchase_tax(car, RATES)


@pytest.mark.parametrize(
    ("price", "taxable", "payable"),
    [
        ("226000", "200000.00", "20000.00"),
        ("258800", "229026.55", "22902.66"),
        ("113000", "100000.00", "10000.00"),
        ("99999.99", "88495.57", "8849.56"),
        ("0.01", "0.01", "0.00"),
    ],
)
def test_a_petrol_car_pays_in_full_on_the_rounded_base(price, taxable, payable) -> None:
    found = taxed(price, "2026-11-22", Energy.ICE)
    assert (found.taxable, found.payable) == (D(taxable), D(payable))
    assert (found.relief, found.rule, found.warning) == (D(0), None, None)


@pytest.mark.parametrize(
    ("price", "day", "payable", "rule"),
    [
        ("300000", "2025-12-31", "0", "2024-2025"),
        ("300000", "2026-01-01", "13274.34", "2026-2027"),
        ("300000", "2027-12-31", "13274.34", "2026-2027"),
        ("300000", "2028-01-01", "26548.67", None),
        ("300000", "2023-12-31", "26548.67", None),
        ("300000", "2024-01-01", "0", "2024-2025"),
        ("452000", "2025-06-01", "10000.00", "2024-2025"),
        ("452000", "2026-06-01", "25000.00", "2026-2027"),
        ("452000", "2028-06-01", "40000.00", None),
        ("339000", "2025-06-01", "0", "2024-2025"),
        ("339000", "2026-06-01", "15000.00", "2026-2027"),
        ("339000", "2028-06-01", "30000.00", None),
        ("379900", "2026-11-22", "18619.47", "2026-2027"),
        ("339000.12", "2026-06-01", "15000.01", "2026-2027"),
    ],
)
def test_a_listed_new_energy_car_pays_by_the_row_of_its_invoice_date(
    price, day, payable, rule
) -> None:
    found = taxed(price, day)
    assert (found.payable, found.rule) == (D(payable), rule)
    assert found.warning == (None if rule else tax.NOT_COVERED)
    assert found.relief == found.full - D(payable)


def test_a_plug_in_hybrid_is_new_energy_too() -> None:
    assert taxed("300000", "2026-01-01", Energy.PHEV).payable == D("13274.34")


@pytest.mark.parametrize("day", ["2025-06-01", "2026-06-01", "2028-06-01"])
def test_an_unlisted_new_energy_car_pays_in_full_without_a_warning(day: str) -> None:
    found = taxed("300000", day, listed=False)
    assert (found.payable, found.rule, found.warning) == (D("26548.67"), None, None)


def test_a_car_for_nothing_has_no_tax() -> None:
    with pytest.raises(Refusal):
        taxed("0", "2026-11-22")


def test_the_warning_reads_as_the_law_office_words_it() -> None:
    assert texts.load("zh_CN")(tax.NOT_COVERED) == "政策未覆盖"


@given(st.integers(1, 10**9), st.dates(date(2023, 1, 1), date(2029, 1, 1)))
def test_relief_never_exceeds_its_cap_nor_half_or_all_of_the_tax(fen: int, day: date) -> None:
    found = tax.purchase_tax(tax.TaxedCar(D(fen).scaleb(-2), Energy.BEV, True, day), RATES)
    cap = {2024: 30000, 2025: 30000, 2026: 15000, 2027: 15000}.get(day.year, 0)
    assert 0 <= found.relief <= min(D(cap), found.full)
    assert found.payable >= 0
    assert found.payable == found.payable.quantize(D("0.01"))


@pytest.mark.parametrize(
    ("annual", "day", "due"),
    [
        ("420", "2026-03-15", "350.00"),
        ("420", "2026-11-22", "70.00"),
        ("480", "2026-12-31", "40.00"),
        ("420", "2026-01-01", "420.00"),
        ("100", "2026-12-01", "8.33"),
        ("100", "2026-11-01", "16.67"),
        ("100", "2026-07-31", "50.00"),
        ("0", "2026-03-15", "0.00"),
    ],
)
def test_vehicle_tax_runs_from_the_invoice_month(annual, day, due) -> None:
    assert tax.vehicle_tax(D(annual), date.fromisoformat(day)) == D(due)


@pytest.mark.parametrize(
    ("energy", "size", "listed", "annual"),
    [
        (Energy.ICE, 999, False, "300"),
        (Energy.ICE, 1000, False, "300"),
        (Energy.ICE, 1001, False, "420"),
        (Energy.ICE, 1600, False, "420"),
        (Energy.ICE, 1969, False, "480"),
        (Energy.ICE, 2500, False, "900"),
        (Energy.ICE, 3000, False, "1920"),
        (Energy.ICE, 4000, False, "3480"),
        (Energy.ICE, 4001, False, "5280"),
        (Energy.BEV, 0, True, "0"),
        (Energy.BEV, 0, False, "0"),
        (Energy.PHEV, 1969, True, "0"),
        (Energy.PHEV, 1969, False, "480"),
    ],
)
def test_the_yearly_tax_goes_by_engine_size(energy, size, listed, annual) -> None:
    assert tax.annual_vehicle_tax(tax.Engine(energy, size, listed), BANDS) == D(annual)


def test_the_shipped_yearly_taxes_lie_within_the_ranges_of_the_law() -> None:
    ranges = [
        (60, 360),
        (300, 540),
        (360, 660),
        (660, 1200),
        (1200, 2400),
        (2400, 3600),
        (3600, 5400),
    ]
    assert [band.up_to_ml for band in BANDS] == [1000, 1600, 2000, 2500, 3000, 4000, None]
    assert all(low <= band.annual <= high for band, (low, high) in zip(BANDS, ranges, strict=True))


@pytest.mark.parametrize(("seats", "premium"), [(2, 950), (5, 950), (6, 1100), (7, 1100)])
def test_the_compulsory_premium_goes_by_seats(seats: int, premium: int) -> None:
    assert tax.ctp_premium(seats, CTP) == premium
