"""Chips: one of several is chosen."""

from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from ui.parts.chips import Chips, pill


def test_a_click_chooses_and_tells(chinese: QApplication, qtbot: QtBot) -> None:
    chips = Chips([("a", "全部"), ("b", "在店")])
    qtbot.addWidget(chips)
    told: list[str] = []
    chips.chosen.connect(told.append)
    chips.findChildren(QPushButton)[1].click()
    assert (told, chips.value) == (["b"], "b")


def test_choosing_by_program_is_silent(chinese: QApplication, qtbot: QtBot) -> None:
    chips = Chips([("a", "全部"), ("b", "在店")])
    qtbot.addWidget(chips)
    told: list[str] = []
    chips.chosen.connect(told.append)
    chips.choose("b")
    assert (told, chips.value) == ([], "b")


def test_a_count_stands_on_the_chip_and_in_its_name(chinese: QApplication, qtbot: QtBot) -> None:
    chips = Chips([("a", "A & B")])
    qtbot.addWidget(chips)
    chips.count("a", 1234)
    chip = chips.findChildren(QPushButton)[0]
    assert (chip.text(), chip.accessibleName()) == ("A && B 1,234", "A & B 1,234")


def test_a_pill_carries_its_tone(chinese: QApplication, qtbot: QtBot) -> None:
    made = pill("18 组", "good")
    qtbot.addWidget(made)
    assert made.property("pill") == "good"
