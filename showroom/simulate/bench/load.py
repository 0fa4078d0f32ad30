"""HQ under load: many desks at once against a real `showroom hq serve`, requests made beforehand.

The desks are light: no stores, only what they would send, signed. HQ does all it does for real.
"""

import asyncio
import hashlib
import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from uuid import UUID

import msgspec
from nacl.signing import SigningKey
from sqlalchemy import func, insert, select

from db import headquarters as tables
from db import migrations
from db.headquarters import held_row
from showroom.clock import SystemClock
from showroom.hq.headquarters import Headquarters
from showroom.hq.rows import upsert
from showroom.hq.writing import HqRow, write_rows
from showroom.ids import TimeOrderedIds, coded
from showroom.simulate.bench.serving import Served, at, made, serving
from showroom.sync import clocks, signing, wire
from showroom.sync.http import pinned
from showroom.sync.signing import Call
from showroom.sync.wire import Op, Request, Tx

_PATH = "/v1/sync"
_OK = 200


@dataclass(frozen=True, slots=True)
class Load:
    """How many desks, how many requests each, how many changes a request, outlets they are of."""

    desks: int = 500
    requests: int = 4
    changes: int = 25
    outlets: int = 50


@dataclass(frozen=True, slots=True)
class Borne:
    """What came of it: wall seconds, latencies in seconds, HQ's CPU, the raw driver's rows/s.

    `errors` are answers other than 200, answers that never came, and rows that are not stored.
    """

    requests: int
    rows: int
    errors: int
    seconds: float
    p50: float
    p99: float
    cpu: float
    raw_rows: float

    @property
    def rows_a_second(self) -> float:
        """Rows HQ judged and stored in a second of wall time."""
        return self.rows / self.seconds


@dataclass(frozen=True, slots=True)
class _Light:
    """A desk without a store."""

    number: int
    outlet: int

    @property
    def device(self) -> bytes:
        """Its id."""
        return coded("device", f"bench:{self.number}").bytes

    @property
    def key(self) -> SigningKey:
        """What it signs with."""
        return SigningKey(hashlib.blake2b(self.device, digest_size=32).digest())


def bear(load: Load, database: str = "") -> Borne:
    """Put the load on a new HQ in a folder of its own; `database` is a `postgresql://` address."""
    with TemporaryDirectory(prefix="showroom-load-") as place:
        folder = Path(place) / "hq"
        made(folder, database)
        desks = [_Light(number, number % load.outlets) for number in range(load.desks)]
        with at(folder) as hq:
            _admit(hq, load, desks)
            raw = _raw_rate(hq, load)
        with serving(folder) as served:
            letters = [_letters(desk, load) for desk in desks]
            before, started = served.cpu(), time.perf_counter()
            told = asyncio.run(_all(served, letters))
            seconds = time.perf_counter() - started
            cpu = served.cpu() - before
        waits = sorted(wait for wait, _ in told)
        cuts = quantiles(waits, n=100) if len(waits) > 1 else waits * 99
        with at(folder) as hq:
            rows = _stored(hq)
        errors = sum(status != _OK for _, status in told)
        errors += load.desks * load.requests - len(told)
        errors += load.desks * load.requests * load.changes - rows
        return Borne(len(told), rows, errors, seconds, cuts[49], cuts[98], cpu, raw)


def _stored(hq: Headquarters) -> int:
    """The cards HQ holds now."""
    query = select(func.count()).where(held_row.c.row_table == "customer")
    with hq.store.read() as connection:
        return int(connection.execute(query).scalar_one())


def _admit(hq: Headquarters, load: Load, desks: list[_Light]) -> None:
    """Outlets, somebody of each who may write, and the desks."""
    with hq.store.write() as connection:
        for number in range(load.outlets):
            connection.execute(
                insert(tables.outlet).values(
                    code=_code(number), outlet_id=_outlet_id(number).bytes, name=_code(number),
                    kind="S4", policy_group="east", status="OPEN", zone="Asia/Shanghai",
                )
            )  # fmt: skip
        write_rows(hq, connection, (_manager(number) for number in range(load.outlets)))
        for desk in desks:
            connection.execute(
                insert(tables.device).values(
                    device_id=desk.device, outlet=_code(desk.outlet), desk_code=str(desk.number),
                    sign_key=bytes(desk.key.verify_key), status="ACTIVE", lives=0, cloned=0,
                    enrolled_at=0,
                )
            )  # fmt: skip


