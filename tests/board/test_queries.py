"""The board, and the records behind every figure on it."""

from datetime import date, timedelta

import pytest

from showroom.board.queries import (
    COLUMNS,
    NOBODY,
    RATES,
    Board,
    BoardOf,
    Tile,
    board,
    indicators,
)
from showroom.board.records import RecordsOf, records_of
from showroom.board.rules import Span
from showroom.desk import Desk
from showroom.kpi.records import Period
from showroom.terms import DriveMode, VisitKind
from tests.board.days import (
    TODAY,
    Card,
    Come,
    Deal,
    Drive,
    at,
    put_card,
    put_deal,
    put_drive,
    put_visit,
)
from tests.visit.arrivals import staff_id


@pytest.fixture
def busy(manager: Desk) -> Desk:
    """A fortnight: two visits a day, one with a drive; a quote and an order today."""
    ann, bob = staff_id(manager, "liqian"), staff_id(manager, "zhaolei")
    card = manager.write(put_card, Card("王芳", owner=ann)).value
    for back in range(14):
        day = TODAY - timedelta(days=back)
        manager.write(put_visit, Come(at("10:00", day), owner=ann, phone="13900000000"))
        manager.write(put_visit, Come(at("11:00", day), owner=bob, customer=card, stay=20))
        manager.write(put_drive, Drive(at("14:00", day), card, ann))
    manager.write(put_visit, Come(at("15:00"), kind=VisitKind.NON_INTENT))
    manager.write(put_deal, Deal(card, bob))
    return manager


def tile(seen: Board, code: str) -> Tile:
    return next(each for each in seen.tiles if each.figure.code == code)


def test_a_day_is_held_against_the_same_weekday_and_the_week_before(busy: Desk) -> None:
    seen = busy.read(board, BoardOf(TODAY))
    visits, drives = tile(seen, "traffic"), tile(seen, "drive_rate")
    assert (visits.figure.value, visits.before) == (3, 2)
    assert visits.course == (2, 2, 2, 2, 2, 2, 3)
    assert (str(drives.figure.value), str(drives.week_before)) == ("50.0", "12.5")
    assert [(point.visits, point.drives) for point in seen.series] == [(2, 1)] * 13 + [(3, 1)]


def test_orders_stand_against_what_the_month_still_lacks(busy: Desk) -> None:
    orders = tile(busy.read(board, BoardOf(TODAY)), "orders")
    assert (orders.figure.value, orders.goal) == (1, 7)
    month = busy.read(board, BoardOf(TODAY, Span.MONTH))
    assert (tile(month, "orders").goal, month.month_orders, month.month_target) == (60, 1, 60)


def test_the_week_and_the_month_go_up_to_the_date(busy: Desk) -> None:
    week = busy.read(board, BoardOf(TODAY, Span.WEEK))
    assert week.period == Period(date(2026, 11, 16), TODAY)
    assert tile(week, "traffic").figure.value == 15
    assert tile(week, "traffic").before == 14


def test_the_funnel_narrows_step_by_step(busy: Desk) -> None:
    steps = [
        (figure.code, int(figure.top)) for figure, _ in busy.read(board, BoardOf(TODAY)).funnel
    ]
    assert steps == [
        ("first", 1),
        ("recorded", 1),
        ("drivers", 1),
        ("quoted", 1),
        ("orders", 1),
        ("deliveries", 0),
    ]


def test_every_consultant_in_service_is_listed_and_nobody_too(busy: Desk) -> None:
    seen = busy.read(board, BoardOf(TODAY))
    assert [line.name for line in seen.consultants] == ["李倩", "赵磊", "陈思", ""]
    assert seen.consultants[-1].staff_id == NOBODY
    traffic = [line.figures[COLUMNS.index("traffic")].top for line in seen.consultants]
    assert traffic == [1, 1, 0, 1]
    assert seen.store[COLUMNS.index("stay_minutes")].value == 33


def test_overdue_contacts_tell_how_long_the_oldest_waits(manager: Desk) -> None:
    for back in (3, 1, 0):
        due = at("10:00", TODAY - timedelta(days=back))
        manager.write(put_card, Card("王芳", next_at=due))
    late = manager.read(board, BoardOf(TODAY)).overdue
    assert (late.figure.value, late.oldest_days) == (2, 3)
    assert late.course == (0, 0, 0, 0, 1, 1, 2)
    opened = manager.read(records_of, RecordsOf("overdue", Period(TODAY, TODAY)))
    assert [each.line.who for each in opened.opened] == ["王芳", "王芳"]


def test_a_record_says_when_who_what_and_what_a_click_opens(busy: Desk) -> None:
    records = busy.read(records_of, RecordsOf("drives", Period(TODAY, TODAY)))
    [opened] = records.opened
    assert (opened.line.page, opened.line.opens) == ("drive", opened.line.id)
    assert (opened.line.who, opened.line.consultant) == ("王芳", "李倩")
    assert (opened.line.what, opened.line.detail) == (DriveMode.DRIVE, "苏A6D128 · A线 8km")


def test_indicators_come_in_their_order(busy: Desk) -> None:
    assert [figure.code for figure in busy.read(indicators, BoardOf(TODAY))] == list(RATES)
