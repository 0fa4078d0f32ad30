"""Cells HQ writes into rows that are a desk's: posted dates, what an erasure blanks."""

from db.base import Kind
from showroom.hq.headquarters import Headquarters
from showroom.hq.shelf import Address, Shelf
from showroom.hq.writing import stamp
from showroom.sync import merge
from showroom.sync.cells import Cells
from showroom.sync.clocks import Clocks


def amend(hq: Headquarters, shelf: Shelf, address: Address, cells: Cells) -> None:
    """Write cells into a row HQ holds, and send it to everybody, its own writer too.

    A document's or fact's own stamp stays, so that no edit of it goes stale.
    """
    held = shelf.get(address)
    if held is None or not cells:
        return
    amended = held.copy()
    if merge.kind_of(address[0]) is Kind.RECORD:
        mark = stamp(hq, amended)
        merge.write(address[0], amended.row, cells, mark, Clocks(mark))
    else:
        amended.row.cells |= cells
    amended.origin, amended.mixed = b"", True
    shelf.put(address, amended)
