import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ui.demo.waiting import Stuck, settle, until
from ui.work import Lanes, Work


def test_waiting_goes_on_until_it_holds(chinese):
    seen = []
    QTimer.singleShot(5, lambda: seen.append(1))
    until(lambda: bool(seen), "timer")


def test_what_never_happens_is_named(chinese):
    with pytest.raises(Stuck, match="never"):
        until(lambda: False, "never", patience_ms=20)


def test_settling_waits_for_work_and_what_follows_it(chinese, qtbot):
    owner = QWidget()
    qtbot.addWidget(owner)
    seen: list[int] = []
    more = Work(lambda: 2).done(seen.append)
    Work(lambda: 1).done(seen.append).done(lambda _one: more.start(owner) and None).start(owner)
    settle()
    assert seen == [1, 2]
    Lanes.current().close()
