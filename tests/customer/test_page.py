"""The archive page: found by typing, read on one page, changed without the mouse."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from showroom.customer.card import Card, CardOf, card
from showroom.desk import Desk
from showroom.rights import EVERYONE, allows
from showroom.staff.commands import SignIn, sign_in
from showroom.terms import IntentLevel
from showroom.unit import Unit
from tests.conftest import PASSWORD
from tests.factories import customer
from tests.ui.conftest import HeldShell, chinese, context_of, home, lanes
from tests.visit.arrivals import come
from ui.pages.customer import CustomerPage

__all__ = ["chinese", "home", "lanes"]
Wait = Callable[[], None]


@pytest.fixture
def people(manager: Desk) -> list[UUID]:
    """Two customers, and a third on the first one's phone."""
    found = [
        come(manager, name="王小明", phone="13800138021"),
        come(manager, name="刘芳", phone="13911112222", level=IntentLevel.A),
        come(manager, name="李强", phone="13800138021"),
    ]
    return [done.customer_id for done in found if done.customer_id]


def opened(desk: Desk, qtbot: QtBot, home: Wait) -> CustomerPage:
    """The page in a window, its first reading done."""
    made = CustomerPage(context_of(desk))
    qtbot.addWidget(made)
    made.resize(1180, 700)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.enter()
    home()
    return made


@pytest.fixture
def page(manager: Desk, people: list[UUID], qtbot: QtBot, home: Wait) -> Iterator[CustomerPage]:
    """The manager's page."""
    made = opened(manager, qtbot, home)
    yield made
    made.close()


