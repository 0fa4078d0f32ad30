"""Time is given: by the machine, or by who sets the clock."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from showroom.clock import SetClock, SystemClock

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


def test_the_machines_clock_is_aware_and_never_runs_backwards() -> None:
    clock = SystemClock()
    assert clock.now().tzinfo is UTC
    first = clock.monotonic()
    assert clock.monotonic() >= first


def test_a_set_clock_stands_until_it_is_moved() -> None:
    clock = SetClock(NOON)
    assert clock.now() == clock.now() == NOON
    clock.advance(minutes=10)
    assert clock.now() == NOON + timedelta(minutes=10)
    clock.put(NOON)
    assert clock.now() == NOON


def test_a_set_clock_tells_utc_whatever_it_was_put_to() -> None:
    nanjing = NOON.astimezone(timezone(timedelta(hours=8)))
    assert SetClock(nanjing).now().utcoffset() == timedelta(0)
    assert SetClock(nanjing).now() == NOON


def test_a_time_without_a_zone_is_no_instant() -> None:
    with pytest.raises(ValueError, match="zone"):
        SetClock(datetime(2026, 11, 22, 10, 0))  # noqa: DTZ001 - the mistake itself


def test_a_duration_is_what_the_clock_was_moved_by() -> None:
    clock = SetClock(NOON)
    start = clock.monotonic()
    clock.advance(seconds=90)
    assert clock.monotonic() - start == 90
