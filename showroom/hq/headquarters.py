"""Headquarters as one thing: what every function of this room works on."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from showroom.clock import Clock
from showroom.hq.keys import HqKeys
from showroom.hq.store import HqStore
from showroom.ids import Ids

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Headquarters:
    """The store, the ports and the keys; `folder` holds what lies in files (None: nothing does)."""

    store: HqStore
    clock: Clock
    ids: Ids
    keys: HqKeys
    folder: Path | None = None

    def millis(self) -> int:
        """HQ's time, ms since 1970 UTC."""
        return self.micros() // 1000

    def micros(self) -> int:
        """HQ's time, µs since 1970 UTC."""
        return (self.clock.now() - _EPOCH) // timedelta(microseconds=1)
