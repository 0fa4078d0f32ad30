"""The store is ciphertext, opens only with its key, and never comes into being by accident."""

import sqlite3
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from db import backup, encryption, folder, store
from db.encryption import Keeper
from db.errors import (
    CaptureBroken,
    KeyMissing,
    StoreDamaged,
    StoreExists,
    StoreLocked,
    StoreMissing,
    StoreNewer,
    StoreUnreachable,
    StoreUnsafe,
    WrongKey,
)
from db.session import FILE, Store, new_key, open_file
from showroom.clock import SetClock
from showroom.desk import Desk, Ports, create_store


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "desk"


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    return Keeper("file", tmp_path / "desk.key")


@pytest.fixture
def recovery(place: Path, keeper: Keeper, clock: SetClock) -> str:
    return create_store(place, "NJ", keeper, Ports.of(clock))


def test_no_byte_of_a_name_is_readable_in_any_file(desk: Desk, folder: Path) -> None:
    for file in folder.rglob("*"):
        if file.is_file():
            assert "李倩".encode() not in file.read_bytes()
    assert not (folder / FILE).read_bytes().startswith(b"SQLite format 3")


def test_a_plain_sqlite_cannot_read_the_file(recovery: str, place: Path) -> None:
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(place / FILE).execute("SELECT * FROM sqlite_master").fetchall()


def test_a_wrong_key_is_named_and_leaves_the_file_as_it_was(recovery: str, place: Path) -> None:
    before = (place / FILE).read_bytes()
    with pytest.raises(WrongKey):
        open_file(place / FILE, new_key())
    assert (place / FILE).read_bytes() == before


def test_a_lost_key_file_is_named_and_the_recovery_key_opens(
    recovery: str, place: Path, keeper: Keeper
) -> None:
    assert keeper.path is not None
    keeper.path.unlink()
    with pytest.raises(KeyMissing):
        store.open_store(place)
    encryption.recover(place, recovery.lower().replace("-", " "), keeper)
    store.open_store(place).close()


def test_a_wrong_recovery_key_opens_nothing(recovery: str, place: Path, keeper: Keeper) -> None:
    with pytest.raises(WrongKey):
        encryption.recover(place, "AAAAA-BBBBB-CCCCC-DDDDD-EEEEE", keeper)


def test_a_passphrase_keeps_the_key_where_no_key_store_is(place: Path, clock: SetClock) -> None:
    create_store(place, "NJ", Keeper("passphrase", passphrase="三月的雨"), Ports.of(clock))
    assert encryption.needs_passphrase(place)
    with pytest.raises(KeyMissing):
        store.open_store(place)
    with pytest.raises(WrongKey):
        store.open_store(place, "四月的雨")
    store.open_store(place, "三月的雨").close()


def test_opening_never_makes_a_store_and_making_never_replaces_one(
    place: Path, keeper: Keeper, clock: SetClock
) -> None:
    with pytest.raises(StoreMissing):
        store.open_store(place)
    assert not place.exists()
    create_store(place, "NJ", keeper, Ports.of(clock))
    with pytest.raises(StoreExists):
        store.create(place, keeper, [])


def test_wal_and_full_are_in_force_at_every_open(recovery: str, place: Path) -> None:
    connection = open_file(place / FILE, encryption.unlock(place))
    modes = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in _PRAGMAS]
    connection.close()
    assert modes == ["wal", 2, 1]


@pytest.mark.parametrize("wraps", ["", "[]", '{"file": {}}', '{"file": 5}', '{"recovery": {}}'])
def test_a_spoilt_key_file_is_named(recovery: str, place: Path, wraps: str) -> None:
    (place / encryption.FILE).write_text(wraps)
    with pytest.raises(KeyMissing):
        store.open_store(place)


def test_an_emptied_store_is_damaged_and_nothing_is_made_in_its_place(
    recovery: str, place: Path
) -> None:
    (place / FILE).write_bytes(b"")
    with pytest.raises(StoreDamaged):
        store.open_store(place)
    assert (place / FILE).read_bytes() == b""


def test_a_flipped_bit_is_named(recovery: str, place: Path) -> None:
    spoilt = bytearray((place / FILE).read_bytes())
    spoilt[4096 + 500] ^= 1
    (place / FILE).write_bytes(spoilt)
    with pytest.raises(StoreDamaged):
        store.open_store(place)
    assert (place / FILE).read_bytes() == spoilt


def test_a_store_that_is_a_folder_or_stands_behind_one_is_unreachable(
    recovery: str, place: Path
) -> None:
    (place / FILE).unlink()
    (place / FILE).mkdir()
    with pytest.raises(StoreUnreachable):
        store.open_store(place)
    with pytest.raises(StoreUnreachable):
        folder.make(place / encryption.FILE / "desk")


def test_a_new_store_keeps_the_keys_of_one_that_was_moved_away(
    recovery: str, place: Path, keeper: Keeper, tmp_path: Path, clock: SetClock
) -> None:
    moved, keys = tmp_path / "moved.db", (place / encryption.FILE).read_bytes()
    (place / FILE).rename(moved)
    create_store(place, "NJ", Keeper("file", tmp_path / "other.key"), Ports.of(clock))
    assert (place / f"{encryption.FILE}.1").read_bytes() == keys


def test_two_programs_share_a_folder_but_a_migration_wants_it_alone(
    recovery: str, place: Path
) -> None:
    with folder.held(place), folder.held(place), pytest.raises(StoreLocked):
        folder.held(place, alone=True).__enter__()
    with folder.held(place, alone=True):
        pass


@pytest.mark.parametrize("name", ["OneDrive", "OneDrive - 河西店", "Dropbox", "坚果云"])
def test_a_cloud_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreUnsafe):
        folder.check(tmp_path / name / "showroom")


def test_a_newer_store_is_refused_and_left_alone(recovery: str, place: Path) -> None:
    _run(place, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreNewer):
        store.open_store(place)


def test_an_altered_trigger_stops_the_store(recovery: str, place: Path) -> None:
    _run(place, "DROP TRIGGER capture_visit_I")
    with pytest.raises(CaptureBroken, match="capture_visit_I"):
        store.open_store(place)


def test_a_backup_opens_with_the_same_key_and_holds_the_same_rows(
    desk: Desk, folder: Path, tmp_path: Path
) -> None:
    key = encryption.unlock(folder)
    copy = backup.backup(folder / FILE, key, tmp_path / "copies" / "one.db")
    assert not copy.read_bytes().startswith(b"SQLite format 3")
    connection = open_file(copy, key)
    names = {row[0] for row in connection.execute("SELECT name FROM staff")}
    connection.close()
    assert "李倩" in names
    assert [file.name for file in copy.parent.iterdir() if "partial" in file.name] == []


def test_a_reader_cannot_write(desk: Desk) -> None:
    with (
        pytest.raises(Exception, match=r"readonly|no such function"),
        desk.opened.store.read() as s,
    ):
        s.connection().exec_driver_sql("DELETE FROM staff")


def test_a_connection_without_our_functions_cannot_write(desk: Desk, folder: Path) -> None:
    connection = open_file(folder / FILE, encryption.unlock(folder))
    with pytest.raises(driver.OperationalError, match="no such function"):
        connection.execute("DELETE FROM staff")
    connection.close()


_PRAGMAS = ("journal_mode", "synchronous", "foreign_keys")


def _run(place: Path, statement: str) -> None:
    opened = Store(place / FILE, encryption.unlock(place))
    with opened.applying() as connection:
        connection.exec_driver_sql(statement)
    opened.close()
