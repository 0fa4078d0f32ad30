"""One change, many changes, digests: what an exchange of them costs, beside its floor."""

from dataclasses import dataclass
from statistics import median

from showroom.hq import digests
from showroom.simulate.bench import floor
from showroom.simulate.bench.ground import Cost, Ground, cpu_of
from showroom.sync import heal

_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Many:
    """Changes pushed and pulled, and the floor: medians of three rounds."""

    up: Cost
    down: Cost
    floor: Cost


@dataclass(frozen=True, slots=True)
class Checks:
    """CPU seconds over all the rows held: the digest at a desk, at HQ, and the deep check."""

    rows: int
    desk: float
    hq: float
    deep: float


def one_change(ground: Ground, turns: int) -> tuple[Cost, Cost]:
    """The median exchange of one changed row, and the median floor of the same."""
    key, found, plain = ground.held[0], [], []
    for turn in range(turns + 2):
        ground.first.change([key])
        cost = ground.first.exchange()
        if turn >= 2:  # the first ones fill the caches
            found.append(cost)
            plain.append(floor.copied(ground.first, 1))
    return middle(found), middle(plain)


def many_changes(ground: Ground, changes: int) -> Many:
    """So many transactions of one update each: pushed by one desk, pulled by the other."""
    up, down, plain = [], [], []
    for _ in range(_ROUNDS):
        ground.first.change(ground.held[:changes])
        up.append(ground.first.exchange())
        down.append(ground.second.exchange())
        plain.append(floor.copied(ground.first, changes))
    return Many(middle(up), middle(down), middle(plain))


def checks(ground: Ground) -> Checks:
    """The digests of everything held, and every row's content against its hash."""
    place = ground.first.desk.place
    with ground.first.desk.opened.store.read() as session:
        connection = session.connection()
        at_desk = cpu_of(lambda: heal.sums(connection))
        deep = cpu_of(lambda: heal.rotten(connection, set()))
    with ground.hq.store.read() as connection:
        at_hq = cpu_of(lambda: digests.sums(connection, [f"outlet:{place.outlet_code}"]))
    return Checks(len(ground.held), at_desk, at_hq, deep)


def middle(costs: list[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(
        median(cost.cpu for cost in costs),
        int(median(cost.size for cost in costs)),
        max(cost.trips for cost in costs),
    )
