"""What must hold when all is quiet: the invariants of the study, each by its number."""

import json
from collections import Counter
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection

from db.base import Kind
from showroom.hq import digests as hq_digests
from showroom.simulate.model import TAKEN, Fold, Word, Written, grouped, kind_of
from showroom.simulate.reading import Address, AtHq, content
from showroom.simulate.station import Station
from showroom.simulate.world import World
from showroom.sync import heal
from showroom.terms import OutletKind

_SETTLED = "SELECT tx FROM tx_receipt WHERE verdict IN ('rejected', 'held')"


def check(world: World) -> None:
    """Look at everything once more."""
    held = world.at_hq
    lost_writes(world)
    lost_values(world, held)
    facts(world, held)
    for station in world.stations:
        convergence(world, station, held)
        digests(world, station)
        floors(world, station)
    clones(world)
    numbers(world, held)
    clock_order(world)
    causality(world)
    closed_days(world, held)
    told_conflicts(world, held)


def lost_writes(world: World) -> None:
    """inv01: what was written is at HQ, or refused with its reason in somebody's tray."""
    waiting: set[bytes] = set()
    trays: set[bytes] = set()
    for station in world.stations:
        waiting |= set(station.read(_waiting))
        trays |= set(station.read(_trays))
    for written in world.model.written.values():
        word = world.model.words.get(written.tx)
        if word is not None and (word.word in TAKEN or word.word == "forked"):
            continue
        if written.destroyed or written.tx in waiting or written.tx in trays:
            continue
        said = word.word if word else "never heard"
        if word is not None and not _whole(world, written):
            continue
        world.broken("inv01", f"a write of {written.desk} is lost ({said}): {_told(written)}")


def _whole(world: World, written: Written) -> bool:
    return any(s.whole and s.name == written.desk for s in world.stations)


def _told(written: Written) -> str:
    return ", ".join(f"{op.kind} {op.address[0]}" for op in written.ops[:4])


def _waiting(connection: Connection) -> list[bytes]:
    sql = "SELECT DISTINCT tx FROM outbox, link WHERE n > acked_n"
    return [bytes(tx) for (tx,) in connection.exec_driver_sql(sql)]


def _trays(connection: Connection) -> list[bytes]:
    return [bytes(tx) for (tx,) in connection.exec_driver_sql(_SETTLED)]


def lost_values(world: World, held: dict[Address, AtHq]) -> None:
    """inv01, inv11, inv12, inv15: each column group is what its last writer wrote.

    What HQ's restore and a desk's own loss took together may be gone, or be handed back by others.
    """
    gone = _twice_lost(world)
    whole = world.model.folded()
    rest = world.model.folded(gone) if gone else whole
    for address, fold in whole.items():
        row = held.get(address)
        if gone and address not in rest and row is None:
            continue
        either = [fold, *([rest[address]] if address in rest else [])]
        _stands_right(world, address, either, row)


def _stands_right(world: World, address: Address, either: list[Fold], row: AtHq | None) -> None:
    """One row is as one of two ways of what happened says."""
    alive = {each.alive for each in either}
    if row is None:
        if False not in alive:
            world.broken(_name(world), f"{address[0]} is not at HQ at all")
    elif row.alive not in alive:
        world.broken(_name(world), f"{address[0]} stands: {row.alive}, but must: {alive}")
    elif row.alive:
        _groups(world, address, either, row)


def _twice_lost(world: World) -> set[bytes]:
    """The transactions that a restored HQ forgot and whose desk lost them as well."""
    broken = {s.name.partition("+")[0] for s in world.stations if not s.whole or s.revoked}
    words = world.model.words
    return {tx for tx in world.model.shaky if words[tx].desk.partition("+")[0] in broken}


def _groups(world: World, address: Address, either: list[Fold], row: AtHq) -> None:
    mark = world.office.hq.keys.sign_key[-6:]
    for group in either[0].groups:
        wanted = [fold.groups[group] for fold in either if group in fold.groups]
        if any(_stands(row, cells) for _, cells in wanted):
            continue
        stamp, cells = wanted[0]
        if world.model.restored and stamp.endswith(mark):
            continue
        stands = {name: row.cells.get(name) for name in cells}
        told = f"{address[0]}.{group}: {_short(stands)} stands, {_short(cells)} was written"
        world.broken(_group_name(world, either[0], stamp, row.of(group)), told)


