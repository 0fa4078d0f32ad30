"""What each kind of step does to the world."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from sqlalchemy import Connection, text, update

from db import headquarters as tables
from showroom.simulate.acts.deeds import Deed, by_hand
from showroom.simulate.case import ACTS, Step
from showroom.simulate.model import Op, transactions
from showroom.simulate.ports import dice
from showroom.simulate.reading import content
from showroom.simulate.station import Station
from showroom.simulate.watch.moments import FUTURE
from showroom.simulate.world import World
from showroom.sync import wire
from showroom.sync.recapture import Again, Recapture

_STATEMENTS = 60
_HQ_STATEMENTS = 25


def run(world: World, number: int, step: Step) -> None:
    """Let one step happen."""
    rng = dice("step", step.dice)
    hours = 14 if rng.random() < 0.08 else 0
    world.clock.advance(minutes=rng.randrange(1, 40), hours=hours, seconds=rng.random())
    station = world.stations[step.who % len(world.stations)]
    world.note("step", number, step.kind, station.name, step.more)
    if step.kind == "do":
        do(world, station, step, rng)
    else:
        _KINDS[step.kind](world, station, step, rng)
        _count(world, step)


def _count(world: World, step: Step) -> None:
    if step.kind != "sync" or step.more:
        world.faults[step.more if step.kind == "sync" else step.kind] += 1


def do(world: World, station: Station, step: Step, rng: Random) -> None:
    """Somebody does something at a desk; what is captured is held against what changed."""
    watched = rng.random() < 0.15
    before = station.read(content) if watched else {}
    deed = Deed(station, rng, f"{step.dice:08x}")
    with world.acting():
        ACTS[step.more][0](deed)
    written = world.scan(station)
    if watched:
        _captured(world, before, station.read(content), written)


def _captured(world: World, before: dict[Any, Any], after: dict[Any, Any], written: Any) -> None:  # noqa: ANN401
    """inv07: the outbox is the difference of before and after."""
    replayed = _replayed(before, [op for tx in written for op in tx.ops])
    clean = {a: {n: c for n, c in cells.items() if c is not None} for a, cells in replayed.items()}
    if clean != after:
        wrong = sorted({a[0] for a in clean.keys() | after.keys() if clean.get(a) != after.get(a)})
        world.broken("inv07", f"the outbox is not what changed in {wrong}")


def _replayed(before: dict[Any, Any], ops: list[Op]) -> dict[Any, Any]:
    """What was before, with what was captured laid over it."""
    found = {address: dict(cells) for address, cells in before.items()}
    for op in ops:
        if op.kind == "D":
            found.pop(op.address, None)
        else:
            found.setdefault(op.address, {}).update(op.cells)
    return found


def sync(world: World, station: Station, step: Step, rng: Random) -> None:
    """One exchange, with a mishap at one of its messages."""
    line = station.line
    line.mishap, line.at = step.more, rng.choice([0, 0, 0, 1])
    world.sync(station, check=rng.random() < 0.1)
    line.mishap = ""


def deliver(world: World, _: Station, __: Step, rng: Random) -> None:
    """A message that was late comes in, maybe for the second time."""
    late = world.network.late
    if late:
        letter = late[0] if rng.random() < 0.3 else late.pop(rng.randrange(len(late)))
        with world.acting():
            world.network.deliver(letter)


def cut(world: World, station: Station, _: Step, __: Random) -> None:
    """A desk's line is cut, or mended."""
    world.network.cut ^= {station.name}


def kill(world: World, station: Station, step: Step, rng: Random) -> None:
    """The program dies in the middle of a deed."""
    n = station.scanned
    with station.mortal(rng.randrange(1, _STATEMENTS)):
        do(world, station, step, rng)
    world.scan(station)
    _nothing_forgotten(world, station, n)


def killsync(world: World, station: Station, _: Step, rng: Random) -> None:
    """The program dies in the middle of an exchange."""
    n = station.scanned
    with station.mortal(rng.randrange(1, _STATEMENTS)):
        world.sync(station)
    world.scan(station, again=True)
    _nothing_forgotten(world, station, n)


