"""Forms: one command, one draft, Enter that never submits."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from showroom.desk import Desk
from showroom.errors import Refusal, Trouble
from showroom.rights import EVERYONE, allows
from showroom.staff.drafts import FindDraft, KeepDraft, find_draft, keep_draft
from showroom.unit import Unit
from ui.context import Context
from ui.kit.fields import IntField, LineField, NotesField, PhoneField
from ui.kit.form import Form

Home = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Enter:
    """What the form of these tests sends."""

    phone: str | None
    name: str
    party: int | None
    note: str | None = None


CALLS: list[Enter] = []


@allows(*EVERYONE)
def enter(unit: Unit, command: Enter) -> UUID:
    """Takes the command, unless its name is one the rules refuse."""
    CALLS.append(command)
    if command.name == "full":
        raise Trouble("store.full")
    if command.name == "nobody":
        raise Refusal("staff.sign_in_first")
    if command.name == "taken":
        raise Refusal("staff.login_taken", field="name", login="x")
    return unit.new_id()


@pytest.fixture
def form(context: Context, qtbot: QtBot) -> Form:
    CALLS.clear()
    made = Form("test.enter", context)
    made.add(PhoneField("phone", "手机号"))
    made.add(LineField("name", "姓名", required=True))
    made.add(IntField("party", "人数", (1, 20)))
    made.add(NotesField("note", "要点"), span=2)
    made.save_action.triggered.connect(lambda _checked: None)
    qtbot.addWidget(made)
    made.addAction(made.save_action)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_enter_goes_through_the_fields_and_never_submits(form: Form, qtbot: QtBot) -> None:
    heard = QSignalSpy(form.save_action.triggered)
    form.go_to("phone")
    for name in ("name", "party", "note"):
        focus = QApplication.focusWidget()
        assert focus is not None
        qtbot.keyClick(focus, Qt.Key.Key_Return)
        assert QApplication.focusWidget() is form.fields[name].editor
    assert heard.count() == 0


def test_a_scanner_burst_ends_in_the_next_field(form: Form, qtbot: QtBot) -> None:
    form.go_to("name")
    qtbot.keyClicks(form.fields["name"].editor, "LVYUZ10A7TB000123")
    qtbot.keyClick(form.fields["name"].editor, Qt.Key.Key_Enter)
    assert QApplication.focusWidget() is form.fields["party"].editor
    assert CALLS == []


def test_read_only_fields_are_passed_over(form: Form, qtbot: QtBot) -> None:
    form.fields["name"].set_read_only(True)
    form.go_to("phone")
    qtbot.keyClick(form.fields["phone"].editor, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is form.fields["party"].editor


def test_a_wrong_field_is_named_and_gets_the_cursor(form: Form) -> None:
    form.fill(party=3)
    assert form.command(Enter) is None
    assert form.fields["name"].error == "请填写姓名"
    assert QApplication.focusWidget() is form.fields["name"].editor


def test_ctrl_s_saves_from_any_field(form: Form, qtbot: QtBot) -> None:
    heard = QSignalSpy(form.save_action.triggered)
    form.go_to("note")
    qtbot.keyClick(form.fields["note"].editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert heard.count() == 1


def test_a_double_save_writes_once(form: Form, home: Home) -> None:
    form.fill(name="王小明", party=2)
    given: list[UUID] = []
    for _ in range(3):
        form.send(enter, form.command(Enter), given.append)
    home()
    assert len(CALLS) == 1
    assert len(given) == 1


def test_a_save_repeated_after_a_crash_gives_the_first_result(
    form: Form, context: Context, home: Home
) -> None:
    form.fill(name="王小明")
    command, once = form.command(Enter), form.command_id
    given: list[UUID] = []
    form.send(enter, command, given.append)
    home()
    assert command is not None
    again = context.desk.write(enter, command, once)
    assert [again.value] == given
    assert len(CALLS) == 1


def test_a_new_command_begins_after_a_save(form: Form, home: Home) -> None:
    first = form.command_id
    form.fill(name="王小明")
    form.send(enter, form.command(Enter), lambda _id: None)
    home()
    assert form.command_id != first
    assert not form.dirty


def test_a_refusal_stands_by_its_field_and_what_is_typed_stays(form: Form, home: Home) -> None:
    form.fill(name="taken")
    form.send(enter, form.command(Enter), lambda _id: None)
    home()
    assert "x" in form.fields["name"].error
    assert form.fields["name"].value() == "taken"


def test_trouble_offers_another_try(form: Form, home: Home) -> None:
    form.fill(name="full")
    form.send(enter, form.command(Enter), lambda _id: None)
    home()
    assert form.banner.text
    assert [each.text() for each in form.banner.offers] == ["重试"]
    assert form.save_action.isEnabled()


def test_a_refusal_of_no_field_stands_above_the_form(form: Form, home: Home) -> None:
    form.fill(name="nobody")
    form.send(enter, form.command(Enter), lambda _id: None)
    home()
    assert form.banner.text == "请先登录再操作。"
    assert form.banner.offers == ()


def test_typing_is_kept_as_a_draft_within_a_second(
    form: Form, manager: Desk, qtbot: QtBot, home: Home
) -> None:
    qtbot.keyClicks(form.fields["name"].editor, "Wang")
    qtbot.waitUntil(lambda: form.draft_note.text() != "", timeout=3000)
    home()
    kept = manager.read(find_draft, FindDraft("test.enter"))
    assert kept is not None
    assert kept.body["name"] == "Wang"


def test_a_saved_form_leaves_no_draft(form: Form, manager: Desk, qtbot: QtBot, home: Home) -> None:
    qtbot.keyClicks(form.fields["name"].editor, "Wang")
    qtbot.waitUntil(lambda: form.draft_note.text() != "", timeout=3000)
    form.send(enter, form.command(Enter), lambda _id: None)
    home()
    assert manager.read(find_draft, FindDraft("test.enter")) is None


def test_a_draft_is_offered_and_taken(form: Form, manager: Desk, home: Home) -> None:
    manager.write(keep_draft, KeepDraft("test.enter", {"phone": "138 00", "gone": "x"}))
    form.offer_draft()
    home()
    assert "10:00" in form.banner.text
    form.banner.offers[0].click()
    assert form.fields["phone"].draft() == "138 00"
    assert form.banner.text == ""


def test_a_draft_thrown_away_is_gone(form: Form, manager: Desk, home: Home) -> None:
    manager.write(keep_draft, KeepDraft("test.enter", {"phone": "138 00"}))
    form.offer_draft()
    home()
    form.banner.offers[1].click()
    home()
    assert manager.read(find_draft, FindDraft("test.enter")) is None


def test_a_draft_never_overwrites_what_is_being_typed(
    form: Form, manager: Desk, qtbot: QtBot, home: Home
) -> None:
    manager.write(keep_draft, KeepDraft("test.enter", {"phone": "138 00"}))
    form.offer_draft()
    qtbot.keyClicks(form.fields["name"].editor, "W")
    home()
    assert form.banner.text == ""
