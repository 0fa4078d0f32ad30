"""Fields: what is typed, what it is taken for, what is said beside it."""

from datetime import UTC, date, datetime
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from showroom.errors import Refusal
from showroom.identity import as_phone
from showroom.terms import Source
from ui.kit.fields import (
    CheckField,
    Choice,
    ChoiceField,
    CodeField,
    DateField,
    DateTimeField,
    EnumField,
    IntField,
    LineField,
    MoneyField,
    NotesField,
    PhoneField,
)
from ui.kit.fields.when import SHANGHAI, read_day, read_moment

pytestmark = pytest.mark.usefixtures("chinese")
W = TypeVar("W", bound=QWidget)
TODAY = date(2026, 11, 22)


def shown(qtbot: QtBot, widget: W) -> W:
    qtbot.addWidget(widget)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    return widget


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("13800138021", "13800138021"),
        ("１３８００１３８０２１", "13800138021"),
        ("138 0013 8021", "13800138021"),
        ("138-0013-8021", "13800138021"),
        ("+86 138 0013 8021", "13800138021"),
        ("025-86668888", "02586668888"),
    ],
)
def test_a_phone_is_its_digits_however_typed(typed: str, digits: str) -> None:
    field = PhoneField("phone", "手机号")
    field.line.setText(typed)
    assert field.value() == digits


def test_a_phone_is_spaced_while_it_is_typed(qtbot: QtBot) -> None:
    field = shown(qtbot, PhoneField("phone", "手机号"))
    qtbot.keyClicks(field.line, "13800138021")
    assert field.line.text() == "138 0013 8021"


def test_backspace_goes_through_the_spaces_of_a_phone(qtbot: QtBot) -> None:
    field = shown(qtbot, PhoneField("phone", "手机号"))
    qtbot.keyClicks(field.line, "13800138021")
    for _ in range(8):
        qtbot.keyClick(field.line, Qt.Key.Key_Backspace)
    assert field.value() == "138"


def test_a_committed_composition_is_never_dropped(qtbot: QtBot) -> None:
    field = shown(qtbot, LineField("name", "姓名", cap=2))
    composed = QInputMethodEvent()
    composed.setCommitString("王小明")
    QApplication.sendEvent(field.line, composed)
    assert field.line.text() == "王小明"
    assert field.problem() is not None


def test_a_composition_under_way_changes_nothing(qtbot: QtBot) -> None:
    field = shown(qtbot, LineField("name", "姓名"))
    heard: list[int] = []
    field.changed.connect(lambda: heard.append(1))
    QApplication.sendEvent(field.line, QInputMethodEvent("wang", []))
    assert heard == []


def test_a_rule_is_checked_on_leaving_and_the_error_stands_beside_the_field(qtbot: QtBot) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    field, other = PhoneField("phone", "手机号"), LineField("name", "姓名")
    field.checked_by(as_phone)
    column.addWidget(field)
    column.addWidget(other)
    shown(qtbot, page)
    field.line.setFocus()
    qtbot.keyClicks(field.line, "138001380")
    assert field.error == ""
    other.line.setFocus()
    qtbot.waitUntil(lambda: field.error != "")
    assert "2" in field.error
    qtbot.keyClicks(field.line, "2")
    assert field.error == ""


def test_ctrl_z_takes_back_what_tidying_changed(qtbot: QtBot) -> None:
    field = shown(qtbot, MoneyField("price", "价格"))
    qtbot.keyClicks(field.line, "29.98w")
    field.tidy()
    assert field.line.text() == "299,800.00"
    field.line.undo()
    assert field.line.text() != "299,800.00"


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("299800", 29_980_000),
        ("299,800.50", 29_980_050),
        ("29.98万", 29_980_000),
        ("￥２９９８００", 29_980_000),
        ("30w", 30_000_000),
        ("0", 0),
    ],
)
def test_amounts_are_read_as_people_type_them(typed: str, fen: int) -> None:
    field = MoneyField("price", "价格")
    field.line.setText(typed)
    assert field.value() == fen


@pytest.mark.parametrize("typed", ["abc", "-5", "1.2.3", "1e5", "0.001", "99999999999", "NaN"])
def test_an_amount_that_cannot_be_read_says_so(typed: str) -> None:
    field = MoneyField("price", "价格")
    field.line.setText(typed)
    with pytest.raises(Refusal) as refused:
        field.value()
    assert refused.value.facts["field"] == "price"


def test_up_and_down_step_numbers_within_their_span(qtbot: QtBot) -> None:
    field = shown(qtbot, IntField("party", "人数", (1, 3)))
    for _ in range(5):
        qtbot.keyClick(field.line, Qt.Key.Key_Up)
    assert field.value() == 3
    for _ in range(5):
        qtbot.keyClick(field.line, Qt.Key.Key_Down)
    assert field.value() == 1


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-28", date(2026, 11, 28)),
        ("20261128", date(2026, 11, 28)),
        ("26/11/28", date(2026, 11, 28)),
        ("11-28", date(2026, 11, 28)),
        ("1128", date(2026, 11, 28)),
        ("11月28日", date(2026, 11, 28)),
        ("１１．２８", date(2026, 11, 28)),
        ("1-5", date(2027, 1, 5)),
        ("明天", date(2026, 11, 23)),
        ("+3", date(2026, 11, 25)),
        ("2-30", None),
        ("2026-13-01", None),
        ("whenever", None),
    ],
)
def test_days_are_read_as_people_type_them(typed: str, day: date | None) -> None:
    assert read_day(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("2026-11-28 14:30", datetime(2026, 11, 28, 14, 30, tzinfo=SHANGHAI)),
        ("11-28 1430", datetime(2026, 11, 28, 14, 30, tzinfo=SHANGHAI)),
        ("14:30", datetime(2026, 11, 22, 14, 30, tzinfo=SHANGHAI)),
        ("1430", datetime(2026, 11, 22, 14, 30, tzinfo=SHANGHAI)),
        ("明天 9点", datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)),
        ("25:00", None),
        ("11-28", None),
    ],
)
def test_moments_are_read_as_people_type_them(typed: str, moment: datetime | None) -> None:
    assert read_moment(typed, TODAY, SHANGHAI) == moment


