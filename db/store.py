"""Making and opening the store of a data folder."""

import contextlib
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from db import backup, changes, encryption, folder, life, migrations
from db.base import Base
from db.encryption import Keeper
from db.errors import StoreDamaged, StoreExists, StoreMissing, StoreNewer
from db.life import Home, Ids
from db.session import FILE, Store, new_key


@dataclass(frozen=True, slots=True)
class Dwelling:
    """What tells a store from its copies: its home, and where the key of a new life comes from."""

    home: Home
    ids: Ids


@dataclass(slots=True)
class OpenStore:
    """A store and the hold on its folder; close it when done.

    `is_new_life` tells that the store was found to be a copy as it was opened.
    """

    store: Store
    hold: contextlib.ExitStack
    is_new_life: bool = False

    def close(self) -> None:
        """Close the store, then let the folder go."""
        self.store.close()
        self.hold.close()


def exists(place: Path) -> bool:
    """Whether there is a store in the folder."""
    return (place / FILE).exists()


def create(place: Path, keeper: Keeper, first_rows: list[Base]) -> str:
    """Make a new encrypted store holding the local `first_rows`; returns the recovery key.

    The recovery key is shown once and kept nowhere else. Raises StoreExists, StoreUnsafe,
    StoreLocked, StoreUnreachable.
    """
    folder.check(place)
    if exists(place):
        raise StoreExists(str(place))
    folder.make(place)
    with folder.held(place, alone=True):
        folder.set_aside(place, encryption.FILE, f"{FILE}-wal", f"{FILE}-shm")
        key = new_key()
        recovery = encryption.keep(place, key, keeper)
        _build(place, key, first_rows)
    return recovery


def open_store(
    place: Path, passphrase: str | None = None, dwelling: Dwelling | None = None
) -> OpenStore:
    """Open the store of the folder, migrated to this version behind a verified backup.

    A copy begins a new life (`db.life`). Without a `dwelling` that is not looked into: then write
    nothing a person would number.

    Raises StoreMissing, KeyMissing, WrongKey, StoreLocked, StoreNewer, StoreDamaged,
    StoreUnreachable, CaptureBroken.
    """
    folder.check(place)
    if not exists(place):
        raise StoreMissing(str(place))
    key = encryption.unlock(place, passphrase)
    _migrate(place, key)
    hold = contextlib.ExitStack()
    hold.enter_context(folder.held(place))
    store = Store(place / FILE, key, dwelling.home if dwelling else None)
    with contextlib.ExitStack() as undo:
        undo.callback(hold.close)
        undo.callback(store.close)
        store.check()
        opened = OpenStore(store, hold, bool(dwelling and _settle(store, dwelling)))
        undo.pop_all()
    return opened


def restored(opened: OpenStore, dwelling: Dwelling) -> None:
    """Begin a new life in a store that a person has put back from a copy."""
    with opened.store.applying() as connection:
        life.begin_life(connection, dwelling.ids)
    opened.is_new_life = True


def _settle(store: Store, dwelling: Dwelling) -> bool:
    """Give the store its home; whether it was a copy and has a new life now."""
    with store.read() as session:
        if life.is_settled(session.connection(), dwelling.home):
            return False
    with store.applying() as connection:
        return life.settle(connection, dwelling.home, dwelling.ids)


def _build(place: Path, key: bytes, first_rows: list[Base]) -> None:
    """Build the file beside its name and rename it: a half-made store is never opened."""
    partial = place / f"{FILE}.partial"
    partial.unlink(missing_ok=True)
    open_new(partial, key)
    store = Store(partial, key)
    try:
        with store.applying() as connection:
            migrations.upgrade(connection)
            with Session(connection) as session:
                session.add_all(first_rows)
                session.flush()
    finally:
        store.close()
    partial.replace(place / FILE)


def open_new(path: Path, key: bytes) -> None:
    """Make an empty encrypted file."""
    import sqlcipher3.dbapi2 as driver

    connection = driver.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA user_version = 1")
    connection.close()


def _migrate(place: Path, key: bytes) -> None:
    """Bring an older store to this version; a newer one is refused."""
    store = Store(place / FILE, key)
    try:
        with store.read() as session:
            found = migrations.version(session.connection())
        if found == migrations.HEAD:
            return
        if found is None:
            raise StoreDamaged("no version")
        if found > migrations.HEAD:
            raise StoreNewer(found)
        with folder.held(place, alone=True):
            backup.backup(place / FILE, key, place / "backups" / f"before-{migrations.HEAD}.db")
            with store.applying() as connection:
                migrations.upgrade(connection)
                changes.install(connection)
    finally:
        store.close()
