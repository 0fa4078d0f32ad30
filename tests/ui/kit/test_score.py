"""Scores by digits and arrows."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.kit.fields.score import ScoreField

pytestmark = pytest.mark.usefixtures("chinese")


@pytest.fixture
def field(qtbot: QtBot) -> ScoreField:
    made = ScoreField("power", "动力", required=True)
    qtbot.addWidget(made)
    made.resize(320, 80)
    made.show()
    return made


def test_a_digit_is_the_score(field: ScoreField) -> None:
    QTest.keyClicks(field.boxes, "4")
    assert (field.value(), field.draft()) == (4, "4")
    assert field.boxes.accessibleName() == "动力 4"


def test_arrows_step_between_one_and_five(field: ScoreField) -> None:
    for _ in range(7):
        QTest.keyClick(field.boxes, Qt.Key.Key_Right)
    assert field.value() == 5
    for _ in range(7):
        QTest.keyClick(field.boxes, Qt.Key.Key_Left)
    assert field.value() == 1


@pytest.mark.parametrize("typed", ["6", "9", "x"])
def test_what_is_no_score_changes_nothing(field: ScoreField, typed: str) -> None:
    field.set_value(3)
    QTest.keyClicks(field.boxes, typed)
    assert field.value() == 3


def test_a_score_is_taken_back(field: ScoreField) -> None:
    field.set_value(3)
    QTest.keyClick(field.boxes, Qt.Key.Key_Backspace)
    assert field.value() is None
    assert field.problem() is not None


def test_a_click_takes_the_box_under_it(field: ScoreField) -> None:
    QTest.mouseClick(
        field.boxes, Qt.MouseButton.LeftButton, pos=QPoint(12, field.boxes.height() // 2)
    )
    assert field.value() == 1


def test_a_draft_brings_the_score_back(field: ScoreField) -> None:
    field.restore("5")
    assert field.value() == 5
    field.restore("")
    assert field.value() is None