def _nothing_forgotten(world: World, station: Station, n: int) -> None:
    """inv01 at the desk: what was acknowledged outlives the program."""
    last = station.read(_last)
    if last < n:
        world.broken("inv01", f"{station.name} forgot changes {last + 1} to {n}")


def _last(connection: Connection) -> int:
    sql = "SELECT seq FROM sqlite_sequence WHERE name = 'outbox'"
    return int(connection.exec_driver_sql(sql).scalar() or 0)


def hqkill(world: World, station: Station, _: Step, rng: Random) -> None:
    """HQ dies while it hears a desk."""
    world.office.deadly = rng.randrange(1, _HQ_STATEMENTS)
    world.sync(station)
    world.office.deadly = None
    world.look()


def full(world: World, station: Station, step: Step, rng: Random) -> None:
    """The disk is full in the middle of a deed or an exchange."""
    with station.crowded(rng.randrange(1, _STATEMENTS)):
        if rng.random() < 0.5:
            do(world, station, step, rng)
        else:
            world.sync(station)
    world.scan(station, again=True)


def copy(world: World, station: Station, _: Step, __: Random) -> None:
    """Somebody copies the data folder."""
    world.images += 1
    into = world.root / f"copy{world.images}"
    world.copies.setdefault(station.name, []).append(station.copy(into))


def restore(world: World, station: Station, _: Step, rng: Random) -> None:
    """The data folder is put back from a copy; what was not yet sent dies with the old disk."""
    images = world.copies.get(station.name)
    if not images:
        return
    lost = _unsent(station)
    witness = station.folder / "showroom.life"
    known = witness.read_bytes() if witness.exists() and rng.random() < 0.5 else None
    station.replace_by(rng.choice(images))
    if known:
        station.close()
        witness.write_bytes(known)
    station.rng.seed(rng.getrandbits(64))
    station.whole = False
    station.scanned = station.read(_last)
    there = _unsent(station)
    others = set().union(*(_unsent(other) for other in world.stations if other is not station))
    for tx in lost - there - others:
        if tx in world.model.written and tx not in world.model.words:
            world.model.written[tx].destroyed = True
    world.note("restored", station.name, len(lost - there))


def _unsent(station: Station) -> set[bytes]:
    lines: list[Any] = station.read(
        lambda c: c.exec_driver_sql("SELECT tx, row_table, row_id, op, body FROM outbox").all()
    )
    return set(transactions(lines))


def clone(world: World, station: Station, _: Step, rng: Random) -> None:
    """The folder is copied to another machine (or one that looks the same), and both live on."""
    if len(world.stations) >= 6:
        return
    world.images += 1
    folder = station.copy(world.root / f"clone{world.images}")
    machine = station.machine.name if rng.random() < 0.5 else f"other{world.images}"
    world.add(f"{station.name}+{world.images}", machine, folder)


def clock(world: World, station: Station, _: Step, rng: Random) -> None:
    """A desk's clock jumps."""
    hours = rng.choice([-24, -3, -1, 1, 3, 24, 0])
    station.clock.skew = timedelta(hours=hours, minutes=rng.randrange(-9, 10))
    world.note("clock", station.name, station.clock.skew)


def hqbackup(world: World, *_: object) -> None:
    """HQ makes a verified backup."""
    world.office.back_up()


def hqrestore(world: World, _: Station, __: Step, rng: Random) -> None:
    """HQ is put back from one of its backups."""
    if world.office.backups:
        world.office.restore(rng.randrange(len(world.office.backups)))
        world.restored()


def poison(world: World, station: Station, _: Step, rng: Random) -> None:
    """A change HQ must refuse: to a row that HQ publishes."""
    deed = Deed(station, rng, f"{rng.getrandbits(32):08x}")
    with world.acting():
        key = deed.key("trim")
        by_hand(deed, ("UPDATE trim SET name = :v WHERE id = :k", {"v": deed.word, "k": key.bytes}))
    world.scan(station)


def broken(world: World, station: Station, _: Step, rng: Random) -> None:
    """A change that cannot even be read, from a bug of some version."""
    _put(world, station, rng, ("customer", "1"), {"name": [f"{rng.random()}"]})


