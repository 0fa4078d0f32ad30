"""A ledger shown, and the corrections it offers."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from showroom.ledger.form import Look, preview
from showroom.ledger.intake.cells import Book, Sheet
from showroom.ledger.intake.reading import Reading
from showroom.ledger.layout.choice import Choice
from showroom.texts import load
from tests.ledger.books import AS_OF
from tests.ui.conftest import HeldMemory
from ui.parts.ledger_sheet import LedgerSheet

ROWS = (("2026年台账", "", ""), ("姓名", "电话", "甲"), ("王芳", "13800138000", "白"))


@pytest.fixture
def sheet(chinese: QApplication, qtbot: QtBot) -> LedgerSheet:
    del chinese
    made = LedgerSheet(HeldMemory())
    qtbot.addWidget(made)
    book = Book((Sheet("一月", ROWS), Sheet("说明", (("填表说明",),))))
    made.begin(preview(Reading("台账.xlsx", "0" * 64, book), Look(AS_OF, load("zh_CN"))))
    return made


def test_file_sheet_and_header_are_told(sheet: LedgerSheet) -> None:
    assert sheet.file.text() == "台账.xlsx"
    assert (sheet.sheets.value(), sheet.headers.value()) == ("一月", 2)
    assert [choice.label for choice in sheet.headers.choices[:3]] == [
        "没有表头，按内容认列",
        "第 1 行：2026年台账",
        "第 2 行：姓名 电话 甲",
    ]


def test_another_sheet_or_header_is_a_correction(sheet: LedgerSheet, qtbot: QtBot) -> None:
    with qtbot.waitSignal(sheet.corrected) as told:
        sheet.sheets.combo.setCurrentText("说明")
    assert told.args == [Choice(sheet="说明")]
    with qtbot.waitSignal(sheet.corrected) as told:
        sheet.headers.combo.setCurrentIndex(1)
    assert told.args == [Choice(header_row=0)]


def test_another_meaning_of_a_column_is_a_correction(sheet: LedgerSheet, qtbot: QtBot) -> None:
    with qtbot.waitSignal(sheet.corrected) as told:
        sheet.columns.choices[2].combo.setCurrentText("备注")
    assert isinstance(told.args, list)
    assert told.args[0].columns["note"] == "#3"
    assert told.args[0].columns["name"] == "#1"


def test_showing_a_preview_is_no_correction(sheet: LedgerSheet, qtbot: QtBot) -> None:
    shown = sheet._preview  # noqa: SLF001 - what it was given
    assert shown is not None
    with qtbot.assertNotEmitted(sheet.corrected):
        sheet.show_preview(shown)
