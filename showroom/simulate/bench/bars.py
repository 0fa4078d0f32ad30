"""The bars of sync: each figure, its floor in the same run, and what it may be."""

import os
from collections.abc import Iterator
from dataclasses import dataclass

from showroom.simulate.bench import across, rounds
from showroom.simulate.bench.capture import capture_cost
from showroom.simulate.bench.first_sync import first_sync
from showroom.simulate.bench.ground import Cost, grounds

_ONE_MS, _ONE_BYTES = 5.0, 1_500
_MANY_S, _MANY_MB, _MANY_TRIPS = 0.8, 0.8, 4
_CAPTURE_US, _FIRST_TIMES = 20.0, 2.0
_MANY = 10_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What to measure: rows held (each in turn), changes of the large push, turns of the small."""

    rows: tuple[int, ...] = (10_000, 100_000)
    changes: int = _MANY
    turns: int = 30
    first: int = 100_000
    captured: int = 5_000

    @classmethod
    def quick(cls) -> "Asked":
        """Small enough to see in a minute that it all works; the bars are for the full sizes."""
        return cls((2_000,), 1_000, 10, 5_000, 1_000)


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure: `most` is what it may be at most (None: told, not judged), `floor` of this run."""

    name: str
    at: int
    unit: str
    figure: float
    most: float | None = None
    floor: float | None = None

    @property
    def holds(self) -> bool:
        """Whether it is within its bar."""
        return self.most is None or self.figure <= self.most


def bars(asked: Asked) -> Iterator[Bar]:
    """Every bar as it is measured."""
    for rows in asked.rows:
        yield from _held(asked, rows)
    yield from _across(asked)
    yield from _alone(asked)


def load_average() -> float | None:
    """How busy the machine is, where it tells: figures of a busy one are higher."""
    return round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None


def _held(asked: Asked, rows: int) -> Iterator[Bar]:
    """What is measured on stores that hold so many rows."""
    with grounds() as ground:
        ground.hold(rows)
        one, plain = rounds.one_change(ground, asked.turns)
        yield Bar("one_cpu", rows, "ms", one.cpu * 1e3, _ONE_MS, plain.cpu * 1e3)
        yield Bar("one_size", rows, "B", one.size, _ONE_BYTES, plain.size)
        yield Bar("one_trips", rows, "", one.trips, 1)
        changes = min(asked.changes, rows)
        many = rounds.many_changes(ground, changes)
        yield from _many("up", changes, many.up, many.floor)
        yield from _many("down", changes, many.down, many.floor)
        checked = rounds.checks(ground)
        yield Bar("digest_desk", checked.rows, "s", checked.desk)
        yield Bar("digest_hq", checked.rows, "s", checked.hq)
        yield Bar("deep_check", checked.rows, "s", checked.deep)


def _many(way: str, changes: int, cost: Cost, floor: Cost) -> Iterator[Bar]:
    share = changes / _MANY
    yield Bar(f"many_{way}_cpu", changes, "s", cost.cpu, _MANY_S * share, floor.cpu)
    size = (cost.size / 1e6, _MANY_MB * share, floor.size / 1e6)
    yield Bar(f"many_{way}_size", changes, "MB", *size)
    yield Bar(f"many_{way}_trips", changes, "", cost.trips, _MANY_TRIPS)


def _across(asked: Asked) -> Iterator[Bar]:
    """The small exchange with HQ in a process of its own."""
    told = across.one_change(asked.turns)
    both = (told.desk + told.hq) * 1e3
    yield Bar("served_cpu", asked.turns, "ms", both)
    yield Bar("served_desk", asked.turns, "ms", told.desk * 1e3)
    yield Bar("served_hq", asked.turns, "ms", told.hq * 1e3)
    yield Bar("served_wall", asked.turns, "ms", told.wall * 1e3)
    yield Bar("served_size", asked.turns, "B", told.size, _ONE_BYTES)
    yield Bar("served_trips", asked.turns, "", told.trips, 1)


def _alone(asked: Asked) -> Iterator[Bar]:
    """Capture and the first sync, each on stores of its own."""
    plain, captured = capture_cost(asked.captured)
    yield Bar("capture", asked.captured, "us", captured - plain, _CAPTURE_US)
    yield Bar("captured_row", asked.captured, "us", captured, None, plain)
    first = first_sync(asked.first)
    most = first.plain * _FIRST_TIMES
    yield Bar("first_sync", first.rows, "s", first.laid, most, first.plain)
    yield Bar("first_size", first.rows, "MB", first.size / 1e6)
