"""A date before and after its close, and the report that is printed of it."""

from datetime import timedelta

import pytest

from showroom.clock import SetClock
from showroom.dayclose.commands import CloseDay, close_day
from showroom.dayclose.document import daily_report, workbook
from showroom.dayclose.queries import CheckState, DayOf, LooseEnds, loose_ends, report, standing
from showroom.desk import Desk
from showroom.errors import Refusal
from showroom.terms import DriveStatus, PayMethod
from tests.board.days import (
    TODAY,
    Card,
    Come,
    Deal,
    Drive,
    Pay,
    at,
    put_card,
    put_deal,
    put_drive,
    put_money,
    put_visit,
    rename,
)
from tests.documents.reading import pypdf
from tests.visit.arrivals import staff_id


@pytest.fixture
def day(manager: Desk) -> Desk:
    """Two visits (one party still here), a drive out, an order, money in cash and by WeChat."""
    ann = staff_id(manager, "liqian")
    card = manager.write(put_card, Card("王芳", owner=ann, visited=TODAY)).value
    manager.write(put_visit, Come(at("09:00"), customer=card, owner=ann, phone="13900000000"))
    manager.write(put_visit, Come(at("09:30"), owner=ann, stay=None))
    manager.write(put_drive, Drive(at("09:50"), card, ann, DriveStatus.OUT))
    manager.write(put_deal, Deal(card, ann))
    manager.write(put_money, Pay(2_000_000, PayMethod.WECHAT))
    manager.write(put_money, Pay(50_000))
    manager.write(put_money, Pay(-10_000))
    return manager


CLOSE = CloseDay(
    TODAY,
    {PayMethod.CASH: 39_900, PayMethod.WECHAT: 2_000_000},
    variance_reason="找零少一元",
    acknowledged=frozenset({"dayclose.still_here", "dayclose.open_drives"}),
    tomorrow_plan="上午交车一台",
    manager_note="试驾后当天报价",
)


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


def test_the_report_says_what_was_sealed(day: Desk) -> None:
    day.write(close_day, CLOSE)
    paper = day.read(report, DayOf(TODAY))
    said = {figure.label: figure.value for figure in (*paper.figures, *paper.rates)}
    assert (said["客流批次"], said["留档率"], said["新增订单"]) == ("2", "50.0%", "1")
    assert [line.name for line in paper.consultants] == ["李倩", "赵磊", "陈思"]
    assert paper.blockers[0].what == "还有 1 次试驾未结束"
    read = pypdf(daily_report(paper))
    for words in ("找零少一元", "上午交车一台", "首次日结", "-¥1.00"):
        assert words in read


def test_the_report_is_the_same_whenever_it_is_printed(day: Desk, clock: SetClock) -> None:
    day.write(close_day, CLOSE)
    paper = day.read(report, DayOf(TODAY))
    first, book = daily_report(paper), workbook(paper)
    clock.advance(days=3)
    day.write(rename, "王芬")
    later = day.read(report, DayOf(TODAY))
    assert daily_report(later) == first
    assert workbook(later) == book


def test_a_date_never_closed_has_no_report(manager: Desk) -> None:
    with pytest.raises(Refusal, match=r"dayclose\.not_closed"):
        manager.read(report, DayOf(TODAY - timedelta(days=1)))


def test_a_cashier_may_look_and_a_closed_day_says_who_closed_it(day: Desk) -> None:
    day.write(close_day, CLOSE)
    closed = day.read(standing, DayOf(TODAY)).closed
    assert closed is not None
    assert (closed.booked[PayMethod.CASH], closed.counted[PayMethod.CASH]) == (40_000, 39_900)
    assert closed.acknowledged == (("dayclose.open_drives", 1), ("dayclose.still_here", 1))
