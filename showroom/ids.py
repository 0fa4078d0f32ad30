"""Keys made on the desk: UUIDv7, so that rows sort by when they were born."""

import hashlib
import secrets
from datetime import date
from random import Random
from typing import Protocol
from uuid import UUID

from showroom.clock import Clock

_RANDOM_BITS = 74


class Ids(Protocol):
    """Where every new key comes from."""

    def new(self) -> UUID:
        """A key nobody else has."""
        ...


class TimeOrderedIds:
    """UUIDv7 (RFC 9562, method 2): keys of one desk rise even within a millisecond."""

    def __init__(self, clock: Clock, rng: Random | None = None) -> None:
        self._clock = clock
        self._bits = rng.getrandbits if rng else secrets.randbits
        self._last = 0

    def new(self) -> UUID:
        """The next key, above every earlier one of this object."""
        millis = int(self._clock.now().timestamp() * 1000)
        fresh = (millis << _RANDOM_BITS) | self._bits(_RANDOM_BITS)
        if fresh >> _RANDOM_BITS <= self._last >> _RANDOM_BITS:
            fresh = self._last + 1 + self._bits(32)
        self._last = fresh
        return UUID(int=_with_version(fresh))


def coded(kind: str, code: str) -> UUID:
    """The key of a published thing by its code: the same wherever it is made (RFC 9562, v8)."""
    raw = hashlib.blake2b(f"{kind}\0{code}".encode(), digest_size=16).digest()
    return UUID(int=(int.from_bytes(raw) & ~(0xF << 76 | 3 << 62)) | (8 << 76) | (2 << 62))


def dated(kind: str, code: str, since: date, scope: str = "") -> UUID:
    """The key of one version of a published thing: its code and the day it holds from.

    `scope` is the bucket of a version meant for some outlets only, so that two groups may each
    have their own of the same code and day.
    """
    return coded(kind, f"{code}@{since}@{scope}" if scope else f"{code}@{since}")


def target_key(outlet_code: str, month: str, figure: str, login: str = "") -> UUID:
    """The key of a target of a person (or, without a login, of the outlet) for a month."""
    return coded("target", f"{outlet_code}@{month}@{figure}@{login}")


def _with_version(raw: int) -> int:
    """Spread 48 + 74 bits round the version (7) and variant (2) bits."""
    millis, rest = raw >> _RANDOM_BITS, raw & ((1 << _RANDOM_BITS) - 1)
    return (millis << 80) | (7 << 76) | ((rest >> 62) << 64) | (2 << 62) | (rest & ((1 << 62) - 1))
