"""Parcels: what this desk sent to HQ by a file, and whether the answer came."""

from datetime import datetime

from sqlalchemy import Integer
from sqlalchemy.orm import Mapped, mapped_column

from db.base import LOCAL, Base


class Parcel(Base, kw_only=True):
    """One parcel made here, by its number: how many changes it carries, when it was answered."""

    __tablename__ = "parcel"
    __sync__ = LOCAL

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    made_at: Mapped[datetime]
    changes: Mapped[int]
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
