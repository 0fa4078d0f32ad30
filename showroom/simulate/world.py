"""The world of one seed: it runs the steps of a case, then heals, and watches all the while."""

import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, bindparam, select, text

from db import headquarters as tables
from db.errors import StoreError
from showroom.clock import SetClock
from showroom.errors import Refusal, Trouble
from showroom.simulate import reading
from showroom.simulate.case import Case
from showroom.simulate.founding import HOUSES, Founding, place_for_stores
from showroom.simulate.model import Model, Op, Written, transactions
from showroom.simulate.network import Letter, Line, Network
from showroom.simulate.office import Office
from showroom.simulate.ports import START, Machine, SkewedClock, dice
from showroom.simulate.station import FAILED, Station
from showroom.sync import wire
from showroom.sync.halves import Exchanged

Rows = dict[reading.Address, reading.AtHq]
_HOUSES = {house.code: house for house in HOUSES}


@dataclass(frozen=True, slots=True)
class Violation:
    """An invariant that does not hold, and what shows it."""

    invariant: str
    what: str


class Watch(Protocol):
    """Looks at the world while it runs."""

    def after_commit(
        self, world: "World", changed: Rows, head: int, asked: wire.Request | None
    ) -> None:
        """HQ committed: these rows changed."""
        ...

    def after_exchange(self, world: "World", station: Station) -> None:
        """A desk came through a whole exchange."""
        ...


@dataclass(slots=True)
class World:
    """Everything of one run."""

    founding: Founding
    case: Case
    root: Path
    watch: Watch
    clock: SetClock = field(default_factory=lambda: SetClock(START))
    model: Model = field(default_factory=Model)
    violations: list[Violation] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    stations: list[Station] = field(default_factory=list)
    copies: dict[str, list[Path]] = field(default_factory=dict)
    head: int = 0
    images: int = 0
    forks: int = 0
    answered: set[bytes] = field(default_factory=set)
    trace: Any = field(default_factory=lambda: hashlib.blake2b(digest_size=16))
    at_hq: Rows = field(default_factory=dict)
    office: Office = field(init=False)
    network: Network = field(init=False)

    def __post_init__(self) -> None:
        shutil.copytree(self.founding.root / "hq", self.root / "hq")
        self.office = Office(self.root / "hq", self.clock, self.case.seed)
        self.network = Network(self.office, self.heard)
        for name in self.case.desks:
            shutil.copytree(self.founding.root / name, self.root / name)
            self.add(name, name, self.root / name)
        self._shut_out_the_rest()
        self._note_what_stands()

    def add(self, name: str, machine: str, folder: Path) -> Station:
        """One more desk on a folder that is there."""
        line = Line(name, self.network)
        house = _HOUSES[name[:4]]
        rng = dice("ids", self.case.seed, name, len(self.stations))
        station = Station(name, house, folder, SkewedClock(self.clock), Machine(machine), rng, line)
        station.clock.skew = timedelta(0)
        self.stations.append(station)
        station.device = line.device = bytes(station.read(_device))
        station.scanned = station.read(_last_n)
        return station

    def broken(self, invariant: str, what: str) -> None:
        """Note a violation, each once."""
        found = Violation(invariant, what)
        if found not in self.violations:
            self.violations.append(found)

    def note(self, *what: object) -> None:
        """Something happened, the same in every process."""
        self.trace.update("\0".join(map(str, what)).encode() + b"\n")

    def scan(self, station: Station, *, again: bool = False) -> list[Written]:
        """Note the transactions written since the last look."""
        lines, life = station.read(lambda c: (_lines(c, station.scanned), _life(c)))
        if lines:
            station.scanned = lines[-1][0]
        found = []
        for tx, ops in transactions(line[1:] for line in lines).items():
            written = Written(tx, station.name, life, ops, again)
            if not again:
                written.seen = station.read(partial(_seen, ops=ops))
            self.model.note(written)
            self.note("wrote", station.name, tx.hex(), len(ops))
            found.append(written)
        return found

    def sync(self, station: Station, *, check: bool = False) -> Exchanged | None:
        """One exchange of a desk; None when it failed, as it may."""
        done, forks = None, self.forks
        try:
            done = station.sync(check=check)
        except FAILED as failure:
            self.note("failed", station.name, getattr(failure, "code", type(failure).__name__))
        return self._after(station, done, forked=self.forks > forks)

    def _after(self, station: Station, done: Exchanged | None, *, forked: bool) -> Exchanged | None:
        echoed = self.scan(station, again=True)
        if done is not None:
            self.note("synced", station.name, done.status, done.sent, done.refused, done.laid)
            if echoed and not forked:
                tables_seen = sorted({op.address[0] for tx in echoed for op in tx.ops})
                self.broken("inv08", f"{station.name} sends again what it read: {tables_seen}")
            self.watch.after_exchange(self, station)
        return done

    def heard(self, letter: Letter, answer: bytes) -> None:
        """HQ answered: note its words, and look at what it holds now."""
        if letter.path != "/v1/sync":
            return
        before, head = (self.at_hq, self.head) if letter.body in self.answered else ({}, 0)
        self._hear(letter, answer)
        if letter.body in self.answered and (self.head, self.at_hq) != (head, before):
            self.broken("inv05", f"a message of {letter.device.hex()[-4:]} heard twice did more")
        if wire.unpack(answer, wire.Answer).status in {"ok", "revoked"}:
            self.answered.add(letter.body)

    def _hear(self, letter: Letter, answer: bytes) -> None:
        asked = wire.unpack(letter.body, wire.Request)
        said = wire.unpack(answer, wire.Answer)
        name = next((s.name for s in self.stations if s.device == letter.device), "?")
        txs = {tx.id: tx for tx in asked.txs}
        for verdict in said.verdicts:
            self.forks += verdict.word == "forked"
            self._note_unseen(txs[verdict.tx], asked.life, name)
            self.model.heard(txs[verdict.tx], asked.life, name, verdict.word)
            self.note("word", verdict.tx.hex(), verdict.word, verdict.code)
            self._check_held(txs, verdict)
        self.look(asked)

    def _note_unseen(self, tx: wire.Tx, life: bytes, name: str) -> None:
        """What an exchange wrote and sent by itself: the second version of a document."""
        if tx.id not in self.model.written:
            ops = [Op((op.table, op.id), op.kind, _body(op.body)) for op in tx.ops]
            self.model.note(Written(tx.id, name, life, ops, again=True))

    def _check_held(self, txs: dict[bytes, wire.Tx], verdict: wire.Verdict) -> None:
        """inv17: what waits, waits for a refused transaction of the same rows, and no other."""
        if verdict.word != "held":
            return
        mine = {(op.table, op.id) for op in txs[verdict.tx].ops}
        refused = {
            op.address
            for tx, word in self.model.words.items()
            if word.word in {"rejected", "held", "forked"} and tx != verdict.tx
            for op in (self.model.written[tx].ops if tx in self.model.written else ())
        }
        if not mine & refused:
            self.broken("inv17", "a transaction waits for one it has nothing to do with")

    def look(self, asked: wire.Request | None = None) -> None:
        """What HQ holds now, and whether that may be."""
        changed, head = self.office.ask(lambda c: (reading.held(c, self.head), _head(c)))
        self.watch.after_commit(self, changed, head, asked)
        self.at_hq = self.at_hq | changed
        self.head = head

    def restored(self) -> None:
        """HQ is back from a backup: what it holds now is what there is."""
        self.model.restored = True
        self.at_hq = self.office.ask(reading.held)
        self.head = self.office.ask(_head)
        self.answered.clear()
        known = self.office.ask(_logged)
        self.model.shaky |= self.model.words.keys() - known
        shut = self.office.ask(_revoked)
        for station in self.stations:
            station.revoked = station.device in shut

    @contextmanager
    def acting(self) -> Iterator[None]:
        """Within, rules may say no and the world may fail."""
        try:
            yield
        except Refusal as refusal:
            self.note("refused", refusal.code)
        except (Trouble, StoreError) as trouble:
            self.note("trouble", getattr(trouble, "code", ""))

    def close(self) -> None:
        """Shut everything."""
        for station in self.stations:
            station.close()
        self.office.close()

    def _shut_out_the_rest(self) -> None:
        """HQ knows the desks of this run alone."""
        known = [station.device for station in self.stations]
        with self.office.hq.store.write() as connection:
            stay = text("DELETE FROM device WHERE device_id NOT IN :known")
            connection.execute(
                stay.bindparams(bindparam("known", expanding=True)), {"known": known}
            )

    def _note_what_stands(self) -> None:
        self.at_hq = self.office.ask(reading.held)
        self.head = self.office.ask(_head)
        for address, row in self.at_hq.items():
            self.say(address, row)

    def say(self, address: reading.Address, row: reading.AtHq, mark: bytes = b"") -> None:
        """Take what HQ holds in groups stamped with `mark` for its own word."""
        from showroom.simulate.model import grouped

        for group, cells in grouped(address[0], row.cells).items():
            stamp = row.of(group)
            if stamp[8:].startswith(mark):
                self.model.hq_said(address, group, stamp, cells)
        if not mark:
            for name, cell in row.cells.items():
                self.model.values.setdefault((address[0], name), set()).add(cell)


