"""Rows as they travel: plain cells, read just as they are stored.

A cell is a whole number, a real or text; keys and other bytes are upper-case hex, booleans 0 or 1,
dates ISO text, instants whole microseconds UTC, JSON columns their text. What is None is left out.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Table, select, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

Cell = None | int | float | str
Cells = dict[str, Cell]


def stored(
    session: Session, table: Table, *which: ColumnElement[bool]
) -> Iterator[tuple[bytes, Cells]]:
    """The key and the cells of the rows meant, in the order of their keys."""
    columns = [type_coerce(column, NullType()).label(column.name) for column in table.columns]
    for row in session.execute(select(*columns).where(*which).order_by(table.c.id)).mappings():
        yield bytes(row["id"]), of(row)


def of(row: Mapping[Any, Any]) -> Cells:
    """The cells of a row whose values are as the driver gives them; the key is none of them."""
    return {
        name: value.hex().upper() if isinstance(value, bytes) else value
        for name, value in row.items()
        if value is not None and name != "id"
    }
