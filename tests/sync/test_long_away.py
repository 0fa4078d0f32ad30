"""Long away, or with a clock nobody would believe: everything written is taken all the same."""

import pytest

from showroom.clock import SetClock
from tests.sync.world import Group, Member, content, put, unsent, value

CAR, OTHER = "苏A6D128", "苏AD66266"


def test_ninety_days_offline_are_delivered_whole(
    clock: SetClock, group: Group, first: Member, second: Member
):
    for day in range(90):
        put(first, CAR, odometer_km=day)
        if day % 30 == 0:
            put(second, OTHER, odometer_km=day)
            second.sync()
        clock.advance(days=1)
    told = first.sync()
    assert (told.status, told.refused, unsent(first)) == ("ok", 0, 0)
    second.sync()
    first.sync()
    assert value(second, CAR, "odometer_km") == 89
    assert content(first) == content(second)


@pytest.mark.parametrize("days", [-30, 30])
def test_a_clock_a_month_off_decides_nothing(
    clock: SetClock, first: Member, second: Member, days: int
):
    off = SetClock(clock.now())
    off.advance(days=days)
    first.use_clock(off)
    put(first, CAR, odometer_km=1)
    first.sync()
    second.sync()
    clock.advance(minutes=1)
    put(second, CAR, odometer_km=2)
    second.sync()
    first.sync()
    assert value(first, CAR, "odometer_km") == value(second, CAR, "odometer_km") == 2
    off.advance(minutes=2)
    clock.advance(minutes=2)
    put(first, CAR, odometer_km=3)
    first.sync()
    second.sync()
    assert value(second, CAR, "odometer_km") == 3
    assert content(first) == content(second)
