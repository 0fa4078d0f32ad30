"""The search box: answers as one types, keys that stay in the box."""

import threading
from collections.abc import Callable, Iterator, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.search import SearchBox
from ui.models.hits import Find

Home = Callable[[], None]
CHOSEN: list[str] = []


def find(title: str) -> Find:
    return Find(title, "", "customer", lambda: CHOSEN.append(title))


NEAR = [find("来店登记"), find("试驾预约"), find("日结")]


def near(typed: str) -> Sequence[Find]:
    return [each for each in NEAR if each.answers(typed)]


@pytest.fixture
def asked() -> list[str]:
    CHOSEN.clear()
    return []


@pytest.fixture
def box(lanes: object, qtbot: QtBot, asked: list[str]) -> Iterator[SearchBox]:
    del lanes

    def far(typed: str) -> Callable[[], Sequence[Find]]:
        asked.append(typed)
        return lambda: [find(f"王小明 {typed}")] if typed != "zzz" else []

    page = QWidget()
    made = SearchBox(near, far)
    QVBoxLayout(page).addWidget(made)
    page.resize(700, 500)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    made.setFocus()
    yield made
    page.hide()


def titles(box: SearchBox) -> list[str]:
    return [each.title for each in box.finds()]


def test_pages_are_found_by_pinyin_initials_and_opened_by_enter(
    box: SearchBox, qtbot: QtBot
) -> None:
    qtbot.keyClicks(box, "sjyy")
    assert titles(box) == ["试驾预约"]
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert CHOSEN == ["试驾预约"]
    assert box.text() == ""


def test_customers_come_first_once_they_are_found(
    box: SearchBox, qtbot: QtBot, home: Home, asked: list[str]
) -> None:
    qtbot.keyClicks(box, "8021")
    qtbot.waitUntil(lambda: titles(box) == ["王小明 8021"])
    home()
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert CHOSEN == ["王小明 8021"]
    assert asked[-1] == "8021"


def test_arrows_move_and_escape_leaves(box: SearchBox, qtbot: QtBot) -> None:
    box.begin()
    assert titles(box) == ["来店登记", "试驾预约", "日结"]
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert CHOSEN == ["日结"]
    box.begin()
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert titles(box) == []


def test_a_composition_under_way_searches_nothing(
    box: SearchBox, qtbot: QtBot, asked: list[str], home: Home
) -> None:
    QApplication.sendEvent(box, QInputMethodEvent("wang", []))
    qtbot.wait(120)
    assert asked == []
    committed = QInputMethodEvent()
    committed.setCommitString("王")
    QApplication.sendEvent(box, committed)
    qtbot.waitUntil(lambda: asked == ["王"])
    home()


def test_nothing_found_says_so(box: SearchBox, qtbot: QtBot, home: Home) -> None:
    qtbot.keyClicks(box, "zzz")
    qtbot.waitUntil(lambda: box._popup is not None and bool(box._popup.nothing.text()))  # noqa: SLF001
    home()
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert CHOSEN == []


def test_a_late_answer_to_an_old_question_is_dropped(lanes: object, qtbot: QtBot) -> None:
    del lanes
    gate = threading.Event()

    def far(typed: str) -> Callable[[], Sequence[Find]]:
        def job() -> Sequence[Find]:
            if typed == "a":
                gate.wait(5)
            return [find(typed)]

        return job

    box = SearchBox(lambda _typed: [], far)
    qtbot.addWidget(box)
    box.resize(400, 300)
    box.show()
    qtbot.keyClicks(box, "a")
    qtbot.wait(100)
    qtbot.keyClicks(box, "b")
    qtbot.waitUntil(lambda: titles(box) == ["ab"])
    gate.set()
    qtbot.wait(50)
    assert titles(box) == ["ab"]


def test_hostile_text_is_only_text(box: SearchBox, qtbot: QtBot, home: Home) -> None:
    for typed in ("'; DROP", '"*', "%_", "<b>", "\u202e", "䶮"):
        box.setText(typed)
        box.textEdited.emit(typed)
        qtbot.wait(60)
        home()
    assert isinstance(titles(box), list)