def newer(world: World, station: Station, _: Step, rng: Random) -> None:
    """A desk of a later version writes a column, or a table, that this one does not know."""
    word = f"{rng.getrandbits(32):08x}"
    if rng.random() < 0.3:
        cells = {"outlet_id": "00", f"{FUTURE}a": word}
        _put(world, station, rng, (f"{FUTURE}table", "1"), cells)
    else:
        cells = {f"{FUTURE}{rng.randrange(2)}": word}
        where = "id IN (SELECT row_id FROM row_mark WHERE row_table = 'customer')"
        key = _put(world, station, rng, ("customer", where), cells)
        with station.desk.opened.store.applying() as connection:
            _keep_unknown(connection, key, cells)


def _keep_unknown(connection: Connection, key: bytes, cells: dict[str, Any]) -> None:
    """The column stands in the later version's own table; here where unknown ones are kept."""
    row = "row_table = 'customer' AND row_id = :k"
    found = connection.execute(text(f"SELECT extra FROM row_mark WHERE {row}"), {"k": key}).scalar()
    told = (wire.decode_cells(found) if found else {}) | cells
    sql = text(f"UPDATE row_mark SET extra = :extra WHERE {row}")
    connection.execute(sql, {"k": key, "extra": wire.encode_cells(told)})


def _put(
    world: World, station: Station, rng: Random, row: tuple[str, str], cells: dict[str, Any]
) -> bytes:
    """Put a change into the outbox as another version of the product would; the row's key."""
    (table, where), deed = row, Deed(station, rng, "")
    kind, key = "U", bytes(16)
    if table.startswith(FUTURE):
        kind, key = "I", station.ids.new().bytes
    with world.acting():
        key = key if kind == "I" else deed.key(table, where).bytes
        manager = deed.key("staff", "role = 'STORE_MANAGER'")
        now = int(station.clock.now().timestamp() * 1000)
        with station.desk.opened.store.applying() as connection:
            again = [Again((table, key), kind, cells)]
            Recapture(connection, station.ids, now).transaction(manager.bytes, again)
    world.scan(station)
    return key


def rot(world: World, station: Station, _: Step, rng: Random) -> None:
    """A value changes on the disk behind everybody's back."""
    with world.acting():
        key = Deed(station, rng, "").key("vehicle", "id NOT IN (SELECT row_id FROM outbox)")
        with station.desk.opened.store.applying() as connection:
            connection.execute(
                text("UPDATE vehicle SET colour = 'rot' WHERE id = :k"), {"k": key.bytes}
            )


def revoke(world: World, station: Station, _: Step, __: Random) -> None:
    """HQ shuts a desk out; it may deliver, not read."""
    _status(world, station, "REVOKED")


def enrol(world: World, station: Station, _: Step, __: Random) -> None:
    """A desk that was shut out is let in again."""
    _status(world, station, "ACTIVE")


def _status(world: World, station: Station, status: str) -> None:
    with world.office.hq.store.write() as connection:
        whose = tables.device.c.device_id == station.device
        connection.execute(update(tables.device).where(whose).values(status=status))
    for each in world.stations:
        if each.device == station.device:
            each.revoked = status == "REVOKED"


def move(world: World, station: Station, _: Step, rng: Random) -> None:
    """An outlet changes its policy group: it leaves buckets and is granted others."""
    group = rng.choice(["east", "west"])
    with world.office.hq.store.write() as connection:
        whose = tables.outlet.c.code == station.house.code
        connection.execute(update(tables.outlet).where(whose).values(policy_group=group))


def double(world: World, station: Station, _: Step, rng: Random) -> None:
    """A visit is saved twice by a double click."""
    do(world, station, Step("do", 0, rng.getrandbits(32), "visit"), rng)


_KINDS: dict[str, Callable[..., None]] = {
    "sync": sync, "deliver": deliver, "cut": cut, "kill": kill, "killsync": killsync,
    "hqkill": hqkill, "full": full, "copy": copy, "restore": restore, "clone": clone,
    "clock": clock, "hqbackup": hqbackup, "hqrestore": hqrestore, "poison": poison,
    "broken": broken, "newer": newer, "rot": rot, "revoke": revoke, "enrol": enrol, "move": move,
    "double": double,
}  # fmt: skip
