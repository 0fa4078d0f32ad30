"""Search keys of the one box: pinyin, initials, phone parts, VIN tail; rebuilt from the rest."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Index, and_, func, literal_column
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from db.base import LOCAL, Base

_AFTER_ALL = "\U0010ffff"


class RecallKey(Base, kw_only=True):
    """What one customer can be found by.

    Rows of their own hold the later parts of a long name, a second reading of a name, a second
    phone, and each car. `name` is folded (letters and digits only, lower case), `vin_back` is the
    VIN from its end.
    """

    __tablename__ = "recall_key"
    __sync__ = LOCAL

    id: Mapped[UUID] = mapped_column(primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(index=True)
    name: Mapped[str | None] = mapped_column(default=None)
    pinyin: Mapped[str | None] = mapped_column(default=None)
    given_pinyin: Mapped[str | None] = mapped_column(default=None)
    initials: Mapped[str | None] = mapped_column(default=None)
    phone: Mapped[str | None] = mapped_column(default=None)
    plate: Mapped[str | None] = mapped_column(default=None)
    vin: Mapped[str | None] = mapped_column(default=None)
    vin_back: Mapped[str | None] = mapped_column(default=None)


@dataclass(frozen=True, slots=True)
class KeyPart:
    """A key from its `start`-th character on (1 is the whole key), with an index of its own."""

    column: InstrumentedAttribute[Any]
    start: int = 1

    @property
    def expression(self) -> ColumnElement[Any]:
        """The SQL of the part, written exactly as the index has it."""
        if self.start == 1:
            return self.column.expression
        return func.substr(self.column, literal_column(str(self.start)))

    def begins(self, text: str) -> ColumnElement[bool]:
        """The part begins with `text`: a range the index can seek (LIKE never would)."""
        part = self.expression
        return and_(self.column.is_not(None), part >= text, part < text + _AFTER_ALL)


NAME_PARTS = tuple(KeyPart(RecallKey.name, start) for start in (1, 2, 3))
INITIALS_PARTS = tuple(KeyPart(RecallKey.initials, start) for start in (1, 2))
PHONE_PARTS = tuple(KeyPart(RecallKey.phone, start) for start in range(1, 10))
PLATE_PARTS = tuple(KeyPart(RecallKey.plate, start) for start in range(1, 7))
PINYIN, GIVEN_PINYIN = KeyPart(RecallKey.pinyin), KeyPart(RecallKey.given_pinyin)
VIN, VIN_BACK = KeyPart(RecallKey.vin), KeyPart(RecallKey.vin_back)

for _part in (
    *NAME_PARTS,
    *INITIALS_PARTS,
    *PHONE_PARTS,
    *PLATE_PARTS,
    PINYIN,
    GIVEN_PINYIN,
    VIN,
    VIN_BACK,
):
    Index(
        f"ix_recall_key_{_part.column.key}_{_part.start}",
        _part.expression,
        sqlite_where=_part.column.is_not(None),
    )