def _manager(outlet: int) -> HqRow:
    told: dict[str, int | float | str | None] = {
        "outlet_id": _outlet_id(outlet).hex.upper(), "login": "bench", "name": "bench",
        "role": "STORE_MANAGER", "is_active": 1,
    }  # fmt: skip
    return HqRow("staff", _author(outlet), f"outlet:{_code(outlet)}", told, _code(outlet))


def _raw_rate(hq: Headquarters, load: Load) -> float:
    """Rows a second that the driver alone upserts, in transactions of a request's rows."""
    clock = SystemClock()
    ids = TimeOrderedIds(clock)
    body = _body(0, 0).encode()
    batches = [
        [_line(ids.new().bytes, body) for _ in range(load.changes)]
        for _ in range(max(load.desks * load.requests // 4, 1))
    ]
    started = time.perf_counter()
    for batch in batches:
        with hq.store.write() as connection:
            upsert(connection, held_row, batch)
    return load.changes * len(batches) / (time.perf_counter() - started)


def _line(key: bytes, body: bytes) -> tuple[object, ...]:
    return ("raw", key, "raw", 0, 0, 0, bytes(14), None, b"", "", None, None, None, body)


def _letters(desk: _Light, load: Load) -> list[bytes]:
    """A desk's requests as they go over the wire, each following on the one before."""
    clock = SystemClock()
    ids, made = TimeOrderedIds(clock), []
    now = int(clock.now().timestamp() * 1000)
    n, h, life = 0, b"", ids.new().bytes
    for _ in range(load.requests):
        txs = list(_txs(desk, ids, (n, load.changes, clocks.first_hlc(now))))
        request = Request(
            wire.VERSION, migrations.HEAD, "bench", desk.device, life, now, b"", n, h, txs, {}, 1
        )
        n, h = txs[-1].last, txs[-1].h
        call = Call("POST", _PATH, wire.pack(request))
        made.append(_http(call, signing.sign(desk.key, desk.device, call, (now, ids.new().bytes))))
    return made


def _txs(desk: _Light, ids: TimeOrderedIds, span: tuple[int, int, int]) -> Iterator[Tx]:
    """New cards, a transaction each, from the number after `span[0]` on."""
    n, count, hlc = span
    for number in range(n + 1, n + count + 1):
        op = Op("customer", ids.new().bytes, "I", _body(desk.outlet, desk.number * 1000 + number))
        link = hashlib.blake2b(op.id, digest_size=32).digest()
        actor = _author(desk.outlet)
        yield Tx(ids.new().bytes, number, number, hlc + number, actor, link, [op])


def _body(outlet: int, number: int) -> str:
    told = {
        "outlet_id": _outlet_id(outlet).hex.upper(), "name": f"客户{number}",
        "phone": f"13{number:09d}", "customer_type": "PERSON", "concerns": "[]",
        "first_contact_on": "2026-11-20", "created_at": 1_800_000_000_000_000,
        "created_by_id": _author(outlet).hex().upper(), "note": "看车",
    }  # fmt: skip
    return msgspec.json.encode(told).decode()


def _http(call: Call, headers: dict[str, str]) -> bytes:
    lines = [f"{call.method} {call.path} HTTP/1.1", "host: localhost"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    lines += [f"content-length: {len(call.body)}", "", ""]
    return "\r\n".join(lines).encode() + call.body


async def _all(served: Served, letters: list[list[bytes]]) -> list[tuple[float, int]]:
    context = pinned(served.authority)
    found = await asyncio.gather(*(_one(served.port, context, each) for each in letters))
    return [told for each in found for told in each]


async def _one(port: int, context: ssl.SSLContext, letters: list[bytes]) -> list[tuple[float, int]]:
    """One desk's requests on one connection: the wait for each answer, and its status."""
    told = []
    try:
        reader, writer = await asyncio.open_connection(
            "127.0.0.1", port, ssl=context, server_hostname="localhost", ssl_handshake_timeout=300
        )
        for letter in letters:
            started = time.perf_counter()
            writer.write(letter)
            await writer.drain()
            told.append((await _status(reader), time.perf_counter() - started))
        writer.close()
        await writer.wait_closed()
    except (OSError, ValueError, EOFError):
        pass  # what is missing is counted as errors
    return [(wait, status) for status, wait in told]


async def _status(reader: asyncio.StreamReader) -> int:
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    size = next(int(x[15:]) for x in lines if x.lower().startswith("content-length:"))
    await reader.readexactly(size)
    return int(lines[0].split()[1])


def _code(outlet: int) -> str:
    return f"B{outlet:03d}"


def _outlet_id(outlet: int) -> UUID:
    return coded("outlet", _code(outlet))


def _author(outlet: int) -> bytes:
    return coded("staff", f"{_code(outlet)}:bench").bytes
