"""Rows that HQ itself writes: published reference data, verdicts, conflicts, countersignatures."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, insert, update

from db.headquarters import eviction, hq_state
from showroom.hq import handback
from showroom.hq.headquarters import Headquarters
from showroom.hq.rows import state
from showroom.hq.shelf import Address, Held, Shelf
from showroom.sync import clocks, documents, merge
from showroom.sync.cells import Cells
from showroom.sync.clocks import Clocks


@dataclass(frozen=True, slots=True)
class HqRow:
    """Cells HQ writes into a row; `outlet` is the code of whose it is, empty for the group's."""

    table: str
    id: bytes
    bucket: str
    cells: Cells
    outlet: str = ""


def write_rows(hq: Headquarters, connection: Connection, rows: Iterable[HqRow]) -> int:
    """Write rows in the caller's transaction; HQ's head after them."""
    shelf = Shelf(connection, state(connection).head)
    lay(hq, shelf, rows)
    shelf.store()
    return shelf.head


def lay(hq: Headquarters, shelf: Shelf, rows: Iterable[HqRow]) -> None:
    """Lay HQ's cells on rows of the shelf, later than whatever they hold, under HQ's own mark."""
    rows = list(rows)
    shelf.fetch((row.table, row.id) for row in rows)
    for each in rows:
        address = (each.table, each.id)
        known = shelf.get(address)
        held = known.copy() if known else Held(each.bucket, each.outlet)
        _leave(shelf, address, held, each.bucket)
        mark = stamp(hq, held)
        if held.known:
            merge.write(each.table, held.row, each.cells, mark, Clocks(mark))
        else:
            held.row.cells, held.row.clocks = dict(each.cells), Clocks(mark)
        held.bucket, held.origin, held.mixed = each.bucket, b"", True
        held.unit = documents.root_of(*address, held.row.cells)
        held.proof = handback.proof(hq, *address, held.row)
        shelf.put(address, held)


def remove(hq: Headquarters, shelf: Shelf, address: Address) -> None:
    """Delete a row in HQ's name, for everybody."""
    known = shelf.get(address)
    if known is not None and known.row.alive:
        held = known.copy()
        merge.delete(held.row, stamp(hq, held))
        held.origin, held.mixed = b"", True
        shelf.put(address, held)


def stamp(hq: Headquarters, held: Held) -> bytes:
    """HQ's stamp now, above everything in the row."""
    now = clocks.first_hlc(hq.millis())
    newest = max(held.row.clocks.newest(), held.row.gone)
    return clocks.stamp(max(now, clocks.hlc_of(newest) + 1), hq.keys.sign_key)


def _leave(shelf: Shelf, address: Address, held: Held, bucket: str) -> None:
    """Tell the readers of the bucket a row leaves; those of the new one get it whole."""
    if not held.known or held.bucket == bucket:
        return
    shelf.head += 1
    shelf.connection.execute(
        insert(eviction).values(
            seq=shelf.head, bucket=held.bucket, row_table=address[0], row_id=address[1]
        )
    )
    shelf.connection.execute(update(hq_state).values(head=shelf.head))
