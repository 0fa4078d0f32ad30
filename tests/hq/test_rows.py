import contextlib

import pytest

from db.headquarters import held_row, nonce
from showroom.hq.rows import held, next_seqs, rows_of, upsert


def row(number, seq=1, body=b"\x80"):
    known = {"row_table": "customer", "row_id": number.to_bytes(16), "seq": seq, "body": body}
    return tuple(known.get(column.name, filler(column)) for column in held_row.columns)


def filler(column):
    if column.nullable:
        return None
    return {int: 7, str: "outlet:NJHX", bytes: b"c" * 16}[column.type.python_type]


@pytest.mark.parametrize("count", [1, 99, 100, 1501])
def test_rows_written_are_found_by_their_keys(hq_store, count):
    rows = [row(number, body=bytes([number % 251]) * 9) for number in range(count)]
    with hq_store.write() as connection:
        upsert(connection, held_row, rows)
    keys = [(each[0], each[1]) for each in rows]
    with hq_store.read() as connection:
        found = held(connection, [*keys, ("customer", b"?" * 16), ("visit", keys[0][1])])
    assert [tuple(found[key]) for key in keys] == rows
    assert len(found) == count


@pytest.mark.parametrize("count", [3, 400])
def test_a_row_written_again_is_replaced(hq_store, count):
    with hq_store.write() as connection:
        upsert(connection, held_row, [row(number) for number in range(count)])
        upsert(connection, held_row, [row(number, seq=2) for number in range(count)])
        upsert(connection, held_row, [row(0, seq=3)])
    with hq_store.read() as connection:
        seqs = [each.seq for each in connection.execute(held_row.select())]
    assert sorted(seqs) == [2] * (count - 1) + [3]


def test_an_upsert_in_a_transaction_given_up_leaves_nothing_and_the_next_one_works(hq_store):
    with contextlib.suppress(ZeroDivisionError), hq_store.write() as connection:
        upsert(connection, held_row, [row(number) for number in range(300)])
        _ = 1 / 0
    with hq_store.write() as connection:
        upsert(connection, held_row, [row(number) for number in range(200)])
    with hq_store.read() as connection:
        assert len(connection.execute(held_row.select()).all()) == 200


def test_writing_nothing_is_allowed(hq_store):
    with hq_store.write() as connection:
        upsert(connection, held_row, [])
        assert held(connection, []) == {}


def test_sequence_numbers_are_given_in_one_run(hq_store):
    with hq_store.write() as connection:
        assert next_seqs(connection, 4) == 1
        assert next_seqs(connection, 1) == 5


def test_rows_of_any_table_are_found_among_many_values(hq_store):
    with hq_store.write() as connection:
        upsert(connection, nonce, [(b"d", number.to_bytes(4), number) for number in range(1200)])
        numbers = [number.to_bytes(4) for number in range(0, 1200, 2)]
        found = rows_of(connection, nonce, {"device_id": b"d"}, ("nonce", numbers * 2))
        assert sorted(each.at for each in found) == list(range(0, 1200, 2))
