"""HQ's store: an encrypted SQLite file in its folder, or a PostgreSQL database; one writer at once.

On both a write transaction holds the writer lock from its first statement, so that sequence order
is commit order, and a read transaction sees one state throughout.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, insert
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import InterfaceError, OperationalError

from db import folder as places
from db.errors import StoreExists, StoreMissing, StoreUnreachable
from db.headquarters import hq_state, lock, metadata
from db.session import new_key, open_file, translated
from db.store import open_new

FILE = "hq.db"
KEY = "hq.key"
SCHEMA = 1
_WAIT_SECONDS = 60
_READERS = 8
_WRITERS = 2


@dataclass(frozen=True, slots=True)
class Birth:
    """What a new HQ is: its id and first epoch (16 bytes each), and when, µs UTC."""

    hq_id: bytes
    epoch: bytes
    at: int


@dataclass(frozen=True, slots=True)
class HqStore:
    """An open store, for any number of threads. Close it when done."""

    place: str
    _writer: Engine
    _reader: Engine

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self._writer.dialect.name

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that holds the writer lock; commits at the end, else rolls back."""
        with self._translated(), self._writer.begin() as connection:
            lock(connection)
            yield connection

    @contextmanager
    def aside(self) -> Iterator[Connection]:
        """A transaction beside the writers, for what no order of theirs depends on: nonces."""
        with self._translated(), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction over one state of the store; writing through it fails."""
        with self._translated(), self._reader.begin() as connection:
            yield connection

    def make_tables(self) -> None:
        """Make the tables that are not there."""
        with self.write() as connection:
            metadata.create_all(connection)

    def create(self, birth: Birth) -> None:
        """Make the tables and the one row of HQ's state; raises StoreExists on a store in use."""
        self.make_tables()
        with self.write() as connection:
            if connection.execute(hq_state.select()).first():
                raise StoreExists(self.place)
            connection.execute(
                insert(hq_state).values(
                    id=1, schema=SCHEMA, hq_id=birth.hq_id, epoch=birth.epoch,
                    head=0, durable=0, granting_since=birth.at,
                )
            )  # fmt: skip

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Say as a store's error what is no fault of ours: disk, locks, a database out of reach.

        A connection that fell is told once and begun anew by the next who asks.
        """
        try:
            with translated():
                yield
        except (OperationalError, InterfaceError) as error:
            if self.dialect != "postgresql":
                raise
            raise StoreUnreachable(self.place) from error

    def close(self) -> None:
        """Close every connection."""
        self._reader.dispose()
        self._writer.dispose()


def new_store(place: Path) -> HqStore:
    """An empty encrypted file in the folder, its key in a file only the owner reads.

    Raises StoreExists, StoreUnsafe, StoreUnreachable.
    """
    places.check(place)
    if (place / FILE).exists():
        raise StoreExists(str(place))
    places.make(place)
    key = new_key()
    write_private(place / KEY, key.hex().encode())
    open_new(place / FILE, key)
    return open_store(place)


def open_store(place: Path | str) -> HqStore:
    """The store in a folder, or behind a `postgresql://` address; raises StoreMissing, WrongKey."""
    if isinstance(place, str) and "://" in place:
        return _on_postgresql(make_url(place))
    return _on_sqlite(Path(place))


def key_of(place: Path) -> bytes:
    """The key of the store in the folder; raises StoreMissing."""
    try:
        return bytes.fromhex((place / KEY).read_text(encoding="ascii"))
    except (OSError, ValueError) as error:
        raise StoreMissing(str(place / KEY)) from error


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner reads, whole or not at all."""
    partial = path.with_name(f"{path.name}.partial")
    partial.unlink(missing_ok=True)
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def _on_sqlite(place: Path) -> HqStore:
    path = place / FILE
    if not path.exists():
        raise StoreMissing(str(path))
    key = key_of(place)
    return HqStore(
        str(place),
        _sqlite_engine(lambda: _connected(path, key, "query_only = OFF"), "BEGIN IMMEDIATE", 1),
        _sqlite_engine(lambda: _connected(path, key, "query_only = ON"), "BEGIN", _READERS),
    )


def _connected(path: Path, key: bytes, pragma: str) -> Any:  # noqa: ANN401 - the driver has no types
    """A connection that waits its turn behind another process: the command line writes too."""
    connection = open_file(path, key)
    connection.execute(f"PRAGMA busy_timeout = {_WAIT_SECONDS * 1000}")
    connection.execute(f"PRAGMA {pragma}")
    return connection


def _sqlite_engine(connect: Callable[[], Any], begin: str, size: int) -> Engine:
    import sqlcipher3.dbapi2 as driver

    engine = create_engine(
        "sqlite+pysqlite://",
        module=driver,
        creator=connect,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
        pool_timeout=_WAIT_SECONDS,
        hide_parameters=True,
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def _on_postgresql(url: URL) -> HqStore:
    """Readers see one snapshot a transaction; writers read what is committed once they are alone.

    A write transaction of REPEATABLE READ would take its snapshot before it got the lock.
    """
    url = url.set(drivername="postgresql+psycopg")
    once = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    common: dict[str, Any] = {
        "max_overflow": 0,
        "pool_timeout": _WAIT_SECONDS,
        "hide_parameters": True,
    }
    return HqStore(
        url.render_as_string(hide_password=True),
        create_engine(url, pool_size=_WRITERS, **common),
        create_engine(url, pool_size=_READERS, execution_options=once, **common),
    )
