"""Time, given never taken."""

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Where every instant in the product comes from."""

    def now(self) -> datetime:
        """The present instant, aware, UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that never run backwards, for durations."""
        ...


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """The present instant, aware, UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds since some start, never backwards."""
        return time.monotonic()


class SetClock:
    """A clock that stands where it is put: for the demo day, and for tests."""

    def __init__(self, now: datetime) -> None:
        self.put(now)

    def put(self, now: datetime) -> None:
        """Stand at that instant; it must be aware."""
        if now.tzinfo is None:
            raise ValueError("an instant needs a zone")
        self._now = now.astimezone(UTC)

    def advance(self, **by: float) -> None:
        """Move on by `minutes=`, `hours=`, ... as `timedelta` takes them."""
        self._now += timedelta(**by)

    def now(self) -> datetime:
        """Where the clock was put, UTC."""
        return self._now

    def monotonic(self) -> float:
        """Seconds since 1970 of where the clock was put."""
        return self._now.timestamp()
