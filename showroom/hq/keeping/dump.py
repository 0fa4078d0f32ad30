"""A PostgreSQL store as one encrypted file: every table by COPY, as of one moment.

The file is frames: a length of four bytes, then a sealed box of msgpack [number, table, part], the
part a zstd frame of COPY's text. Numbers rise by one and the last frame names no table, so that a
frame left out, moved or cut off is told.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox
from sqlalchemy import Connection, text

from db.backup import BackupDamaged
from db.headquarters import metadata

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_PART = 1 << 20
_LENGTH = 4


class Frame(msgspec.Struct, array_like=True, frozen=True):
    """One part of one table; `table` is empty in the last one."""

    number: int
    table: str
    part: bytes


def write(connection: Connection, key: bytes, file: BinaryIO) -> None:
    """Write all tables as this (repeatable) transaction sees them."""
    number = 0
    for table, part in _parts(connection):
        file.write(_sealed(Frame(number, table, zstd.compress(part)), key))
        number += 1
    file.write(_sealed(Frame(number, "", b""), key))


def verify(path: Path, key: bytes) -> int:
    """Read the file through; gives how many rows are in it. Raises BackupDamaged."""
    return sum(part.count(b"\n") for _, part in read(path, key))


def load(connection: Connection, path: Path, key: bytes) -> None:
    """Put the tables back as they were, over whatever is there; raises BackupDamaged."""
    names = [table.name for table in metadata.sorted_tables]
    connection.execute(text(f"TRUNCATE {', '.join(names)}"))
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor:
        for table, parts in _by_table(path, key):
            with cursor.copy(f"COPY {table} FROM STDIN") as stream:
                for part in parts:
                    stream.write(part)


def read(path: Path, key: bytes) -> Iterator[tuple[str, bytes]]:
    """The parts of the tables, in order; raises BackupDamaged."""
    with path.open("rb") as file:
        number = 0
        while True:
            frame = _opened(file, key)
            if frame.number != number:
                raise BackupDamaged(str(path))
            if not frame.table:
                return
            yield frame.table, zstd.decompress(frame.part)
            number += 1


def _by_table(path: Path, key: bytes) -> Iterator[tuple[str, Iterator[bytes]]]:
    from itertools import groupby

    for table, parts in groupby(read(path, key), key=lambda pair: pair[0]):
        if table not in metadata.tables:
            raise BackupDamaged(table)
        yield table, (part for _, part in parts)


def _parts(connection: Connection) -> Iterator[tuple[str, bytes]]:
    """Every table's COPY, gathered to parts that end with a row."""
    driver: Any = connection.connection.driver_connection
    for table in metadata.sorted_tables:
        gathered = bytearray()
        with driver.cursor().copy(f"COPY {table.name} TO STDOUT") as stream:
            for row in stream:
                gathered += row
                if len(gathered) >= _PART:
                    yield str(table.name), bytes(gathered)
                    gathered.clear()
        if gathered:
            yield str(table.name), bytes(gathered)


def _sealed(frame: Frame, key: bytes) -> bytes:
    box = bytes(SecretBox(key).encrypt(msgspec.msgpack.encode(frame)))
    return len(box).to_bytes(_LENGTH) + box


def _opened(file: BinaryIO, key: bytes) -> Frame:
    head = file.read(_LENGTH)
    box = file.read(int.from_bytes(head))
    try:
        return msgspec.msgpack.decode(SecretBox(key).decrypt(box), type=Frame)
    except (CryptoError, ValueError, TypeError, msgspec.MsgspecError) as error:
        raise BackupDamaged(file.name) from error
