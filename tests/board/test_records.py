"""The records behind a figure: together they are the figure."""

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
    Board,
    BoardOf,
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
from showroom.terms import DriveStatus, VisitKind
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


def test_an_unknown_figure_is_refused(manager: Desk) -> None:
    with pytest.raises(Refusal, match=r"board\.no_figure"):
        manager.read(records_of, RecordsOf("luck", Period(TODAY, TODAY)))


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
