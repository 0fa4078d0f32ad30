"""A desk as a process of its own: it does what it is told through a pipe, until it is killed.

Commands are the product's; only the clock may be days off, and the disk as small as a test says.
"""

import itertools
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import text

from db.encryption import Keeper
from showroom.clock import SystemClock
from showroom.desk import Desk, Ports, exists, open_desk
from showroom.errors import Failure
from showroom.exchange import joining
from showroom.exchange.exchanging import sync_now
from showroom.rights import EVERYONE, allows
from showroom.sync import cells, rows
from showroom.terms import IntentLevel, Role, Source, VisitKind
from showroom.unit import Actor, Unit
from showroom.visit.commands import register
from showroom.visit.entry import Register

CARS = ("苏A6D128", "苏AD66266")


@dataclass(frozen=True)
class OffClock(SystemClock):
    """The machine's clock, days off."""

    days: float = 0

    def now(self) -> datetime:
        return super().now() + timedelta(days=self.days)


@allows(*EVERYONE)
def _numbered(unit: Unit, said: Register) -> str:
    """A visit whose note is a document number of this desk."""
    number = unit.number("BJ")
    register(unit, replace(said, note=number))
    return number


@allows(*EVERYONE)
def _by_hand(unit: Unit, sql: str) -> None:
    unit.session.execute(text(sql))


@dataclass
class Hand:
    """The desk of a data folder and what it can be told to do; every answer is plain data."""

    folder: Path
    days: float
    said: Connection
    _desk: Desk | None = None
    _rng: Random = field(default_factory=Random)

    @property
    def ports(self) -> Ports:
        return Ports.of(OffClock(self.days))

    @property
    def desk(self) -> Desk:
        if self._desk is None:
            self._desk = open_desk(self.folder, self.ports)
        return self._desk

    def join(self, invitation: str) -> str:
        """Join with what is in the folder, or as a new desk; the desk's letter."""
        if exists(self.folder):
            joined = joining.join(self._at(Role.STORE_MANAGER), invitation)
        else:
            keeper = Keeper("file", self.folder.with_suffix(".key"))
            begun = joining.begin(self.folder, invitation, keeper, self.ports)
            joined = joining.join_new(begun, invitation)
        self._desk = joined.desk.signed_in(None)
        return joined.desk_code

    def visit(self, once: str = "") -> tuple[str, str]:
        """Somebody comes in, on a phone nobody has: the document number, the transaction."""
        said = Register(
            kind=VisitKind.FIRST, name="王芳", level=IntentLevel.H, source=Source.WEB,
            phone=f"138{uuid4().int % 10**8:08d}",
        )  # fmt: skip
        desk = self._at(Role.RECEPTIONIST)
        number = desk.write(_numbered, said, once=UUID(once) if once else None).value
        return number, self._last_tx()

    def put(self, plate: str, column: str, value: str) -> str:
        """One field of a car; the transaction."""
        sql = f"UPDATE vehicle SET {column} = '{value}' WHERE plate = '{plate}'"  # noqa: S608
        self._at(Role.STORE_MANAGER).write(_by_hand, sql)
        return self._last_tx()

    def bulk(self, word: str) -> str:
        """Every card in one transaction, each with a word of its own behind this one."""
        sql = f"UPDATE customer SET competitor = '{word}' || hex(randomblob(60))"  # noqa: S608
        self._at(Role.STORE_MANAGER).write(_by_hand, sql)
        return self._last_tx()

    def busy(self, seed: int) -> None:
        """Visits, edits and exchanges without end, each told once it stands."""
        rng = Random(seed)
        for turn in itertools.count():
            self.said.send(("visit", self.visit()))
            value = seed * 1_000 + turn
            self.said.send(("put", (value, self.put(CARS[0], "odometer_km", str(value)))))
            if rng.random() < 0.7:
                try:
                    self.said.send(("sync", self.sync()))
                except Failure as failure:
                    self.said.send(("out", failure.code))

    def sync(self, check: bool = False) -> dict[str, Any]:
        """One exchange."""
        told = sync_now(self.desk, check=check)
        self._desk = self.desk.placed()
        return {
            "status": told.status, "sent": told.sent, "refused": told.refused, "laid": told.laid,
            "pending": self.desk.pending(),
        }  # fmt: skip

    def pending(self) -> int:
        return self.desk.pending()

    def rows(self) -> dict[tuple[str, bytes], int]:
        """The hash of every synced row, from the rows as they stand."""
        found: dict[tuple[str, bytes], int] = {}
        with self.desk.opened.store.read() as session:
            connection = session.connection()
            for table in cells.synced_tables():
                keys = connection.exec_driver_sql(f"SELECT id FROM {table}").scalars()  # noqa: S608
                held = rows.read(connection, [(table, bytes(key)) for key in keys])
                found |= {a: cells.digest(*a, told) for a, told in held.items()}
        return found

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """What the store answers."""
        with self.desk.opened.store.read() as session:
            return [tuple(row) for row in session.connection().exec_driver_sql(sql)]

    def fill(self, pages: int) -> None:
        """Leave the disk no more than so many pages; a negative number gives it back."""
        with self.desk.opened.store.applying() as connection:
            has = int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())
            most = has + pages if pages >= 0 else 1 << 30
            connection.exec_driver_sql(f"PRAGMA max_page_count = {most}")

    def close(self) -> None:
        if self._desk:
            self._desk.close()
        self._desk = None

    def _at(self, role: Role) -> Desk:
        """The desk with somebody of that role at it."""
        asked = f"SELECT id, login, name FROM staff WHERE role = '{role.value}' LIMIT 1"  # noqa: S608
        (key, login, name), *_ = self.ask(asked)
        return self.desk.signed_in(Actor(UUID(bytes=bytes(key)), login, name, role))

    def _last_tx(self) -> str:
        return bytes(self.ask("SELECT tx FROM outbox ORDER BY n DESC LIMIT 1")[0][0]).hex()


def main(folder: Path, days: float, said: Connection) -> None:
    """Do what comes through the pipe; ends when it is closed."""
    hand = Hand(folder, days, said)
    while True:
        try:
            verb, words = said.recv()
        except EOFError:
            hand.close()
            return
        said.send(_answer(getattr(hand, verb), words))


def _answer(deed: Callable[..., Any], words: tuple[Any, ...]) -> tuple[str, Any]:
    try:
        return "done", deed(*words)
    except Failure as failure:
        return "failed", failure.code
    except Exception:  # noqa: BLE001 - told to the test, which fails by it
        return "crashed", traceback.format_exc()
