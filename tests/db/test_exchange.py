"""The sync engine's transaction: applied rows and captured ones, whole or not at all."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, insert, select, text, update
from sqlalchemy.orm import Session

from db import changes
from db.models.customer import Customer
from db.models.sync import Link, Outbox, Replica
from db.session import Author, Exchange, Store
from showroom.desk import Desk
from tests.factories import customer

NOW = 1_800_000_000_000


@pytest.fixture
def store(desk: Desk) -> Store:
    return desk.opened.store


def author(millis: int = NOW) -> Author:
    return Author(uuid4(), uuid4(), millis)


def rows(store: Store) -> list[Outbox]:
    with store.read() as session:
        return list(session.scalars(select(Outbox).order_by(Outbox.n)))


def clock(store: Store) -> int:
    with store.read() as session:
        return session.scalars(select(Replica.hlc)).one()


def assert_chained(store: Store) -> None:
    link = b""
    for number, row in enumerate(rows(store), 1):
        link = changes.chained(link, row.row_table, row.row_id.bytes, row.op, row.hlc, row.body)
        assert (row.n, row.h) == (number, link)


def put(exchange: Exchange, outlet_id: UUID, name: str) -> None:
    with Session(exchange.connection) as session:
        session.add(customer(outlet_id, name))
        session.flush()


def test_only_what_is_written_while_capturing_goes_to_the_outbox(desk: Desk, store: Store) -> None:
    before = len(rows(store))
    with store.exchange(author()) as exchange:
        put(exchange, desk.place.outlet_id, "甲")
        with exchange.capturing() as connection:
            put(exchange, desk.place.outlet_id, "乙")
            connection.execute(update(Customer).where(Customer.name == "甲").values(note="x"))
        put(exchange, desk.place.outlet_id, "丙")
    assert [row.op for row in rows(store)[before:]] == ["I", "U"]
    with store.read() as session:
        assert session.scalar(select(func.count()).select_from(Customer)) == 3
    assert_chained(store)


def test_what_is_captured_after_a_pulled_row_is_later_than_it(desk: Desk, store: Store) -> None:
    seen = (NOW + 60_000) << 16
    with store.exchange(author()) as exchange:
        exchange.saw(seen)
        exchange.saw(5)
        with exchange.capturing():
            put(exchange, desk.place.outlet_id, "甲")
    assert rows(store)[-1].hlc == clock(store) == seen + 1
    with store.write(author()) as session:
        session.add(customer(desk.place.outlet_id, "乙"))
    assert rows(store)[-1].hlc == seen + 2


def _fail_in_the_middle(desk: Desk, store: Store) -> None:
    with store.exchange(author()) as exchange:
        exchange.saw((NOW + 60_000) << 16)
        with exchange.capturing():
            put(exchange, desk.place.outlet_id, "甲")
            raise RuntimeError


def test_nothing_remains_of_an_exchange_that_failed(desk: Desk, store: Store) -> None:
    before, hlc = len(rows(store)), clock(store)
    with pytest.raises(RuntimeError):
        _fail_in_the_middle(desk, store)
    assert (len(rows(store)), clock(store)) == (before, hlc)
    with store.exchange(author()) as exchange:
        put(exchange, desk.place.outlet_id, "甲")
    assert len(rows(store)) == before
    with store.write(author()) as session:
        session.add(customer(desk.place.outlet_id, "乙"))
    assert len(rows(store)) == before + 1
    assert_chained(store)


def test_the_clock_follows_headquarters_once_joined(desk: Desk, store: Store) -> None:
    with store.applying() as connection:
        values = {"hq_id": b"h", "hq_sign_key": b"s", "hq_box_key": b"b", "device_key": b"d"}
        connection.execute(insert(Link).values(id=1, offset_ms=90_000, **values))
    with store.write(author()) as session:
        session.add(customer(desk.place.outlet_id, "甲"))
    assert rows(store)[-1].hlc == (NOW + 90_000) << 16


def test_a_savepoint_rolled_back_leaves_the_chain_whole(desk: Desk, store: Store) -> None:
    with store.write(author()) as session:
        session.add(customer(desk.place.outlet_id, "甲"))
        session.flush()
        session.execute(text("SAVEPOINT s"))
        session.execute(text("UPDATE customer SET note = 'x'"))
        session.execute(text("ROLLBACK TO s"))
        session.execute(text("UPDATE customer SET note = 'y'"))
    assert_chained(store)
