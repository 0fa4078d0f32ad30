"""The reception page: saved by keyboard alone, tells who it is, keeps the list."""

import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from showroom.clock import SetClock
from showroom.desk import Desk
from showroom.staff.drafts import KeepDraft, keep_draft
from showroom.terms import IntentLevel, Source, VisitKind
from showroom.visit.corrections import entered
from showroom.visit.queries import DaySheet, Show, VisitsOf, visits_of_day
from tests.ui.conftest import HeldShell, chinese, context_of, home, lanes
from tests.visit.arrivals import come
from ui.kit.export import save_table
from ui.kit.form import Form
from ui.pages.visit import VisitPage
from ui.words import use

__all__ = ["chinese", "home", "lanes"]
Wait = Callable[[], None]


def commit(editor: QWidget, text: str) -> None:
    """Give text as an input method does, which is how Chinese is typed."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(editor, event)


class Keyboard:
    """Types at whatever has the focus and counts the presses that are not text."""

    def __init__(self) -> None:
        self.presses = 0

    def text(self, text: str) -> None:
        commit(self._focus(), text)

    def press(self, key: Qt.Key, with_: Qt.KeyboardModifier | None = None) -> None:
        self.presses += 1
        QTest.keyClick(self._focus(), key, with_ or Qt.KeyboardModifier.NoModifier)

    @staticmethod
    def _focus() -> QWidget:
        focus = QApplication.focusWidget()
        assert focus is not None
        return focus


@pytest.fixture
def page(receptionist: Desk, home: Wait, qtbot: QtBot) -> Iterator[VisitPage]:
    """The reception page in a window, its first reading done."""
    made = VisitPage(context_of(receptionist))
    qtbot.addWidget(made)
    made.resize(1180, 700)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.enter()
    home()
    yield made
    made.close()


def sheet(desk: Desk, page: VisitPage) -> DaySheet:
    return desk.read(visits_of_day, VisitsOf(page.context.today()))


def type_phone(page: VisitPage, home: Wait, phone: str) -> None:
    QTest.keyClicks(page.reception.phone.editor, phone)
    QTest.qWait(90)
    home()


def shell_of(page: VisitPage) -> HeldShell:
    shell = page.context.shell
    assert isinstance(shell, HeldShell)
    return shell


def test_a_whole_reception_takes_at_most_twelve_keys_besides_text(
    page: VisitPage, receptionist: Desk, home: Wait
) -> None:
    keys = Keyboard()
    keys.text("13800138021")
    keys.press(Qt.Key.Key_Tab)
    keys.text("王小明")
    keys.press(Qt.Key.Key_Tab)  # what they come for: as proposed
    keys.press(Qt.Key.Key_Tab)
    keys.press(Qt.Key.Key_D)  # source: 短视频 by its initial
    keys.press(Qt.Key.Key_Tab)
    keys.press(Qt.Key.Key_X)  # model: the first that begins with X
    keys.press(Qt.Key.Key_Tab)
    keys.press(Qt.Key.Key_H)  # level H
    keys.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    home()
    assert keys.presses <= 12
    (line,) = sheet(receptionist, page).lines
    assert (line.name, line.phone, line.level) == ("王小明", "138****8021", IntentLevel.H)
    assert line.kind is VisitKind.FIRST
    assert line.model is not None
    assert line.receiver is not None
    assert QApplication.focusWidget() is page.reception.phone.editor
    assert "王小明" in shell_of(page).toasts[0]


def test_a_visitor_without_data_is_one_shortcut(
    page: VisitPage, receptionist: Desk, home: Wait
) -> None:
    page.reception.entry.save_action.trigger()
    home()
    assert [line.name for line in sheet(receptionist, page).lines] == [None]
    page.changed(frozenset({"visit"}))
    home()
    assert page.table.model.rowCount() == 1


def test_while_the_phone_is_typed_the_panel_says_who_it_is(
    page: VisitPage, receptionist: Desk, home: Wait, clock: SetClock
) -> None:
    done = come(receptionist)
    clock.advance(hours=1)
    type_phone(page, home, "1390000")
    assert "王芳" in page.reception.panel.told
    assert "还差 4 位" in page.reception.phone._note.text()  # noqa: SLF001 - what is read beside it
    type_phone(page, home, "0000")
    assert "老客户 王芳 · 139****0000 · H 级" in page.reception.panel.told
    assert "归属" in page.reception.panel.told
    entry = page.reception.entry
    assert entry.fields["name"].value() == "王芳"
    assert entry.fields["level"].value() is IntentLevel.H
    assert entry.fields["received_by_id"].value() == done.received_by_id
    assert page.reception.coming.combo.currentText() == "二次来店"
    page.reception.panel._opens.trigger()  # noqa: SLF001 - Ctrl+O
    assert shell_of(page).opened == [("customer", done.customer_id)]


def test_what_the_user_chose_is_not_replaced_by_a_proposal(
    page: VisitPage, receptionist: Desk, home: Wait
) -> None:
    come(receptionist)
    page.reception.level.set_value(IntentLevel.C)
    type_phone(page, home, "13900000000")
    assert page.reception.level.value() is IntentLevel.C


def test_another_name_on_a_known_phone_warns_before_saving(
    page: VisitPage, receptionist: Desk, home: Wait
) -> None:
    come(receptionist)
    commit(page.reception.name.editor, "李强")
    type_phone(page, home, "13900000000")
    assert "同号不同名" in page.reception.panel.told
    page.reception.entry.save_action.trigger()
    home()
    assert "撞单" in shell_of(page).toasts[-1]


def test_a_phone_without_a_name_goes_to_the_name(
    page: VisitPage, receptionist: Desk, home: Wait
) -> None:
    type_phone(page, home, "13800138021")
    page.reception.entry.save_action.trigger()
    home()
    assert QApplication.focusWidget() is page.reception.name.editor
    assert page.reception.name.error
    assert sheet(receptionist, page).lines == []


def test_the_last_source_and_model_are_proposed_again(page: VisitPage, home: Wait) -> None:
    entry = page.reception.entry
    entry.fields["source"].set_value(Source.LIVE_STREAM)
    model = page.reception.model.choices[1].value
    page.reception.model.set_value(model)
    entry.save_action.trigger()
    home()
    assert entry.fields["source"].value() is Source.LIVE_STREAM
    assert page.reception.model.value() == model


def test_a_draft_typed_back_is_not_overwritten_by_the_greeting(page: VisitPage, home: Wait) -> None:
    page.reception.entry.restore({"phone": "139", "name": "半个名字", "level": "C"})
    page.reception.phone.changed.emit()
    QTest.qWait(90)
    home()
    assert page.reception.name.value() == "半个名字"
    assert page.reception.level.value() is IntentLevel.C


def test_what_a_crash_left_is_offered_when_the_page_is_opened_again(
    receptionist: Desk, home: Wait, qtbot: QtBot
) -> None:
    receptionist.write(keep_draft, KeepDraft("visit.register", {"phone": "139", "name": "王"}))
    made = VisitPage(context_of(receptionist))
    qtbot.addWidget(made)
    made.offer_drafts()
    made.show()
    made.enter()
    home()
    made.reception.entry.banner.offers[0].click()
    assert made.reception.name.value() == "王"


def test_keys_in_the_list_leave_return_and_open(
    page: VisitPage, receptionist: Desk, home: Wait
) -> None:
    done = come(receptionist)
    page.reread()
    home()
    page.table.setFocus()
    view = page.table.view
    QTest.keyClick(view, Qt.Key.Key_L)
    home()
    assert not sheet(receptionist, page).lines[0].seen.in_hall
    QTest.keyClick(view, Qt.Key.Key_R)
    home()
    assert sheet(receptionist, page).lines[0].seen.in_hall
    for key in (Qt.Key.Key_Return, Qt.Key.Key_T, Qt.Key.Key_Q, Qt.Key.Key_F):
        QTest.keyClick(view, key)
    kinds = ["customer", "drive_for", "quote_for", "follow_up"]
    assert shell_of(page).opened == [(kind, done.customer_id) for kind in kinds]


def correcting(page: VisitPage, home: Wait) -> Form:
    """Press E on the list's first visit."""
    page.reread()
    home()
    page.table.setFocus()
    QTest.keyClick(page.table.view, Qt.Key.Key_E)
    home()
    return page.correction.entry


