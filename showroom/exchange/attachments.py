"""Attachments at the desk: signed papers and photos of a record, sent after its rows.

The row names the file by its content; the file lies sealed beside the store, is fetched from HQ
when somebody wants to see it, and goes when its person is erased.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable
from uuid import UUID

from sqlalchemy import delete, select, update

from db.models.attachment import Attachment, BlobMark
from showroom.desk import Desk
from showroom.errors import Refusal, Trouble
from showroom.rights import EVERYONE, allows
from showroom.sync import blobs, cells
from showroom.sync.blobs import CHUNK, COUNT_BYTES, PART, PATH, Files
from showroom.unit import Unit

FOLDER = "attachments"


@runtime_checkable
class Way(Protocol):
    """A way to HQ that carries parts of files."""

    def get(self, path: str) -> bytes:
        """Ask for a part."""
        ...

    def put(self, path: str, body: bytes) -> bytes:
        """Bring a part."""
        ...


@dataclass(frozen=True, slots=True)
class Attach:
    """A file for a record: its content, and its name as given."""

    of_table: str
    of_id: UUID
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Of:
    """The record whose attachments are asked for."""

    of_table: str
    of_id: UUID


@dataclass(frozen=True, slots=True)
class AttachmentLine:
    """One attachment; `size` in bytes, `media` a MIME type, `added_at` UTC."""

    id: UUID
    hash: str
    size: int
    media: str
    name: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class _Note:
    of: Of
    hash: str
    size: int
    media: str
    name: str


def attach(desk: Desk, wanted: Attach) -> UUID:
    """Keep a file with a record; the attachment's id. The file is on the disk before its row.

    Raises:
        Refusal: `blob.empty`, `blob.too_large`, `blob.kind`, `blob.of`, not permitted.
        Trouble: `blob.not_kept`.
    """
    media = blobs.checked(wanted.content)
    if wanted.of_table not in cells.synced_tables():
        raise Refusal("blob.of")
    try:
        name = files_of(desk).keep(wanted.content)
    except OSError as error:
        raise Trouble("blob.not_kept") from error
    of, shown = Of(wanted.of_table, wanted.of_id), blobs.shown_name(wanted.name)
    return desk.write(_note, _Note(of, name, len(wanted.content), media, shown)).value


@allows(*EVERYONE)
def attachments(unit: Unit, query: Of) -> list[AttachmentLine]:
    """The attachments of a record, the oldest first; without those of the erased."""
    told = Attachment
    rows = unit.session.execute(
        select(told.id, told.hash, told.size, told.media, told.name, told.added_at)
        .where(told.of_table == query.of_table, told.of_id == query.of_id, told.hash != "")
        .order_by(told.added_at, told.id)
    )
    return [AttachmentLine(*row) for row in rows]


def content(desk: Desk, line: AttachmentLine, way: Way | None = None) -> bytes:
    """The bytes of an attachment, fetched from HQ where they do not lie here.

    Raises:
        Trouble: `blob.missing` without a way or where HQ does not have it yet, `blob.damaged`.
    """
    files = files_of(desk)
    if not files.kept(line.hash) and way is not None:
        _fetch(files, line, way)
    return files.read(line.hash)


def send(desk: Desk, way: Way) -> int:
    """Bring HQ the files it lacks, those of judged rows only; how many went.

    What broke off goes on where HQ has it up to. Raises Trouble as the way does.
    """
    done = 0
    for name, size in _unsent(desk):
        if _sent(files_of(desk), name, size, way):
            done += 1
            now = desk.ports.clock.now()
            with desk.opened.store.applying() as connection:
                mark = update(BlobMark).where(BlobMark.hash == name).values(sent_at=now)
                connection.execute(mark)
    return done


def sweep(desk: Desk) -> int:
    """Let the files go that no row names any more: after an erasure; how many went."""
    files, gone = files_of(desk), 0
    with desk.opened.store.read() as session:
        named = set(session.scalars(select(Attachment.hash).distinct()))
    for name in set(files.names()) - named:
        files.forget(name)
        gone += 1
        with desk.opened.store.applying() as connection:
            connection.execute(delete(BlobMark).where(BlobMark.hash == name))
    return gone


def files_of(desk: Desk) -> Files:
    """Where this desk keeps attachments."""
    store = desk.opened.store
    return Files(store.path.parent / FOLDER, store.derived("attachments"))


@allows(*EVERYONE)
def _note(unit: Unit, command: _Note) -> UUID:
    """Note the file with its record, and that HQ does not have it yet."""
    row = Attachment(
        id=unit.new_id(), outlet_id=unit.place.outlet_id, of_table=command.of.of_table,
        of_id=command.of.of_id, hash=command.hash, size=command.size, media=command.media,
        name=command.name, added_by_id=unit.actor.staff_id, added_at=unit.now,
    )  # fmt: skip
    unit.session.add(row)
    if unit.session.get(BlobMark, command.hash) is None:
        unit.session.add(BlobMark(hash=command.hash, size=command.size, kept_at=unit.now))
    return row.id


def _unsent(desk: Desk) -> list[tuple[str, int]]:
    with desk.opened.store.read() as session:
        query = select(BlobMark.hash, BlobMark.size).where(BlobMark.sent_at.is_(None))
        return [(name, size) for name, size in session.execute(query)]


def _sent(files: Files, name: str, size: int, way: Way) -> bool:
    """Part after part, from where HQ says it has it up to; False when it does not lie here."""
    if not files.kept(name):
        return False
    at = 0
    while at < size:
        part = files.read(name, at, PART)
        told = int.from_bytes(way.put(f"{PATH}/{name}?at={at}&size={size}", part))
        if told <= at:
            raise Trouble("blob.not_taken")
        at = told
    return True


def _fetch(files: Files, line: AttachmentLine, way: Way) -> None:
    """Part after part, from what lies here already."""
    at, size = files.have(line.hash), line.size
    while at < size:
        raw = way.get(f"{PATH}/{line.hash}?at={at}")
        part = raw[COUNT_BYTES:]
        if int.from_bytes(raw[:COUNT_BYTES]) != size or not part or at % CHUNK:
            raise Trouble("blob.damaged")
        try:
            files.add(line.hash, at, part, size)
        except Refusal as refusal:
            raise Trouble("blob.damaged") from refusal
        except OSError as error:
            raise Trouble("blob.not_kept") from error
        at += len(part)