def commit(editor: QWidget, text: str) -> None:
    """Give text as an input method does."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(editor, event)


def shown(desk: Desk, key: UUID) -> Card:
    return desk.read(card, CardOf(key))


def look_at(page: CustomerPage, key: UUID, home: Wait) -> None:
    page.open_record("customer", key)
    home()


def names(page: CustomerPage) -> list[str]:
    return [line.name for line in page.table.model.lines]


def shell_of(page: CustomerPage) -> HeldShell:
    shell = page.context.shell
    assert isinstance(shell, HeldShell)
    return shell


def press(page: CustomerPage, words: str) -> None:
    """Press the button whose words begin so."""
    buttons = page.person.findChildren(QPushButton)
    next(b for b in buttons if b.isVisible() and b.text().startswith(words)).click()


def test_typing_initials_finds_and_enter_opens(page: CustomerPage, home: Wait) -> None:
    QTest.keyClicks(page.search, "wxm")
    QTest.qWait(120)
    home()
    assert names(page) == ["王小明"]
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    home()
    assert "王小明" in page.person.head.told
    page.search.clear()
    home()
    assert len(names(page)) == 3


def test_chips_and_owner_narrow_the_list(page: CustomerPage, home: Wait) -> None:
    chip = next(c for c in page.chips.findChildren(QPushButton) if c.text().startswith("A "))
    chip.click()
    home()
    assert names(page) == ["刘芳"]
    assert chip.text() == "A 1"


def test_the_number_is_masked_until_it_is_asked_for(
    page: CustomerPage, people: list[UUID], home: Wait
) -> None:
    look_at(page, people[0], home)
    assert "138****8021" in page.person.head.told
    page.person.reveal_action.trigger()
    home()
    assert "138 0013 8021" in page.person.head.told


def test_a_contact_is_recorded_from_the_card(
    page: CustomerPage, manager: Desk, people: list[UUID], home: Wait
) -> None:
    page.open_record("follow_up", people[1])
    home()
    form = page.person.follow_form
    assert form.isVisible()
    commit(form.entry.fields["content"].editor, "约周末再来")
    commit(form.entry.fields["promise"].editor, "留一台白色")
    form.entry.save_action.trigger()
    home()
    now = shown(manager, people[1])
    assert (now.events[0].text, now.standing.promise) == ("约周末再来", "留一台白色")
    assert not form.isVisible()
    assert "已记录跟进" in shell_of(page).toasts[-1]


def test_an_edit_keeps_the_masked_number(
    page: CustomerPage, manager: Desk, people: list[UUID], home: Wait
) -> None:
    look_at(page, people[1], home)
    page.person.edit()
    entry = page.person.edit_form.entry
    assert entry.fields["phone"].value() is None
    commit(entry.fields["colour"].editor, "白")
    commit(entry.fields["budget"].editor, "31-35万")
    entry.save_action.trigger()
    home()
    person = shown(manager, people[1]).person
    assert (person.colour, person.budget_max_fen) == ("白", 35_000_000)
    assert person.phone == "139****2222"


def test_a_wrong_edit_is_said_beside_its_field(
    page: CustomerPage, people: list[UUID], home: Wait
) -> None:
    look_at(page, people[1], home)
    page.person.edit()
    entry = page.person.edit_form.entry
    commit(entry.fields["budget"].editor, "很多")
    entry.save_action.trigger()
    home()
    assert "31-35" in entry.fields["budget"].error
    assert page.person.edit_form.isVisible()


def test_a_clash_is_settled_side_by_side(
    page: CustomerPage, manager: Desk, people: list[UUID], home: Wait
) -> None:
    look_at(page, people[0], home)
    assert "李强" in page.person.banner.text
    page.person.banner.offers[0].click()
    home()
    press(page, "同一人，保留 王小明")
    home()
    assert shown(manager, people[2]).customer_id == people[0]
    page.changed(frozenset({"customer"}))
    home()
    assert page.person.banner.text == ""
    assert names(page).count("李强") == 0


def test_a_consultant_sees_the_clash_but_gives_no_verdict(
    manager: Desk, people: list[UUID], qtbot: QtBot, home: Wait
) -> None:
    page = opened(sign_in(manager, SignIn("liqian", PASSWORD)), qtbot, home)
    look_at(page, people[0], home)
    page.person.banner.offers[0].click()
    home()
    told = [b.text() for b in page.person.clash.findChildren(QPushButton) if b.isVisible()]
    assert told == []


def test_a_loss_is_asked_for_and_approved_on_the_card(
    page: CustomerPage, manager: Desk, people: list[UUID], home: Wait
) -> None:
    look_at(page, people[1], home)
    page.person.ask_loss()
    entry = page.person.loss_form.entry
    entry.fields["category"].restore("RIVAL_BRAND")
    commit(entry.fields["reason"].editor, "买了竞品")
    entry.save_action.trigger()
    home()
    page.person.reread()
    home()
    assert "战败申请" in page.person.banner.text
    page.person.banner.offers[0].click()
    home()
    assert shown(manager, people[1]).standing.level is IntentLevel.F1


def test_the_more_menu_offers_what_the_person_may(
    page: CustomerPage, people: list[UUID], home: Wait
) -> None:
    look_at(page, people[1], home)
    menu = page.person.more_menu()
    told = [action.text() for action in menu.actions() if action.text()]
    assert told[:3] == ["预约试驾", "报价", "打印意向客户卡"]
    assert told[3:] == ["改级别", "分配顾问", "申请战败", "删除个人信息"]
    menu.deleteLater()


def test_keys_of_the_list_go_on_with_the_customer(
    page: CustomerPage, people: list[UUID], home: Wait
) -> None:
    look_at(page, people[1], home)
    page.table.setFocus()
    for key in (Qt.Key.Key_T, Qt.Key.Key_Q):
        QTest.keyClick(page.table.view, key)
    assert shell_of(page).opened == [("drive_for", people[1]), ("quote_for", people[1])]


def test_every_action_of_the_page_has_its_own_key(page: CustomerPage) -> None:
    forms = {form.save_action for form in page.forms}
    keys = [a.shortcut().toString() for a in page.page_actions if a not in forms]
    keys = [key for key in keys if key]
    assert len(keys) == len(set(keys))


def test_the_last_of_many_customers_is_reached_by_end(
    manager: Desk, qtbot: QtBot, home: Wait
) -> None:
    last = manager.write(file_many, 1500).value
    page = opened(manager, qtbot, home)
    assert page.table.model.rowCount() == 400
    page.table.setFocus()
    QTest.keyClick(page.table.view, Qt.Key.Key_End)
    home()
    assert page.table.model.rowCount() == 1500
    assert page.table.current is not None
    assert page.table.current.id == last
    assert len({line.id for line in page.table.model.lines}) == 1500
    page.changed(frozenset({"customer"}))
    home()
    assert page.table.current.id == last


def test_scrolling_reads_on_and_sorting_orders_every_row(
    manager: Desk, qtbot: QtBot, home: Wait
) -> None:
    manager.write(file_many, 1500)
    page = opened(manager, qtbot, home)
    bar = page.table.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    home()
    assert page.table.model.rowCount() == 800
    page.table.view.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    home()
    assert names(page)[:2] == ["客户1499", "客户1498"]
    assert page.table.model.rowCount() == 1500


def test_the_list_is_saved_as_filtered_with_phones_masked(
    page: CustomerPage, home: Wait, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chip = next(c for c in page.chips.findChildren(QPushButton) if c.text().startswith("A "))
    chip.click()
    home()
    offered: list[str] = []

    def choose(*asked: str) -> tuple[str, str]:
        offered.append(asked[2])
        return str(tmp_path / "out.xlsx"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    page.export()
    home()
    assert offered[0].endswith("客户档案-南京河西店-20261122.xlsx")
    rows = CalamineWorkbook.from_path(str(tmp_path / "out.xlsx")).get_sheet_by_index(0).to_python()
    assert [row[:2] for row in rows[2:]] == [["客户", "手机"], ["刘芳", "139****2222"]]
    assert page.can_export


def test_the_lead_card_is_shown_as_a_paper(
    page: CustomerPage, people: list[UUID], home: Wait
) -> None:
    look_at(page, people[0], home)
    page.person.print_action.trigger()
    home()
    assert shell_of(page).papers == ["意向客户卡-王小明.pdf"]


@allows(*EVERYONE)
def file_many(unit: Unit, count: int) -> UUID:
    """So many cards, due one after the other; gives the last one."""
    rows = [customer(unit.outlet_id, f"客户{at:04d}", None) for at in range(count)]
    for at, row in enumerate(rows):
        row.next_follow_up_at = unit.now + timedelta(minutes=at // 2)
        unit.add(row)
    late = [row for row in rows if row.next_follow_up_at == rows[-1].next_follow_up_at]
    return max(late, key=lambda row: row.id.bytes).id


def test_erasing_names_the_person_and_the_consequence_and_wants_the_name_typed(
    page: CustomerPage, people: list[UUID], home: Wait
) -> None:
    look_at(page, people[1], home)
    page.person.acts.ask_to_erase()
    home()
    asked = page.person.acts.erasing
    assert asked is not None
    assert asked.confirm is not None
    assert "刘芳" in asked.windowTitle()
    assert not asked.confirm.isEnabled()
    commit(asked.name.editor, "刘方")
    commit(asked.reason.editor, "客户 11 月 22 日来电要求")
    assert not asked.confirm.isEnabled()
    asked.name.restore("刘芳")
    asked.name.changed.emit()
    assert asked.confirm.isEnabled()
    asked.confirm.click()
    home()
    page.reread()
    home()
    assert page.person.card is None
    assert "刘芳" not in [line.name for line in page.table.model.lines]