def test_a_visit_is_corrected_from_the_list_with_its_history(
    page: VisitPage, receptionist: Desk, home: Wait, clock: SetClock
) -> None:
    done = come(receptionist, note="看 XC60")
    clock.advance(minutes=5, seconds=7)
    entry = correcting(page, home)
    assert page.correction.isVisible()
    assert entry.fields["name"].value() == "王芳"
    assert entry.fields["phone"].value() is None
    assert not page.reception.entry.save_action.isEnabled()
    entry.fields["party_size"].set_value(3)
    commit(entry.fields["note"].editor, "，要白色")
    QTest.keyClick(entry.fields["name"].editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    home()
    now = receptionist.read(entered, done.visit_id)
    assert (now.party_size, now.phone) == (3, "139****0000")
    assert "要白色" in (now.note or "")
    assert {change.field for change in now.history} == {"party_size", "note"}
    assert {change.by for change in now.history} == {"孙悦"}
    assert not page.correction.isVisible()
    assert page.reception.entry.save_action.isEnabled()
    assert "已更正 王芳" in shell_of(page).toasts[-1]
    assert len(sheet(receptionist, page).lines) == 1


def test_a_misspelt_name_is_corrected_on_its_card_too(
    page: VisitPage, receptionist: Desk, home: Wait
) -> None:
    done = come(receptionist)
    entry = correcting(page, home)
    entry.fields["name"].set_value("汪方")
    entry.save_action.trigger()
    home()
    (line,) = sheet(receptionist, page).lines
    assert (line.name, line.customer_id) == ("汪方", done.customer_id)
    assert "撞单" not in shell_of(page).toasts[-1]


def test_escape_leaves_the_visit_as_it_was(page: VisitPage, receptionist: Desk, home: Wait) -> None:
    done = come(receptionist)
    entry = correcting(page, home)
    entry.fields["party_size"].set_value(3)
    QTest.keyClick(entry.fields["name"].editor, Qt.Key.Key_Escape)
    home()
    assert receptionist.read(entered, done.visit_id).party_size == 1
    assert page.reception.isVisible()
    assert not page.dirty


def test_a_visitor_without_data_gets_a_card_by_correction(
    page: VisitPage, receptionist: Desk, home: Wait
) -> None:
    page.reception.entry.save_action.trigger()
    home()
    entry = correcting(page, home)
    QTest.keyClicks(entry.fields["phone"].editor, "13800138021")
    entry.save_action.trigger()
    home()
    assert entry.fields["name"].error
    entry.fields["name"].set_value("王小明")
    entry.fields["level"].set_value(IntentLevel.H)
    entry.save_action.trigger()
    home()
    (line,) = sheet(receptionist, page).lines
    assert (line.name, line.level, line.phone) == ("王小明", IntentLevel.H, "138****8021")


def test_chips_filter_the_list_and_carry_its_counts(
    page: VisitPage, receptionist: Desk, home: Wait
) -> None:
    come(receptionist)
    come(receptionist, phone="13900000002", name="李强")
    page.reread()
    home()
    page.table.go_to(0)
    page.table.setFocus()
    QTest.keyClick(page.table.view, Qt.Key.Key_L)
    home()
    page.reread()
    home()
    QTest.mouseClick(page.chips.findChildren(QPushButton)[1], Qt.MouseButton.LeftButton)
    assert page.chips.value is Show.IN_HALL
    assert page.table.model.rowCount() == 1


def test_the_days_log_is_shown_as_a_paper(page: VisitPage, receptionist: Desk, home: Wait) -> None:
    come(receptionist)
    (log,) = [a for a in page.header_actions if a.shortcut().toString() == "Ctrl+P"]
    log.trigger()
    home()
    assert shell_of(page).papers == ["来店登记表-2026-11-22.pdf"]


def test_the_visits_on_screen_are_saved_with_phones_masked(
    page: VisitPage, receptionist: Desk, home: Wait, tmp_path: Path
) -> None:
    come(receptionist)
    page.reread()
    home()
    save_table(page, page.table, page.title, tmp_path / "out.xlsx")
    home()
    rows = CalamineWorkbook.from_path(str(tmp_path / "out.xlsx")).get_sheet_by_index(0).to_python()
    assert rows[2][:5] == ["时间", "在店时长", "客户", "到店性质", "手机"]
    assert rows[3][0] == datetime(2026, 11, 22, 10, 0)  # noqa: DTZ001 - a sheet knows no zone
    assert rows[3][2:5] == ["王芳", "首次来店", "139****0000"]


def test_clearing_can_be_taken_back(page: VisitPage, home: Wait) -> None:
    commit(page.reception.name.editor, "王小明")
    page.reception.clear_action.trigger()
    home()
    assert page.reception.name.value() is None
    assert shell_of(page).toasts == ["已清空登记表"]


def test_every_action_has_its_own_key(page: VisitPage) -> None:
    keys = [action.shortcut().toString() for action in page.page_actions]
    keys = [key for key in keys if key]
    assert len(keys) == len(set(keys))
    assert all(isinstance(action, QAction) for action in page.page_actions)


def test_the_page_speaks_english_too(receptionist: Desk, home: Wait, qtbot: QtBot) -> None:
    use("en", strict=True)
    page = VisitPage(context_of(receptionist))
    qtbot.addWidget(page)
    page.enter()
    home()
    assert page.title == "Reception"
    use("zh_CN", strict=True)


def test_pages_lose_no_reference_to_none(page: VisitPage) -> None:
    before = sys.getrefcount(None)
    for _ in range(50):
        page.repaint()
    assert abs(sys.getrefcount(None) - before) < 50
