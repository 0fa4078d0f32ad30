"""Passwords and the wait after wrong ones."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from showroom.errors import Refusal

_HASHER = PasswordHasher()
_SHORTEST = 8


@dataclass(frozen=True, slots=True)
class LockRule:
    """Settings row `staff.lock`: free tries, the first wait, the longest (seconds)."""

    free_failures: int
    first_wait_seconds: int
    longest_wait_seconds: int


def check_length(password: str) -> None:
    """Pass when a new password has eight characters; raises Refusal `staff.password_short`."""
    if len(password) < _SHORTEST:
        raise Refusal("staff.password_short", field="password", least=_SHORTEST)


def hashed(password: str) -> str:
    """The argon2id hash of a new password; raises Refusal as `check_length`."""
    check_length(password)
    return _HASHER.hash(password)


def matches(password_hash: str, password: str) -> bool:
    """Whether the password is the one that was hashed."""
    try:
        return _HASHER.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def is_stale(password_hash: str) -> bool:
    """Whether the hash was made with weaker parameters than today's."""
    return _HASHER.check_needs_rehash(password_hash)


def wait_after(failures: int, rule: LockRule) -> int:
    """Seconds to wait after so many failures in a row: none at first, then doubling."""
    over = failures - rule.free_failures
    if over < 0:
        return 0
    return int(min(rule.first_wait_seconds * 2 ** min(over, 20), rule.longest_wait_seconds))


def still_waits(now: datetime, failed_at: datetime, wait_seconds: int) -> int:
    """Seconds left to wait; a clock set back never shortens it."""
    if wait_seconds == 0:
        return 0
    until = failed_at + timedelta(seconds=wait_seconds)
    left = (until - max(now, failed_at)).total_seconds()
    return max(0, int(left + 0.999))
