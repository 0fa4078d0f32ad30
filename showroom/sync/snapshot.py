"""First sync by snapshot: all rows of the granted buckets as of one number, in one file.

The file is fetched in parts, resumed where it broke off, checked by its hash and laid on the store
in one transaction, a frame at a time; a normal exchange brings the rest. At rest it is sealed, on
both sides, under a key HQ tells the desk with the hash. docs/sync.md has the bytes.
"""

import hashlib
import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import msgspec
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox
from sqlalchemy import Connection

from db import changes
from db.files import put_at
from showroom.errors import Refusal, Trouble
from showroom.sync import cells, clocks, rows, settling, standing, wire
from showroom.sync.clocks import NEVER
from showroom.sync.halves import Exchanged, Halves
from showroom.sync.incoming import Laying, Overlay
from showroom.sync.wire import Held, Message

LENGTH = struct.Struct(">I")
MOST_FRAME = 32 * 1024 * 1024
PART = 2 * 1024 * 1024
PATH = "/v1/snapshot"
LEAST_ROWS = 5_000
"""Fewer rows than this come faster page by page."""

_NONCE = 24
_AT_ONCE = 64 * 1024

Tell = Callable[[float], None]
"""Hears how far it is, 0 to 1; may raise to give up: nothing is laid on the store then."""


class Ask(Message, frozen=True):
    """A desk asks for a snapshot of what it may read."""

    device: bytes


class Told(Message, frozen=True):
    """HQ's snapshot: where to get it (no id: there is too little for one) and what it must be.

    `hash` is the blake2b-256 of the file's `size` bytes, `key` opens its frames. It holds `rows`
    rows of `buckets` as of number `seq`.
    """

    id: bytes
    epoch: bytes
    seq: int
    size: int
    hash: bytes
    key: bytes
    rows: int
    buckets: list[str]


class Line(Message, frozen=True):
    """A row in a frame: its bucket by place in `Told.buckets`, and HQ's hash of it."""

    bucket: int
    id: bytes
    seq: int
    clocks: bytes
    cells: msgspec.Raw
    hash: int
    proof: bytes = b""


class Frame(Message, frozen=True):
    """Some rows of one table, in order of their keys."""

    table: str
    lines: list[Line]


@runtime_checkable
class Files(Protocol):
    """A way to HQ that gets parts of files too."""

    def post(self, path: str, body: bytes) -> bytes:
        """Send and wait for the answer."""
        ...

    def get(self, path: str) -> bytes:
        """Ask for a part."""
        ...


@dataclass(frozen=True, slots=True)
class Fetched:
    """A snapshot that lies on this machine, whole and as HQ made it."""

    path: Path
    told: Told


def sealed(key: bytes, number: int, frame: Frame) -> bytes:
    """A frame as it stands in the file: length, then the sealed zstd of its msgpack."""
    packed = wire.squeezed(wire.encode(frame))
    body = SecretBox(key).encrypt(packed, number.to_bytes(_NONCE)).ciphertext
    return LENGTH.pack(len(body)) + body


def fetch(way: Files, folder: Path, device: bytes, tell: Tell) -> Fetched | None:
    """HQ's snapshot on this machine, resumed where it broke off; None when HQ gives none.

    Raises:
        Trouble: as the way does; `sync.snapshot_damaged`.
    """
    told = _told(way, device)
    if told is None:
        return None
    path = folder / f"snapshot-{told.id.hex()}.partial"
    for other in folder.glob("snapshot-*.partial"):
        if other != path:
            other.unlink()
    have = path.stat().st_size if path.exists() else 0
    while have < told.size:
        tell(have / told.size / 2)
        part = way.get(f"{PATH}/{told.id.hex()}?at={have}")
        if not part:
            raise Trouble("sync.snapshot_damaged")
        have = put_at(path, have, part)
    if have != told.size or _digest(path) != told.hash:
        path.unlink()
        raise Trouble("sync.snapshot_damaged")
    return Fetched(path, told)


def lay(halves: Halves, found: Fetched, tell: Tell) -> Exchanged:
    """Lay the snapshot on, in one transaction, and read on from its number; the file goes.

    Raises:
        Trouble: `sync.snapshot_damaged`; nothing was laid then.
    """
    with halves.store.applying() as connection:
        touched = _laid(connection, found, tell)
        _note(connection, found.told)
        halves.derive(connection, touched)
    found.path.unlink(missing_ok=True)
    return Exchanged("ok", laid=sum(map(len, touched.values())), tables=frozenset(touched))


def is_blank(connection: Connection) -> bool:
    """Whether this desk has read nothing from HQ yet."""
    return connection.exec_driver_sql("SELECT 1 FROM row_mark LIMIT 1").first() is None


def _told(way: Files, device: bytes) -> Told | None:
    try:
        told = wire.unpack(way.post(PATH, wire.pack(Ask(device))), Told)
    except (Refusal, Trouble) as failure:
        if failure.code == "sync.not_found":
            return None  # an HQ of an earlier version, or one without a folder
        raise
    return told if told.id else None


