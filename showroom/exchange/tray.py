"""待处理: what HQ refused or holds back, in words, and what a person does about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from db.models.staff import Staff
from db.models.sync import TxReceipt
from db.session import uncaptured
from showroom.rights import DESK, MANAGERS, MONEY, allows
from showroom.sync import tray, wire
from showroom.sync.recapture import Recapture
from showroom.sync.wire import Tx
from showroom.texts import Catalogue
from showroom.unit import Unit


@dataclass(frozen=True, slots=True)
class Tray:
    """What waits; with `dealt_with` also what was retried or withdrawn."""

    dealt_with: bool = False


@dataclass(frozen=True, slots=True)
class Retry:
    """A refused transaction to be sent again, and those that waited for it."""

    tx: bytes


@dataclass(frozen=True, slots=True)
class Withdraw:
    """A refused transaction given up: its rows go back to what HQ has."""

    tx: bytes


@dataclass(frozen=True, slots=True)
class Touched:
    """One row a transaction wrote: `kind` I, U or D."""

    table: str
    id: UUID
    kind: str


@dataclass(frozen=True, slots=True)
class TrayLine:
    """One transaction: who wrote it, when HQ answered (UTC), why it stays, which rows it holds.

    `is_held` waits for another one before it. `settled_how` is empty while it waits.
    """

    tx: bytes
    at: datetime
    by: str
    is_held: bool
    code: str
    facts: Mapping[str, Any]
    rows: tuple[Touched, ...]
    settled_how: str = ""

    def reason(self, say: Catalogue) -> str:
        """Why HQ did not take it, in the words of that catalogue."""
        if self.code not in say.keys():  # noqa: SIM118 - a catalogue is no mapping
            return say("exchange.reason_unknown", code=self.code)
        try:
            return say(self.code, **self.facts)
        except KeyError:
            return say("exchange.reason_unknown", code=self.code)

    def what(self, say: Catalogue) -> str:
        """What it is about: its kinds of record, named once each."""
        kinds = dict.fromkeys(f"exchange.table_{row.table}" for row in self.rows)
        named = [say(key) for key in kinds if key in say]
        return say("exchange.list_mark").join(named) or say("exchange.table_other")


@allows(*DESK, *MONEY)
def waiting(unit: Unit, query: Tray) -> list[TrayLine]:
    """The transactions HQ refused, in the order they were written."""
    names = {key.bytes: name for key, name in unit.session.execute(select(Staff.id, Staff.name))}
    rows = select(TxReceipt).where(TxReceipt.ops.is_not(None)).order_by(TxReceipt.first_n)
    if not query.dealt_with:
        rows = rows.where(TxReceipt.settled_at.is_(None))
    return [_line(row, names) for row in unit.session.scalars(rows)]


@allows(*DESK, *MONEY)
def retry(unit: Unit, command: Retry) -> None:
    """Send it again; raises Refusal `sync.not_waiting`."""
    with uncaptured(unit.session):
        connection = unit.session.connection()
        outbox = Recapture(connection, unit.ids, int(unit.now.timestamp() * 1000))
        tray.retry(connection, outbox, command.tx, unit.now)
    unit.session.expire_all()


@allows(*MANAGERS)
def withdraw(unit: Unit, command: Withdraw) -> None:
    """Give it up; its rows are as HQ has them after the next exchange.

    Raises:
        Refusal: `sync.not_waiting`.
    """
    tray.withdraw(unit.session.connection(), command.tx, unit.now)


def _line(row: TxReceipt, names: Mapping[bytes, str]) -> TrayLine:
    tx = wire.decode(row.ops or b"", Tx)
    return TrayLine(
        tx=row.tx,
        at=row.at,
        by=names.get(tx.actor, ""),
        is_held=row.verdict == "held",
        code=row.code or "",
        facts=row.facts,
        rows=tuple(Touched(op.table, UUID(bytes=op.id), op.kind) for op in tx.ops),
        settled_how=row.settled_how or "",
    )
