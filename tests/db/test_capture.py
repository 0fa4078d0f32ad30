"""Whatever writes, and however: the outbox is the difference of before and after."""

import json
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, insert, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db import changes
from db.base import Base
from db.models.customer import Customer
from db.models.sync import Outbox
from db.session import Author, Store
from showroom.desk import Ports, open_desk
from tests.factories import customer

Rows = dict[tuple[str, bytes], dict[str, Any]]
TABLES = ("customer", "follow_up", "claim", "lead_clash", "vehicle", "quote", "consent")
WORDS = st.text("甲乙ab'\"\\\n\x07é", max_size=6)


def cells(connection: Connection) -> Rows:
    """Every row of the tables as capture writes it: what is not NULL, bytes in hex."""
    found: Rows = {}
    for table in TABLES:
        for row in connection.exec_driver_sql(f"SELECT * FROM {table}").mappings():  # noqa: S608
            found[table, bytes(row["id"])] = {
                name: value.hex().upper() if isinstance(value, bytes) else value
                for name, value in row.items()
                if name != "id" and value is not None
            }
    return found


def replayed(before: Rows, outbox: list[Outbox]) -> Rows:
    """The rows after the outbox is played over them."""
    rows = {address: dict(row) for address, row in before.items()}
    for change in outbox:
        address = (change.row_table, change.row_id.bytes)
        body = json.loads(change.body)
        if change.op == "I":
            assert address not in rows
            rows[address] = {}
        if change.op == "D":
            del rows[address]
        else:
            rows[address] |= body
            rows[address] = {n: v for n, v in rows[address].items() if v is not None}
    return rows


class Hand:
    """Writes at random through every door there is."""

    def __init__(self, session: Session, draw: Any) -> None:
        self.session, self.draw = session, draw

    def key(self) -> bytes:
        return self.draw(st.integers(1, 6)).to_bytes(16, "big")

    def word(self) -> str | None:
        return self.draw(st.none() | WORDS)

    def values(self, table: str) -> dict[str, Any]:
        """A row of raw values for every column, NULL where it may be."""
        made: dict[str, Any] = {}
        for column in Base.metadata.tables[table].columns:
            kind = column.type.compile().upper()
            if column.name == "id":
                made["id"] = self.key()
            elif column.nullable and self.draw(st.booleans()):
                made[column.name] = None
            else:
                made[column.name] = self.draw(_values_of(kind))
        return made

    def put(self) -> None:
        table = self.draw(st.sampled_from(TABLES))
        rows = [self.values(table) for _ in range(self.draw(st.integers(1, 3)))]
        verb = self.draw(st.sampled_from(["INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE"]))
        names = ", ".join(f'"{name}"' for name in rows[0])
        marks = ", ".join(f":{name}" for name in rows[0])
        upsert = ' ON CONFLICT (id) DO UPDATE SET "outlet_id" = excluded."outlet_id"'
        tail = upsert if self.draw(st.booleans()) else ""
        self.session.execute(text(f"{verb} INTO {table} ({names}) VALUES ({marks}){tail}"), rows)

    def change(self) -> None:
        table = self.draw(st.sampled_from(TABLES))
        columns = [c.name for c in Base.metadata.tables[table].columns if c.name != "id"]
        chosen = self.draw(st.lists(st.sampled_from(columns), min_size=1, max_size=3, unique=True))
        values = self.values(table)
        sets = ", ".join(f'"{name}" = :{name}' for name in chosen)
        where = self.draw(st.sampled_from(["", " WHERE id < :id", " WHERE id = :id"]))
        self.session.execute(text(f"UPDATE {table} SET {sets}{where}"), values)  # noqa: S608

    def remove(self) -> None:
        table = self.draw(st.sampled_from(TABLES))
        where = self.draw(st.sampled_from(["", " WHERE id > :id", " WHERE id = :id"]))
        self.session.execute(text(f"DELETE FROM {table}{where}"), {"id": self.key()})  # noqa: S608

    def by_orm(self) -> None:
        word, goes, budget = self.word(), self.draw(st.booleans()), self.draw(st.integers(0, 9))
        found = self.session.get(Customer, UUID(bytes=self.key()))
        if found is None:
            self.session.add(customer(UUID(int=1), word or "x"))
        elif goes:
            self.session.delete(found)
        else:
            found.note, found.budget_min_fen = word, budget
        self.session.flush()

    def by_core(self) -> None:
        made = [customer(UUID(int=1), self.word() or "y") for _ in range(2)]
        rows = [{c.name: getattr(one, c.name) for c in Customer.__table__.columns} for one in made]
        self.session.execute(insert(Customer), rows)

    def move_key(self) -> None:
        self.session.execute(text("UPDATE customer SET id = randomblob(16)"))

    def step(self) -> None:
        """One statement, in a savepoint that may be rolled back by hand or by a failure."""
        name = self.draw(
            st.sampled_from(
                ["put", "put", "change", "change", "remove", "by_orm", "by_core", "move_key"]
            )
        )
        undone = self.draw(st.integers(0, 4)) == 0  # drawn first: nothing drawn hangs on the rows
        with suppress(IntegrityError, Undone), self.session.begin_nested():
            getattr(self, name)()
            if undone:
                raise Undone


