"""Snapshots at HQ: all rows some desks may read, as of one number, in a file given out in parts.

A file serves every desk with the same buckets until too much has changed since. It lies sealed in
HQ's folder; the key is made of HQ's secret and the file's id, and told only to desks that may read.
"""

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import groupby, islice
from pathlib import Path
from threading import Lock
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from db.files import make_folder, put_at, write_whole
from db.headquarters import held_row
from showroom.errors import Refusal
from showroom.hq.desks import known_desk
from showroom.hq.headquarters import Headquarters
from showroom.hq.rows import State, state
from showroom.sync import snapshot, wire
from showroom.sync.snapshot import PART, Frame, Line, Told

FOLDER = "snapshots"
_ROWS_A_FRAME = 2_000
_LATE_ROWS = 5_000
_LATE_SHARE = 5
_KEPT = 2
_told = held_row.c
_building = Lock()


def ask(hq: Headquarters, device_id: bytes, body: bytes) -> bytes:
    """Where the snapshot of a desk's buckets is, made now if there is none; raises Refusal."""
    if wire.unpack(body, snapshot.Ask).device != device_id or hq.folder is None:
        raise Refusal("sync.not_found")
    with hq.store.read() as connection:
        now = state(connection)
        buckets = sorted(known_desk(connection, device_id).buckets())
        count = _count(connection, buckets)
    if count < snapshot.LEAST_ROWS:
        return wire.pack(Told(b"", now.epoch, 0, 0, b"", b"", count, []))
    forget_erased(hq)
    with _building:
        return wire.pack(_ready(hq, now, buckets) or _build(hq, buckets))


def part(hq: Headquarters, device_id: bytes, asked: tuple[str, int]) -> bytes:
    """The next bytes of the snapshot of an id (hex) from a place on; raises `sync.not_found`."""
    name, at = asked
    told = next((told for told in _all(hq) if told.id.hex() == name), None)
    with hq.store.read() as connection:
        granted = set(known_desk(connection, device_id).buckets())
    if told is None or not set(told.buckets) <= granted or not 0 <= at < told.size:
        raise Refusal("sync.not_found")
    try:
        with _file(hq, told.id).open("rb") as file:
            file.seek(at)
            return file.read(PART)
    except OSError as error:
        raise Refusal("sync.not_found") from error


def forget_erased(hq: Headquarters) -> int:
    """Let the snapshots go that were made before somebody was erased; how many went."""
    with hq.store.read() as connection:
        erased = _erased(connection)
    found = [told for told in _all(hq) if told.seq < erased]
    for told in found:
        _drop(hq, told)
    return len(found)


def _erased(connection: Connection) -> int:
    """The number of the last erasure, 0 if there was none."""
    query = select(func.max(_told.seq)).where(_told.row_table == "erasure")
    return int(connection.execute(query).scalar() or 0)


def _drop(hq: Headquarters, told: Told) -> None:
    _file(hq, told.id).unlink(missing_ok=True)
    (_folder(hq) / f"{told.id.hex()}.told").unlink(missing_ok=True)


def _ready(hq: Headquarters, now: State, buckets: list[str]) -> Told | None:
    """The newest one that is not too far behind."""
    for told in _all(hq):
        late = max(_LATE_ROWS, told.rows // _LATE_SHARE)
        same = told.epoch == now.epoch and told.buckets == buckets
        if same and now.head - told.seq <= late and _file(hq, told.id).exists():
            return told
    return None


def _build(hq: Headquarters, buckets: list[str]) -> Told:
    """Write the file frame by frame, then what is to be told of it."""
    made_id = hq.ids.new().bytes
    key = hq.keys.derived(f"snapshot {made_id.hex()}")
    path = make_folder(_folder(hq)) / f"{made_id.hex()}.partial"
    size, count, found = 0, 0, hashlib.blake2b(digest_size=32)
    with hq.store.read() as connection, ExitStack() as undo:
        undo.callback(path.unlink, missing_ok=True)
        now = state(connection)
        for number, frame in enumerate(_frames(connection, buckets)):
            content = snapshot.sealed(key, number, frame)
            found.update(content)
            size = put_at(path, size, content)
            count += len(frame.lines)
        path.replace(_file(hq, made_id))
    told = Told(made_id, now.epoch, now.head, size, found.digest(), key, count, buckets)
    write_whole(_folder(hq) / f"{made_id.hex()}.told", wire.encode(_without_key(told)))
    _tidy(hq, now, buckets)
    return told


def _frames(connection: Connection, buckets: list[str]) -> Iterator[Frame]:
    """The living rows of the buckets, by table and key, as they are held."""
    place = {bucket: at for at, bucket in enumerate(buckets)}
    query = (
        select(
            _told.row_table, _told.bucket, _told.row_id, _told.seq, _told.clocks, _told.body,
            _told.hash, _told.proof,
        )
        .where(_told.bucket.in_(buckets), _told.hash != 0)
        .order_by(_told.row_table, _told.row_id)
        .execution_options(yield_per=_ROWS_A_FRAME)
    )  # fmt: skip
    for table, lines in groupby(connection.execute(query), key=lambda row: row[0]):
        while some := list(islice(lines, _ROWS_A_FRAME)):
            yield Frame(table, [_line(place, *row[1:]) for row in some])


def _line(place: dict[str, int], bucket: str, *held: Any) -> Line:  # noqa: ANN401 - columns
    key, seq, clocks, body, digest, proof = held
    return Line(place[bucket], key, seq, clocks, msgspec.Raw(body), digest, proof or b"")


def _count(connection: Connection, buckets: list[str]) -> int:
    """How many rows, as far as that matters."""
    some = select(_told.seq).where(_told.bucket.in_(buckets)).limit(snapshot.LEAST_ROWS)
    return connection.execute(select(func.count()).select_from(some.subquery())).scalar_one()


def _all(hq: Headquarters) -> list[Told]:
    """What was told of every snapshot that lies here, the newest first."""
    if hq.folder is None or not _folder(hq).is_dir():
        return []
    files = sorted(_folder(hq).glob("*.told"), reverse=True)
    found = [wire.decode(file.read_bytes(), Told) for file in files]
    return [wire.changed(told, key=hq.keys.derived(f"snapshot {told.id.hex()}")) for told in found]


def _tidy(hq: Headquarters, now: State, buckets: list[str]) -> None:
    """Let older ones go; the one before the newest may still be on its way to a desk."""
    kept = 0
    for told in _all(hq):
        if told.buckets == buckets and told.epoch == now.epoch:
            kept += 1
        if told.epoch != now.epoch or (told.buckets == buckets and kept > _KEPT):
            _drop(hq, told)


def _without_key(told: Told) -> Told:
    return wire.changed(told, key=b"")


def _folder(hq: Headquarters) -> Path:
    if hq.folder is None:
        raise Refusal("sync.not_found")
    return hq.folder / FOLDER


def _file(hq: Headquarters, made_id: bytes) -> Path:
    return _folder(hq) / f"{made_id.hex()}.snapshot"
