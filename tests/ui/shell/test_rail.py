"""The rail is as wide as its words need."""

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import theme
from ui.shell.rail import Rail
from ui.tokens import SIZES, Size


@pytest.mark.parametrize("size", SIZES)
def test_no_word_of_the_rail_is_cut(chinese: QApplication, qtbot: QtBot, size: Size) -> None:
    theme.apply(chinese, "light", size)
    rail = Rail()
    qtbot.addWidget(rail)
    made = [rail.add_page(QAction(text, rail), "visit") for text in ("来店登记", "Ledger imports")]
    rail.resize(rail.width(), 600)
    rail.show()
    for each in made:
        assert each.sizeHint().width() <= each.width()
    assert rail._name.sizeHint().width() <= rail._name.width()  # noqa: SLF001
    rail.set_narrow(True)
    assert all(each.text() == "" and each.accessibleName() for each in made)
    theme.apply(chinese, "light")


def test_the_state_is_told_by_an_icon_and_words_and_whole_in_its_tip(
    chinese: QApplication, qtbot: QtBot
) -> None:
    del chinese
    rail = Rail()
    qtbot.addWidget(rail)
    opened: list[bool] = []
    action = QAction("同步", rail)
    action.setShortcut("Alt+9")
    action.triggered.connect(lambda: opened.append(True))
    state = rail.hold_state(action)
    rail.show_state("待同步 3", "cloud-up", "ink_soft", "同步：待同步 3")
    assert state.text().strip() == "待同步 3"
    assert state.accessibleName() == "同步：待同步 3"
    assert "Alt+9" in state.toolTip()
    assert not state.icon().isNull()
    rail.set_narrow(True)
    assert (state.text(), rail.state) == ("", "待同步 3")
    state.click()
    assert opened == [True]
