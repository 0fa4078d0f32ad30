"""What a page stands on: a scroll area that follows the focus."""

from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import chinese
from ui.kit.page import scrolled

__all__ = ["chinese"]


def test_the_field_with_the_focus_comes_into_view_however_it_got_it(
    chinese: QApplication, qtbot: QtBot
) -> None:
    inner = QWidget()
    column = QVBoxLayout(inner)
    lines = [QLineEdit() for _ in range(40)]
    for line in lines:
        column.addWidget(line)
    area = scrolled(inner)
    qtbot.addWidget(area)
    area.resize(300, 200)
    area.show()
    qtbot.waitExposed(area)
    area.activateWindow()
    assert lines[-1].visibleRegion().isEmpty()
    lines[-1].setFocus()
    qtbot.waitUntil(lambda: not lines[-1].visibleRegion().isEmpty())
    lines[0].setFocus()
    qtbot.waitUntil(lambda: not lines[0].visibleRegion().isEmpty())
