"""Change capture: triggers generated from the tables, so that every write is seen.

ORM, Core, bulk and raw SQL all pass through them, in the writer's own transaction. They call
functions that only a connection of `db.session` has; any other connection cannot write. Each
change is chained to the last row of the outbox as it stands, so a savepoint rolled back or a
statement half done leaves no broken chain.
"""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Column, Connection, Index, LargeBinary, Table, text
from sqlalchemy.schema import CreateIndex

from db.base import Base, Kind, group_of, policies
from db.types import Key

_LAST_LINK = """coalesce((SELECT h FROM outbox ORDER BY n DESC LIMIT 1),
(SELECT acked_h FROM link))"""

_SEE = (
    """CREATE TRIGGER capture_{table}_{op} AFTER {verb} ON {table} WHEN NOT applying() BEGIN
INSERT INTO outbox (tx, row_table, row_id, op, hlc, actor, body, h)
SELECT tx(), '{table}', {row}.id, '{op}', b.hlc, actor(), b.body,
chain("""
    + _LAST_LINK
    + """, '{table}', {row}.id, '{op}', b.hlc, b.body)
FROM (SELECT {body} AS body, hlc() AS hlc) b{when}; END"""
)

_KEEP = """CREATE TRIGGER keep_{table}_{op} BEFORE {verb} ON {table} WHEN NOT applying() BEGIN
SELECT RAISE(ABORT, 'rows of {table} are never changed'); END"""

_KEEP_KEY = """CREATE TRIGGER keep_{table}_key BEFORE UPDATE OF id ON {table}
WHEN NEW.id IS NOT OLD.id AND NOT applying() BEGIN
SELECT RAISE(ABORT, 'the key of a row is never changed'); END"""


def chained(previous: bytes | None, *parts: bytes | str | int) -> bytes:
    """The hash of a change and of every change before it: blake2b-256 over length-framed parts.

    The parts are table, key, op, hlc and body; `previous` is None or empty for the first change.
    """
    framed = [previous or b""]
    for part in parts:
        raw = part if isinstance(part, bytes) else str(part).encode()
        framed += (len(raw).to_bytes(8, "big"), raw)
    return hashlib.blake2b(b"".join(framed), digest_size=32).digest()


def triggers() -> dict[str, str]:
    """The SQL of every trigger the tables call for, by trigger name."""
    return {sql.split()[2]: sql for sql in _generated()}


def indexes() -> list[Index]:
    """Every index the tables declare."""
    return [index for table in Base.metadata.tables.values() for index in table.indexes]


def install(connection: Connection) -> None:
    """Put every index and trigger in place, replacing the triggers that differ."""
    for index in indexes():
        connection.execute(CreateIndex(index, if_not_exists=True))
    present = installed(connection)
    wanted = triggers()
    for name in present.keys() - wanted.keys():
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    for name, sql in wanted.items():
        if present.get(name) != sql:
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
            connection.exec_driver_sql(sql)


def installed(connection: Connection) -> dict[str, str]:
    """The SQL of every trigger in the file, by name."""
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return {str(name): str(sql) for name, sql in rows}


def differs(connection: Connection) -> list[str]:
    """The triggers and indexes that are missing or not as generated; empty when all is well."""
    found, wanted = installed(connection), triggers()
    wrong = [name for name in wanted.keys() | found.keys() if found.get(name) != wanted.get(name)]
    rows = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'index'")
    return sorted([*wrong, *({str(i.name) for i in indexes()} - {name for (name,) in rows})])


def head(connection: Connection) -> int:
    """The highest outbox number written so far, 0 before the first."""
    last = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'")
    return int(last.scalar() or 0)


def touched_since(connection: Connection, n: int) -> frozenset[str]:
    """The synced tables with changes after outbox number `n`."""
    rows = connection.execute(text("SELECT DISTINCT row_table FROM outbox WHERE n > :n"), {"n": n})
    return frozenset(name for (name,) in rows)


def last_link(connection: Connection) -> bytes:
    """The hash the next change chains to, also when all that was sent has been dropped."""
    row = connection.exec_driver_sql(f"SELECT {_LAST_LINK}").scalar()
    return bytes(row) if row else b""


def _generated() -> Iterator[str]:
    """Trigger SQL table by table: capture for what is synced, and facts that stay as written."""
    for name, policy in sorted(policies().items()):
        if policy.kind is Kind.LOCAL:
            continue
        table = Base.metadata.tables[name]
        yield _SEE.format(table=name, op="I", verb="INSERT", row="NEW", body=_whole(table), when="")
        yield _SEE.format(table=name, op="D", verb="DELETE", row="OLD", body=_gone(table), when="")
        if policy.kind is Kind.FACT:
            yield _KEEP.format(table=name, op="U", verb="UPDATE")
            yield _KEEP.format(table=name, op="D", verb="DELETE")
        else:
            when = " WHERE b.body <> '{}'"
            body = _changed(table)
            yield _SEE.format(table=name, op="U", verb="UPDATE", row="NEW", body=body, when=when)
            yield _KEEP_KEY.format(table=name)


def _whole(table: Table) -> str:
    """The JSON of a new row: every column that is not NULL; one left out is NULL."""
    return _object(
        f"WHEN NEW.\"{c.name}\" IS NULL THEN '' ELSE {_pair(c)}" for c in _content(table)
    )


def _changed(table: Table) -> str:
    """The JSON of every column group that holds a changed value; '{}' when none does.

    A document's line says which document it is of, whatever changed.
    """
    parent = _parent(table)
    return _object(
        f"WHEN {_differs(_content(table) if column is parent else columns)} "
        f"THEN {_pair(column)} ELSE ''"
        for columns in _grouped(table)
        for column in columns
    )


def _gone(table: Table) -> str:
    """The JSON of a deleted row: a document's line says which document it was of."""
    parent = _parent(table)
    if parent is None:
        return "'{}'"
    return f"""'{{"{parent.name}":"' || hex(OLD."{parent.name}") || '"}}'"""


def _parent(table: Table) -> Column[Any] | None:
    """The column of a document's line that names its document."""
    of = policies()[table.name].part_of
    return table.c[f"{of}_id"] if of else None


def _object(cases: Iterable[str]) -> str:
    """A JSON object joined from cases; by measure a third cheaper than json_object."""
    return "'{' || substr(" + " || ".join(f"CASE {case} END" for case in cases) + ", 2) || '}'"


def _grouped(table: Table) -> list[list[Column[Any]]]:
    """The columns that are captured together: a document's each alone, as HQ takes it whole."""
    groups: dict[str, list[Column[Any]]] = {}
    for column in _content(table):
        groups.setdefault(group_of(table.name, column.name), []).append(column)
    return list(groups.values())


def _differs(columns: list[Column[Any]]) -> str:
    return " OR ".join(f'NEW."{c.name}" IS NOT OLD."{c.name}"' for c in columns)


def _content(table: Table) -> list[Column[Any]]:
    """The columns that say something; the key says only which row."""
    return [column for column in table.columns if column.name != "id"]


def _pair(column: Column[Any]) -> str:
    """A column's name and value as JSON after a comma: bytes in hex, NULL as null."""
    value = f'NEW."{column.name}"'
    if isinstance(column.type, Key | LargeBinary):
        value = f"iif({value} IS NULL, NULL, hex({value}))"
    return f"',\"{column.name}\":' || json_quote({value})"
