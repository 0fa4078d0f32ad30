"""A seed from its first step to the last check."""

import time
from collections import Counter
from dataclasses import dataclass, field

from showroom.simulate import steps
from showroom.simulate.case import Case
from showroom.simulate.founding import Founding
from showroom.simulate.ports import START
from showroom.simulate.station import FAILED, Station
from showroom.simulate.watch import ends, moments
from showroom.simulate.world import Violation, World, world_of
from showroom.sync import tray
from showroom.sync.recapture import Recapture

_ROUNDS = 14
_CHECKED = frozenset({1, 4, 8})


@dataclass(slots=True)
class Told:
    """What became of a seed; `days` of virtual time."""

    seed: int
    days: int
    violations: list[Violation]
    faults: Counter[str] = field(default_factory=Counter)
    trace: str = ""
    steps: int = 0
    seconds: float = 0


def run(founding: Founding, case: Case) -> Told:
    """Run a case; `seconds` of processor time."""
    began = time.process_time()
    with world_of(founding, case, moments.Moments()) as world:
        try:
            for number, step in enumerate(case.steps):
                steps.run(world, number, step)
            heal(world)
            ends.check(world)
        except Exception as error:  # noqa: BLE001 - a bug of the product is what is looked for
            world.broken("crash", f"{type(error).__name__}: {error}"[:300])
        days = (world.clock.now() - START).days
        return Told(
            case.seed, days, world.violations, world.faults, world.trace.hexdigest(),
            len(case.steps), time.process_time() - began,
        )  # fmt: skip


def heal(world: World) -> None:
    """Everything works again: every desk syncs until nothing is left to say."""
    world.network.cut.clear()
    late, world.network.late = world.network.late, []
    for letter in late:
        with world.acting():
            world.network.deliver(letter)
    for number in range(_ROUNDS):
        world.clock.advance(minutes=1)
        quiet = [_round(world, station, number) for station in world.stations]
        if all(quiet) and number > 1:
            return
    world.broken("inv22", f"not quiet after {_ROUNDS} rounds")


def _round(world: World, station: Station, number: int) -> bool:
    """One desk's turn; whether it had nothing to say and nothing to hear."""
    before = world.head
    done = world.sync(station, check=number in _CHECKED)
    if done is None:
        return False
    settled = _settle_tray(world, station, number)
    return not settled and done.sent == 0 and world.head == before and done.laid == 0


def _settle_tray(world: World, station: Station, number: int) -> bool:
    """A person looks through the tray: tries each once more, then gives it up."""
    store = station.desk.opened.store
    found = False
    try:
        with store.applying() as connection:
            for tx in [tx.id for tx in tray.waiting(connection)]:
                if tx not in {each.id for each in tray.waiting(connection)}:
                    continue
                found = True
                millis = int(station.clock.now().timestamp() * 1000)
                if number < 2:
                    outbox = Recapture(connection, station.ids, millis)
                    tray.retry(connection, outbox, tx, station.clock.now())
                else:
                    tray.withdraw(connection, tx, station.clock.now())
    except FAILED as failure:
        world.broken("crash", f"the tray: {failure}")
    world.scan(station, again=True)
    return found
