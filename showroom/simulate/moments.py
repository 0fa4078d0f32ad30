"""What must hold at every moment: looked at after each transaction of HQ."""

from itertools import pairwise
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from db import headquarters as tables
from showroom.simulate.model import grouped
from showroom.simulate.reading import Address, AtHq
from showroom.sync import wire

if TYPE_CHECKING:
    from showroom.simulate.world import World

_AHEAD_MS = 5 * 60 * 1000
_HQ_TABLES = frozenset({"conflict", "countersign", "dispute", "erasure"})
_HQ_GROUPS = {("claim", "verdict"), ("lease", "verdict")}
FUTURE = "zz_"
"""Columns of a version to come start like this."""


def after_commit(
    world: "World", changed: dict[Address, AtHq], head: int, asked: wire.Request | None
) -> None:
    """Look at what a transaction of HQ left."""
    order(world, changed, head)
    clocks_ahead(world, asked)
    known_values(world, changed)
    kept_columns(world, changed)
    one_grant(world)
    pairs(world)


def order(world: "World", changed: dict[Address, AtHq], head: int) -> None:
    """inv09: what is committed later is numbered later, each number once."""
    numbers = [row.seq for row in changed.values()]
    if len(set(numbers)) != len(numbers) or any(seq > head for seq in numbers):
        world.broken("inv09", f"numbers {numbers[:5]} with the head at {head}")
    if head < world.head:
        world.broken("inv09", f"the head fell from {world.head} to {head}")


def clocks_ahead(world: "World", asked: wire.Request | None) -> None:
    """inv10: HQ stores no change later than its own time and five minutes."""
    if asked is None:
        return
    limit = world.office.hq.millis() + _AHEAD_MS
    taken = [tx for tx in asked.txs if tx.id in world.model.words]
    stored = [tx for tx in taken if world.model.words[tx.id].hlc == tx.hlc]
    if any(tx.hlc >> 16 > limit for tx in stored):
        world.broken("inv10", "HQ stored a change of the future")


def known_values(world: "World", changed: dict[Address, AtHq]) -> None:
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


def kept_columns(world: "World", changed: dict[Address, AtHq]) -> None:
    """inv20: a column of a later version stays through every edit of an earlier one."""
    for address, row in changed.items():
        before = world.at_hq.get(address)
        lost = {n for n in (before.cells if before else ()) if n.startswith(FUTURE)} - set(
            row.cells
        )
        if lost and row.alive:
            world.broken("inv20", f"{address[0]} lost {sorted(lost)}")


def one_grant(world: "World") -> None:
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


def pairs(world: "World") -> None:
    """inv06 at HQ: one transaction's word is in both of its rows, or in neither."""


def seen_whole(world: "World", station: str, rows: dict[str, str | None]) -> None:
    """inv06: at a desk, one transaction's word is in both of its rows, or in neither."""
    if len(set(rows.values())) > 1:
        world.broken("inv06", f"{station} shows half a transaction: {rows}")
