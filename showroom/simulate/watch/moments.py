"""What must hold at every moment: looked at after each transaction of HQ."""

from itertools import pairwise

from sqlalchemy import Connection, select

from db import headquarters as tables
from db.base import Kind
from showroom.simulate.model import grouped, kind_of
from showroom.simulate.reading import Address, AtHq
from showroom.simulate.station import Station
from showroom.simulate.world import World
from showroom.sync import wire

_AHEAD_MS = 5 * 60 * 1000
_HQ_TABLES = frozenset({"conflict", "countersign", "dispute", "erasure"})
_HQ_GROUPS = {("claim", "verdict"), ("lease", "verdict")}
FUTURE = "zz_"
"""Columns of a version to come start like this."""


class Moments:
    """The watch every run is under."""

    def after_commit(
        self, world: World, changed: dict[Address, AtHq], head: int, asked: wire.Request | None
    ) -> None:
        """Look at what a transaction of HQ left."""
        order(world, changed, head)
        clocks_ahead(world, asked)
        known_values(world, changed)
        kept_columns(world, changed)
        one_grant(world)

    def after_exchange(self, world: World, station: Station) -> None:
        """Look at what an exchange left at a desk."""
        if station.revoked:
            return
        told = station.read(pair_of)
        if told["staff"] is not None and told["staff"] != told["outlet"]:
            world.broken("inv06", f"{station.name} shows half a transaction: {told}")
        read_through(world, station)


def order(world: World, changed: dict[Address, AtHq], head: int) -> None:
    """inv09: what is committed later is numbered later, each number once."""
    numbers = [row.seq for row in changed.values()]
    if len(set(numbers)) != len(numbers) or any(seq > head for seq in numbers):
        world.broken("inv09", f"numbers {numbers[:5]} with the head at {head}")
    if head < world.head:
        world.broken("inv09", f"the head fell from {world.head} to {head}")


def clocks_ahead(world: World, asked: wire.Request | None) -> None:
    """inv10: HQ stores no change later than its own time and five minutes."""
    if asked is None:
        return
    limit = world.office.hq.millis() + _AHEAD_MS
    taken = [tx for tx in asked.txs if tx.id in world.model.words]
    stored = [tx for tx in taken if world.model.words[tx.id].hlc == tx.hlc]
    if any(tx.hlc >> 16 > limit for tx in stored):
        world.broken("inv10", "HQ stored a change of the future")


def known_values(world: World, changed: dict[Address, AtHq]) -> None:
    """inv02: every value at HQ was written by somebody, or is HQ's own word."""
    mark = world.office.hq.keys.sign_key[-6:]
    values = world.model.values
    for address, row in changed.items():
        table = address[0]
        for group, cells in grouped(table, row.cells).items():
            for name, cell in cells.items():
                if cell in values.get((table, name), ()):
                    continue
                if _hq_may_write(row, table, group, name):
                    values.setdefault((table, name), set()).add(cell)
                else:
                    world.broken("inv02", f"nobody wrote {table}.{name} = {cell!r}")
        world.say(address, row, mark)


def _hq_may_write(row: AtHq, table: str, group: str, name: str) -> bool:
    own = not row.bucket.startswith("outlet:")
    return own or table in _HQ_TABLES or (table, group) in _HQ_GROUPS or "posted" in name


def kept_columns(world: World, changed: dict[Address, AtHq]) -> None:
    """inv20: a column of a later version stays through every edit of an earlier one."""
    for address, row in changed.items():
        before = world.at_hq.get(address)
        lost = {n for n in (before.cells if before else ()) if n.startswith(FUTURE)} - set(
            row.cells
        )
        if lost and row.alive:
            world.broken("inv20", f"{address[0]} lost {sorted(lost)}")


def one_grant(world: World) -> None:
    """inv13: one active grant for a VIN, a number, a car at an instant."""
    grants = world.office.ask(_grants)
    for thing, spans in grants.items():
        spans.sort()
        for (_, end), (start, _) in pairwise(spans):
            if start < end:
                world.broken("inv13", f"{thing} is granted twice")


def _grants(connection: Connection) -> dict[tuple[str, str], list[tuple[float, float]]]:
    told = tables.grant.c
    found: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for kind, thing, start, end in connection.execute(
        select(told.kind, told.resource, told.starts_at, told.ends_at)
    ):
        whole = (float("-inf"), float("inf"))
        span = whole if start is None else (float(start), float(end))
        found.setdefault((kind, thing), []).append(span)
    return found


def pair_of(connection: Connection) -> dict[str, str | None]:
    """The two cells that are only ever written together."""
    staff = "SELECT phone FROM staff WHERE role = 'GENERAL_MANAGER'"
    house = "SELECT o.address FROM outlet o, replica r WHERE o.id = r.outlet_id"
    found = connection.exec_driver_sql(staff).scalar()
    return {"staff": found, "outlet": connection.exec_driver_sql(house).scalar()}


def read_through(world: World, station: Station) -> None:
    """inv09: what a desk's cursors have passed, it has."""
    cursors, marked, busy = station.read(_read_so_far)
    for address, row in world.at_hq.items():
        if busy and kind_of(address[0]) is Kind.DOCUMENT:
            continue  # HQ's verdict on the desk's own comes first
        if row.seq <= cursors.get(row.bucket, -1) and address not in marked:
            world.broken("inv09", f"{station.name} passed a row of {address[0]} unread")
            return


def _read_so_far(connection: Connection) -> tuple[dict[str, int], set[Address], bool]:
    """Cursors, rows read, and whether something waits in the outbox or the tray."""
    cursors = connection.exec_driver_sql("SELECT bucket, seq FROM cursor").all()
    sql = "SELECT row_table, row_id FROM row_mark UNION SELECT row_table, row_id FROM parked_row"
    busy = connection.exec_driver_sql(
        "SELECT 1 FROM outbox, link WHERE n > acked_n UNION "
        "SELECT 1 FROM tx_receipt WHERE ops IS NOT NULL AND settled_at IS NULL"
    ).first()
    marked = {(table, bytes(key)) for table, key in connection.exec_driver_sql(sql)}
    return {bucket: seq for bucket, seq in cursors}, marked, busy is not None  # noqa: C416
