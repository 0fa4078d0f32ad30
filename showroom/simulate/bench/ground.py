"""What sync is measured on: headquarters and two desks of one outlet with real encrypted stores."""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import text, update

from db.base import Base
from db.headquarters import held_row, hq_state
from db.session import Author
from showroom.clock import SetClock
from showroom.desk import Desk, Ports, open_desk
from showroom.hq.headquarters import Headquarters
from showroom.hq.rows import state, upsert
from showroom.hq.store import open_store
from showroom.ids import TimeOrderedIds
from showroom.simulate.bench.capture import _filled
from showroom.simulate.founding import HOUSES, Founding, InProcess, founded, keys
from showroom.simulate.ports import Machine
from showroom.sync import cells, clocks, rows, wire
from showroom.sync.engine import Engine, Transport

_TABLE = "customer"
_COLUMN = {"customer": "note", "vehicle": "colour"}
_PAGE = 10_000


@dataclass(frozen=True, slots=True)
class Cost:
    """What an exchange cost: CPU seconds of desk and HQ, bytes both ways, round trips."""

    cpu: float
    size: int
    trips: int


@dataclass(slots=True)
class Counted:
    """A way to HQ that counts the bytes it carries, both ways."""

    way: Transport
    size: int = 0

    def post(self, path: str, body: bytes) -> bytes:
        """HQ's answer."""
        answer = self.way.post(path, body)
        self.size += len(body) + len(answer)
        return answer


@dataclass(slots=True)
class Member:
    """A desk, its way and its engine."""

    desk: Desk
    way: Counted
    engine: Engine
    _turn: int = 0

    def exchange(self) -> Cost:
        """One exchange, measured; the collector has settled before it."""
        self.way.size = 0
        gc.collect()
        started = time.process_time()
        self.engine.exchange()
        return Cost(time.process_time() - started, self.way.size, self.engine.trips)

    def change(self, changed: list[bytes], table: str = _TABLE) -> None:
        """A transaction a row that updates it; one commit for all, which no sync ever sees."""
        store = self.desk.opened.store
        writing, new = store._writing, self.desk.ports.ids.new
        query = f"UPDATE {table} SET {_COLUMN[table]} = ? WHERE id = ?"
        self._turn += 1
        with store.write(self.author()) as session:
            connection = session.connection()
            for number, key in enumerate(changed):
                writing.tx, writing.hlc = new().bytes, writing.hlc + 1
                connection.exec_driver_sql(query, (f"银灰 {self._turn}.{number}", key))

    def author(self) -> Author:
        """A person of the outlet, in a new transaction."""
        ports = self.desk.ports
        return Author(self.person(), ports.ids.new(), int(ports.clock.now().timestamp() * 1000))

    def person(self) -> UUID:
        """Somebody of the outlet who may write."""
        if self._somebody is None:
            query = "SELECT id FROM staff WHERE role = 'STORE_MANAGER'"
            with self.desk.opened.store.read() as session:
                self._somebody = UUID(bytes=session.execute(text(query)).scalar_one())
        return self._somebody

    _somebody: UUID | None = field(default=None, init=False)


@dataclass(slots=True)
class Ground:
    """Headquarters and the outlet's two desks, agreed on everything; `held` are the cards' keys."""

    hq: Headquarters
    first: Member
    second: Member
    held: list[bytes] = field(default_factory=list)

    def hold(self, count: int) -> None:
        """Let HQ and both desks hold so many customer cards more, as if they had exchanged them."""
        for member in (self.first, self.second):
            member.engine.exchange()
        for start in range(0, count, _PAGE):
            self._hold(min(_PAGE, count - start))

    def _hold(self, count: int) -> None:
        statement, values = _filled(Base.metadata.tables[_TABLE], count)
        names = [column.name for column in Base.metadata.tables[_TABLE].columns]
        place = self.first.desk.place
        bucket, mark = f"outlet:{place.outlet_code}", clocks.stamp(1 << 40, bytes(16))
        made, kept, marks = [], [], []
        with self.hq.store.write() as connection:
            seq = state(connection).head
            for line in values:
                row = dict(zip(names, line, strict=True))
                seq += 1
                row |= _plain(seq, self.first.desk.ports.ids.new().bytes, place.outlet_id.bytes)
                key = row["id"]
                told = cells.from_values(_TABLE, [row[c.name] for c in cells.columns(_TABLE)])
                digest, shard = cells.digest(_TABLE, key, told), cells.shard(key)
                made.append(tuple(row.values()))
                marks.append((_TABLE, key, bucket, seq, shard, digest, mark, 0, None, None))
                kept.append(
                    (_TABLE, key, bucket, seq, shard, digest, mark, None, b"", place.outlet_code,
                     None, None, None, wire.encode_cells(told))
                )  # fmt: skip
                self.held.append(key)
            upsert(connection, held_row, kept)
            connection.execute(update(hq_state).values(head=seq))
        for member in (self.first, self.second):
            with member.desk.opened.store.applying() as connection:
                connection.exec_driver_sql(statement, made)
                rows.mark(connection, marks)
                connection.exec_driver_sql("UPDATE cursor SET seq = ?", (seq,))


def _plain(number: int, key: bytes, outlet_id: bytes) -> dict[str, Any]:
    """What of a made-up card must be believable to HQ's rules."""
    return {
        "id": key, "outlet_id": outlet_id, "phone": f"139{number % 10**8:08d}", "phone_2": None,
        "customer_type": "PERSON", "merged_into_id": None, "anonymised_at": None,
        "import_id": None, "first_contact_on": "2026-11-20", "recorded_posted_on": None,
    }  # fmt: skip


@contextmanager
def grounds() -> Iterator[Ground]:
    """A new ground in a folder of its own, gone afterwards."""
    with founded() as founding:
        clock = founding.clock
        store = open_store(founding.root / "hq")
        hq = Headquarters(store, clock, TimeOrderedIds(clock), keys())
        first, second = (_member(founding, clock, hq, letter) for letter in "AB")
        try:
            yield Ground(hq, first, second)
        finally:
            for member in (first, second):
                member.desk.close()
            store.close()


def _member(founding: Founding, clock: SetClock, hq: Headquarters, letter: str) -> Member:
    name = f"{HOUSES[0].code}-{letter}"
    desk = open_desk(founding.root / name, Ports(clock, TimeOrderedIds(clock), Machine(name).home))
    with desk.opened.store.read() as session:
        device = session.execute(text("SELECT device_id FROM replica")).scalar_one()
    way = Counted(InProcess(hq, device))
    return Member(desk, way, Engine(desk.opened.store, clock, desk.ports.ids, way))


def cpu_of(job: Callable[[], object]) -> float:
    """The CPU seconds of a job in this process, the collector settled."""
    gc.collect()
    started = time.process_time()
    job()
    return time.process_time() - started
