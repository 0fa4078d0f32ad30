"""Search keys of the one box: pinyin, initials, phone parts, VIN tail; rebuilt from the rest."""

from uuid import UUID

from sqlalchemy import Index, func
from sqlalchemy.orm import Mapped, mapped_column

from db.base import LOCAL, Base


class RecallKey(Base, kw_only=True):
    """What one customer can be found by; one row for each car as well."""

    __tablename__ = "recall_key"
    __sync__ = LOCAL

    id: Mapped[UUID] = mapped_column(primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(index=True)
    name: Mapped[str | None] = mapped_column(default=None)
    pinyin: Mapped[str | None] = mapped_column(default=None, index=True)
    initials: Mapped[str | None] = mapped_column(default=None, index=True)
    phone: Mapped[str | None] = mapped_column(default=None, index=True)
    plate: Mapped[str | None] = mapped_column(default=None, index=True)
    vin: Mapped[str | None] = mapped_column(default=None, index=True)


Index("ix_recall_key_name", RecallKey.name)
Index("ix_recall_key_name_2", func.substr(RecallKey.name, 2))
Index("ix_recall_key_name_3", func.substr(RecallKey.name, 3))
Index("ix_recall_key_given_pinyin", func.substr(RecallKey.initials, 2))
Index("ix_recall_key_phone_4", func.substr(RecallKey.phone, 4))
Index("ix_recall_key_phone_8", func.substr(RecallKey.phone, 8))
Index("ix_recall_key_plate_tail", func.substr(RecallKey.plate, 3))
Index("ix_recall_key_vin_tail", func.substr(RecallKey.vin, 12))
