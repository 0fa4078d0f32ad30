"""Every column there is, with cells nobody writes: refused by HQ, or stored as they were told."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from showroom.clock import SetClock
from showroom.desk import Desk, Ports, open_desk
from showroom.errors import Refusal
from showroom.hq import wellformed
from showroom.sync import cells, clocks, rows, wire
from showroom.sync.clocks import Clocks
from showroom.sync.incoming import Laying, Overlay
from showroom.sync.wire import Held
from tests.sync.mangling import ODD_CELLS

Address = tuple[str, bytes]
MARK = clocks.stamp(clocks.first_hlc(1_795_312_800_000), b"L" * 16)


@pytest.fixture
def laid(folder: Path, clock: SetClock) -> Iterator[Desk]:
    desk = open_desk(folder, Ports.of(clock))
    yield desk
    desk.close()


def one_of_each(desk: Desk) -> dict[Address, cells.Cells]:
    """A row of every table that has any."""
    found: dict[Address, cells.Cells] = {}
    with desk.opened.store.read() as session:
        connection = session.connection()
        for table in cells.synced_tables():
            key = connection.exec_driver_sql(f"SELECT id FROM {table} LIMIT 1").scalar()  # noqa: S608
            if key:
                found |= rows.read(connection, [(table, bytes(key))])
    return found


def taken(table: str, name: str, odd: str) -> cells.Cells | None:
    """The cell as HQ takes it from a captured change; None where it is refused."""
    try:
        told = wire.decode_body(f'{{"{name}":{odd}}}')
        wellformed.check_cells(table, told)
    except Refusal:
        return None
    return told


def test_a_cell_hq_takes_is_stored_by_a_desk_just_as_it_was_told_or_parked(laid: Desk):
    tried = list(trials(laid))
    with laid.opened.store.applying() as connection:
        wrong = [
            (address[0], odd)
            for address, row, odd in tried
            if stored(connection, address, row) not in {None, cells.digest(*address, row)}
        ]
    assert len(tried) > 300
    assert not wrong, str(wrong)


def trials(desk: Desk) -> Iterator[tuple[Address, cells.Cells, str]]:
    """Rows with one cell made odd that HQ takes, and what was odd about it."""
    for address, row in one_of_each(desk).items():
        for column in cells.columns(address[0]):
            for odd in ODD_CELLS:
                told = taken(address[0], column.name, odd)
                if told and not (column.required and told[column.name] is None):
                    yield address, row | told, f"{column.name} {odd[:30]}"


def stored(connection: Connection, address: Address, row: cells.Cells) -> int | None:
    """The hash of what a desk makes of the row; None where it is parked."""
    held = Held("outlet:NJHX", *address, 9, Clocks(MARK).pack(), wire.raw(row))
    with connection.begin_nested() as point:
        Laying(connection, Overlay(), set()).lay([held])
        parked = connection.exec_driver_sql("SELECT count(*) FROM parked_row").scalar()
        stands = rows.read(connection, [address]).get(address)
        point.rollback()
    return None if parked or stands is None else cells.digest(*address, stands)
