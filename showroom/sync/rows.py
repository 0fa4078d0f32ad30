"""Rows of a desk's typed tables, read and written as cells, many at a time."""

from collections.abc import Collection, Iterable
from functools import cache
from typing import Any

from sqlalchemy import Connection

from showroom.sync import cells, wire
from showroom.sync.cells import Cells

Address = tuple[str, bytes]
_AT_ONCE = 500


def read(connection: Connection, addresses: Iterable[Address]) -> dict[Address, Cells]:
    """The cells of the rows that are there, those this version has no column for included."""
    found: dict[Address, Cells] = {}
    for table, keys in by_table(addresses).items():
        if not cells.columns(table):
            continue
        for part in parts(keys):
            marks = ", ".join("?" * len(part))
            rows = connection.exec_driver_sql(f"{_select(table)} ({marks})", tuple(part))
            for key, extra, *values in rows.all():
                found[table, key] = cells.from_values(table, values)
                if extra is not None:
                    found[table, key] |= wire.decode_cells(extra)
    return found


def write(connection: Connection, table: str, rows: Collection[tuple[bytes, Cells]]) -> None:
    """Write rows of one table, new or over the old; raises Refusal `sync.cell` before any of it."""
    write_values(connection, table, [(key, *cells.to_values(table, row)) for key, row in rows])


def write_values(connection: Connection, table: str, lines: list[tuple[Any, ...]]) -> None:
    """Write rows of one table: of each its key, then its `cells.to_values`."""
    if lines:
        connection.exec_driver_sql(upsert(table), lines)


def remove(connection: Connection, addresses: Iterable[Address]) -> None:
    """Delete rows; those that are not there are no matter."""
    for table, keys in by_table(addresses).items():
        if cells.columns(table):
            lines = [(key,) for key in keys]
            connection.exec_driver_sql(f"DELETE FROM {table} WHERE id = ?", lines)  # noqa: S608


def by_table(addresses: Iterable[Address]) -> dict[str, list[bytes]]:
    """The keys of each table, each once."""
    found: dict[str, list[bytes]] = {}
    for table, key in dict.fromkeys(addresses):
        found.setdefault(table, []).append(key)
    return found


def parts(keys: list[bytes]) -> Iterable[list[bytes]]:
    """The keys, as many at a time as one statement takes."""
    return (keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE))


@cache
def _select(table: str) -> str:
    names = ", ".join(f't."{column.name}"' for column in cells.columns(table))
    return (
        f"SELECT t.id, m.extra, {names} FROM {table} t "  # noqa: S608 - names of our own tables
        f"LEFT JOIN row_mark m ON m.row_table = '{table}' AND m.row_id = t.id WHERE t.id IN"
    )


@cache
def upsert(table: str) -> str:
    """The statement that writes a row, new or over the old: its key, then `cells.columns`."""
    names = [f'"{column.name}"' for column in cells.columns(table)]
    news = ", ".join(f"{name} = excluded.{name}" for name in names)
    marks = ", ".join("?" * (len(names) + 1))
    return (
        f"INSERT INTO {table} (id, {', '.join(names)}) VALUES ({marks}) "  # noqa: S608
        f"ON CONFLICT (id) DO UPDATE SET {news}"
    )


def marks(connection: Connection, addresses: Iterable[Address]) -> dict[Address, Any]:
    """What the desk knows of HQ's copies: bucket, seq, hash, clocks, gone, extra, proof."""
    found: dict[Address, Any] = {}
    for table, keys in by_table(addresses).items():
        for part in parts(keys):
            inside = ", ".join("?" * len(part))
            rows = connection.exec_driver_sql(
                "SELECT row_id, bucket, seq, hash, clocks, gone, extra, proof FROM row_mark "  # noqa: S608
                f"WHERE row_table = ? AND row_id IN ({inside})",
                (table, *part),
            )
            for row in rows.all():
                found[table, row[0]] = row
    return found


_MARK = (
    "INSERT INTO row_mark "
    "(row_table, row_id, bucket, seq, shard, hash, clocks, gone, extra, proof) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (row_table, row_id) DO UPDATE SET "
    "bucket = excluded.bucket, seq = excluded.seq, hash = excluded.hash, "
    "clocks = excluded.clocks, gone = excluded.gone, extra = excluded.extra, "
    "proof = excluded.proof"
)


def mark(connection: Connection, lines: Collection[tuple[Any, ...]]) -> None:
    """Note HQ's copies: table, key, bucket, seq, shard, hash, clocks, gone, extra, proof each."""
    if lines:
        connection.exec_driver_sql(_MARK, list(lines))


def unmark(connection: Connection, addresses: Iterable[Address]) -> None:
    """Forget HQ's copies of rows it does not hold for this desk."""
    lines = list(addresses)
    if lines:
        for table in ("row_mark", "parked_row"):
            named = f"DELETE FROM {table} WHERE row_table = ? AND row_id = ?"  # noqa: S608 - ours
            connection.exec_driver_sql(named, lines)
