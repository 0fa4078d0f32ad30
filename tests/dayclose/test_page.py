"""The day close page: counted, acknowledged, closed and printed by keyboard."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from showroom.desk import Desk
from showroom.terms import DayStatus, DriveStatus, PayMethod
from tests.board.days import (
    TODAY,
    Card,
    Come,
    Drive,
    Pay,
    at,
    put_card,
    put_drive,
    put_money,
    put_visit,
)
from tests.ui.conftest import HeldShell, chinese, context_of, home, lanes
from tests.visit.arrivals import staff_id
from ui.pages.dayclose import DayClosePage
from ui.parts.figures.records import RecordsSheet

__all__ = ["chinese", "home", "lanes"]
Wait = Callable[[], None]


def opened(desk: Desk, home: Wait, qtbot: QtBot) -> DayClosePage:
    made = DayClosePage(context_of(desk))
    qtbot.addWidget(made)
    made.resize(1180, 700)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.enter()
    home()
    return made


@pytest.fixture
def day(manager: Desk) -> Desk:
    """A visit, a drive still out, ¥500 in cash."""
    ann = staff_id(manager, "liqian")
    card = manager.write(put_card, Card("王芳", owner=ann)).value
    manager.write(put_visit, Come(at("09:00"), customer=card, owner=ann))
    manager.write(put_drive, Drive(at("09:40"), card, ann, DriveStatus.OUT))
    manager.write(put_money, Pay(50_000))
    return manager


@pytest.fixture
def page(day: Desk, home: Wait, qtbot: QtBot) -> Iterator[DayClosePage]:
    made = opened(day, home, qtbot)
    yield made
    made.close()


def count(page: DayClosePage, typed: str) -> None:
    editor = page.till.fields[PayMethod.CASH].editor
    editor.setFocus()
    QTest.keyClicks(editor, typed)


def test_the_button_says_why_it_is_disabled(page: DayClosePage) -> None:
    assert not page.close_button.isEnabled()
    assert page.why.text() == "请先清点现金"
    count(page, "499")
    assert page.why.text() == "实点与账面不符，请填写差异原因"
    page.till.reason.editor.setPlainText("找零少一元")  # type: ignore[attr-defined]
    assert page.why.text() == "还有 1 次试驾未结束"
    page.see_action.trigger()
    assert page.close_button.isEnabled()


def test_the_variance_is_told_as_it_is_typed(page: DayClosePage) -> None:
    count(page, "499")
    assert "差异 -¥1.00" in page.till.fields[PayMethod.CASH].editor.accessibleDescription()


def test_a_day_is_closed_by_keyboard_and_shows_its_seal(page: DayClosePage, home: Wait) -> None:
    count(page, "500")
    page.see_action.trigger()
    QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    home()
    home()
    assert page.closing is not None
    assert page.closing.standing.status is DayStatus.CLOSED
    assert page.sealed.seal_card.isVisible()
    assert not page.close_button.isVisible()
    shell = page.context.shell
    assert isinstance(shell, HeldShell)
    assert shell.toasts == ["2026-11-22 已日结，单号 NJHX-A-RJ-20261122-001"]


def closed(page: DayClosePage, home: Wait) -> HeldShell:
    count(page, "500")
    page.see_action.trigger()
    page.close_date()
    home()
    home()
    shell = page.context.shell
    assert isinstance(shell, HeldShell)
    return shell


def test_the_report_is_shown_and_saved(page: DayClosePage, home: Wait, tmp_path: Path) -> None:
    shell = closed(page, home)
    page.print_action.trigger()
    home()
    assert shell.papers == ["日报表 PDF 2026-11-22.pdf"]
    page.save_sheet_to(tmp_path / "日报.xlsx")
    home()
    assert (tmp_path / "日报.xlsx").read_bytes()[:2] == b"PK"


def test_a_reopened_day_can_be_counted_again(page: DayClosePage, home: Wait) -> None:
    closed(page, home)
    page.reopen_action.trigger()
    assert page.reopening is not None
    page.reopening.reason.editor.setPlainText("补录")  # type: ignore[attr-defined]
    page.reopening.reason.changed.emit()
    page.reopening.sheet.ways.itemAt(page.reopening.sheet.ways.count() - 1).widget().click()  # type: ignore[union-attr]
    home()
    page.reread()
    home()
    assert page.pill.text() == "已重开"
    assert page.close_button.isVisible()


def test_a_warning_leads_to_its_record(page: DayClosePage, home: Wait) -> None:
    page.checks.asked.emit("dayclose.open_drives")
    home()
    shell = page.context.shell
    assert isinstance(shell, HeldShell)
    assert shell.opened[0][0] == "drive"


def test_a_count_of_the_summary_opens_its_records(page: DayClosePage, home: Wait) -> None:
    assert page.closing is not None
    page.day_card.summary.opened.emit(page.closing.standing.summary[0])
    home()
    assert isinstance(page.opener.sheet, RecordsSheet)
    assert page.opener.sheet.records.figure.top == 1


def test_a_record_of_a_day_turns_the_page_to_it(page: DayClosePage, home: Wait) -> None:
    page.open_record("day", UUID(int=0), day=TODAY - timedelta(days=2))
    home()
    assert page.switch.day == TODAY - timedelta(days=2)
    assert not page.till.fields[PayMethod.WECHAT].isVisible()


def test_a_cashier_sees_why_the_day_is_not_theirs_to_close(
    cashier: Desk, home: Wait, qtbot: QtBot
) -> None:
    page = opened(cashier, home, qtbot)
    assert page.why.text() == "由店长或经理完成日结"
    assert not page.close_button.isEnabled()
