"""What a simulated desk takes from outside: a clock of its own, keys from a seed, a machine."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from db import life
from db.life import Home
from showroom.clock import SetClock

START = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)  # 09:00 in Nanjing


class SkewedClock:
    """A desk's clock: the world's time, wrong by `skew`."""

    def __init__(self, world: SetClock) -> None:
        self._world = world
        self.skew = timedelta()

    def now(self) -> datetime:
        """The present instant as this clock has it, UTC."""
        return self._world.now() + self.skew

    def monotonic(self) -> float:
        """Seconds of the world's time, whatever the clock is put to."""
        return self._world.monotonic()


@dataclass(slots=True)
class Machine:
    """The machine a desk's folder lies on, which its store tells itself by."""

    name: str

    def home(self, folder: Path) -> Home:
        """The home of the folder, with its witness beside it."""
        return Home(self.name, (folder / life.WITNESS,))


def dice(*parts: object) -> Random:
    """Chance of its own for one purpose: the same wherever and whenever it is asked for."""
    said = "\0".join(map(str, parts)).encode()
    return Random(int.from_bytes(hashlib.blake2b(said, digest_size=8).digest()))
