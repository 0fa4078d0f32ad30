import pytest
from PySide6.QtGui import QAction

from ui.demo.stage import press_action
from ui.demo.waiting import Stuck


@pytest.fixture
def action(chinese):
    made = QAction("保存", chinese)
    made.setShortcut("Ctrl+S")
    return made


def test_an_action_is_triggered_by_its_shortcut(action):
    seen = []
    action.triggered.connect(lambda _checked: seen.append(1))
    press_action([action], "Ctrl+S")
    assert seen == [1]


def test_an_action_one_may_not_use_stops_the_day(action):
    action.setEnabled(False)
    with pytest.raises(Stuck, match="disabled"):
        press_action([action], "Ctrl+S")
    with pytest.raises(Stuck, match="Ctrl"):
        press_action([action], "Ctrl+P")
