"""Every write is captured, however it was made; facts stay as written."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db import changes
from db.base import Base, Kind, policies
from db.models.customer import Customer
from db.models.sync import Link, Outbox
from db.session import Author, Store
from showroom.desk import Desk
from tests.factories import customer, follow_up


@contextmanager
def writing(desk: Desk) -> Iterator[Session]:
    author = Author(uuid4(), uuid4(), 1_790_000_000_000)
    with desk.opened.store.write(author) as session:
        yield session


def store_of(desk: Desk) -> Store:
    return desk.opened.store


def latest(desk: Desk, after: int) -> list[tuple[str, UUID, str, dict[str, object]]]:
    with store_of(desk).read() as session:
        rows = session.execute(
            select(Outbox.row_table, Outbox.row_id, Outbox.op, Outbox.body)
            .where(Outbox.n > after)
            .order_by(Outbox.n)
        ).all()
    return [(table, key, op, json.loads(body)) for table, key, op, body in rows]


def head(desk: Desk) -> int:
    with store_of(desk).read() as session:
        return changes.head(session.connection())


def test_orm_core_bulk_and_raw_writes_are_all_seen(desk: Desk) -> None:
    before = head(desk)
    one, two = customer(desk.place.outlet_id), uuid4()
    with writing(desk) as session:
        session.add(one)
        session.flush()
        values = {c.name: getattr(one, c.name) for c in Customer.__table__.columns}
        session.execute(insert(Customer), [{**values, "id": two, "name": "李明"}])
        session.execute(update(Customer).where(Customer.id == two).values(note="x"))
        session.execute(text("UPDATE customer SET phone = '13911111111' WHERE name = '王芳'"))
        session.execute(delete(Customer).where(Customer.id == two))
    seen = latest(desk, before)
    assert [(table, op) for table, _, op, _ in seen] == [
        ("customer", "I"),
        ("customer", "I"),
        ("customer", "U"),
        ("customer", "U"),
        ("customer", "D"),
    ]
    assert (seen[2][1], seen[2][3]) == (two, {"note": "x"})
    assert seen[3][3] == {"phone": "13911111111"}


def _write_and_fail(desk: Desk) -> None:
    with writing(desk) as session:
        session.add(customer(desk.place.outlet_id))
        session.flush()
        raise RuntimeError


def test_an_update_that_changes_nothing_leaves_no_trace(desk: Desk) -> None:
    with writing(desk) as session:
        session.add(customer(desk.place.outlet_id))
    before = head(desk)
    with writing(desk) as session:
        session.execute(update(Customer).values(name=Customer.name))
    assert latest(desk, before) == []


def test_a_rolled_back_write_leaves_no_change_and_no_gap(desk: Desk) -> None:
    before = head(desk)
    with pytest.raises(RuntimeError):
        _write_and_fail(desk)
    with writing(desk) as session:
        session.add(customer(desk.place.outlet_id))
    assert len(latest(desk, before)) == 1
    assert head(desk) == before + 1


def test_applied_rows_make_no_outbox_rows(desk: Desk) -> None:
    before = head(desk)
    with store_of(desk).applying() as connection:
        connection.execute(text("UPDATE staff SET name = name || 'x'"))
    assert head(desk) == before


def test_the_chain_and_the_clock_hold_over_every_change(desk: Desk) -> None:
    with writing(desk) as session:
        session.add(customer(desk.place.outlet_id))
    with store_of(desk).read() as session:
        rows = session.execute(select(Outbox).order_by(Outbox.n)).scalars().all()
    link, clock = b"", 0
    for number, row in enumerate(rows, 1):
        link = changes.chained(link, row.row_table, row.row_id.bytes, row.op, row.hlc, row.body)
        assert (row.n, row.h) == (number, link)
        assert row.hlc >= clock
        clock = row.hlc


def test_facts_are_never_changed_nor_deleted(desk: Desk) -> None:
    fact = follow_up(desk.place.outlet_id, uuid4())
    with writing(desk) as session:
        session.add(fact)
    for statement in ("UPDATE follow_up SET content = 'x'", "DELETE FROM follow_up"):
        with pytest.raises(IntegrityError, match="never changed"):
            _run(desk, statement)


def _run(desk: Desk, statement: str) -> None:
    with writing(desk) as session:
        session.execute(text(statement))


def test_every_synced_table_has_its_triggers_and_local_ones_have_none() -> None:
    names = changes.triggers().keys()
    for table, policy in policies().items():
        captured = {f"capture_{table}_{op}" for op in "ID"} <= names
        assert captured == (policy.kind is not Kind.LOCAL)


def test_no_column_group_is_named_like_a_column_outside_it() -> None:
    for table, policy in policies().items():
        columns = {c.name for c in Base.metadata.tables[table].columns}
        for group, members in policy.groups.items():
            assert group in members or group not in columns, (table, group)


def test_an_update_records_the_whole_column_group_it_touched(desk: Desk) -> None:
    one = customer(desk.place.outlet_id)
    with writing(desk) as session:
        session.add(one)
    before = head(desk)
    with writing(desk) as session:
        session.execute(update(Customer).values(budget_min_fen=100_000_00, note="x"))
        session.execute(update(Customer).values(note=None))
    assert [body for _, _, _, body in latest(desk, before)] == [
        {"budget_min_fen": 100_000_00, "budget_max_fen": None, "note": "x"},
        {"note": None},
    ]


def test_the_key_of_a_row_is_never_changed(desk: Desk) -> None:
    with writing(desk) as session:
        session.add(customer(desk.place.outlet_id))
    with pytest.raises(IntegrityError, match="key of a row"):
        _run(desk, "UPDATE customer SET id = randomblob(16)")


def test_a_fact_is_not_replaced_either(desk: Desk) -> None:
    with writing(desk) as session:
        session.add(follow_up(desk.place.outlet_id, uuid4()))
    with pytest.raises(IntegrityError, match="never changed"):
        _run(desk, "INSERT OR REPLACE INTO follow_up SELECT * FROM follow_up")


def test_a_replaced_row_is_seen_to_go_and_to_come(desk: Desk) -> None:
    with writing(desk) as session:
        session.add(customer(desk.place.outlet_id))
    before = head(desk)
    _run(desk, "INSERT OR REPLACE INTO customer SELECT * FROM customer")
    assert [op for _, _, op, _ in latest(desk, before)] == ["D", "I"]


def test_the_chain_goes_on_when_all_that_was_sent_is_dropped(desk: Desk) -> None:
    before = head(desk)
    with store_of(desk).applying() as connection:
        last = changes.last_link(connection)
        values = {"hq_id": b"h", "hq_sign_key": b"s", "hq_box_key": b"b", "device_key": b"d"}
        connection.execute(insert(Link).values(id=1, acked_n=before, acked_h=last, **values))
        connection.execute(delete(Outbox))
    assert head(desk) == before
    with writing(desk) as session:
        session.add(customer(desk.place.outlet_id))
    with store_of(desk).read() as session:
        row = session.scalars(select(Outbox)).one()
    parts = (row.row_table, row.row_id.bytes, row.op, row.hlc, row.body)
    assert (row.n, row.h) == (before + 1, changes.chained(last, *parts))


def test_a_dropped_trigger_stops_the_store_from_opening(desk: Desk) -> None:
    assert_fine = store_of(desk).check
    assert_fine()
    with store_of(desk).applying() as connection:
        connection.exec_driver_sql("DROP TRIGGER capture_visit_I")
    with store_of(desk).read() as session:
        assert changes.differs(session.connection()) == ["capture_visit_I"]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    names=st.lists(st.text(min_size=1, max_size=8).filter(lambda t: "\x00" not in t), max_size=6)
)
def test_the_outbox_equals_the_difference_of_before_and_after(desk: Desk, names: list[str]) -> None:
    before = head(desk)
    with writing(desk) as session:
        for name in names:
            session.add(customer(desk.place.outlet_id, name))
    written = [body["name"] for _, _, _, body in latest(desk, before)]
    with store_of(desk).read() as session:
        total = session.scalar(select(func.count()).select_from(Outbox))
    assert sorted(map(str, written)) == sorted(names)
    assert total == before + len(names)


def test_bytes_travel_as_hex(desk: Desk) -> None:
    before = head(desk)
    with writing(desk) as session:
        session.add(customer(desk.place.outlet_id))
    body = latest(desk, before)[0][3]
    assert UUID(hex=str(body["outlet_id"])) == desk.place.outlet_id
