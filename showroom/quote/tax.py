"""Purchase tax with its dated relief, vehicle tax by month, the compulsory premium.

Sources: 车辆购置税法 4-6, 增值税法 10, 财政部等公告2023年第10号; 车船税法 and 实施条例 19;
交强险条例 6. Every rate comes from settings rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, Self

from showroom.errors import Refusal
from showroom.money import q
from showroom.terms import Energy

NOT_COVERED: Final = "quote.tax_not_covered"
"""The warning when no relief row covers the invoice date (政策未覆盖)."""
_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class ReliefRow:
    """Relief for listed new-energy cars invoiced within two dates, both included.

    Payable is the tax at `reduced_rate`, yet at least the full tax less `cap` yuan.
    """

    name: str
    valid_from: date
    valid_to: date
    reduced_rate: Decimal
    cap: Decimal

    @classmethod
    def parse(cls, value: Mapping[str, Any]) -> Self:
        """From one entry of the settings value `quote.nev_relief`."""
        return cls(
            name=value["name"],
            valid_from=date.fromisoformat(value["from"]),
            valid_to=date.fromisoformat(value["to"]),
            reduced_rate=Decimal(value["reduced_rate"]),
            cap=Decimal(value["cap"]),
        )

    def covers(self, day: date) -> bool:
        """Whether a car invoiced on that day falls under the row."""
        return self.valid_from <= day <= self.valid_to


@dataclass(frozen=True, slots=True)
class PurchaseTaxRates:
    """VAT inside the invoice price, the tax rate, and the relief rows."""

    vat: Decimal
    rate: Decimal
    relief: tuple[ReliefRow, ...]

    @classmethod
    def parse(cls, rates: Mapping[str, Any], relief: Mapping[str, Any]) -> Self:
        """From the settings values `quote.purchase_tax` and `quote.nev_relief`."""
        rows = tuple(ReliefRow.parse(row) for row in relief["rows"])
        return cls(Decimal(rates["vat"]), Decimal(rates["rate"]), rows)


@dataclass(frozen=True, slots=True)
class TaxedCar:
    """What decides the purchase tax: VAT-inclusive price in yuan, energy, catalogue, date."""

    invoice_price: Decimal
    energy: Energy
    in_catalogue: bool
    invoiced_on: date


@dataclass(frozen=True, slots=True)
class PurchaseTax:
    """The tax in yuan; `rule` names the relief row used, `warning` is a catalogue key."""

    taxable: Decimal
    full: Decimal
    payable: Decimal
    rule: str | None = None
    warning: str | None = None

    @property
    def relief(self) -> Decimal:
        """What the relief saves, yuan."""
        return self.full - self.payable


def purchase_tax(car: TaxedCar, rates: PurchaseTaxRates) -> PurchaseTax:
    """The purchase tax of a car; one not listed as new-energy pays in full, without a warning.

    Raises:
        Refusal: `quote.invoice_price_positive`.
    """
    if car.invoice_price <= 0:
        raise Refusal("quote.invoice_price_positive", field="lines", price=car.invoice_price)
    taxable = q(car.invoice_price / (1 + rates.vat))
    full = q(taxable * rates.rate)
    if car.energy is Energy.ICE or not car.in_catalogue:
        return PurchaseTax(taxable, full, full)
    row = next((row for row in rates.relief if row.covers(car.invoiced_on)), None)
    if row is None:
        return PurchaseTax(taxable, full, full, warning=NOT_COVERED)
    payable = max(q(taxable * row.reduced_rate), full - row.cap)
    return PurchaseTax(taxable, full, payable, rule=row.name)


@dataclass(frozen=True, slots=True)
class VehicleTaxBand:
    """Yearly yuan for engines up to a size in millilitres; None: any size above."""

    up_to_ml: int | None
    annual: Decimal

    @classmethod
    def parse(cls, value: Mapping[str, Any]) -> Self:
        """From one entry of the settings value `quote.vehicle_tax`."""
        return cls(value.get("up_to_ml"), Decimal(value["annual"]))

    def holds(self, displacement_ml: int) -> bool:
        """Whether an engine of that size falls under the band; the limit itself does."""
        return self.up_to_ml is None or displacement_ml <= self.up_to_ml


@dataclass(frozen=True, slots=True)
class Engine:
    """What decides the yearly vehicle tax; the size in millilitres, 0 for a battery car."""

    energy: Energy
    displacement_ml: int
    in_catalogue: bool


def annual_vehicle_tax(engine: Engine, bands: Sequence[VehicleTaxBand]) -> Decimal:
    """Yearly vehicle tax in yuan: 0 for a battery car and for a listed plug-in hybrid."""
    if engine.energy is Energy.BEV or (engine.energy is Energy.PHEV and engine.in_catalogue):
        return Decimal("0.00")
    return next(band.annual for band in bands if band.holds(engine.displacement_ml))


def vehicle_tax(annual: Decimal, invoiced_on: date) -> Decimal:
    """Vehicle tax in yuan from the invoice month to December, rounded once."""
    return q(annual * (_MONTHS + 1 - invoiced_on.month) / _MONTHS)


@dataclass(frozen=True, slots=True)
class CtpBand:
    """Yearly 交强险 premium in yuan for family cars with up to so many seats; None: any more."""

    up_to_seats: int | None
    premium: Decimal

    @classmethod
    def parse(cls, value: Mapping[str, Any]) -> Self:
        """From one entry of the settings value `quote.ctp`."""
        return cls(value.get("up_to_seats"), Decimal(value["premium"]))


def ctp_premium(seats: int, bands: Sequence[CtpBand]) -> Decimal:
    """The compulsory premium in yuan."""
    return next(
        band.premium for band in bands if band.up_to_seats is None or seats <= band.up_to_seats
    )
