"""The store of one desk: one encrypted SQLite file, one writer, many readers."""

import hashlib
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, text
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import Session

from db import changes, encryption, life
from db.errors import (
    CaptureBroken,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreLocked,
    StoreMissing,
    StoreUnreachable,
    WrongKey,
)
from db.life import Home, Mark

FILE = "showroom.db"
_COUNTER_BITS = 16
_WRITING = "writing"
_BUSY_SECONDS = 5.0
_CACHE_KIB = 65_536
_MEANINGS: dict[str, type[StoreError]] = {
    "database or disk is full": StoreFull,
    "database is locked": StoreLocked,
    "busy": StoreLocked,
    "malformed": StoreDamaged,
    "disk I/O error": StoreError,
    "readonly database": StoreUnreachable,
    "unable to open database file": StoreUnreachable,
}


@dataclass(slots=True)
class Writing:
    """What the capture functions of the writing connection answer at this moment."""

    tx: bytes = b""
    actor: bytes = b""
    hlc: int = 0
    applying: bool = True


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes and when: `millis` is the wall clock, milliseconds since 1970 UTC."""

    actor: UUID
    tx: UUID
    millis: int


@dataclass(frozen=True, slots=True)
class Exchange:
    """A write transaction of the sync engine: what it writes leaves no outbox rows by itself.

    `Session(exchange.connection)` joins the transaction.
    """

    connection: Connection
    _writing: Writing

    @contextmanager
    def capturing(self) -> Iterator[Connection]:
        """Within, writes are this desk's own again and go to the outbox; reentrant."""
        before, self._writing.applying = self._writing.applying, False
        try:
            yield self.connection
        finally:
            self._writing.applying = before

    def saw(self, hlc: int) -> None:
        """A pulled row carries this clock: what is captured from now on is later than it."""
        self._writing.hlc = max(self._writing.hlc, hlc + 1)


@dataclass(slots=True)
class Store:
    """An open store. Close it; use `write` and `read` from any thread.

    With a `home` its witnesses are told of every commit; without, the store is only looked after.
    """

    path: Path
    _key: bytes
    home: Home | None = None
    _writing: Writing = field(default_factory=Writing)
    _writer: Engine = field(init=False)
    _reader: Engine = field(init=False)

    def __post_init__(self) -> None:
        self._writer = _engine(self._connect_writer, "BEGIN IMMEDIATE", 1)
        event.listen(self._writer, "connect", self._know)
        self._reader = _engine(self._connect_reader, "BEGIN", 4)

    @contextmanager
    def write(self, author: Author) -> Iterator[Session]:
        """One write transaction of `author`; commits at the end, rolls back on any exception."""
        with translated(), Session(self._writer, expire_on_commit=False) as session:
            connection = session.connection()
            self._begin(connection, author)
            yield session
            session.flush()
            self._keep_clock(connection)
            come = self._come(connection)
            session.commit()
        self._note(come)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """One read transaction; writing through it fails."""
        with translated(), Session(self._reader) as session:
            yield session

    @contextmanager
    def applying(self) -> Iterator[Connection]:
        """A write transaction that leaves no outbox rows: migrations, and rows pulled from HQ."""
        with translated(), self._writer.begin() as connection:
            self._writing.applying = True
            yield connection
            come = self._come(connection)
        self._note(come)

    @contextmanager
    def exchange(self, author: Author) -> Iterator[Exchange]:
        """A write transaction that applies, and captures as `author` where `capturing` says so.

        On an exception nothing of it remains, neither rows nor clock.
        """
        with translated(), self._writer.begin() as connection:
            self._begin(connection, author)
            self._writing.applying = True
            yield Exchange(connection, self._writing)
            self._keep_clock(connection)
            come = self._come(connection)
        self._note(come)

    def check(self) -> None:
        """Raise CaptureBroken when triggers or indexes are not the generated ones."""
        with translated(), self._reader.connect() as connection:
            wrong = changes.differs(connection)
        if wrong:
            raise CaptureBroken(", ".join(wrong))

    def derived(self, purpose: str) -> bytes:
        """32 bytes for sealing what lies beside the store, telling nothing of the store's key."""
        return hashlib.blake2b(purpose.encode(), key=self._key[:64], digest_size=32).digest()

    def deposit(self) -> str:
        """A further recovery key, to be kept at HQ."""
        return encryption.deposit(self.path.parent, self._key)

    def close(self) -> None:
        """Close every connection; the last one folds the write-ahead log into the file."""
        self._reader.dispose()
        self._writer.dispose()

    def _begin(self, connection: Connection, author: Author) -> None:
        """Set what the capture functions answer, from what the file holds now."""
        last = int(connection.exec_driver_sql("SELECT hlc FROM replica").scalar() or 0)
        offset = int(connection.exec_driver_sql("SELECT offset_ms FROM link").scalar() or 0)
        writing = self._writing
        writing.hlc = max((author.millis + offset) << _COUNTER_BITS, last + 1)
        writing.tx, writing.actor = author.tx.bytes, author.actor.bytes
        writing.applying = False

    def _come(self, connection: Connection) -> Mark | None:
        """How far this life will have come once the transaction is committed."""
        return life.mark(connection) if self.home else None

    def _note(self, come: Mark | None) -> None:
        if self.home and come:
            self.home.note(come)

    def _keep_clock(self, connection: Connection) -> None:
        """Remember the highest clock given or seen."""
        connection.execute(
            text("UPDATE replica SET hlc = :hlc WHERE hlc < :hlc"), {"hlc": self._writing.hlc}
        )

    def _connect_writer(self) -> Any:  # noqa: ANN401 - the driver has no types
        connection = self._connect()
        writing = self._writing
        _define(connection, "tx", 0, lambda: writing.tx)
        _define(connection, "actor", 0, lambda: writing.actor)
        _define(connection, "hlc", 0, lambda: writing.hlc)
        _define(connection, "applying", 0, lambda: int(writing.applying))
        _define(connection, "chain", 6, changes.chained)
        return connection

    def _know(self, _: object, record: Any) -> None:  # noqa: ANN401 - the pool's record
        record.info[_WRITING] = self._writing

    def _connect_reader(self) -> Any:  # noqa: ANN401 - the driver has no types
        connection = self._connect()
        connection.execute("PRAGMA query_only = ON")
        return connection

    def _connect(self) -> Any:  # noqa: ANN401 - the driver has no types
        if not self.path.exists():
            raise StoreMissing(str(self.path))
        if self.path.is_file() and not self.path.stat().st_size:
            raise StoreDamaged(str(self.path))
        return open_file(self.path, self._key)


