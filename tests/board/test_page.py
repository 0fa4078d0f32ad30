"""The board page: every figure opens its records, the date is stepped, writes are seen."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from showroom.board.records import Part
from showroom.board.rules import Span
from showroom.clock import SetClock
from showroom.desk import Desk
from tests.board.days import TODAY, Card, Come, Drive, at, put_card, put_drive, put_visit
from tests.ui.conftest import HeldShell, chinese, context_of, home, lanes
from tests.visit.arrivals import staff_id
from ui.pages.board import BoardPage
from ui.parts.figures.records import RecordsSheet

__all__ = ["chinese", "home", "lanes"]
Wait = Callable[[], None]


@pytest.fixture
def page(manager: Desk, home: Wait, qtbot: QtBot) -> Iterator[BoardPage]:
    """The board of a day with two visits, one of yesterday, and a drive."""
    ann = staff_id(manager, "liqian")
    card = manager.write(put_card, Card("王芳", owner=ann)).value
    manager.write(put_visit, Come(at("09:00"), customer=card, owner=ann, phone="13900000000"))
    manager.write(put_visit, Come(at("09:30"), stay=None))
    manager.write(put_visit, Come(at("09:30", TODAY - timedelta(days=1)), owner=ann))
    manager.write(put_drive, Drive(at("09:40"), card, ann))
    made = BoardPage(context_of(manager))
    qtbot.addWidget(made)
    made.resize(1180, 700)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.enter()
    home()
    yield made
    made.close()


def opened(page: BoardPage, home: Wait) -> RecordsSheet:
    home()
    assert isinstance(page.opener.sheet, RecordsSheet)
    return page.opener.sheet


def told(page: BoardPage) -> list[str]:
    return [tile.accessibleName() for tile in page.tiles.tiles]


def test_the_tiles_tell_the_day(page: BoardPage) -> None:
    assert told(page)[0].startswith("来店 2 组")
    assert told(page)[1].startswith("留档率 50.0% 1 / 2")
    assert page.series.points[-1].visits == 2


def test_enter_on_a_tile_opens_its_records_and_enter_again_the_record(
    page: BoardPage, home: Wait
) -> None:
    QTest.keyClick(page.tiles.tiles[0], Qt.Key.Key_Return)
    sheet = opened(page, home)
    assert [line.line.who for line in sheet.table.model.lines] == ["王芳", ""]
    assert sheet.foot.text() == "合计 2"
    QTest.keyClick(sheet.table.view, Qt.Key.Key_Return)
    shell = page.context.shell
    assert isinstance(shell, HeldShell)
    assert shell.opened[0][0] == "visit"


def test_a_rate_lists_what_stands_below_its_line(page: BoardPage, home: Wait) -> None:
    QTest.keyClick(page.tiles.tiles[1], Qt.Key.Key_Return)
    sheet = opened(page, home)
    assert len(sheet.table.model.lines) == 1
    sheet.chips[Part.BELOW].click()
    assert len(sheet.table.model.lines) == 2


def test_a_cell_of_a_consultant_opens_theirs_alone(page: BoardPage, home: Wait) -> None:
    page.grid.setFocus()
    page.grid.setCurrentIndex(page.grid.lines.index(0, 1))
    QTest.keyClick(page.grid, Qt.Key.Key_Return)
    sheet = opened(page, home)
    assert [line.line.consultant for line in sheet.table.model.lines] == ["李倩"]


def test_a_bar_opens_the_visits_of_its_day(page: BoardPage, home: Wait) -> None:
    page.series.chart.activated.emit(12)
    yesterday = (TODAY - timedelta(days=1)).isoformat()
    assert opened(page, home).table.model.text(0, 0).startswith(yesterday)


def test_a_step_of_the_funnel_and_an_indicator_open_too(page: BoardPage, home: Wait) -> None:
    page.funnel.chart.activated.emit(2)
    assert opened(page, home).records.figure.code == "drivers"
    page.indicators.table.view.setFocus()
    QTest.keyClick(page.indicators.table.view, Qt.Key.Key_Return)
    assert opened(page, home).records.figure.code == "record_rate"


def test_alt_arrows_step_the_date_and_never_past_today(page: BoardPage, home: Wait) -> None:
    page.switch.later.trigger()
    assert page.switch.day == TODAY
    page.switch.earlier.trigger()
    home()
    assert told(page)[0].startswith("来店 1 组")
    page.switch.back.trigger()
    home()
    assert told(page)[0].startswith("来店 2 组")


def test_the_week_is_a_key_away(page: BoardPage, home: Wait) -> None:
    QTest.keyClick(page, Qt.Key.Key_W)
    home()
    assert page.spans.value is Span.WEEK
    assert told(page)[0].startswith("来店 3 组")


def test_what_others_write_is_seen(page: BoardPage, home: Wait, manager: Desk) -> None:
    manager.write(put_visit, Come(at("09:50")))
    page.changed(frozenset({"staff_unrelated"}))
    home()
    assert told(page)[0].startswith("来店 2 组")
    page.changed(frozenset({"visit"}))
    home()
    assert told(page)[0].startswith("来店 3 组")


def test_after_midnight_the_board_is_the_new_day(
    page: BoardPage, home: Wait, clock: SetClock
) -> None:
    clock.advance(days=1)
    page.reread()
    home()
    assert page.switch.day == TODAY + timedelta(days=1)
    assert told(page)[0].startswith("来店 0 组")


def test_a_loose_end_leads_to_its_record_and_the_rest_to_the_close(
    page: BoardPage, home: Wait
) -> None:
    page.close_card.checks.asked.emit("dayclose.still_here")
    home()
    page.close_card.go.click()
    shell = page.context.shell
    assert isinstance(shell, HeldShell)
    assert [kind for kind, _ in shell.opened] == ["visit", "day"]


def test_every_part_has_a_name_to_be_read_out(page: BoardPage) -> None:
    for part in (*page.tiles.tiles, page.series.chart, page.funnel.chart, page.grid):
        assert part.accessibleName()
