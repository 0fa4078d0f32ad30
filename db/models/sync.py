"""What sync stands on: who this desk is, what it wrote, what HQ said, what HQ's copy looks like."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index, Integer, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import LOCAL, Base


class Replica(Base, kw_only=True):
    """This desk: the one row of this table. `hlc` is the highest clock it ever gave.

    `life_id` is new after a restore or a clone: (life, n) never stands for two contents.
    `fingerprint` tells the machine and folder this life was begun in.
    """

    __tablename__ = "replica"
    __sync__ = LOCAL

    device_id: Mapped[UUID] = mapped_column(primary_key=True)
    life_id: Mapped[UUID]
    incarnation: Mapped[int]
    outlet_id: Mapped[UUID]
    outlet_code: Mapped[str]
    desk_code: Mapped[str]
    hlc: Mapped[int] = mapped_column(BigInteger, default=0)
    fingerprint: Mapped[str | None] = mapped_column(default=None)


class Outbox(Base, kw_only=True):
    """One changed row, in the order of writing. Filled by triggers only.

    `n` is gapless per replica, `h` chains each change to the one before, `body` holds the cells of
    the changed column groups as JSON (bytes in hex), `op` is I, U or D.
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


class Link(Base, kw_only=True):
    """The tie to HQ: one row, or none while the outlet works alone.

    Changes up to `acked_n` (whose hash is `acked_h`) have HQ's verdict; those up to `durable_n` are
    in a verified backup there. `offset_ms` is HQ's clock less ours, `seen_hlc` the latest clock of
    HQ's rows. `device_key` is the seed of the desk's own signing key. After a restored HQ, rows
    beyond sequence number `back_from` are handed back; `skipped` says that changes HQ lacks are no
    longer kept as changes. `asked` is the letter this desk asked to join by, sent again as it is
    until HQ's letter came, kept in `joined_by`.
    """

    __tablename__ = "link"
    __sync__ = LOCAL

    id: Mapped[int] = mapped_column(Integer, primary_key=True, default=1)
    url: Mapped[str | None] = mapped_column(default=None)
    hq_id: Mapped[bytes]
    hq_sign_key: Mapped[bytes]
    hq_box_key: Mapped[bytes]
    authority_pem: Mapped[str | None] = mapped_column(default=None)
    device_key: Mapped[bytes]
    enrolled: Mapped[bool] = mapped_column(default=False)
    revoked: Mapped[bool] = mapped_column(default=False)
    epoch: Mapped[bytes | None] = mapped_column(default=None)
    acked_n: Mapped[int] = mapped_column(default=0)
    acked_h: Mapped[bytes] = mapped_column(default=b"")
    durable_n: Mapped[int] = mapped_column(default=0)
    head: Mapped[int] = mapped_column(default=0)
    durable: Mapped[int] = mapped_column(default=0)
    offset_ms: Mapped[int] = mapped_column(default=0)
    seen_hlc: Mapped[int] = mapped_column(default=0)
    back_from: Mapped[int | None] = mapped_column(default=None)
    skipped: Mapped[bool] = mapped_column(default=False)
    synced_at: Mapped[datetime | None] = mapped_column(default=None)
    trouble: Mapped[str | None] = mapped_column(default=None)
    trouble_at: Mapped[datetime | None] = mapped_column(default=None)
    asked: Mapped[bytes | None] = mapped_column(default=None)
    joined_by: Mapped[bytes | None] = mapped_column(default=None)


class Cursor(Base, kw_only=True):
    """How far this desk has read one bucket it is granted."""

    __tablename__ = "cursor"
    __sync__ = LOCAL

    bucket: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(default=0)


class RowMark(Base, kw_only=True):
    """What HQ's copy of a row is: its sequence number, clocks and hash.

    `extra` keeps the cells this version has no column for (msgpack), `shard` is 0..63 by the key,
    `proof` is HQ's mark on what HQ itself wrote.
    """

    __tablename__ = "row_mark"
    __sync__ = LOCAL
    __table_args__ = ({"sqlite_with_rowid": False},)

    row_table: Mapped[str] = mapped_column(primary_key=True)
    row_id: Mapped[UUID] = mapped_column(primary_key=True)
    bucket: Mapped[str]
    seq: Mapped[int]
    shard: Mapped[int]
    hash: Mapped[int]
    clocks: Mapped[bytes]
    gone: Mapped[bool] = mapped_column(default=False)
    extra: Mapped[bytes | None] = mapped_column(default=None)
    proof: Mapped[bytes | None] = mapped_column(default=None)


class TxReceipt(Base, kw_only=True):
    """HQ's verdict on one transaction of this desk; a refused one waits here (待处理).

    `verdict` is accepted, merged, rejected, held or forked; `settled_at` is when a person (or a
    later exchange) dealt with a refused one, `settled_how` retried or withdrawn.
    """

    __tablename__ = "tx_receipt"
    __sync__ = LOCAL
    __table_args__ = (Index("ix_tx_receipt_tray", "first_n", sqlite_where=text("ops IS NOT NULL")),)

    tx: Mapped[bytes] = mapped_column(primary_key=True)
    first_n: Mapped[int]
    last_n: Mapped[int] = mapped_column(index=True)
    verdict: Mapped[str]
    code: Mapped[str | None] = mapped_column(default=None)
    facts: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    at: Mapped[datetime]
    ops: Mapped[bytes | None] = mapped_column(default=None)
    settled_at: Mapped[datetime | None] = mapped_column(default=None)
    settled_how: Mapped[str | None] = mapped_column(default=None)


class ParkedRow(Base, kw_only=True):
    """A pulled row that could not be applied, kept as it came; retried after an upgrade."""

    __tablename__ = "parked_row"
    __sync__ = LOCAL

    row_table: Mapped[str] = mapped_column(primary_key=True)
    row_id: Mapped[UUID] = mapped_column(primary_key=True)
    raw: Mapped[bytes]
    reason: Mapped[str]
    at: Mapped[datetime]
