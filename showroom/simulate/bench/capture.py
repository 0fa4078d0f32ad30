"""What capturing a change costs: rows written in bulk with the triggers, and without them."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Date, LargeBinary, String, Table, text

from db import migrations
from db.base import Base
from db.session import Author, Store, new_key
from db.store import open_new
from db.types import Key

_NOBODY = UUID(int=0)
_MILLIS = 1_800_000_000_000
_TURNS = 5


def capture_cost(rows: int = 5_000, table: str = "follow_up") -> tuple[float, float]:
    """CPU microseconds a row, without capture and with it, commit included: medians of five.

    `follow_up` has fifteen columns; every third column that may be NULL is.
    """
    plain, captured = [], []
    for _ in range(_TURNS):
        plain.append(_measured(rows, table, seen=False))
        captured.append(_measured(rows, table, seen=True))
    return median(plain), median(captured)


def _measured(rows: int, table: str, *, seen: bool) -> float:
    with TemporaryDirectory() as folder, _store(Path(folder)) as store:
        if not seen:
            _uncaptured(store, table)
        statement, values = _filled(Base.metadata.tables[table], rows)
        started = time.process_time()
        with store.write(Author(_NOBODY, _NOBODY, _MILLIS)) as session:
            cursor: Any = session.connection().connection.driver_connection
            cursor.executemany(statement, values)
        return (time.process_time() - started) / rows * 1e6


@contextmanager
def _store(folder: Path) -> Iterator[Store]:
    """An empty encrypted store with a replica row and nothing else."""
    path, key = folder / "bench.db", new_key()
    open_new(path, key)
    store = Store(path, key)
    try:
        with store.applying() as connection:
            migrations.upgrade(connection)
            connection.execute(
                text(
                    "INSERT INTO replica (device_id, life_id, incarnation, outlet_id, outlet_code, "
                    "desk_code, hlc) VALUES (:id, :id, 1, :id, 'NJ', 'A', 0)"
                ),
                {"id": bytes(16)},
            )
        yield store
    finally:
        store.close()


def _uncaptured(store: Store, table: str) -> None:
    with store.applying() as connection:
        found = connection.execute(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table"),
            {"table": table},
        )
        for (name,) in found.all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")


def _filled(table: Table, rows: int) -> tuple[str, list[tuple[Any, ...]]]:
    """The bulk statement and as many rows of believable values as asked for."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    marks = ", ".join("?" * len(table.columns))
    values = [
        tuple(_value(column, at, place) for place, column in enumerate(table.columns))
        for at in range(1, rows + 1)
    ]
    return f"INSERT INTO {table.name} ({names}) VALUES ({marks})", values


def _value(column: Any, at: int, place: int) -> Any:  # noqa: ANN401 - a column, a driver's value
    if column.primary_key:
        return at.to_bytes(16, "big")
    if column.nullable and place % 3 == 0:
        return None
    if isinstance(column.type, Key | LargeBinary):
        return (at * 7919 + place).to_bytes(16, "big")
    if isinstance(column.type, Date):
        return "2026-11-22"
    if isinstance(column.type, JSON):
        return "[]"
    return f"王芳 {at:05d}" if isinstance(column.type, String) else _MILLIS * 1000 + at
