"""A copy is whole or absent, and taking it leaves the store alone."""

from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import text

from db import backup, encryption
from db.errors import StoreError, WrongKey
from db.session import FILE, new_key, open_file
from showroom.desk import Desk


@pytest.fixture
def key(folder: Path) -> bytes:
    return encryption.unlock(folder)


def rows(path: Path, key: bytes) -> dict[str, int]:
    """How many rows each table of a store has."""
    connection = open_file(path, key)
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    counted = {
        name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608
        for (name,) in names
    }
    connection.close()
    return counted


def test_a_copy_of_a_desk_at_work_has_every_committed_row(
    desk: Desk, folder: Path, key: bytes, tmp_path: Path
) -> None:
    copy = backup.backup(folder / FILE, key, tmp_path / "one.db")
    assert rows(copy, key) == rows(folder / FILE, key)


def test_a_copy_stands_by_itself(desk: Desk, folder: Path, key: bytes, tmp_path: Path) -> None:
    place = tmp_path / "copies"
    backup.backup(folder / FILE, key, place / "one.db")
    assert [file.name for file in place.iterdir()] == ["one.db"]


def test_a_copy_replaces_the_one_before_and_what_a_crash_left(
    desk: Desk, folder: Path, key: bytes, tmp_path: Path
) -> None:
    target = tmp_path / "one.db"
    target.write_bytes(b"the day before")
    target.with_name("one.db.partial").write_bytes(b"half a copy")
    backup.backup(folder / FILE, key, target)
    assert rows(target, key)["staff"] > 0
    assert not target.with_name("one.db.partial").exists()


def test_a_copy_opens_with_no_other_key(
    desk: Desk, folder: Path, key: bytes, tmp_path: Path
) -> None:
    copy = backup.backup(folder / FILE, key, tmp_path / "one.db")
    with pytest.raises(WrongKey):
        open_file(copy, new_key())


def test_a_wrong_key_makes_no_copy_and_keeps_the_one_before(
    desk: Desk, folder: Path, tmp_path: Path
) -> None:
    target = tmp_path / "one.db"
    target.write_bytes(b"the day before")
    with pytest.raises(StoreError):
        backup.backup(folder / FILE, new_key(), target)
    assert target.read_bytes() == b"the day before"


def test_what_is_being_written_is_not_in_the_copy(
    manager: Desk, folder: Path, key: bytes, tmp_path: Path
) -> None:
    before = rows(folder / FILE, key)
    opened = manager.opened.store
    with opened.applying() as connection:
        made = {"id": uuid4().bytes, "name": "half", "result": b"", "at": 0}
        connection.execute(text("INSERT INTO done_command VALUES (:id, :name, :result, :at)"), made)
        copy = backup.backup(folder / FILE, key, tmp_path / "one.db")
    assert rows(copy, key) == before