def _device(connection: Connection) -> bytes:
    return bytes(connection.exec_driver_sql("SELECT device_id FROM replica").scalar_one())


def _life(connection: Connection) -> bytes:
    return bytes(connection.exec_driver_sql("SELECT life_id FROM replica").scalar_one())


def _seen(connection: Connection, ops: list[Op]) -> dict[reading.Address, bytes]:
    """The clocks of HQ's copies of these rows, as the desk has them."""
    found = {}
    for op in ops:
        query = text("SELECT clocks FROM row_mark WHERE row_table = :t AND row_id = :k")
        packed = connection.execute(query, {"t": op.address[0], "k": op.address[1]}).scalar()
        if packed is not None and op.kind == "U":
            found[op.address] = bytes(packed)
    return found


def _last_n(connection: Connection) -> int:
    sql = "SELECT seq FROM sqlite_sequence WHERE name = 'outbox'"
    return int(connection.exec_driver_sql(sql).scalar() or 0)


def _lines(connection: Connection, after: int) -> list[Any]:
    sql = text("SELECT n, tx, row_table, row_id, op, body FROM outbox WHERE n > :n ORDER BY n")
    return list(connection.execute(sql, {"n": after}).all())


def _logged(connection: Connection) -> set[bytes]:
    return {bytes(tx) for (tx,) in connection.execute(select(tables.tx_log.c.tx))}


def _body(body: str) -> dict[str, Any]:
    try:
        told: dict[str, Any] = json.loads(body)
    except ValueError:
        return {}
    return told


def _revoked(connection: Connection) -> set[bytes]:
    told = tables.device.c
    found = connection.execute(select(told.device_id).where(told.status == "REVOKED"))
    return {bytes(device) for (device,) in found}


def _head(connection: Connection) -> int:
    return int(connection.execute(tables.hq_state.select()).one().head)


@contextmanager
def world_of(founding: Founding, case: Case, watch: Watch) -> Iterator[World]:
    """A world in a folder of its own, gone afterwards."""
    root = place_for_stores()
    world = World(founding, case, root, watch)
    try:
        yield world
    finally:
        with suppress(Exception):
            world.close()
        shutil.rmtree(root, ignore_errors=True)
