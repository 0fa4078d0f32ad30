"""The group's day: what a desk counts HQ counts too, sealed figures stand, totals are sum/sum."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import insert

from db.headquarters import outlet
from showroom.dayclose.commands import CloseDay, ReopenDay, close_day, reopen_day
from showroom.hq.group.days import COLUMNS, group_day, totals
from showroom.kpi.queries import BookOf, book
from showroom.kpi.records import Period
from showroom.kpi.rules import Figure, Measure, figures
from showroom.kpi.tally import tally
from showroom.terms import DayStatus, PayMethod, VisitKind
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
)
from tests.hq.test_closing import headquarters  # noqa: F401 - a fixture
from tests.visit.arrivals import staff_id

CLOSE = CloseDay(TODAY, {PayMethod.CASH: 0}, acknowledged=frozenset({"dayclose.still_here"}))


@pytest.fixture
def busy(manager):
    """A day with everything in it, and days before and after it."""
    ann = staff_id(manager, "liqian")
    week = TODAY - timedelta(days=7)
    old = manager.write(put_card, Card("王芳", since=week, owner=ann, visited=week)).value
    new = manager.write(put_card, Card("李雷", owner=ann)).value
    manager.write(put_visit, Come(at("10:00", week), owner=ann, customer=old))
    manager.write(put_visit, Come(at("09:30"), owner=ann, customer=old, phone="13900000000"))
    manager.write(put_visit, Come(at("10:00"), owner=ann, customer=new, phone="13900000001"))
    manager.write(put_visit, Come(at("11:00"), owner=ann))
    manager.write(put_visit, Come(at("15:00"), kind=VisitKind.NON_INTENT))
    manager.write(put_drive, Drive(at("14:00"), old, ann))
    manager.write(put_drive, Drive(at("14:00", week), new, ann))
    manager.write(put_deal, Deal(old, ann, day=week))
    manager.write(put_deal, Deal(old, ann, day=week, ordered_on=week, cancelled_on=TODAY))
    manager.write(put_deal, Deal(new, ann, day=week, ordered_on=week, delivered_on=TODAY))
    manager.write(put_money, Pay(50_000_00))
    manager.write(put_money, Pay(1_000_00, PayMethod.WECHAT))
    return manager


def seen(headquarters, day=TODAY):  # noqa: F811 - the fixture
    with headquarters.hq.store.read() as connection:
        return group_day(connection, day)


def known(headquarters, code="NJHX"):  # noqa: F811 - the fixture
    with headquarters.hq.store.write() as connection:
        values = {"code": code, "name": f"{code}店", "kind": "S4", "policy_group": "east"}
        place = {"status": "OPEN", "zone": "Asia/Shanghai"}
        connection.execute(insert(outlet).values(values | place))


def short(all_figures):
    return {c: (all_figures[c].top, all_figures[c].bottom, all_figures[c].value) for c in COLUMNS}


def test_an_open_day_is_counted_as_the_desk_counts_it(busy, headquarters):  # noqa: F811
    known(headquarters)
    headquarters.push(busy)
    (line,) = seen(headquarters).outlets
    period = Period(TODAY, TODAY)
    here = figures(tally(busy.read(book, BookOf(period)), period))
    assert short(line.figures) == short(here)
    assert line.figures["first"].value == 2  # 王芳 came before
    assert (line.status, line.receipts_fen) == (DayStatus.OPEN, 51_000_00)


def test_a_closed_day_is_what_was_sealed_until_it_is_reopened(busy, headquarters):  # noqa: F811
    known(headquarters)
    cash = CloseDay(TODAY, {PayMethod.CASH: 50_000_00}, acknowledged=_warnings())
    busy.write(close_day, cash)
    headquarters.push(busy)
    (line,) = seen(headquarters).outlets
    assert (line.status, line.receipts_fen, line.differs) == (DayStatus.CLOSED, 51_000_00, False)
    assert line.figures["traffic"].value == 4
    busy.write(reopen_day, ReopenDay(TODAY, "补录一张收据"))
    headquarters.push(busy)
    (line,) = seen(headquarters).outlets
    assert (line.status, line.figures["traffic"].value) == (DayStatus.REOPENED, 4)


def test_an_outlet_that_said_nothing_has_a_line_too(headquarters):  # noqa: F811
    known(headquarters, "SZYQ")
    day = seen(headquarters)
    assert day.outlets[0].figures["record_rate"].value is None
    assert (day.open_outlets, day.receipts_fen) == (1, 0)


def test_a_total_rate_is_sum_over_sum():
    def line(top, bottom):
        rate = Figure("record_rate", Measure.PERCENT, (), (), (), Decimal(top), bottom, None)
        count = Figure("traffic", Measure.COUNT, (), (), (), Decimal(top), None, Decimal(top))
        return {"record_rate": rate, "traffic": count}

    found = totals([line(1, 1), line(1, 9), line(0, 0)])
    assert (found["record_rate"].value, found["traffic"].value) == (Decimal("20.0"), 2)


def _warnings():
    codes = ("still_here", "open_drives", "drafts", "approvals_waiting", "unpaid", "clashes_open")
    more = ("contacts_due", "earlier_open", "late_entries")
    return frozenset(f"dayclose.{code}" for code in (*codes, *more))
