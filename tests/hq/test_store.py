import contextlib
import stat
import threading

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import DatabaseError

from db.errors import StoreError, StoreExists, StoreMissing, WrongKey
from db.headquarters import hq_state, nonce
from showroom.hq.rows import next_seqs, state
from showroom.hq.store import FILE, KEY, new_store, open_store, write_private
from tests.hq.conftest import BIRTH


def test_a_new_store_holds_its_ids_and_gives_nothing_out_yet(hq_store):
    with hq_store.read() as connection:
        held = state(connection)
    assert (held.hq_id, held.epoch) == (BIRTH.hq_id, BIRTH.epoch)
    assert (held.head, held.durable, held.granting_since) == (0, 0, BIRTH.at)


def test_a_store_is_created_once(hq_store):
    with pytest.raises(StoreExists):
        hq_store.create(BIRTH)
    with hq_store.read() as connection:
        assert len(connection.execute(hq_state.select()).all()) == 1


def test_what_fails_midway_is_not_written(hq_store):
    with contextlib.suppress(ZeroDivisionError), hq_store.write() as connection:
        next_seqs(connection, 5)
        _ = 1 / 0
    with hq_store.read() as connection:
        assert state(connection).head == 0


def test_a_reader_cannot_write(hq_store):
    with pytest.raises((DatabaseError, StoreError)), hq_store.read() as connection:
        connection.execute(insert(nonce).values(device_id=b"d", nonce=b"n", at=1))


def test_a_reader_sees_one_state_throughout(hq_store):
    with hq_store.read() as reading:
        before = state(reading).head
        with hq_store.write() as writing:
            next_seqs(writing, 3)
        assert state(reading).head == before
    with hq_store.read() as later:
        assert state(later).head == before + 3


def test_many_writers_take_turns_and_no_number_is_given_twice(hq_store):
    given = []

    def work():
        for _ in range(10):
            with hq_store.write() as connection:
                first = next_seqs(connection, 2)
                given.extend((first, first + 1))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert given == list(range(1, 161))  # in the order of commit


def test_the_file_is_unreadable_without_its_key_and_the_key_without_its_owner(tmp_path):
    store = new_store(tmp_path / "hq")
    store.create(BIRTH)
    store.close()
    assert not (tmp_path / "hq" / FILE).read_bytes().startswith(b"SQLite format 3")
    assert stat.S_IMODE((tmp_path / "hq" / KEY).stat().st_mode) == 0o600
    write_private(tmp_path / "hq" / KEY, (b"\1" * 32).hex().encode())
    with pytest.raises(WrongKey), open_store(tmp_path / "hq").read() as connection:
        connection.execute(select(hq_state))


def test_a_store_is_never_made_by_opening_nor_over_another(tmp_path):
    with pytest.raises(StoreMissing):
        open_store(tmp_path)
    new_store(tmp_path / "hq").close()
    with pytest.raises(StoreExists):
        new_store(tmp_path / "hq")
    (tmp_path / "hq" / KEY).unlink()
    with pytest.raises(StoreMissing):
        open_store(tmp_path / "hq")


def test_writes_are_durable_before_they_are_told(tmp_path):
    store = new_store(tmp_path / "hq")
    with store.write() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    store.close()