@contextmanager
def uncaptured(session: Session) -> Iterator[None]:
    """Within, what every side works out alike is written: no outbox rows, and facts may change.

    For a writing session only; an erasure is the one use a command has for it.
    """
    writing: Writing = session.connection().info[_WRITING]
    session.flush()
    before, writing.applying = writing.applying, True
    try:
        yield
        session.flush()
    finally:
        writing.applying = before


def open_file(path: Path, key: bytes) -> Any:  # noqa: ANN401 - the driver has no types
    """A driver connection to an encrypted file; raises WrongKey and leaves the file as it was."""
    try:
        connection = driver.connect(
            str(path), timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
    except driver.OperationalError as error:
        raise StoreUnreachable(str(path)) from error
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except driver.DatabaseError as error:
        connection.close()
        raise _meaning(error) or WrongKey(str(path)) from error
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "recursive_triggers = ON",  # a row that REPLACE puts away is seen as deleted
        f"cache_size = -{_CACHE_KIB}",
        "temp_store = MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def new_key() -> bytes:
    """32 random bytes: the key of a new store."""
    return secrets.token_bytes(32)


def _define(connection: Any, name: str, arity: int, function: Callable[..., object]) -> None:  # noqa: ANN401
    connection.create_function(name, arity, function)


def _engine(connect: Callable[[], Any], begin: str, size: int) -> Engine:
    """An engine whose transactions start with `begin`, whatever the driver would do."""
    engine = create_engine(
        "sqlite+pysqlite://",
        module=driver,
        creator=connect,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


@contextmanager
def translated() -> Iterator[None]:
    """Turn what the driver says of disk and locks into the store's own errors."""
    try:
        yield
    except (OperationalError, DatabaseError) as error:
        known = _meaning(error.orig) if error.orig else None
        if known is None:
            raise
        raise known from error


def _meaning(error: BaseException) -> Exception | None:
    """The store error a driver error stands for, if it is one of the world's."""
    said = str(error)
    return next((kind(said) for part, kind in _MEANINGS.items() if part in said), None)
