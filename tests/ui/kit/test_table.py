"""Tables worked by keyboard."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from tests.ui.conftest import HeldMemory
from ui.kit.labels import Label
from ui.kit.notices import EmptyState
from ui.kit.table import Column, Table

pytestmark = pytest.mark.usefixtures("chinese")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of these tests."""

    id: int
    name: str
    amount: int


ROWS = [Row(1, "王小明", 30), Row(2, "李倩", 10), Row(3, "赵磊", 20)]


@pytest.fixture
def table(qtbot: QtBot) -> Table[Row]:
    made: Table[Row] = Table(
        "test",
        [
            Column("姓名", lambda row: row.name),
            Column("金额", lambda row: str(row.amount), 90, "amount", sort=lambda row: row.amount),
        ],
        HeldMemory(),
    )
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show_lines(ROWS, total=5)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.view.setFocus()
    return made


def test_arrows_pick_and_enter_opens(table: Table[Row], qtbot: QtBot) -> None:
    opened: list[Row] = []
    table.opened.connect(opened.append)
    qtbot.keyClick(table.view, Qt.Key.Key_Down)
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert opened == [ROWS[1]]


def test_enter_double_click_and_menu_agree(table: Table[Row], qtbot: QtBot) -> None:
    opened: list[Row] = []
    table.opened.connect(opened.append)
    place = table.view.visualRect(table.model.index(0, 0)).center()
    qtbot.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    table.open_action.trigger()
    qtbot.keyClick(table.view, Qt.Key.Key_Enter)
    assert opened == [ROWS[0]] * 3


def test_home_and_end_go_to_the_ends(table: Table[Row], qtbot: QtBot) -> None:
    qtbot.keyClick(table.view, Qt.Key.Key_End)
    assert table.current == ROWS[2]
    qtbot.keyClick(table.view, Qt.Key.Key_Home)
    assert table.current == ROWS[0]


def test_initials_find_a_row(table: Table[Row], qtbot: QtBot) -> None:
    qtbot.keyClicks(table.view, "zl")
    assert table.current == ROWS[2]


def test_a_letter_does_something_to_the_row(table: Table[Row], qtbot: QtBot) -> None:
    driven: list[Row] = []
    table.row_action("试驾", "T", driven.append)
    qtbot.keyClick(table.view, Qt.Key.Key_T)
    assert driven == [ROWS[0]]
    assert any("T 试驾" in label.toolTip() or "T 试驾" in label.text() for label in _labels(table))


def test_sorting_goes_by_value_and_the_cursor_stays_on_its_row(table: Table[Row]) -> None:
    table.go_to(0)
    table.view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert [row.amount for row in table.model.lines] == [10, 20, 30]
    table.show_lines([*ROWS, Row(4, "陈思", 5)])
    assert [row.amount for row in table.model.lines] == [5, 10, 20, 30]


def test_rereading_keeps_the_cursor_on_the_same_record(table: Table[Row]) -> None:
    table.go_to(2)
    table.show_lines([Row(9, "新客", 1), *ROWS])
    assert table.current == ROWS[2]


def test_the_foot_tells_how_many_of_how_many(table: Table[Row]) -> None:
    assert any(label.text() == "显示 3 / 5" for label in _labels(table))


def test_nothing_to_show_names_the_next_step(table: Table[Row], qtbot: QtBot) -> None:
    done: list[int] = []
    step = QAction("登记来店", table)
    step.setShortcut("F2")
    step.triggered.connect(lambda _checked: done.append(1))
    table.when_empty("visit", "今天还没有人来", step)
    table.show_lines([])
    empty = table.findChild(EmptyState)
    assert empty is not None
    assert empty.isVisible()
    assert "F2" in empty.button.text()
    empty.button.click()
    assert done == [1]


def test_stepping_goes_record_by_record(table: Table[Row]) -> None:
    assert table.step(1) == ROWS[1]
    assert table.step(-1) == ROWS[0]
    assert table.step(-1) is None


def test_a_column_keeps_the_width_it_was_given(table: Table[Row], qtbot: QtBot) -> None:
    table.view.setColumnWidth(1, 133)
    again: Table[Row] = Table("test", table.model.columns, table._memory)  # noqa: SLF001
    qtbot.addWidget(again)
    assert again.view.columnWidth(1) == 133


def _labels(table: Table[Row]) -> list[Label]:
    return table.findChildren(Label)