def _group_name(world: World, fold: Fold, written: bytes, stands: bytes) -> str:
    """Which invariant a wrong group breaks: a value of nobody's, a lost neighbour, a lost write."""
    if stands > written:
        return "inv02"
    return "inv12" if len({stamp for stamp, _ in fold.groups.values()}) > 1 else _name(world)


def _stands(row: AtHq, cells: dict[str, Any]) -> bool:
    return all(row.cells.get(name) == cell for name, cell in cells.items())


def _name(world: World) -> str:
    return "inv15" if world.model.restored else "inv01"


def _short(cells: dict[str, Any]) -> str:
    return ", ".join(f"{name}={str(cell)[:24]}" for name, cell in list(cells.items())[:3])


def facts(world: World, held: dict[Address, AtHq]) -> None:
    """inv01, inv16: each fact is there once, as it was first written."""
    gone = _twice_lost(world)
    for word, written in world.model.taken():
        if written.tx in gone:
            continue
        for op in written.ops:
            if kind_of(op.address[0]) is not Kind.FACT or op.kind != "I":
                continue
            row = held.get(op.address)
            if row is None:
                world.broken(_name(world), f"a {op.address[0]} of {word.desk} is gone")
                continue
            wrong = {n for n, c in op.cells.items() if c is not None and row.cells.get(n) != c}
            if wrong:
                world.broken("inv02", f"a fact of {op.address[0]} changed: {sorted(wrong)}")


def convergence(world: World, station: Station, held: dict[Address, AtHq]) -> None:
    """inv03, inv18, inv19: a desk holds just what HQ holds for it."""
    if station.revoked:
        left = len(station.read(content))
        if left:
            world.broken("inv19", f"{station.name} is revoked and keeps {left} rows")
        return
    granted = set(station.read(_buckets))
    theirs = {a: row.cells for a, row in held.items() if row.bucket in granted and row.alive}
    blocked = station.read(_blocked)
    ours = station.read(content)
    for address in sorted(ours.keys() | theirs.keys()):
        if ours.get(address) != theirs.get(address) and address not in blocked:
            name = "inv19" if address not in theirs and address in held else "inv03"
            if name == "inv19" and not held[address].alive:
                name = "inv03"
            world.broken(name, _difference(station, address, ours, theirs))
            return


def floors(world: World, station: Station) -> None:
    """inv19: floor prices reach no second-tier outlet."""
    if station.house.kind == OutletKind.TIER2:
        count = station.read(
            lambda c: c.exec_driver_sql("SELECT count(*) FROM floor_price").scalar_one()
        )
        if count:
            world.broken("inv19", f"{station.name} holds {count} floor prices")


def closed_days(world: World, held: dict[Address, AtHq]) -> None:
    """inv21: what counts on a closed day is what its seal names, no more and no less."""
    closes: dict[tuple[str, str], AtHq] = {}
    for (table, _), row in held.items():
        if table == "day_close" and row.alive:
            day = (row.bucket, row.cells["business_date"])
            if day not in closes or closes[day].cells["version"] < row.cells["version"]:
                closes[day] = row
    for close in closes.values():
        if close.cells["status"] == "CLOSED":
            _sealed(world, held, close)


def _sealed(world: World, held: dict[Address, AtHq], close: AtHq) -> None:
    bucket, day = close.bucket, close.cells["business_date"]
    leaves = json.loads(close.cells["leaves"])
    for table in _EVENTS:
        counted = {
            key.hex()
            for (name, key), row in held.items()
            if name == table and row.bucket == bucket and row.alive and _day(row) == day
        }
        if counted != leaves.get(table, {}).keys():
            sealed = len(leaves.get(table, {}))
            world.broken("inv21", f"{len(counted)} {table} count on closed {day}, {sealed} sealed")


def _day(row: AtHq) -> object:
    return row.cells.get("posted_date") or row.cells.get("business_date")


_EVENTS = ("visit", "follow_up", "receipt", "drive_agreement", "lost_record")