def _values_of(kind: str) -> st.SearchStrategy[Any]:
    """What a column of a type may hold, raw, and be read back by the ORM."""
    known: dict[str, st.SearchStrategy[Any]] = {
        "BLOB": st.binary(min_size=16, max_size=16),
        "DATE": st.dates().map(str),
        "JSON": st.sampled_from(["[]", '{"a": ["b", null]}', "null"]),
        "BOOLEAN": st.integers(0, 1),
        "BIGINT": st.integers(0, 2**40),
    }
    return known.get(kind, WORDS)


class Undone(Exception):
    """The person thought better of it."""


@pytest.fixture(scope="module")
def store(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = Path(shutil.copytree(template, tmp_path_factory.mktemp("capture") / "data"))
    desk = open_desk(folder, Ports.system())
    yield desk.opened.store
    desk.close()


def look(store: Store, after: int = 0) -> tuple[Rows, list[Outbox]]:
    with store.read() as session:
        found = session.scalars(select(Outbox).where(Outbox.n > after).order_by(Outbox.n)).all()
        return cells(session.connection()), list(found)


def author() -> Author:
    return Author(UUID(int=7), UUID(int=8), 1_800_000_000_000)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_the_outbox_played_over_what_was_gives_what_is(store: Store, data: Any) -> None:
    before, old = look(store)
    with suppress(Undone), store.write(author()) as session:
        for _ in range(data.draw(st.integers(1, 6))):
            Hand(session, data.draw).step()
        if data.draw(st.integers(0, 5)) == 0:
            raise Undone
    after, new = look(store, len(old))
    assert replayed(before, new) == after
    link = old[-1].h if old else b""
    for n, row in enumerate(new, len(old) + 1):
        link = changes.chained(link, row.row_table, row.row_id.bytes, row.op, row.hlc, row.body)
        assert (row.n, row.h) == (n, link)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_what_is_applied_is_not_sent_again(store: Store, data: Any) -> None:
    _, old = look(store)
    with store.applying() as connection, Session(connection) as session:
        for _ in range(data.draw(st.integers(1, 5))):
            Hand(session, data.draw).step()
        session.flush()
    assert len(look(store)[1]) == len(old)


def test_a_connection_without_the_desks_functions_cannot_write(store: Store) -> None:
    from sqlcipher3.dbapi2 import OperationalError

    from db.session import open_file

    stranger = open_file(store.path, store._key)  # noqa: SLF001 - the driver, bare
    with pytest.raises(OperationalError, match="no such function"):
        stranger.execute("DELETE FROM vehicle")
    stranger.close()
