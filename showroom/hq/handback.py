"""Rows handed back: after HQ was put back from a backup, desks bring what the backup lacks.

What an outlet wrote is merged like any edit, so that an old hand-back does no harm. What HQ itself
wrote is taken only with HQ's own mark on it.
"""

import hashlib
import hmac
from collections.abc import Collection, Iterable
from dataclasses import replace

from showroom.errors import Refusal
from showroom.hq import rules, wellformed
from showroom.hq.headquarters import Headquarters
from showroom.hq.rows import State, state
from showroom.hq.shelf import Address, Held, Shelf
from showroom.sync import clocks, documents, merge, wire
from showroom.sync.clocks import NEVER
from showroom.sync.merge import Row

_PROOF_BYTES = 16


def take(
    hq: Headquarters, shelf: Shelf, buckets: Collection[str], back: Iterable[wire.Held]
) -> list[Address]:
    """Merge the rows handed back into the shelf; those that changed something here.

    Rows of other buckets, and HQ's word without HQ's mark, are left. An HQ that never was put back
    from a backup takes only rows it lacks; of others it tells what it holds.

    Raises:
        Refusal: `sync.malformed`, `sync.cell`.
    """
    rows = [row for row in back if row.bucket in buckets and not row.evicted]
    changed = []
    shelf.fetch((row.table, row.id) for row in rows)
    is_restored = bool(rows) and _is_restored(state(shelf.connection))
    for given in rows:
        address = (given.table, given.id)
        known = shelf.get(address)
        if known and known.bucket != given.bucket:
            continue
        row = _told(given)
        if _is_hqs(given) and not proven(hq, given, row):
            continue
        if known and known.known and not is_restored:
            shelf.put(address, replace(known.copy(), origin=b""))
            continue
        if _merge(shelf, given, row):
            changed.append(address)
    return changed


def _told(given: wire.Held) -> Row:
    """The row in it; raises Refusal `sync.malformed`, `sync.cell`."""
    row = Row(wire.decode_cells(given.cells), clocks.unpack(given.clocks), given.gone or NEVER)
    if row.clocks.base == NEVER or len(row.gone) != clocks.STAMP:
        raise Refusal("sync.malformed", part="back")
    wellformed.check_cells(given.table, row.cells)
    return row


def _merge(shelf: Shelf, given: wire.Held, row: Row) -> bool:
    address = (given.table, given.id)
    known = shelf.get(address)
    outlet = given.bucket.removeprefix("outlet:") if given.bucket.startswith("outlet:") else ""
    held = known.copy() if known else Held(given.bucket, outlet)
    if held.row.alive == row.alive and held.row.clocks.pack() == row.clocks.pack():
        return False
    joined = merge.join(given.table, held.row, row) if held.known else row
    if _same(joined, held.row):
        return False
    held.row = joined
    held.unit = documents.root_of(*address, held.row.cells)
    whole = held.row.clocks.pack() == row.clocks.pack()
    held.proof = (given.proof or None) if whole else None
    held.origin, held.mixed = b"", True
    shelf.put(address, held)
    return True


def _same(left: Row, right: Row) -> bool:
    """Whether two rows say the same, since the same times."""
    if (left.clocks.pack(), left.gone) != (right.clocks.pack(), right.gone):
        return False
    return wire.encode_cells(dict(sorted(left.cells.items()))) == wire.encode_cells(
        dict(sorted(right.cells.items()))
    )


def _is_restored(now: State) -> bool:
    return now.restored_at is not None or now.epoch_head > 0


def _is_hqs(given: wire.Held) -> bool:
    """Whether it counts as HQ's word."""
    theirs = given.bucket.startswith("outlet:") and given.table not in rules.HQ_ALONE
    return bool(given.proof) or not theirs


def proof(hq: Headquarters, table: str, row_id: bytes, row: Row) -> bytes:
    """HQ's mark on a row it wrote, so that it knows its word again."""
    said = wire.encode_cells(dict(sorted(row.cells.items())))
    whole = b"\0".join((table.encode(), row_id, row.clocks.pack(), said))
    return hashlib.blake2b(whole, key=hq.keys.derived("proof"), digest_size=_PROOF_BYTES).digest()


def proven(hq: Headquarters, given: wire.Held, row: Row) -> bool:
    """Whether the row is HQ's own word."""
    return hmac.compare_digest(given.proof, proof(hq, given.table, given.id, row))
