"""Digests: proof in a few numbers that a desk holds what HQ holds, and where it does not."""

from collections.abc import Iterable

from sqlalchemy import Connection, func, select

from db.headquarters import held_row
from showroom.hq import wellformed
from showroom.hq.desks import known_desk
from showroom.hq.headquarters import Headquarters
from showroom.hq.rows import state
from showroom.sync import cells, wire
from showroom.sync.wire import DigestAsk, DigestRows

Sums = dict[str, dict[str, list[list[int]]]]
_told = held_row.c


def sums(connection: Connection, buckets: Iterable[str]) -> Sums:
    """Per bucket and table: shard, how many rows, the sum of their hashes, by shard."""
    query = (
        select(_told.bucket, _told.row_table, _told.shard, func.count(), func.sum(_told.hash))
        .where(_told.bucket.in_(list(buckets)), _told.hash != 0)
        .group_by(_told.bucket, _told.row_table, _told.shard)
    )
    found: Sums = {}
    for bucket, table, shard, count, total in connection.execute(query):
        lines = found.setdefault(bucket, {}).setdefault(table, [])
        lines.append([int(shard), int(count), int(total)])
    for tables in found.values():
        for lines in tables.values():
            lines.sort()
    return found


def rows(hq: Headquarters, device_id: bytes, body: bytes) -> bytes:
    """The keys and hashes of the shards a desk asks for; raises Refusal as `sync` does."""
    ask = wire.unpack(body, DigestAsk)
    with hq.store.read() as connection:
        granted = known_desk(connection, device_id).buckets()
        found: list[tuple[str, bytes, int]] = []
        for bucket, table, shard in ask.shards[: cells.SHARDS * 8]:
            if bucket in granted and wellformed.is_name(table) and 0 <= shard < cells.SHARDS:
                query = select(_told.row_table, _told.row_id, _told.hash).where(
                    _told.bucket == bucket,
                    _told.row_table == table,
                    _told.shard == shard,
                    _told.hash != 0,
                )
                found += [(t, bytes(k), int(h)) for t, k, h in connection.execute(query)]
        return wire.pack(DigestRows(state(connection).head, found))
