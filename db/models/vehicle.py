"""The product tree, its prices, and the cars that stand in the yard."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from db.base import REFERENCE, Base, Kind, Policy, Synced, record


class CarModel(Synced, Base, kw_only=True):
    """A model of a series, e.g. XC60."""

    __tablename__ = "car_model"
    __sync__ = REFERENCE

    series: Mapped[str]
    name: Mapped[str]
    sort: Mapped[int] = mapped_column(default=0)


class Trim(Synced, Base, kw_only=True):
    """A trim one can order. Engine size in millilitres, 0 for a battery car."""

    __tablename__ = "trim"
    __sync__ = REFERENCE

    model_id: Mapped[UUID] = mapped_column(index=True)
    code: Mapped[str]
    name: Mapped[str]
    model_year: Mapped[int]
    energy: Mapped[str]
    displacement_ml: Mapped[int]
    seats: Mapped[int]
    in_relief_catalogue: Mapped[bool]
    colours: Mapped[list[Any]]


class Price(Synced, Base, kw_only=True):
    """The maker's suggested retail price of a trim, fen, from a date on."""

    __tablename__ = "price"
    __sync__ = REFERENCE

    trim_id: Mapped[UUID] = mapped_column(index=True)
    guide_price_fen: Mapped[int]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None] = mapped_column(default=None)


class FloorPrice(Synced, Base, kw_only=True):
    """The lowest invoice price of a trim, fen; a bucket of its own, so some never receive it."""

    __tablename__ = "floor_price"
    __sync__ = Policy(Kind.REFERENCE, bucket="floor")

    trim_id: Mapped[UUID] = mapped_column(index=True)
    floor_price_fen: Mapped[int]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None] = mapped_column(default=None)


class Vehicle(Synced, Base, kw_only=True):
    """One car with a VIN: stock to sell, or a demo car to drive."""

    __tablename__ = "vehicle"
    __sync__ = record()

    vin: Mapped[str] = mapped_column(index=True)
    trim_id: Mapped[UUID] = mapped_column(index=True)
    colour: Mapped[str]
    engine_no: Mapped[str | None] = mapped_column(default=None)
    status: Mapped[str]
    use: Mapped[str]
    arrived_on: Mapped[date | None] = mapped_column(default=None)
    certificate_status: Mapped[str] = mapped_column(default="HELD")
    plate: Mapped[str | None] = mapped_column(default=None)
    insured_to: Mapped[date | None] = mapped_column(default=None)
    odometer_km: Mapped[int] = mapped_column(default=0)
