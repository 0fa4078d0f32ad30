"""The feed: the rows of the buckets a desk is granted, above what it has read, in order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, bindparam, select

from db.headquarters import eviction, held_row
from showroom.hq.rows import in_parts
from showroom.hq.shelf import Address
from showroom.sync import wire
from showroom.sync.clocks import NEVER, unpack

MOST_BYTES = 8 * 1024 * 1024
_NOTHING = msgspec.Raw(msgspec.msgpack.encode({}))
_told = held_row.c
_SENT = (
    _told.bucket, _told.row_table, _told.row_id, _told.seq, _told.clocks, _told.body, _told.gone,
    _told.proof,
)  # fmt: skip

_NEWS = (
    select(*_SENT)
    .where(
        _told.bucket.in_(bindparam("buckets", expanding=True)),
        _told.seq > bindparam("seq"),
        _told.origin != bindparam("life"),
    )
    .order_by(_told.seq)
    .limit(bindparam("most"))
)
_LEFT = (
    select(eviction.c.bucket, eviction.c.row_table, eviction.c.row_id, eviction.c.seq)
    .where(
        eviction.c.bucket.in_(bindparam("buckets", expanding=True)),
        eviction.c.seq > bindparam("seq"),
    )
    .order_by(eviction.c.seq)
    .limit(bindparam("most"))
)


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, where each bucket's reader stands after them, and whether there are more."""

    rows: list[wire.Held]
    cursors: dict[str, int]
    more: bool


@dataclass(frozen=True, slots=True)
class Reader:
    """A desk that reads: its life, how far it read each bucket it is granted, most rows a page."""

    life: bytes
    cursors: dict[str, int]
    limit: int


def page(connection: Connection, reader: Reader, head: int) -> Page:
    """The next rows above the reader's cursors, but for what is this life's own word for word.

    The rows of all buckets come in one order of numbers: a page never shows a later change of one
    bucket before an earlier one of another.
    """
    if all(seq >= head for seq in reader.cursors.values()):
        return Page([], dict.fromkeys(reader.cursors, head), more=False)
    found = sorted(_above(connection, reader), key=lambda held: held.seq)
    count = _fitting(found[: reader.limit])
    more = count < len(found)
    reached = found[count - 1].seq if more else head
    return Page(found[:count], {b: max(seq, reached) for b, seq in reader.cursors.items()}, more)


def wanted(
    connection: Connection, addresses: Iterable[Address], buckets: Iterable[str]
) -> list[wire.Held]:
    """These rows as HQ holds them; one it does not hold for these buckets comes as evicted."""
    by_table: dict[str, list[bytes]] = {}
    for table, key in dict.fromkeys(addresses):
        by_table.setdefault(table, []).append(key)
    granted, found = set(buckets), []
    for table, keys in by_table.items():
        for part in in_parts(keys):
            query = select(*_SENT).where(_told.row_table == table, _told.row_id.in_(part))
            rows = (_travelling(*row) for row in connection.execute(query))
            there = {held.id: held for held in rows if held.bucket in granted}
            found += [there.get(key) or _absent("", table, key, 0) for key in part]
    return found


def units(connection: Connection, roots: Iterable[bytes], bucket: str) -> list[wire.Held]:
    """Every row of these documents."""
    found: list[wire.Held] = []
    for part in in_parts(list(dict.fromkeys(roots))):
        query = select(*_SENT).where(_told.unit.in_(part), _told.bucket == bucket)
        found += [_travelling(*row) for row in connection.execute(query)]
    return found


def _above(connection: Connection, reader: Reader) -> Iterator[wire.Held]:
    """Rows and evictions, up to one more of each than a page holds."""
    together: dict[int, list[str]] = {}
    for bucket, seq in reader.cursors.items():
        together.setdefault(seq, []).append(bucket)
    for seq, buckets in together.items():
        values = {"buckets": buckets, "seq": seq, "life": reader.life, "most": reader.limit + 1}
        for row in connection.execute(_NEWS, values).all():
            yield _travelling(*row)
        del values["life"]
        for left in connection.execute(_LEFT, values):
            yield _absent(*left)


def _fitting(found: list[wire.Held]) -> int:
    """How many of the rows fit the most bytes of a page; one always does."""
    size = 0
    for count, held in enumerate(found):
        size += len(bytes(held.cells))
        if count and size > MOST_BYTES:
            return count
    return len(found)


def _travelling(  # noqa: PLR0913, PLR0917 - the columns sent
    bucket: str,
    table: str,
    key: bytes,
    seq: int,
    clocks: bytes,
    body: bytes,
    gone: bytes | None,
    proof: bytes | None,
) -> wire.Held:
    dead = gone is not None and gone > NEVER and gone >= unpack(clocks).newest()
    cells = _NOTHING if dead else msgspec.Raw(body)
    stamp = gone if dead and gone else b""
    return wire.Held(bucket, table, key, seq, clocks, cells, stamp, proof=proof or b"")


def _absent(bucket: str, table: str, key: bytes, seq: int) -> wire.Held:
    return wire.Held(bucket, table, key, seq, NEVER, _NOTHING, evicted=True)
