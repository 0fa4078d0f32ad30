"""A person at the keyboard: text goes where the cursor is, and every other key press is counted."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.demo.waiting import Stuck, settle

_PLAIN = Qt.KeyboardModifier.NoModifier


class Keyboard:
    """Types into whatever has the focus. `presses` counts the keys that are not text."""

    def __init__(self) -> None:
        self.presses = 0

    def text(self, text: str) -> None:
        """Type: ASCII by keys, anything else as an input method commits it."""
        target = focused()
        if text.isascii():
            QTest.keyClicks(target, text)
        else:
            event = QInputMethodEvent()
            event.setCommitString(text)
            QCoreApplication.sendEvent(target, event)
        settle("typed")

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = _PLAIN) -> None:
        """Press one key, with a modifier perhaps: one press either way."""
        self.presses += 1
        QTest.keyClick(focused(), key, modifier)
        settle("key")


def focused() -> QWidget:
    """The widget with the focus; raises Stuck when there is none."""
    found = QApplication.focusWidget()
    if found is None:
        raise Stuck("focus")
    return found
