"""Toasts: they stack, never take the focus, and are kept."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.toasts import Toasts

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


@pytest.fixture
def toasts(chinese: QApplication, qtbot: QtBot) -> Iterator[Toasts]:
    del chinese
    over = QWidget()
    line = QLineEdit()
    QVBoxLayout(over).addWidget(line)
    over.resize(900, 600)
    qtbot.addWidget(over)
    with qtbot.waitActive(over):
        over.show()
        over.activateWindow()
    line.setFocus()
    yield Toasts(over, lambda: NOW)
    over.hide()


def test_notes_stack_up_to_four_and_all_are_kept(toasts: Toasts) -> None:
    for number in range(6):
        toasts.say(f"第 {number} 条")
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    assert toasts.texts == ("第 2 条", "第 3 条", "第 4 条", "第 5 条")
    assert [note.text for note in toasts.history] == [f"第 {n} 条" for n in range(6)]


def test_the_newest_note_can_be_taken_back_once(toasts: Toasts) -> None:
    undone: list[str] = []
    toasts.say("已删除", "info", lambda: undone.append("x"))
    assert toasts.undo()
    assert not toasts.undo()
    assert undone == ["x"]


def test_a_note_without_undo_takes_nothing_back(toasts: Toasts) -> None:
    toasts.say("已保存")
    assert not toasts.undo()


def test_notes_stay_inside_the_window_when_it_shrinks(toasts: Toasts) -> None:
    toasts.say("一条长长的消息" * 8, "warn")
    over = toasts.parentWidget()
    assert over is not None
    over.resize(700, 400)
    assert over.rect().contains(toasts.geometry())


def test_every_note_of_a_stack_is_shown_whole(toasts: Toasts) -> None:
    for number in range(3):
        toasts.say(f"第 {number} 条")
    notes = [note for note in toasts.findChildren(QFrame) if note.property("says")]
    wanted = sum(note.sizeHint().height() for note in notes)
    assert toasts.height() >= wanted
