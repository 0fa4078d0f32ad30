"""Nobody at the desk."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ui.shell.idle import Idle


def test_a_desk_nobody_touches_is_idle_and_a_key_begins_anew(
    qapp: QApplication, qtbot: QtBot
) -> None:
    line = QLineEdit()
    qtbot.addWidget(line)
    line.show()
    idle = Idle(qapp, minutes=0.3 / 60)
    left = idle._timer.remainingTime()  # noqa: SLF001
    qtbot.wait(150)
    qtbot.keyClick(line, Qt.Key.Key_A)
    assert idle._timer.remainingTime() > left - 120  # noqa: SLF001
    with qtbot.waitSignal(idle.idle):
        pass
    qapp.removeEventFilter(idle)
    idle.deleteLater()
