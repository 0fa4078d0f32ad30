"""What sync stands on: who this desk is, and what it has written."""

from uuid import UUID

from sqlalchemy import BigInteger, Integer
from sqlalchemy.orm import Mapped, mapped_column

from db.base import LOCAL, Base


class Replica(Base, kw_only=True):
    """This desk: the one row of this table. `hlc` is the highest clock it ever gave."""

    __tablename__ = "replica"
    __sync__ = LOCAL

    device_id: Mapped[UUID] = mapped_column(primary_key=True)
    incarnation: Mapped[int]
    outlet_id: Mapped[UUID]
    outlet_code: Mapped[str]
    desk_code: Mapped[str]
    hlc: Mapped[int] = mapped_column(BigInteger, default=0)


class Outbox(Base, kw_only=True):
    """One changed row, in the order of writing. Filled by triggers only.

    `n` is gapless per replica, `h` chains each change to the one before, `body` holds the changed
    columns as JSON (bytes in hex), `op` is I, U or D.
    """

    __tablename__ = "outbox"
    __sync__ = LOCAL
    __table_args__ = ({"sqlite_autoincrement": True},)

    n: Mapped[int] = mapped_column(Integer, primary_key=True)
    tx: Mapped[bytes]
    row_table: Mapped[str]
    row_id: Mapped[UUID]
    op: Mapped[str]
    hlc: Mapped[int] = mapped_column(BigInteger)
    actor: Mapped[bytes]
    body: Mapped[str]
    h: Mapped[bytes]
