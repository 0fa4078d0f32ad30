"""The strip of columns."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from showroom.ledger.form import ColumnShown
from showroom.ledger.layout.headings import Field
from ui.parts.ledger_columns import LedgerColumns

COLUMNS = [
    ColumnShown(0, "A", "姓名", ("王芳", "李雷"), Field.NAME),
    ColumnShown(2, "C", "甲", ("<b>白</b>",), None),
]


@pytest.fixture
def strip(chinese: QApplication, qtbot: QtBot) -> LedgerColumns:
    del chinese
    made = LedgerColumns()
    qtbot.addWidget(made)
    made.show_columns(COLUMNS)
    return made


def test_each_column_shows_what_it_is_taken_for(strip: LedgerColumns) -> None:
    assert {place: choice.value() for place, choice in strip.choices.items()} == {
        0: Field.NAME,
        2: None,
    }
    assert strip.choices[2].combo.currentText() == "不导入"
    assert strip.choices[0].combo.accessibleName() == "A  姓名"


def test_a_choice_is_told_with_its_column(strip: LedgerColumns, qtbot: QtBot) -> None:
    with qtbot.waitSignal(strip.corrected) as told:
        strip.choices[2].combo.setCurrentText("备注")
    assert told.args == [2, Field.NOTE]


def test_the_same_columns_keep_their_widgets(strip: LedgerColumns) -> None:
    before = dict(strip.choices)
    strip.show_columns([COLUMNS[0], ColumnShown(2, "C", "甲", ("<b>白</b>",), Field.NOTE)])
    assert strip.choices == before
    assert strip.choices[2].value() is Field.NOTE
    strip.show_columns(COLUMNS[:1])
    assert list(strip.choices) == [0]
