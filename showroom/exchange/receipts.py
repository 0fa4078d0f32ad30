"""What HQ gave receipts for, the latest first."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from db.models.sync import TxReceipt
from showroom.rights import EVERYONE, allows
from showroom.unit import Unit


@dataclass(frozen=True, slots=True)
class Receipts:
    """How many are wanted."""

    most: int = 300


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """One receipt: for how many changes, when (UTC), HQ's verdict, and how a refusal ended.

    `verdict` is accepted, merged, rejected, held or forked; `settled_how` retried, withdrawing,
    withdrawn, or empty.
    """

    last_n: int
    changes: int
    at: datetime
    verdict: str
    settled_how: str


@allows(*EVERYONE)
def receipts(unit: Unit, query: Receipts) -> list[ReceiptLine]:
    """The receipts kept here."""
    columns = (
        TxReceipt.last_n, TxReceipt.last_n - TxReceipt.first_n + 1, TxReceipt.at,
        TxReceipt.verdict, TxReceipt.settled_how,
    )  # fmt: skip
    newest = (TxReceipt.at.desc(), TxReceipt.last_n.desc())
    rows = unit.session.execute(select(*columns).order_by(*newest).limit(query.most))
    return [ReceiptLine(n, count, at, verdict, how or "") for n, count, at, verdict, how in rows]
