"""One change across two processes: a desk here, a real `showroom hq serve` over TLS there."""

import gc
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from nacl.signing import SigningKey
from sqlalchemy import text, update

from db.headquarters import device
from showroom.clock import SystemClock
from showroom.desk import Desk, Ports, open_desk
from showroom.hq.store import FILE, KEY
from showroom.ids import TimeOrderedIds
from showroom.simulate.bench.ground import Counted, Member
from showroom.simulate.bench.serving import Served, at, made, serving
from showroom.simulate.founding import HOUSES, Founding, founded
from showroom.simulate.ports import Machine
from showroom.sync.engine import Engine
from showroom.sync.http import HttpTransport, Signer, Site

_WARM = 3
_DESK = f"{HOUSES[0].code}-A"


@dataclass(frozen=True, slots=True)
class Across:
    """One exchange: CPU seconds of the desk (median) and of HQ, wall seconds, bytes, trips.

    HQ's CPU is the mean: the system counts another process in ticks of 10 ms.
    """

    desk: float
    hq: float
    wall: float
    size: int
    trips: int


def one_change(turns: int) -> Across:
    """Exchanges of one changed row each, on connections that stay open."""
    with founded() as founding:
        clock = SystemClock()
        ports = Ports(clock, TimeOrderedIds(clock), Machine(_DESK).home)
        desk = open_desk(founding.root / _DESK, ports)
        try:
            with _member(founding, desk) as (member, served):
                return _measured(member, served, turns)
        finally:
            desk.close()


@contextmanager
def _member(founding: Founding, desk: Desk) -> Iterator[tuple[Member, Served]]:
    folder, key = founding.root / "served", SigningKey.generate()
    with desk.opened.store.read() as session:
        known = session.execute(text("SELECT device_id FROM replica")).scalar_one()
    sign_key = _house(founding, folder, (known, key))
    clock, ids = desk.ports.clock, desk.ports.ids
    with serving(folder) as served:
        site = Site(served.url, served.authority, sign_key)
        line = HttpTransport(site, Signer(known, key), clock, ids)
        way = Counted(line)
        yield Member(desk, way, Engine(desk.opened.store, clock, ids, way)), served
        line.close()


def _house(founding: Founding, folder: Path, signer: tuple[bytes, SigningKey]) -> bytes:
    """A whole HQ around the founded store, that knows the desk's key; its own sign key."""
    made(folder)
    for name in (FILE, KEY):
        shutil.copy(founding.root / "hq" / name, folder / name)
    known, key = signer
    told = update(device).where(device.c.device_id == known)
    with at(folder) as hq:
        with hq.store.write() as connection:
            connection.execute(told.values(sign_key=bytes(key.verify_key)))
        return hq.keys.sign_key


def _measured(member: Member, served: Served, turns: int) -> Across:
    query = text("SELECT id FROM vehicle ORDER BY id")
    with member.desk.opened.store.read() as session:
        key = session.execute(query).scalars().all()[0]
    desk, wall, at_hq = [], [], 0.0
    for turn in range(turns + _WARM):
        member.change([key], "vehicle")
        gc.collect()
        started = (time.process_time(), time.perf_counter(), served.cpu())
        member.way.size = 0
        member.engine.exchange()
        if turn >= _WARM:
            desk.append(time.process_time() - started[0])
            wall.append(time.perf_counter() - started[1])
            at_hq += served.cpu() - started[2]
    size, trips = member.way.size, member.engine.trips
    return Across(median(desk), at_hq / turns, median(wall), size, trips)
