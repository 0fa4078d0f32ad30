"""The test drive page: one drive from the customer to the feedback, by keys alone."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from showroom.desk import Desk
from showroom.terms import DriveMode, DriveStatus, IntentLevel
from showroom.testdrive.form import Step, step_of
from showroom.testdrive.queries import Day, DriveLine, day
from showroom.testdrive.sitting import Sitting, card
from tests.testdrive.bookings import LICENCE, TODAY, booked, car, driven, guest, local
from tests.ui.conftest import HeldMemory, HeldShell, chinese, context_of, home, lanes
from ui.context import Context
from ui.kit.fields import LineField
from ui.pages.testdrive import TestDrivePage
from ui.words import use

__all__ = ["chinese", "home", "lanes"]
Wait = Callable[[], None]
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(*keys: Qt.Key, with_: Qt.KeyboardModifier = NONE) -> None:
    for key in keys:
        QTest.keyClick(focus(), key, with_)


def write(text: str) -> None:
    QTest.keyClicks(focus(), text)


def save(home: Wait) -> None:
    press(Qt.Key.Key_S, with_=CTRL)
    home()
    home()


def shown(context: Context, qtbot: QtBot, home: Wait) -> TestDrivePage:
    """The page in a window, its first reading done."""
    made = TestDrivePage(context)
    qtbot.addWidget(made)
    made.resize(1160, 700)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.enter()
    home()
    return made


@pytest.fixture
def wang(consultant: Desk) -> UUID:
    """A customer on file."""
    return guest(consultant)


@pytest.fixture
def page(consultant: Desk, wang: UUID, home: Wait, qtbot: QtBot) -> Iterator[TestDrivePage]:
    """The page of a consultant."""
    made = shown(context_of(consultant), qtbot, home)
    yield made
    home()
    made.close()


def only(desk: Desk) -> DriveLine:
    return desk.read(day, Day(TODAY))[0]


def form_of(page: TestDrivePage) -> Any:
    """The form shown at the right."""
    assert page.panel.form is not None
    return page.panel.form


def day_of(page: TestDrivePage) -> Sitting:
    """The day shown at the left."""
    assert page.day.sitting is not None
    return page.day.sitting


def start_of(page: TestDrivePage) -> datetime:
    """When the booking being typed starts."""
    typed = page.panel.slot()
    assert typed is not None
    return typed[1].starts_at


def shell_of(page: TestDrivePage) -> HeldShell:
    shell = page.context.shell
    assert isinstance(shell, HeldShell)
    return shell


def test_from_a_customer_to_the_feedback_without_the_mouse(
    consultant: Desk, page: TestDrivePage, qtbot: QtBot, home: Wait
) -> None:
    press(Qt.Key.Key_N, with_=CTRL)
    write("wf")
    field = form_of(page).fields["customer"]
    qtbot.waitUntil(lambda: bool(field.box.finds()), timeout=5000)
    press(Qt.Key.Key_Return)
    save(home)
    line = only(consultant)
    assert (line.customer, line.status, line.escort) == ("王芳", DriveStatus.BOOKED, "李倩")
    assert (line.starts_at, line.ends_at) == (local(10), local(10, 30))

    write(LICENCE)
    press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    write("20180501")
    press(Qt.Key.Key_Return)
    write("2028-05-01")
    press(*[Qt.Key.Key_Tab] * 4)
    press(Qt.Key.Key_Space)
    save(home)
    assert step_of(only(consultant)) is Step.GO_OUT
    assert len(shell_of(page).papers) == 1

    save(home)
    assert only(consultant).status is DriveStatus.OUT
    press(*[Qt.Key.Key_Up] * 8)
    save(home)
    assert only(consultant).in_km == (only(consultant).out_km or 0) + 8

    for score in "544355":
        write(score)
        press(Qt.Key.Key_Return)
    write("a")
    save(home)
    found = consultant.read(card, only(consultant).id)
    assert found is not None
    assert (found.level, step_of(found.line)) == (IntentLevel.A, Step.FINISHED)
    assert found.feedback is not None
    assert [score for _name, score in found.feedback.scores] == [5, 4, 4, 3, 5, 5]


def test_a_free_place_in_the_diary_is_booked_by_arrows_and_enter(page: TestDrivePage) -> None:
    page.day.begin()
    press(Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
    chosen = page.panel.slot()
    assert chosen is not None
    assert chosen[0] == day_of(page).cars[1].id
    assert chosen[1].starts_at == local(11)
    assert focus() is form_of(page).fields["customer"].editor


def test_a_booking_in_the_diary_opens_by_enter(
    consultant: Desk, page: TestDrivePage, wang: UUID, home: Wait
) -> None:
    key = booked(consultant, wang, local(10, 30))
    page.reread()
    home()
    page.day.begin()
    press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    home()
    assert page.chosen == key


def test_a_click_on_a_free_place_is_the_same(page: TestDrivePage) -> None:
    view = page.day.diary.view
    page.day.begin()
    view.go_to(2, 12 * 60)
    spot = view.cursor_spot
    assert spot is not None
    at = view.area(spot).center().toPoint()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=at)
    assert start_of(page) == local(12)


def test_the_list_opens_the_same_drives(
    consultant: Desk, page: TestDrivePage, wang: UUID, home: Wait
) -> None:
    first, second = booked(consultant, wang, local(14)), booked(consultant, wang, local(16))
    page.reread()
    home()
    press(Qt.Key.Key_B, with_=CTRL)
    press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    home()
    assert page.chosen == second
    page.step(-1)
    home()
    assert page.chosen == first


def test_another_day_by_key_and_back(page: TestDrivePage, home: Wait) -> None:
    page.day.begin()
    press(Qt.Key.Key_PageDown, with_=CTRL)
    home()
    assert day_of(page).on.day == 23
    press(Qt.Key.Key_Home, with_=Qt.KeyboardModifier.AltModifier)
    home()
    assert day_of(page).on == TODAY


def test_a_taken_time_is_said_while_typing(
    consultant: Desk, page: TestDrivePage, wang: UUID, home: Wait
) -> None:
    booked(consultant, wang, local(14))
    page.reread()
    home()
    start = form_of(page).fields["start"]
    start.set_value(local(14, 10))
    start.changed.emit()
    assert "14:40" in start.editor.accessibleDescription()
    line = start.editor
    assert line.property("state") == "warn"


def test_reception_sends_the_customer_with_the_visit(
    page: TestDrivePage, wang: UUID, home: Wait, consultant: Desk
) -> None:
    page.open_record("drive_for", wang)
    home()
    assert form_of(page).fields["customer"].value() == wang
    save(home)
    assert only(consultant).customer_id == wang


def to_agreement(page: TestDrivePage, consultant: Desk, wang: UUID, home: Wait) -> UUID:
    key = booked(consultant, wang, local(14))
    page.open_drive(key)
    home()
    return key


def test_a_young_licence_is_warned_of_and_the_ride_is_one_key_away(
    consultant: Desk, page: TestDrivePage, wang: UUID, home: Wait
) -> None:
    to_agreement(page, consultant, wang, home)
    form_of(page).go_to("first_issue_date")
    write("2026-01-05")
    press(Qt.Key.Key_Tab)
    assert "试乘" in form_of(page).banner.text
    press(Qt.Key.Key_M, with_=CTRL)
    home()
    home()
    assert only(consultant).mode is DriveMode.RIDE
    assert "licence_no" not in form_of(page).fields


def test_a_name_without_a_glyph_is_said_beside_the_name(
    consultant: Desk, page: TestDrivePage, wang: UUID, home: Wait
) -> None:
    to_agreement(page, consultant, wang, home)
    form = form_of(page)
    facts = {"driver_name": "王𪚥", "licence_no": LICENCE, "first_issue_date": "2018-05-01",
             "licence_valid_to": "2028-05-01", "statements_read": "1"}  # fmt: skip
    form.restore(facts)
    save(home)
    assert "𪚥" in form.fields["driver_name"].error
    assert not only(consultant).signed


def test_the_draft_of_the_agreement_can_be_looked_at(
    consultant: Desk, page: TestDrivePage, wang: UUID, home: Wait
) -> None:
    to_agreement(page, consultant, wang, home)
    form = form_of(page)
    form.restore({"licence_no": LICENCE, "first_issue_date": "2018-05-01",
                  "licence_valid_to": "2028-05-01"})  # fmt: skip
    press(Qt.Key.Key_P, with_=CTRL)
    home()
    assert len(shell_of(page).papers) == 1
    assert not only(consultant).signed


def test_a_booking_is_called_off_with_its_reason(
    consultant: Desk, page: TestDrivePage, wang: UUID, home: Wait
) -> None:
    to_agreement(page, consultant, wang, home)
    press(Qt.Key.Key_D, with_=CTRL)
    sheet = page.findChild(QDialog)
    assert sheet is not None
    reason = sheet.findChild(LineField)
    assert reason is not None
    reason.line.setText("客户改期")
    danger = [each for each in sheet.findChildren(QPushButton) if each.property("kind") == "danger"]
    danger[0].click()
    home()
    assert (only(consultant).status, only(consultant).cancel_reason) == (
        DriveStatus.CANCELLED, "客户改期",
    )  # fmt: skip


def test_a_booking_moves_from_its_own_form(
    consultant: Desk, page: TestDrivePage, wang: UUID, home: Wait
) -> None:
    to_agreement(page, consultant, wang, home)
    press(Qt.Key.Key_R, with_=CTRL)
    form = form_of(page)
    assert form.fields["start"].value() == local(14)
    form.fields["start"].set_value(local(16))
    save(home)
    assert only(consultant).starts_at == local(16)
    assert step_of(only(consultant)) is Step.SIGN
    assert "licence_no" in form_of(page).fields


def test_what_is_typed_for_a_drive_waits_with_it(
    consultant: Desk, page: TestDrivePage, wang: UUID, home: Wait
) -> None:
    key = to_agreement(page, consultant, wang, home)
    write("110105")
    page.new()
    home()
    page.open_drive(key)
    home()
    home()
    form_of(page).banner.offers[0].click()
    assert form_of(page).draft()["licence_no"] == "110105"


def test_the_page_comes_back_to_the_drive_it_was_left_on(
    consultant: Desk, wang: UUID, qtbot: QtBot, home: Wait
) -> None:
    key = booked(consultant, wang, local(14))
    context = context_of(consultant)
    assert isinstance(context.memory, HeldMemory)
    context.memory.keep("testdrive.drive", str(key))
    made = shown(context, qtbot, home)
    home()
    assert made.chosen == key


def test_reception_is_told_that_a_consultant_signs(
    consultant: Desk, receptionist: Desk, qtbot: QtBot, home: Wait
) -> None:
    key = booked(consultant, guest(consultant), local(14))
    made = shown(context_of(receptionist), qtbot, home)
    made.open_drive(key)
    home()
    assert made.panel.form is None
    assert not made.panel.acts.paper.isEnabled()
    assert made.panel.acts.cancel.isEnabled()


def test_what_is_over_shows_its_record_and_papers(
    consultant: Desk, page: TestDrivePage, wang: UUID, home: Wait
) -> None:
    key = booked(consultant, wang, local(10))
    driven(consultant, key)
    page.open_drive(key)
    home()
    press(Qt.Key.Key_P, with_=CTRL)
    home()
    assert "试乘试驾协议" in shell_of(page).papers[0]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_step_is_named_for_those_who_hear_it(
    consultant: Desk, wang: UUID, qtbot: QtBot, home: Wait, language: str
) -> None:
    use(language, strict=True)
    key = booked(consultant, wang, local(10))
    made = shown(context_of(consultant), qtbot, home)
    for look in (lambda: None, lambda: made.open_drive(key)):
        look()
        home()
        for widget in made.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
                assert widget.accessibleName(), widget
    use("zh_CN", strict=True)


def test_every_demo_car_has_its_column(consultant: Desk, page: TestDrivePage) -> None:
    heads = [lane.detail for lane in page.day.diary.view.day.lanes]
    assert heads == [car(consultant, at).plate for at in range(3)]