def told_conflicts(world: World, held: dict[Address, AtHq]) -> None:
    """inv12: of two who changed one column group unseen, both are told."""
    if world.model.restored:
        return
    told = {
        (row.cells["of_table"], row.cells["of_id"], row.cells["column_group"])
        for (table, _), row in held.items()
        if table == "conflict"
    }
    last: dict[tuple[Address, str], tuple[bytes, dict[str, Any]]] = {}
    for word, written in world.model.taken():
        for op in written.ops:
            if kind_of(op.address[0]) is not Kind.RECORD or op.kind != "U":
                continue
            for group, cells in grouped(op.address[0], op.cells).items():
                before = last.get((op.address, group))
                last[op.address, group] = (word.stamp, cells)
                if before is None or op.address not in written.seen:
                    continue
                _told_of(world, (op.address, group), (word, written), before, told)


def _told_of(
    world: World,
    where: tuple[Address, str],
    what: tuple[Word, Written],
    before: tuple[bytes, dict[str, Any]],
    told: set[Any],
) -> None:
    (address, group), (word, written), (stamp, olds) = where, what, before
    seen = AtHq("", 0, written.seen[address], b"", {}).of(group)
    cells = next(
        grouped(address[0], op.cells)[group] for op in written.ops if op.address == address
    )
    unseen = stamp > seen and stamp[8:] != word.stamp[8:] and written.life == word.life
    key = (address[0], address[1].hex().upper(), group)
    if unseen and olds != cells and key not in told:
        world.broken("inv12", f"nobody is told that {address[0]}.{group} was changed twice")


def _difference(
    station: Station, address: Address, ours: dict[Address, Any], theirs: dict[Address, Any]
) -> str:
    here, there = ours.get(address), theirs.get(address)
    if here is None or there is None:
        lacks = "the desk" if here is None else "HQ"
        return f"{station.name}: {lacks} does not hold a {address[0]}"
    names = {n for n in here.keys() | there.keys() if here.get(n) != there.get(n)}
    pairs = {n: (here.get(n), there.get(n)) for n in sorted(names)[:3]}
    return f"{station.name}: {address[0]} differs in {pairs}"


def _buckets(connection: Connection) -> list[str]:
    return [row[0] for row in connection.exec_driver_sql("SELECT bucket FROM cursor")]


def _blocked(connection: Connection) -> set[Address]:
    """Rows of what is still in the tray."""
    from showroom.sync import tray

    return set(tray.blocked(connection))


def digests(world: World, station: Station) -> None:
    """inv18: where rows are equal, so are digests, at both ends."""
    if station.revoked:
        return
    granted = station.read(_buckets)
    theirs = world.office.ask(lambda c: hq_digests.sums(c, granted))
    if station.read(lambda c: heal.differing(c, theirs)):
        world.broken("inv18", f"{station.name} and HQ do not agree in their digests")


def causality(world: World) -> None:
    """inv11: an edit made after a value was seen is later than that value."""
    for word, written in world.model.taken():
        for op in written.ops:
            packed = written.seen.get(op.address)
            if packed is None or kind_of(op.address[0]) in {Kind.FACT, Kind.DOCUMENT}:
                continue
            known = AtHq("", 0, packed, b"", {})
            late = [g for g in grouped(op.address[0], op.cells) if known.of(g) >= word.stamp]
            if late and written.life == word.life:
                world.broken("inv11", f"{written.desk} saw {op.address[0]}.{late} and lost to it")


def clones(world: World) -> None:
    """inv16: no number of a life stands for two contents."""
    for life, n in world.model.clashes:
        world.broken("inv16", f"change {n} of {life.hex()[-6:]} has two contents")


def numbers(world: World, held: dict[Address, AtHq]) -> None:
    """inv14: no two contracts, quotes of one version, or receipts bear one number."""
    for table in ("contract", "receipt", "drive_agreement", "quote"):
        found = Counter(
            (row.cells["doc_no"], row.cells.get("version"))
            for (name, _), row in held.items()
            if name == table and row.alive and row.cells.get("doc_no")
        )
        for number, count in found.items():
            if count > 1:
                world.broken("inv14", f"{table} {number[0]} is given {count} times")


def clock_order(world: World) -> None:
    """inv10: a desk's clock only goes forward from one change to the next."""
    for station in world.stations:
        for (_, before), (n, after) in pairwise(station.read(_clocks)):
            if after < before:
                world.broken("inv10", f"{station.name}: the clock fell at change {n}")


def _clocks(connection: Connection) -> list[tuple[int, int]]:
    return [
        (n, hlc) for n, hlc in connection.exec_driver_sql("SELECT n, hlc FROM outbox ORDER BY n")
    ]
