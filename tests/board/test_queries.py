"""The board, and the records behind every figure on it."""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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
from showroom.board.records import Opened, Part, Records, RecordsOf, records_of
from showroom.board.rules import Span
from showroom.clock import SetClock
from showroom.desk import Desk, Ports, open_desk
from showroom.errors import Refusal
from showroom.kpi.records import Period
from showroom.kpi.rules import Figure
from showroom.staff.commands import SignIn, sign_in
from showroom.terms import DriveMode, DriveStatus, VisitKind
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
from tests.conftest import DAY as MORNING
from tests.conftest import PASSWORD
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


def test_an_unknown_figure_is_refused(manager: Desk) -> None:
    with pytest.raises(Refusal, match=r"board\.no_figure"):
        manager.read(records_of, RecordsOf("luck", Period(TODAY, TODAY)))


def test_indicators_come_in_their_order(busy: Desk) -> None:
    assert [figure.code for figure in busy.read(indicators, BoardOf(TODAY))] == list(RATES)


@pytest.fixture(scope="module")
def shop(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A store of its own that fills up from example to example."""
    folder = shutil.copytree(template, tmp_path_factory.mktemp("shop") / "data")
    opened = open_desk(Path(folder), Ports.of(SetClock(MORNING)))
    yield sign_in(opened, SignIn("liwen", PASSWORD))
    opened.close()


EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["visit", "drive", "deal"]),
        st.integers(0, 2),  # which customer; 0 of a visit: anonymous
        st.integers(0, 3),  # which consultant; 3: nobody
        st.integers(0, 59),
        st.sampled_from(list(VisitKind)),
    ),
    max_size=12,
)
_day = iter(range(1, 10_000, 3))


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(EVENTS, st.sampled_from(list(Span)))
def test_every_figure_is_the_sum_of_the_records_it_opens(
    shop: Desk, events: list[tuple[str, int, int, int, VisitKind]], span: Span
) -> None:
    day = date(2024, 1, 1) + timedelta(days=next(_day))
    write_events(shop, day, events)
    seen = shop.read(board, BoardOf(day, span))
    for figure in figures_of(shop, seen):
        check(figure, shop.read(records_of, RecordsOf(figure.code, seen.period)))
    for line in seen.consultants:
        for figure in line.figures:
            asked = RecordsOf(figure.code, seen.period, line.staff_id)
            check(figure, shop.read(records_of, asked))
    for place, code in enumerate(COLUMNS):
        own = [line.figures[place] for line in seen.consultants]
        assert sum(figure.top for figure in own) == seen.store[place].top, code


def figures_of(shop: Desk, seen: Board) -> list[Figure]:
    tiles = [each.figure for each in seen.tiles]
    steps = [figure for figure, _ in seen.funnel]
    rates = shop.read(indicators, BoardOf(seen.day, seen.span))
    return [*tiles, *steps, *seen.store, *rates, seen.overdue.figure]


def check(figure: Figure, records: Records) -> None:
    assert records.figure == figure
    assert total(records, Part.ABOVE, Part.MINUS) == figure.top, figure.code
    if figure.bottom is not None:
        assert total(records, Part.BELOW) == figure.bottom, figure.code


def total(records: Records, *parts: Part) -> Decimal:
    wanted: list[Opened] = [each for each in records.opened if each.part in parts]
    return sum((each.adds for each in wanted), Decimal(0))


def owners(shop: Desk) -> list[UUID | None]:
    return [*(staff_id(shop, login) for login in ("liqian", "zhaolei", "chensi")), None]


def write_events(shop: Desk, day: date, events: list[tuple[str, int, int, int, VisitKind]]) -> None:
    people = owners(shop)
    cards = [shop.write(put_card, Card(f"客{n}", day, people[n])).value for n in range(3)]
    for what, which, who, minute, kind in events:
        owner, when = people[who], at(f"{9 + minute // 10}:{minute:02d}", day)
        if what == "visit":
            key = cards[which] if which else None
            phone = "13900000000" if minute % 2 else None
            shop.write(put_visit, Come(when, kind, key, owner, phone, minute or None))
        elif what == "drive" and owner:
            status = DriveStatus.DONE if minute % 3 else DriveStatus.BOOKED
            shop.write(put_drive, Drive(when, cards[which], owner, status))
        elif owner:
            gone = day if minute % 2 else None
            shop.write(put_deal, Deal(cards[which], owner, day, day, gone, day))
