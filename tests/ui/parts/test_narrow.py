"""Columns that give way."""

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import HeldMemory
from ui.kit.labels import plain_label
from ui.kit.table import Column, Table
from ui.parts.narrow import GivingWay, Spared


def test_a_column_is_there_only_with_room_for_it(chinese: QApplication, qtbot: QtBot) -> None:
    columns: list[Column[str]] = [Column("一", str), Column("二", str, 80)]
    memory = HeldMemory()
    table: Table[str] = Table("t", columns, memory)
    qtbot.addWidget(table)
    GivingWay(table, {1: 300})
    table.resize(250, 200)
    table.show()
    qtbot.waitExposed(table)
    assert table.view.isColumnHidden(1)
    table.resize(500, 200)
    qtbot.waitUntil(lambda: not table.view.isColumnHidden(1))
    memory.keep("table.t", {"1": 0})  # as hiding it left it
    assert Table("t", columns, memory).view.columnWidth(1) == 80


def test_a_spared_word_is_there_only_with_room_for_the_whole_row(
    chinese: QApplication, qtbot: QtBot
) -> None:
    del chinese
    over = QWidget()
    qtbot.addWidget(over)
    pill, title = plain_label("7 组"), plain_label("今日来店")
    for each in (pill, title):
        each.setParent(over)
    spared = Spared([pill, title], over, 10)
    need = pill.sizeHint().width() + title.sizeHint().width() + 20
    over.resize(need - 1, 40)
    spared.fit()
    assert pill.isHidden()
    over.resize(need, 40)
    spared.fit()
    assert not pill.isHidden()
