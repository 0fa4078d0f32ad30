import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.demo.keys import Keyboard, focused
from ui.demo.waiting import Stuck, until


@pytest.fixture
def line(chinese, qtbot):
    holder = QWidget()
    made = QLineEdit(holder)
    qtbot.addWidget(holder)
    holder.show()
    holder.activateWindow()
    until(holder.isActiveWindow, "window")
    made.setFocus()
    yield made
    holder.close()


def test_text_is_not_counted_and_other_keys_are(line):
    keys = Keyboard()
    keys.text("139")
    keys.text("王䶮")
    assert line.text() == "139王䶮"
    assert keys.presses == 0
    keys.press(Qt.Key.Key_Backspace)
    keys.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert keys.presses == 2
    assert line.selectedText() == "139王"


def test_without_a_focus_nobody_can_type(chinese):
    with pytest.raises(Stuck, match="focus"):
        focused()
