"""What nobody foresaw: one calm dialog, work kept, the log copied without customers."""

import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from showroom import logs
from showroom.clock import SetClock
from showroom.errors import Refusal
from ui.faults import Faults
from ui.kit.dialogs import Sheet
from ui.kit.labels import Label
from ui.work import Lanes, Work


@pytest.fixture
def window(lanes: Lanes, qtbot: QtBot) -> Iterator[QWidget]:
    del lanes
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(800, 500)
    made.show()
    yield made
    made.hide()


@pytest.fixture
def faults(window: QWidget, clock: SetClock, tmp_path: Path) -> Iterator[Faults]:
    hook, handlers = sys.excepthook, list(logging.getLogger().handlers)
    made = Faults(clock, logs.log_to(tmp_path))
    made.window = window
    made.keep_work = lambda: ["来店登记"]
    made.install()
    yield made
    sys.excepthook = hook
    for handler in set(logging.getLogger().handlers) - set(handlers):
        handler.close()
        logging.getLogger().removeHandler(handler)
    made.deleteLater()


def sheets(window: QWidget) -> list[Sheet]:
    return [each for each in window.findChildren(Sheet) if each.isVisible()]


def failed() -> Exception:
    """A bug with a place, whose message names a customer."""
    known: dict[str, int] = {}
    with pytest.raises(KeyError) as caught:
        known["13800138021 王小明"]
    return caught.value


def test_a_bug_in_work_shows_its_number_and_what_was_kept(
    faults: Faults, window: QWidget, qtbot: QtBot
) -> None:
    Work(lambda: 1 // 0).start(window)
    qtbot.waitUntil(lambda: len(sheets(window)) == 1)
    text = " ".join(label.text() for label in sheets(window)[0].findChildren(Label))
    assert "R1122-0200-" in text
    assert "来店登记" in text
    assert faults.window is window


def test_many_bugs_show_one_dialog_and_all_are_logged(
    faults: Faults, window: QWidget, tmp_path: Path
) -> None:
    for _ in range(5):
        faults.take(failed())
    assert len(sheets(window)) == 1
    assert (tmp_path / logs.FILE).read_text(encoding="utf-8").count("report R") == 5


def test_the_copied_log_holds_no_customer(faults: Faults, window: QWidget) -> None:
    faults.take(failed())
    copy = next(
        each
        for each in sheets(window)[0].findChildren(QAbstractButton)
        if each.text() == "复制日志"
    )
    copy.click()
    copied = QApplication.clipboard().text()
    assert "KeyError" in copied
    assert "13800138021" not in copied
    assert "王小明" not in copied


def test_the_next_bug_shows_again_once_the_dialog_was_closed(
    faults: Faults, window: QWidget, qtbot: QtBot
) -> None:
    faults.take(failed())
    sheets(window)[0].accept()
    qtbot.waitUntil(lambda: not sheets(window))
    qtbot.wait(20)
    faults.take(failed())
    assert len(sheets(window)) == 1


def test_a_refusal_nobody_caught_is_no_bug(
    faults: Faults, window: QWidget, lanes: Lanes, qtbot: QtBot
) -> None:
    del faults
    refusal = Refusal("staff.sign_in_first")
    with qtbot.waitSignal(lanes.unhandled):
        sys.excepthook(Refusal, refusal, None)
    assert sheets(window) == []


def test_the_same_place_has_the_same_number(faults: Faults) -> None:
    assert faults.number(failed()) == faults.number(failed())
