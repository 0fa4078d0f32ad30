"""A row of buttons that fits."""

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import chinese
from ui.parts.fitting import FittingRow, Way

__all__ = ["chinese"]


def row_of(qtbot: QtBot, *texts: str) -> tuple[FittingRow, list[QAction]]:
    row = FittingRow()
    qtbot.addWidget(row)
    actions = [QAction(text, row) for text in texts]
    for at, action in enumerate(actions):
        action.setShortcut(QKeySequence(f"Ctrl+{at + 1}"))
    row.offer([Way(action, "check") for action in actions])
    row.resize(600, 40)
    row.show()
    qtbot.waitExposed(row)
    return row, actions


def texts(row: FittingRow) -> list[str]:
    return [each.text() for each in row.findChildren(QPushButton) if each.isVisible()]


def on(row: FittingRow) -> str:
    return row.focusWidget().accessibleName()


def test_where_there_is_room_the_keys_are_told(chinese: QApplication, qtbot: QtBot) -> None:
    row, _actions = row_of(qtbot, "返回", "预览合同", "签署")
    assert texts(row) == ["返回  Ctrl+1", "预览合同  Ctrl+2", "签署  Ctrl+3"]


def test_with_less_room_the_keys_go_then_the_words_but_the_last(
    chinese: QApplication, qtbot: QtBot
) -> None:
    row, _actions = row_of(qtbot, "返回", "预览合同", "签署")
    row.resize(330, 40)
    assert texts(row) == ["返回", "预览合同", "签署"]
    row.resize(200, 40)
    assert texts(row) == ["", "", "签署"]
    names = [each.accessibleName() for each in row.findChildren(QPushButton)]
    assert names == ["返回", "预览合同", "签署"]


def test_a_button_is_enabled_and_tipped_as_its_action(chinese: QApplication, qtbot: QtBot) -> None:
    row, (only,) = row_of(qtbot, "签署")
    only.setEnabled(False)
    only.setToolTip("why not")
    (made,) = row.findChildren(QPushButton)
    assert (made.isEnabled(), made.toolTip()) == (False, "why not")


def test_a_button_does_what_its_action_does(chinese: QApplication, qtbot: QtBot) -> None:
    row, (only,) = row_of(qtbot, "签署")
    with qtbot.waitSignal(only.triggered):
        row.findChildren(QPushButton)[0].click()


def test_the_cursor_begins_on_the_last_that_may_be_pressed(
    chinese: QApplication, qtbot: QtBot
) -> None:
    row, (first, last) = row_of(qtbot, "返回", "签署")
    row.activateWindow()
    assert row.begin()
    assert on(row) == "签署"
    last.setEnabled(False)
    assert row.begin()
    assert on(row) == "返回"
    first.setEnabled(False)
    assert not row.begin()


def test_offering_the_same_again_keeps_the_buttons(chinese: QApplication, qtbot: QtBot) -> None:
    row, actions = row_of(qtbot, "返回", "签署")
    before = row.findChildren(QPushButton)
    row.offer([Way(action, "check") for action in actions])
    assert row.findChildren(QPushButton) == before
    assert row.shown == tuple(actions)
