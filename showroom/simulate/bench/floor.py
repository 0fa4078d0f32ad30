"""The floor: the same changes copied plainly, packed and upserted, with no rules at all."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from db.session import new_key, open_file
from db.store import open_new
from showroom.simulate.bench.ground import Cost, Member, cpu_of
from showroom.sync import wire

_OUTBOX = (
    "SELECT n, tx, row_table, row_id, op, hlc, actor, body, h FROM outbox ORDER BY n DESC LIMIT ?"
)
_TABLE = (
    "CREATE TABLE copied (row_table TEXT, row_id BLOB, seq INTEGER, body TEXT, PRIMARY KEY "
    "(row_table, row_id)) WITHOUT ROWID"
)
_INDEX = "CREATE INDEX ix_copied_seq ON copied (seq)"
_UPSERT = (
    "INSERT INTO copied VALUES (?, ?, ?, ?) ON CONFLICT (row_table, row_id) "
    "DO UPDATE SET seq = excluded.seq, body = excluded.body"
)


def copied(member: Member, changes: int) -> Cost:
    """The last changes of a desk read, packed, unpacked and upserted into an encrypted file."""
    with TemporaryDirectory() as folder:
        path, key = Path(folder) / "floor.db", new_key()
        open_new(path, key)
        with closing(open_file(path, key)) as target:
            for statement in (_TABLE, _INDEX):
                target.execute(statement)
            sizes: list[int] = []

            def copy() -> None:
                packed = _packed(member, changes)
                sizes.append(len(packed))
                _laid(target, msgspec.msgpack.decode(wire.inflated(packed)))

            copy()
            return Cost(cpu_of(copy), sizes[0], 1)


def _packed(member: Member, changes: int) -> bytes:
    with member.desk.opened.store.read() as session:
        found = session.connection().exec_driver_sql(_OUTBOX, (changes,))
        return wire.squeezed(msgspec.msgpack.encode([tuple(row) for row in found]))


def _laid(target: Any, changes: Sequence[Sequence[Any]]) -> None:  # noqa: ANN401 - the driver's
    target.execute("BEGIN IMMEDIATE")
    target.executemany(_UPSERT, [(line[2], line[3], line[0], line[7]) for line in changes])
    target.execute("COMMIT")
