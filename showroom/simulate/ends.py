"""What must hold when all is quiet: the invariants of the study, each by its number."""

from collections import Counter
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection

from db.base import Kind
from showroom.hq import digests as hq_digests
from showroom.simulate.model import TAKEN, Fold, Written, grouped, kind_of
from showroom.simulate.reading import Address, AtHq, content
from showroom.simulate.station import Station
from showroom.simulate.world import World
from showroom.sync import heal

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
    clones(world)
    numbers(world, held)
    clock_order(world)
    causality(world)


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
    """inv01, inv11, inv12, inv15: each column group is what its last writer wrote."""
    for address, fold in world.model.folded().items():
        row = held.get(address)
        if row is None:
            if fold.alive:
                world.broken(_name(world), f"{address[0]} is not at HQ at all")
            continue
        if row.alive != fold.alive:
            world.broken(_name(world), f"{address[0]} stands: {row.alive}, but must: {fold.alive}")
        if row.alive:
            _groups(world, address, fold, row)


def _groups(world: World, address: Address, fold: Fold, row: AtHq) -> None:
    mark = world.office.hq.keys.sign_key[-6:]
    for group, (stamp, cells) in fold.groups.items():
        stands = {name: row.cells.get(name) for name in cells}
        if all(stands[name] == cell for name, cell in cells.items()):
            continue
        if world.model.restored and stamp.endswith(mark):
            continue
        of = row.of(group)
        told = f"{address[0]}.{group}: {_short(stands)} stands, {_short(cells)} was written"
        if of > stamp:
            world.broken("inv02", f"{told}, by nobody later")
        else:
            concurrent = len({s for s, _ in fold.groups.values()}) > 1
            world.broken("inv12" if concurrent else _name(world), f"{told} later")


def _name(world: World) -> str:
    return "inv15" if world.model.restored else "inv01"


def _short(cells: dict[str, Any]) -> str:
    return ", ".join(f"{name}={str(cell)[:24]}" for name, cell in list(cells.items())[:3])


def facts(world: World, held: dict[Address, AtHq]) -> None:
    """inv01, inv16: each fact is there once, as it was first written."""
    for word, written in world.model.taken():
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
