"""Healing: where a desk's rows are not HQ's, by digests, by shard, by row."""

from collections.abc import Iterator

from sqlalchemy import Connection

from showroom.sync import cells, rows
from showroom.sync.wire import DigestRows

Address = tuple[str, bytes]
Sums = dict[str, dict[str, list[list[int]]]]
Shard = tuple[str, str, int]

_SUMS = (
    "SELECT bucket, row_table, shard, count(*), sum(hash) FROM row_mark WHERE hash <> 0 "
    "GROUP BY bucket, row_table, shard"
)


def sums(connection: Connection) -> dict[Shard, tuple[int, int]]:
    """Count and sum of hashes of every shard of every bucket and table this desk holds."""
    rows_found = connection.exec_driver_sql(_SUMS)
    return {(b, t, shard): (count, total) for b, t, shard, count, total in rows_found}


def differing(connection: Connection, theirs: Sums) -> list[Shard]:
    """The shards whose rows are not all alike here and at HQ."""
    ours = sums(connection)
    found = {
        (bucket, table, shard): (count, total)
        for bucket, tables in theirs.items()
        for table, lines in tables.items()
        for shard, count, total in lines
    }
    return sorted(key for key in ours.keys() | found.keys() if ours.get(key) != found.get(key))


def different_rows(
    connection: Connection, shards: list[Shard], theirs: DigestRows
) -> tuple[list[Address], list[Address]]:
    """Of these shards, the rows HQ holds otherwise or alone, and the rows this desk holds alone."""
    found = {(table, key): digest for table, key, digest in theirs.rows}
    ours = {address: digest for shard in shards for address, digest in _marked(connection, shard)}
    wanted = [address for address in found if ours.get(address) != found[address]]
    return wanted, [address for address in ours if address not in found]


def rotten(connection: Connection, skip: set[Address]) -> list[Address]:
    """The rows whose content is not what their mark says: changed behind the product's back.

    The deep check of idle time; `skip` are rows with changes HQ has not judged. A parked row is
    as HQ has it, only not laid on.
    """
    found = []
    parked = connection.exec_driver_sql("SELECT row_table, row_id FROM parked_row")
    skip = skip | {(table, bytes(key)) for table, key in parked}
    for table in cells.synced_tables():
        marked = dict(_marked_of(connection, table))
        for part in rows.parts(list(marked)):
            stand = rows.read(connection, [(table, key) for key in part])
            for key in part:
                address = (table, key)
                told = stand.get(address)
                digest = cells.digest(table, key, told) if told is not None else 0
                if digest != marked[key] and address not in skip:
                    found.append(address)
    return found


def _marked(connection: Connection, shard: Shard) -> Iterator[tuple[Address, int]]:
    query = (
        "SELECT row_id, hash FROM row_mark WHERE bucket = ? AND row_table = ? AND shard = ? "
        "AND hash <> 0"
    )
    for key, digest in connection.exec_driver_sql(query, shard):
        yield (shard[1], key), digest


def _marked_of(connection: Connection, table: str) -> Iterator[tuple[bytes, int]]:
    query = "SELECT row_id, hash FROM row_mark WHERE row_table = ?"
    yield from ((key, digest) for key, digest in connection.exec_driver_sql(query, (table,)))
