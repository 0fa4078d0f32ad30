"""The first sync of a new desk by snapshot, beside writing the same rows with the same indexes."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, insert, text

import db.models  # noqa: F401 - the tables
from db import headquarters as tables
from db.base import Base
from db.files import make_folder
from db.headquarters import held_row
from db.session import Store
from showroom.clock import SystemClock
from showroom.hq import snapshot as at_hq
from showroom.hq.headquarters import Headquarters
from showroom.hq.keys import HqKeys
from showroom.hq.rows import upsert
from showroom.hq.store import Birth, new_store
from showroom.ids import TimeOrderedIds
from showroom.simulate.bench.capture import _filled, _store
from showroom.sync import cells, clocks, snapshot, wire
from showroom.sync.halves import Halves

_SHARES = {"customer": 20, "visit": 30, "follow_up": 50}
_BUCKET = "outlet:NJ"
_DEVICE = bytes(16)
_BATCH = 5_000


@dataclass(frozen=True, slots=True)
class FirstSync:
    """CPU seconds: rows written plainly, and laid on from the snapshot; made at HQ; its bytes."""

    rows: int
    plain: float
    laid: float
    made: float
    size: int

    @property
    def times(self) -> float:
        """How many times the plain writing."""
        return self.laid / self.plain


@dataclass(frozen=True, slots=True)
class _Way:
    """Headquarters of this process, asked for a snapshot."""

    hq: Headquarters

    def post(self, _path: str, body: bytes) -> bytes:
        """The room behind the route."""
        return at_hq.ask(self.hq, _DEVICE, body)

    def get(self, path: str) -> bytes:
        """A part."""
        name, at = path.removeprefix(f"{snapshot.PATH}/").split("?at=")
        return at_hq.part(self.hq, _DEVICE, (name, int(at)))


def first_sync(rows: int = 100_000) -> FirstSync:
    """Measure it once on encrypted stores of their own; commits included."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        made = {table: _filled(Base.metadata.tables[table], rows * share // 100)
                for table, share in _SHARES.items()}  # fmt: skip
        plain = _plainly(folder / "plain", made)
        hq = _headquarters(folder)
        with hq.store.write() as connection:
            _hold(connection, made)
        way = _Way(hq)
        building = _timed(lambda: way.post("", wire.pack(snapshot.Ask(_DEVICE))))
        laid, size = _laid(folder / "desk", way)
        hq.store.close()
    return FirstSync(rows, plain, laid, building, size)


def _plainly(folder: Path, made: dict[str, tuple[str, list[tuple[Any, ...]]]]) -> float:
    with _desk(folder) as store:

        def written() -> None:
            with store.applying() as connection:
                for statement, values in made.values():
                    connection.exec_driver_sql(statement, values)

        return _timed(written)


def _laid(folder: Path, way: _Way) -> tuple[float, int]:
    with _desk(folder) as store:
        with store.applying() as connection:
            connection.execute(text(_LINK), {"none": b""})
        clock = SystemClock()
        halves = Halves(store, clock, TimeOrderedIds(clock))
        sizes = []

        def first() -> None:
            found = snapshot.fetch(way, folder, _DEVICE, lambda _: None)
            if found is not None:
                sizes.append(found.told.size)
                snapshot.lay(halves, found, lambda _: None)

        return _timed(first), sizes[0]


@contextmanager
def _desk(folder: Path) -> Iterator[Store]:
    with _store(make_folder(folder)) as store:
        yield store


def _headquarters(folder: Path) -> Headquarters:
    clock = SystemClock()
    store = new_store(folder / "hq")
    store.create(Birth(b"H" * 16, b"E" * 16, 1))
    with store.write() as connection:
        connection.execute(
            insert(tables.outlet).values(
                code="NJ", outlet_id=_DEVICE, name="NJ", kind="S4", policy_group="main",
                status="OPEN", zone="Asia/Shanghai",
            )
        )  # fmt: skip
        connection.execute(
            insert(tables.device).values(
                device_id=_DEVICE, outlet="NJ", desk_code="A", sign_key=b"", status="ACTIVE",
                lives=0, cloned=0, enrolled_at=0,
            )
        )  # fmt: skip
    keys = HqKeys.of(b"S" * 32, b"B" * 32, b"P" * 32)
    return Headquarters(store, clock, TimeOrderedIds(clock), keys, folder / "hq")


def _hold(connection: Connection, made: dict[str, tuple[str, list[tuple[Any, ...]]]]) -> None:
    """HQ holds the rows as if desks had pushed them."""
    seq, mark = 0, clocks.stamp(1 << 60, bytes(16))
    for table, (_, values) in made.items():
        names = [column.name for column in Base.metadata.tables[table].columns]
        for start in range(0, len(values), _BATCH):
            lines = []
            for row in values[start : start + _BATCH]:
                seq += 1
                lines.append(_line(table, seq, mark, dict(zip(names, row, strict=True))))
            upsert(connection, held_row, lines)
    connection.execute(tables.hq_state.update().values(head=seq))


def _line(table: str, seq: int, mark: bytes, row: dict[str, Any]) -> tuple[Any, ...]:
    key = row["id"]
    told = cells.from_values(table, [row[column.name] for column in cells.columns(table)])
    return (
        table, key, _BUCKET, seq, cells.shard(key), cells.digest(table, key, told), mark, None,
        b"", "NJ", None, None, None, wire.encode_cells(told),
    )  # fmt: skip


def _timed(job: Callable[[], object]) -> float:
    started = time.process_time()
    job()
    return time.process_time() - started


_LINK = (
    "INSERT INTO link (id, hq_id, hq_sign_key, hq_box_key, device_key, enrolled, revoked, "
    "acked_n, acked_h, durable_n, head, durable, offset_ms, seen_hlc, skipped) "
    "VALUES (1, :none, :none, :none, :none, 1, 0, 0, :none, 0, 0, 0, 0, 0, 0)"
)