def _laid(connection: Connection, found: Fetched, tell: Tell) -> dict[str, set[bytes]]:
    """Every frame on the store; rows no quick way fits go the way of any other."""
    told = found.told
    quick = is_blank(connection) and changes.head(connection) == 0
    overlay = Overlay() if quick else _overlay(connection)
    touched: dict[str, set[bytes]] = {}
    done, newest = 0, NEVER
    for frame in frames(found):
        rest: Iterable[Held] = (_held(told, frame.table, line) for line in frame.lines)
        if quick:
            rest = _quickly(connection, told, frame)
        applied = Laying(connection, overlay, set()).lay(rest)
        newest = max(newest, applied.newest, _newest(frame))
        keys = touched.setdefault(frame.table, set())
        keys.update(line.id for line in frame.lines)
        done += len(frame.lines)
        tell(0.5 + done / max(told.rows, 1) / 2)
    standing.saw(connection, clocks.hlc_of(newest))
    return touched


def _overlay(connection: Connection) -> Overlay:
    desk = standing.standing(connection)
    return settling.overlay_of(connection, desk.life, desk.acked_n)


def frames(found: Fetched) -> Iterator[Frame]:
    """The frames of the file, one at a time; raises Trouble `sync.snapshot_damaged`."""
    box, number = SecretBox(found.told.key), 0
    with found.path.open("rb") as file:
        while head := file.read(LENGTH.size):
            (length,) = LENGTH.unpack(head.rjust(LENGTH.size, b"\0"))
            if length > MOST_FRAME:
                raise Trouble("sync.snapshot_damaged")
            try:
                packed = box.decrypt(file.read(length), number.to_bytes(_NONCE))
                yield wire.decode(wire.inflated(bytes(packed)), Frame)
            except (CryptoError, ValueError, Refusal) as error:
                raise Trouble("sync.snapshot_damaged") from error
            number += 1


def _newest(frame: Frame) -> bytes:
    """The latest clock in a frame; stamps compare as bytes, and most rows have but one."""
    found = NEVER
    for line in frame.lines:
        raw = line.clocks
        mark = raw if len(raw) == clocks.STAMP else clocks.unpack(raw).newest()
        found = max(found, mark)
    return found


def _quickly(connection: Connection, told: Told, frame: Frame) -> list[Held]:
    """Write the rows of a frame to an empty store; those with anything odd about them are left.

    HQ's hash is taken for the mark: the deep check compares it with the row as it stands.
    """
    quick = _quick(frame.table)
    if quick is None:
        return [_held(told, frame.table, line) for line in frame.lines]
    values, marks, rest = [], [], []
    read, binary, buckets, table = quick.read, quick.binary, told.buckets, frame.table
    for line in frame.lines:
        try:
            row = [line.id, *msgspec.structs.astuple(read(line.cells))]
            for at in binary:
                if row[at] is not None:
                    row[at] = bytes.fromhex(row[at])
        except (msgspec.MsgspecError, ValueError):
            rest.append(_held(told, table, line))
            continue
        values.append(tuple(row))
        marks.append(
            (
                table, line.id, buckets[line.bucket], line.seq, cells.shard(line.id), line.hash,
                line.clocks, False, None, line.proof or None,
            )
        )  # fmt: skip
    if values:
        connection.exec_driver_sql(quick.insert, values)
        rows.mark(connection, marks)
    return rest


@dataclass(frozen=True, slots=True)
class _Quick:
    """How rows of a table are read in one go: a typed decoder, which columns are bytes, the SQL."""

    read: Callable[[msgspec.Raw], Any]
    binary: tuple[int, ...]
    insert: str


_QUICK: dict[str, _Quick | None] = {}


def _quick(table: str) -> _Quick | None:
    """The quick way of a table, None for one this version does not know."""
    if table not in _QUICK:
        _QUICK[table] = _made(table) if cells.columns(table) else None
    return _QUICK[table]


def _made(table: str) -> _Quick:
    columns = cells.columns(table)
    fields: list[Any] = [
        (column.name, _typed(column))
        if column.required
        else (column.name, _typed(column) | None, None)
        for column in columns
    ]
    kind = msgspec.defstruct(
        f"Row_{table}", fields, forbid_unknown_fields=True, kw_only=True, gc=False
    )
    return _Quick(
        msgspec.msgpack.Decoder(kind).decode,
        tuple(at for at, column in enumerate(columns, 1) if column.binary),
        rows.upsert(table),
    )


def _typed(column: cells.Column) -> Any:  # noqa: ANN401 - a type
    """What a cell of the column may be; anything else goes the slow way."""
    return str | int | float if column.kind is object else column.kind


def _held(told: Told, table: str, line: Line) -> Held:
    return Held(
        told.buckets[line.bucket], table, line.id, line.seq, line.clocks, line.cells,
        proof=line.proof,
    )  # fmt: skip


def _note(connection: Connection, told: Told) -> None:
    """Read on from the snapshot's number; what was read further stays read."""
    have = standing.cursors(connection)
    reached = {bucket: max(told.seq, have.get(bucket, 0)) for bucket in told.buckets}
    standing.put_cursors(connection, have | reached)
    standing.put(connection, epoch=told.epoch, head=told.seq)


def _digest(path: Path) -> bytes:
    found = hashlib.blake2b(digest_size=32)
    with path.open("rb") as file:
        while part := file.read(_AT_ONCE):
            found.update(part)
    return found.digest()
