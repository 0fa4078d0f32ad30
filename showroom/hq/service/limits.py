"""How often a desk may ask, and that no request is heard twice."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Protocol

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from db.headquarters import nonce as heard
from showroom.clock import Clock
from showroom.hq.store import HqStore
from showroom.sync.signing import MOST_SKEW_MS, Signed

_MOST_KEPT = 50_000


@dataclass(slots=True)
class Buckets:
    """A bucket of tokens a key: `burst` at once, then `per_second`."""

    clock: Clock
    burst: float
    per_second: float
    _left: dict[Hashable, tuple[float, float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def take(self, key: Hashable) -> float:
        """Take one: 0, or the seconds to wait until there is one."""
        now = self.clock.monotonic()
        with self._lock:
            left, at = self._left.get(key, (self.burst, now))
            left = min(self.burst, left + (now - at) * self.per_second)
            if left < 1:
                return (1 - left) / self.per_second
            self._left[key] = (left - 1, now)
            if len(self._left) > _MOST_KEPT:
                self._forget(now)
            return 0.0

    def _forget(self, now: float) -> None:
        """Leave out whose bucket is full again: they are as new."""
        whole = self.burst / self.per_second
        self._left = {key: kept for key, kept in self._left.items() if now - kept[1] < whole}


class Nonces(Protocol):
    """Remembers what was heard for as long as it could be heard again."""

    def fresh(self, signed: Signed, now: int) -> bool:
        """Whether this request is heard for the first time; `now` in ms since 1970 UTC."""
        ...

    def since(self) -> int:
        """Requests made before this (ms) may have been heard by somebody who forgot them."""
        ...


@dataclass(slots=True)
class KeptNonces:
    """In this process, which knows nothing of what was heard before it `started` (ms)."""

    started: int
    _turned: int = 0
    _now: set[tuple[bytes, bytes]] = field(default_factory=set)
    _before: set[tuple[bytes, bytes]] = field(default_factory=set)
    _lock: Lock = field(default_factory=Lock)

    def fresh(self, signed: Signed, now: int) -> bool:
        """As the protocol says."""
        key = (signed.device, signed.nonce)
        with self._lock:
            if now - self._turned > 2 * MOST_SKEW_MS:
                self._before, self._now, self._turned = self._now, set(), now
            if key in self._now or key in self._before:
                return False
            self._now.add(key)
            return True

    def since(self) -> int:
        """When this process began."""
        return self.started


@dataclass(slots=True)
class SharedNonces:
    """In the store, for several processes that serve one PostgreSQL."""

    store: HqStore
    _purged: int = 0

    def fresh(self, signed: Signed, now: int) -> bool:
        """As the protocol says; what can no longer be heard is forgotten now and then."""
        with self.store.aside() as connection:
            if now - self._purged > MOST_SKEW_MS:
                self._purged = now
                connection.execute(delete(heard).where(heard.c.at < now - 2 * MOST_SKEW_MS))
            row = insert(heard).values(device_id=signed.device, nonce=signed.nonce, at=now)
            new = row.on_conflict_do_nothing().returning(heard.c.nonce)
            return connection.execute(new).first() is not None

    def since(self) -> int:
        """Nothing is forgotten when a process ends."""
        return 0
