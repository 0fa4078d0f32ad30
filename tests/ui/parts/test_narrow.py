"""Columns that give way."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import HeldMemory
from ui.kit.table import Column, Table
from ui.parts.narrow import GivingWay


def test_a_column_is_there_only_with_room_for_it(chinese: QApplication, qtbot: QtBot) -> None:
    table: Table[str] = Table("t", [Column("一", str), Column("二", str, 80)], HeldMemory())
    qtbot.addWidget(table)
    GivingWay(table, {1: 300})
    table.resize(250, 200)
    table.show()
    qtbot.waitExposed(table)
    assert table.view.isColumnHidden(1)
    table.resize(500, 200)
    qtbot.waitUntil(lambda: not table.view.isColumnHidden(1))
