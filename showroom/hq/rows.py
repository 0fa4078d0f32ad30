"""What everything at HQ stands on: its state, sequence numbers, and rows in bulk on both stores."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Table, bindparam, select, update

from db.headquarters import held_row, hq_state

_COPY_FROM = 100  # rows: below, statements in a pipeline cost less than a COPY and its table
_AT_ONCE = 500

Values = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class State:
    """HQ as a whole: ids are 16 bytes, times µs UTC.

    `restored_at` is when it was put back from a backup, `granting_since` when an operator let
    claims be granted again, `epoch_head` the last number before this epoch.
    """

    hq_id: bytes
    epoch: bytes
    head: int
    durable: int
    restored_at: int | None
    granting_since: int | None
    epoch_head: int = 0

    @property
    def is_waiting(self) -> bool:
        """Whether, since a restore, claims wait for an outlet's desks or an operator's word."""
        return self.restored_at is not None and (self.granting_since or 0) < self.restored_at


_STATE = select(
    hq_state.c.hq_id,
    hq_state.c.epoch,
    hq_state.c.head,
    hq_state.c.durable,
    hq_state.c.restored_at,
    hq_state.c.granting_since,
    hq_state.c.epoch_head,
)


def state(connection: Connection) -> State:
    """HQ's state as this transaction sees it."""
    return State(*connection.execute(_STATE).one())


def next_seqs(connection: Connection, count: int) -> int:
    """The first of `count` new sequence numbers; only inside `store.write()`."""
    moved = update(hq_state).values(head=hq_state.c.head + bindparam("count"))
    head = connection.execute(moved.returning(hq_state.c.head), {"count": count}).scalar_one()
    return int(head) - count + 1


def upsert(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Write rows by primary key, new or over the old; values in the order of the columns.

    The keys of one call must differ from each other.
    """
    if not rows:
        return
    if connection.dialect.name == "postgresql" and len(rows) >= _COPY_FROM:
        _copied(connection, table, rows)
    else:
        connection.exec_driver_sql(_insert(table, connection.dialect.name), list(rows))


def held(
    connection: Connection, keys: Iterable[tuple[str, bytes]]
) -> dict[tuple[str, bytes], Row[Any]]:
    """The held rows with these (table, id) keys; those HQ does not have are left out."""
    by_table: defaultdict[str, list[bytes]] = defaultdict(list)
    for name, row_id in keys:
        by_table[name].append(row_id)
    return {
        (row.row_table, row.row_id): row
        for name, ids in by_table.items()
        for row in rows_of(connection, held_row, {"row_table": name}, ("row_id", ids))
    }


def rows_of(
    connection: Connection,
    table: Table,
    where: dict[str, object],
    among: tuple[str, Sequence[object]],
) -> Iterator[Row[Any]]:
    """All columns of the rows where columns equal `where` and one is `among` values, in parts."""
    name, values = among
    equal = [table.c[each] == value for each, value in where.items()]
    for part in in_parts(list(dict.fromkeys(values))):
        query = select(table).where(*equal, table.c[name].in_(part))
        yield from connection.execute(query)


def in_parts(values: Sequence[Any], size: int = _AT_ONCE) -> Iterator[Sequence[Any]]:
    """The values, at most `size` at a time: as many as one statement takes well."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


def _copied(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """COPY into a table of this connection's own, then one statement over all."""
    waiting, columns = f"in_{table.name}", _columns(table)
    connection.exec_driver_sql(
        f"CREATE TEMP TABLE IF NOT EXISTS {waiting} (LIKE {table.name}) ON COMMIT DELETE ROWS"
    )
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor:
        with cursor.copy(f"COPY {waiting} ({columns}) FROM STDIN") as stream:
            for row in rows:
                stream.write_row(row)
        cursor.execute(
            f"INSERT INTO {table.name} ({columns}) "  # noqa: S608 - names of our own tables
            f"SELECT {columns} FROM {waiting} {_over(table)}"
        )
        cursor.execute(f"TRUNCATE {waiting}")


@cache
def _insert(table: Table, dialect: str) -> str:
    mark = "%s" if dialect == "postgresql" else "?"
    marks = ", ".join(mark for _ in table.columns)
    into = f"INSERT INTO {table.name} ({_columns(table)})"
    return f"{into} VALUES ({marks}) {_over(table)}"


def _columns(table: Table) -> str:
    return ", ".join(f'"{column.name}"' for column in table.columns)


def _over(table: Table) -> str:
    """What a row that is there already becomes."""
    key = ", ".join(column.name for column in table.primary_key)
    others = [f'"{each.name}"' for each in table.columns if not each.primary_key]
    if not others:
        return f"ON CONFLICT ({key}) DO NOTHING"
    return f"ON CONFLICT ({key}) DO UPDATE SET " + ", ".join(f"{c} = excluded.{c}" for c in others)
