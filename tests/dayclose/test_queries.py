"""A date before and after its close, and the report that is printed of it."""

from showroom.dayclose.commands import close_day
from showroom.dayclose.queries import CheckState, DayOf, LooseEnds, loose_ends, standing
from showroom.desk import Desk
from showroom.terms import DriveStatus, PayMethod
from tests.board.days import (
    TODAY,
)
from tests.dayclose.conftest import CLOSE


def test_loose_ends_are_listed_and_open_their_records(day: Desk) -> None:
    seen = day.read(standing, DayOf(TODAY))
    warned = {check.code: check.count for check in seen.checks if check.state is CheckState.WARN}
    assert warned == {"dayclose.still_here": 1, "dayclose.open_drives": 1}
    assert (seen.done, len(seen.checks)) == (6, 8)
    [drive] = day.read(loose_ends, LooseEnds(TODAY, "dayclose.open_drives"))
    assert (drive.page, drive.who, drive.what) == ("drive", "王芳", DriveStatus.OUT)
    assert day.read(loose_ends, LooseEnds(TODAY, "dayclose.drafts")) == []


def test_money_is_booked_by_method_with_refunds_taken_off(day: Desk) -> None:
    booked = day.read(standing, DayOf(TODAY)).booked
    assert booked == {PayMethod.CASH: 40_000, PayMethod.WECHAT: 2_000_000}


def test_the_summary_counts_the_day(day: Desk) -> None:
    counted = {each.code: each.top for each in day.read(standing, DayOf(TODAY)).summary}
    assert (counted["traffic"], counted["drives"], counted["orders"]) == (2, 0, 1)


def test_a_cashier_may_look_and_a_closed_day_says_who_closed_it(day: Desk) -> None:
    day.write(close_day, CLOSE)
    closed = day.read(standing, DayOf(TODAY)).closed
    assert closed is not None
    assert (closed.booked[PayMethod.CASH], closed.counted[PayMethod.CASH]) == (40_000, 39_900)
    assert closed.acknowledged == (("dayclose.open_drives", 1), ("dayclose.still_here", 1))
