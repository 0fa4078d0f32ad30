"""Attachments at HQ: taken in parts, given out in parts, each outlet's for its own desks alone."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from db.headquarters import blob, held_row
from showroom.errors import Refusal
from showroom.hq.desks import known_desk
from showroom.hq.headquarters import Headquarters
from showroom.hq.rows import upsert
from showroom.sync import wire
from showroom.sync.blobs import CHUNK, COUNT_BYTES, MOST_BYTES, PART, Files, is_name

FOLDER = "attachments"
_A_DAY = 24 * 60 * 60 * 1_000_000


@dataclass(frozen=True, slots=True)
class Part:
    """Some bytes of an attachment of `size`, from `at` on."""

    name: str
    at: int
    size: int
    content: bytes


def take(hq: Headquarters, device_id: bytes, part: Part) -> bytes:
    """Add a part; how much HQ has now, as eight bytes, from where the desk goes on.

    A part that does not begin there changes nothing, so that repeated ones do no harm.

    Raises:
        Refusal: `sync.malformed`, `blob.too_large`, `blob.differs`.
    """
    _check(part)
    with hq.store.read() as connection:
        outlet = known_desk(connection, device_id).outlet
    files = of_outlet(hq, outlet)
    if files.kept(part.name):
        return _count(part.size)
    if part.at != files.have(part.name):
        return _count(files.have(part.name))
    if not files.add(part.name, part.at, part.content, part.size):
        return _count(files.have(part.name))
    with hq.store.write() as connection:
        line = (bytes.fromhex(part.name), outlet, part.size, part.size, hq.micros())
        upsert(connection, blob, [line])
    return _count(part.size)


def part(hq: Headquarters, device_id: bytes, asked: tuple[str, int]) -> bytes:
    """The size in eight bytes, then the next bytes from a place on; raises `sync.not_found`."""
    name, at = asked
    with hq.store.read() as connection:
        desk = known_desk(connection, device_id)
        size = _size(connection, name, desk.outlet)
    if size is None or not 0 <= at < size or at % CHUNK:
        raise Refusal("sync.not_found")
    return _count(size) + of_outlet(hq, desk.outlet).read(name, at, PART)


def forget(hq: Headquarters, outlet: str, name: str) -> None:
    """Let an attachment go: its person was erased."""
    with hq.store.write() as connection:
        mine = (blob.c.hash == bytes.fromhex(name)) & (blob.c.outlet == outlet)
        connection.execute(blob.delete().where(mine))
    of_outlet(hq, outlet).forget(name)


def sweep(hq: Headquarters) -> int:
    """Let the attachments go that no row names any more, and so of the erased; how many went.

    What came in the last day may be ahead of its row.
    """
    if hq.folder is None:
        return 0
    with hq.store.read() as connection:
        named = _named(connection)
        older = blob.c.at < hq.micros() - _A_DAY
        found = connection.execute(select(blob.c.hash, blob.c.outlet).where(older)).all()
    gone = [(outlet, bytes(raw).hex()) for raw, outlet in found]
    for outlet, name in gone:
        if (outlet, name) not in named:
            forget(hq, outlet, name)
    return sum(each not in named for each in gone)


def _named(connection: Connection) -> set[tuple[str, object]]:
    """The outlet and name of every attachment some row names."""
    told = held_row.c
    query = select(told.outlet, told.body).where(told.row_table == "attachment", told.hash != 0)
    rows = connection.execute(query)
    return {(outlet, wire.decode_cells(bytes(body)).get("hash")) for outlet, body in rows}


def of_outlet(hq: Headquarters, outlet: str) -> Files:
    """Where an outlet's attachments lie; raises `sync.not_found` where HQ has no folder."""
    if hq.folder is None:
        raise Refusal("sync.not_found")
    return Files(hq.folder / FOLDER / outlet, hq.keys.derived(f"attachments {outlet}"))


def _size(connection: Connection, name: str, outlet: str) -> int | None:
    if not is_name(name):
        return None
    mine = (blob.c.hash == bytes.fromhex(name)) & (blob.c.outlet == outlet)
    found: int | None = connection.execute(select(blob.c.size).where(mine)).scalar()
    return found


def _check(part: Part) -> None:
    if part.size > MOST_BYTES:
        raise Refusal("blob.too_large", most=MOST_BYTES // 1024 // 1024)
    end = part.at + len(part.content)
    is_end = end == part.size
    whole = len(part.content) % CHUNK == 0 or is_end
    inside = part.at >= 0 and part.at % CHUNK == 0 and end <= part.size
    if not is_name(part.name) or not part.content or not whole or not inside:
        raise Refusal("sync.malformed", part="blob")


def _count(size: int) -> bytes:
    return size.to_bytes(COUNT_BYTES)
