import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyleOptionViewItem, QTableView

from ui import theme
from ui.kit.delegates import (
    Amount,
    Avatar,
    Cell,
    Muted,
    Pill,
    Strong,
    TwoLines,
    dress,
    dress_list,
)
from ui.models.lines import SECOND, TONE


@pytest.fixture(autouse=True)
def light(qapp):
    return theme.apply(qapp, "light")


@pytest.fixture
def table(qtbot):
    view = QTableView()
    model = QStandardItemModel(2, 2, view)
    for row in range(2):
        for column in range(2):
            item = QStandardItem("王小明")
            item.setData("good", TONE)
            item.setData("138****8021", SECOND)
            model.setItem(row, column, item)
    view.setModel(model)
    dress(view)
    view.resize(320, 200)
    qtbot.addWidget(view)
    return view


def cell(view, row=0, column=0):
    rect = view.visualRect(view.model().index(row, column))
    return view.viewport().grab(rect).toImage()


def colours(image):
    every = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {colour.name() for colour in every}


def test_rows_are_as_high_as_the_density_says(table):
    assert table.rowHeight(0) == 44
    dress(table, "compact")
    assert table.verticalHeader().defaultSectionSize() == 34


def test_a_pill_has_the_ground_and_the_dot_of_its_tone(table):
    table.setItemDelegateForColumn(0, Pill(table))
    look = theme.tokens().colour
    assert {look.good_soft.lower(), look.good_ink.lower()} <= colours(cell(table))


def test_a_pill_without_a_tone_is_neutral(table):
    table.model().item(0, 0).setData(None, TONE)
    table.setItemDelegateForColumn(0, Pill(table))
    assert theme.tokens().colour.neutral_soft.lower() in colours(cell(table))


def test_a_pill_of_the_chosen_row_still_stands_out(table):
    table.setItemDelegateForColumn(0, Pill(table))
    table.model().item(0, 0).setData("accent", TONE)
    table.selectRow(0)
    look = theme.tokens().colour
    assert {look.accent_soft.lower(), look.surface.lower()} <= colours(cell(table))


def test_the_chosen_row_of_the_list_that_has_the_focus_is_barred(table, qtbot):
    table.selectRow(1)
    focus = theme.tokens().colour.focus.lower()
    table.clearFocus()
    assert focus not in colours(cell(table, 1))
    table.show()
    table.activateWindow()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    assert cell(table, 1).pixelColor(1, 20).name() == focus


@pytest.mark.parametrize("kind", [Cell, Muted, Strong, Amount, TwoLines, Pill, Avatar])
def test_every_cell_paints_in_both_densities_and_follows_the_scheme(table, kind, qapp):
    table.setItemDelegate(kind(table))
    light = cell(table)
    dress(table, "compact")
    table.setItemDelegate(kind(table))
    assert table.rowHeight(0) == 34
    dress(table)
    table.setItemDelegate(kind(table))
    theme.apply(qapp, "dark")
    assert cell(table) != light


def ink_span(image):
    ink = theme.tokens().colour.surface.lower()
    xs = [
        x
        for x in range(image.width())
        if any(image.pixelColor(x, y).name() != ink for y in range(8, image.height() - 8))
    ]
    return min(xs), max(xs)


def test_amounts_end_at_the_right_and_text_begins_at_the_left(table):
    table.setItemDelegateForColumn(0, Amount(table))
    left, right = ink_span(cell(table))
    assert cell(table).width() - right < 16
    table.setItemDelegateForColumn(0, Muted(table))
    left, right = ink_span(cell(table))
    assert left < 16


def test_an_empty_cell_writes_nothing(table):
    table.model().item(0, 0).setText("")
    table.setItemDelegateForColumn(0, Pill(table))
    assert theme.tokens().colour.good_soft.lower() not in colours(cell(table))


def test_a_list_knows_its_rows_height_before_it_is_shown(qtbot):
    view = QListView()
    model = QStandardItemModel(view)
    for words in ("一", "二"):
        model.appendRow(QStandardItem(words))
    view.setModel(model)
    dress_list(view)
    qtbot.addWidget(view)
    view.show()
    assert view.visualRect(model.index(1, 0)).y() >= 34


def test_a_cell_asks_for_the_room_its_words_need(table):
    wide = Cell(table).sizeHint
    option = QStyleOptionViewItem()
    index = table.model().index(0, 0)
    short = wide(option, index).width()
    table.model().setData(index, "王小明王小明王小明", Qt.ItemDataRole.DisplayRole)
    assert wide(option, index).width() > short
    assert Avatar(table).sizeHint(option, index).width() > wide(option, index).width()