def test_a_moment_is_given_in_utc_and_stepped_where_the_cursor_is(qtbot: QtBot) -> None:
    field = shown(qtbot, DateTimeField("at", "时间", lambda: TODAY))
    field.set_value(datetime(2026, 11, 22, 6, 30, tzinfo=UTC))
    assert field.line.text() == "2026-11-22 14:30"
    field.line.setCursorPosition(12)
    qtbot.keyClick(field.line, Qt.Key.Key_Up)
    assert field.value() == datetime(2026, 11, 22, 7, 30, tzinfo=UTC)
    field.line.setCursorPosition(3)
    qtbot.keyClick(field.line, Qt.Key.Key_Down)
    assert field.line.text() == "2026-11-21 15:30"


def test_a_day_steps_by_arrow_and_opens_a_calendar(qtbot: QtBot) -> None:
    field = shown(qtbot, DateField("on", "日期", lambda: TODAY))
    qtbot.keyClick(field.line, Qt.Key.Key_Up)
    assert field.value() == TODAY
    qtbot.keyClick(field.line, Qt.Key.Key_Up)
    assert field.value() == date(2026, 11, 23)


def test_letters_jump_to_a_choice_by_words_and_by_initials(qtbot: QtBot) -> None:
    field = shown(qtbot, EnumField("source", "来源", Source))
    qtbot.keyClicks(field.combo, "qy")
    assert field.value() is Source.FRIEND
    assert field.combo.currentText() == "亲友"


def test_a_choice_is_emptied_by_backspace(qtbot: QtBot) -> None:
    field = shown(qtbot, EnumField("source", "来源", Source))
    field.set_value(Source.WEB)
    qtbot.keyClick(field.combo, Qt.Key.Key_Backspace)
    assert field.value() is None


def test_a_choice_stays_when_what_is_on_offer_changes() -> None:
    field: ChoiceField[int] = ChoiceField("n", "n", [Choice(1, "一"), Choice(2, "二")])
    field.set_value(2)
    field.offer([Choice(2, "二"), Choice(3, "三")])
    assert field.value() == 2
    field.offer([Choice(3, "三")])
    assert field.value() is None


@pytest.mark.parametrize("focused", [False, True])
def test_the_wheel_never_changes_a_choice(qtbot: QtBot, *, focused: bool) -> None:
    field = shown(qtbot, EnumField("source", "来源", Source))
    field.set_value(Source.WEB)
    if focused:
        field.combo.setFocus()
    turned = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(field.combo, turned)
    assert field.value() is Source.WEB


def test_codes_are_narrow_upper_case_and_without_spaces() -> None:
    field = CodeField("vin", "车架号")
    field.line.setText("ｌｖｙｕｚ10a 7tb-000123")
    assert field.value() == "LVYUZ10A7TB000123"


def test_names_keep_rare_characters_and_lose_control_characters() -> None:
    field = LineField("name", "姓名")
    field.line.setText("  䶮㛃\u202e堃 喆 ")
    assert field.value() == "䶮㛃堃 喆"


def test_tab_leaves_notes(qtbot: QtBot) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    notes, line = NotesField("note", "要点"), LineField("name", "姓名")
    column.addWidget(notes)
    column.addWidget(line)
    shown(qtbot, page)
    page.activateWindow()
    notes.text.setFocus()
    qtbot.keyClick(notes.text, Qt.Key.Key_Tab)
    assert notes.value() is None


@pytest.mark.parametrize(
    ("make", "typed"),
    [
        (lambda: LineField("f", "A&B"), "王小明"),
        (lambda: PhoneField("f", "A&B"), "138 00"),
        (lambda: MoneyField("f", "A&B"), "12x"),
        (lambda: DateField("f", "A&B", lambda: TODAY), "11-"),
        (lambda: NotesField("f", "A&B"), "一\n二"),
        (lambda: EnumField("f", "A&B", Source), "WEB"),
        (lambda: CheckField("f", "A&B"), "1"),
    ],
)
def test_a_draft_brings_back_what_was_typed_readable_or_not(make: object, typed: str) -> None:
    assert callable(make)
    field, again = make(), make()
    field.restore(typed)
    again.restore(field.draft())
    assert again.draft() == field.draft() == typed
    assert again.editor.accessibleName() == "A&B"


def test_a_draft_of_a_choice_waits_until_the_choice_is_offered() -> None:
    field: ChoiceField[int] = ChoiceField("f", "车型")
    field.restore("7")
    field.offer([])
    assert (field.value(), field.draft()) == (None, "7")
    field.offer([Choice(6, "六"), Choice(7, "七")])
    assert field.value() == 7
    field.set_value(None)
    field.offer([Choice(7, "七")])
    assert field.value() is None


def test_a_hint_is_no_error_and_an_error_names_its_remedy() -> None:
    field = LineField("name", "姓名", required=True)
    field.show_hint("已有同名客户", "warn")
    assert field.error == ""
    field.show_error(field.problem())
    assert field.error == "请填写姓名"
    assert any(label.text() == "*" for label in field.findChildren(QLabel))
