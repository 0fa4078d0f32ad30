"""Conflicts: an edit that gave way to one its writer had not seen is kept for people to settle."""

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, select

from db.headquarters import device, life, tx_log
from showroom import ids
from showroom.hq.accept import Outcome, Sender
from showroom.hq.shelf import Address
from showroom.hq.writing import HqRow
from showroom.sync import clocks
from showroom.sync.cells import Cell, Cells
from showroom.sync.merge import Lost
from showroom.sync.wire import Tx

_NOBODY = bytes(16)


def found(
    connection: Connection, sender: Sender, accepted: Iterable[tuple[Tx, Outcome]]
) -> list[HqRow]:
    """The conflict rows of the edits that gave way in these transactions."""
    return [
        _row(connection, sender, tx, address, lost)
        for tx, outcome in accepted
        for address, lost in outcome.lost
    ]


def _row(connection: Connection, sender: Sender, tx: Tx, address: Address, lost: Lost) -> HqRow:
    table, key = address
    pushed = clocks.stamp(tx.hlc, sender.life)
    writers = {pushed: (tx.actor, sender.desk_code)}
    kept = writers.get(lost.kept_mark) or _writer(connection, lost.kept_mark)
    gone = writers.get(lost.lost_mark) or _writer(connection, lost.lost_mark)
    name = f"{table}:{key.hex()}:{lost.group}:{lost.kept_mark.hex()}:{lost.lost_mark.hex()}"
    cells: dict[str, Cell] = {
        "outlet_id": sender.outlet_id.hex().upper(),
        "of_table": table,
        "of_id": key.hex().upper(),
        "column_group": lost.group,
        "kept": _text(lost.kept),
        "lost": _text(lost.lost),
        "kept_by_id": kept[0].hex().upper(),
        "lost_by_id": gone[0].hex().upper(),
        "kept_desk": kept[1],
        "lost_desk": gone[1],
        "found_at": int(sender.now.timestamp() * 1_000_000),
    }
    return HqRow("conflict", ids.coded("conflict", name).bytes, sender.bucket, cells, sender.outlet)


def _writer(connection: Connection, mark: bytes) -> tuple[bytes, str]:
    """Who wrote at a stamp, and on which desk; nobody when the log no longer tells."""
    rows = connection.execute(
        select(tx_log.c.actor, tx_log.c.life_id, device.c.desk_code)
        .join(life, life.c.life_id == tx_log.c.life_id)
        .join(device, device.c.device_id == life.c.device_id)
        .where(tx_log.c.hlc == clocks.hlc_of(mark))
    )
    for actor, life_id, desk_code in rows:
        if bytes(life_id)[-6:] == mark[8:]:
            return bytes(actor), desk_code
    return _NOBODY, ""


def _text(cells: Cells) -> str:
    return msgspec.json.encode(cells).decode()
