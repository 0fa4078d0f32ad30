"""Cells: a row's values as every side writes them, and the hash they all compute.

A cell is None, a whole number, a real, or text; keys and other bytes are upper-case hex, booleans
0 or 1, dates ISO text, instants whole microseconds UTC, JSON columns their text: just what the
capture triggers write. Cells that are None are left out.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import JSON, BigInteger, Boolean, Date, Float, Integer, LargeBinary, String
from sqlalchemy.types import TypeEngine

from db.base import Base, Kind, policies
from db.types import Instant, Key
from showroom.errors import Refusal

Cell = None | int | float | str
Cells = dict[str, Cell]
SHARDS = 64
_HASH_BYTES = 5
_encode = msgspec.msgpack.Encoder(order=None).encode


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a synced table, as cells see it; `empty` is stored where no cell is."""

    name: str
    binary: bool
    kind: type
    required: bool
    empty: Cell | bytes


@cache
def columns(table: str) -> tuple[Column, ...]:
    """The columns of a synced table but its key, in the table's order; empty for one unknown."""
    policy = policies().get(table)
    if policy is None or policy.kind is Kind.LOCAL:
        return ()
    return tuple(
        Column(
            str(column.name),
            isinstance(column.type, Key | LargeBinary),
            _storage(column.type),
            not column.nullable,
            None if column.nullable else _default(column),
        )
        for column in Base.metadata.tables[table].columns
        if column.name != "id"
    )


@cache
def synced_tables() -> tuple[str, ...]:
    """Every table whose rows travel, by name."""
    return tuple(sorted(n for n, p in policies().items() if p.kind is not Kind.LOCAL))


def from_values(table: str, values: Iterable[Any]) -> Cells:
    """The cells of a row read as stored, in the order of `columns`."""
    return {
        column.name: (value.hex().upper() if column.binary else value)
        for column, value in zip(columns(table), values, strict=True)
        if value is not None
    }


def to_values(table: str, cells: Mapping[str, Cell]) -> list[Any]:
    """The values to store, in the order of `columns`; a required one never sent gets its default.

    Raises:
        Refusal: `sync.cell` naming the table and column of a value of the wrong kind.
    """
    return [
        column.empty if (cell := cells.get(column.name)) is None
        else cell if not column.binary and isinstance(cell, column.kind)
        else _bytes(table, column, cell)
        for column in columns(table)
    ]  # fmt: skip


def unknown(table: str, cells: Mapping[str, Cell]) -> Cells:
    """The cells this version has no column for."""
    known = _names(table)
    return {name: cell for name, cell in cells.items() if name not in known}


def digest(table: str, row_id: bytes, cells: Mapping[str, Cell]) -> int:
    """40 bits of blake2b over table, key and every cell by name; never 0, alike on every side."""
    flat: list[Any] = [table, row_id]
    for name in sorted(cells):
        if (cell := cells[name]) is not None:
            flat += (name, cell)
    return int.from_bytes(hashlib.blake2b(_encode(flat), digest_size=_HASH_BYTES).digest()) or 1


def shard(row_id: bytes) -> int:
    """Which of the 64 shards a row is in: by the last byte of its key."""
    return row_id[-1] % SHARDS


@cache
def _names(table: str) -> frozenset[str]:
    return frozenset(column.name for column in columns(table))


def _bytes(table: str, column: Column, cell: Cell) -> bytes:
    """The bytes of a cell that is hex; any other cell that comes here is of the wrong kind."""
    if column.binary and isinstance(cell, str):
        try:
            return bytes.fromhex(cell)
        except ValueError:
            pass
    raise Refusal("sync.cell", table=table, column=column.name)


_STORAGE: tuple[tuple[type[TypeEngine[Any]], type], ...] = (
    (Instant, int),
    (Boolean, int),
    (Integer, int),
    (BigInteger, int),
    (Float, float),
    (Date, str),
    (JSON, object),  # text, but SQLite keeps a JSON number as the number
    (String, str),
    (Key, str),
    (LargeBinary, str),
)


def _storage(kind: TypeEngine[Any]) -> type:
    """What a column's cells are made of."""
    return next(made for wanted, made in _STORAGE if isinstance(kind, wanted))


_EMPTY: dict[type, Callable[[], Any]] = {int: int, float: float, str: str}


def _default(column: Any) -> Cell | bytes:  # noqa: ANN401 - a Column of any type
    """What a required column holds when an older version sent none."""
    if isinstance(column.type, Key | LargeBinary):
        return bytes(16)
    if isinstance(column.type, JSON):
        return "null"
    given = column.default.arg if column.default is not None and column.default.is_scalar else None
    made = _storage(column.type)
    if given is None:
        return "1970-01-01" if isinstance(column.type, Date) else _EMPTY[made]()
    chosen: Cell = made(given)
    return chosen
