"""The import page: a ledger dropped, looked through, corrected and taken in."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from showroom.desk import Desk
from showroom.ledger.form import Group
from showroom.ledger.intake import reading
from showroom.ledger.layout.headings import Field
from showroom.ledger.queries import Imports, imports
from tests.ledger import books
from tests.ledger.test_cli import SAMPLES
from tests.ui.conftest import HeldShell, chinese, context_of, home, lanes
from ui.pages.ledger import LedgerPage

__all__ = ["chinese", "home", "lanes"]
Wait = Callable[[], None]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(manager: Desk, home: Wait, qtbot: QtBot) -> Iterator[LedgerPage]:
    """The page in a window, its list of imports read."""
    made = LedgerPage(context_of(manager))
    qtbot.addWidget(made)
    made.resize(1180, 700)
    made.show()
    qtbot.waitExposed(made)
    made.enter()
    home()
    yield made
    home()


def drop(page: LedgerPage, file: Path) -> None:
    """Let go of a file over the page."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    event = QDropEvent(
        QPointF(50, 50), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    page.dropEvent(event)


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def shown(page: LedgerPage, group: Group) -> list[int]:
    page.outcome.choose(group)
    table = page.outcome.cells if group in (Group.REJECTED, Group.NOTICES) else page.outcome.people
    return [line.row for line in table.model.lines]


def test_a_dropped_ledger_is_shown_before_anything_is_written(
    page: LedgerPage, home: Wait, manager: Desk
) -> None:
    drop(page, SAMPLES / "customers.xlsx")
    home()
    assert len(shown(page, Group.ACCEPTED)) == 60
    assert shown(page, Group.REJECTED) == [57, 57, 61, 65]
    assert shown(page, Group.MERGED) == [7, 67]
    assert shown(page, Group.CLASHES) == [9, 68]
    assert page.import_button.text() == "导入 63 行  Ctrl+S"
    assert manager.read(imports, Imports()) == []


def test_a_ledger_is_taken_in_by_keyboard(page: LedgerPage, home: Wait, manager: Desk) -> None:
    page.take_file(SAMPLES / "customers.xlsx")
    home()
    assert page.sheet.columns.choices[0].combo.hasFocus()
    QTest.keyClick(focus(), Qt.Key.Key_S, CTRL)
    home()
    assert "新建客户 61" in page.banner.text
    assert [button.text() for button in page.banner.offers] == ["查看客户", "导出退回的行  Ctrl+R"]
    assert [line.file_name for line in manager.read(imports, Imports())] == ["customers.xlsx"]


def test_a_file_imported_before_says_when_and_by_whom(page: LedgerPage, home: Wait) -> None:
    for _time in range(2):
        page.take_file(SAMPLES / "customers.xlsx")
        home()
        before = page.banner.text
        page.take_in()
        home()
    assert "2026-11-22 10:00" in before
    assert "李雯" in before


def test_a_column_corrected_plans_anew(page: LedgerPage, home: Wait, tmp_path: Path) -> None:
    rows = [["姓名", "电话", "其他号码"], ["王芳", "025-84567890", "13800138000"]]
    page.take_file(books.xlsx(tmp_path / "x.xlsx", rows))
    home()
    page.sheet.columns.choices[1].set_value(None)
    page.sheet.columns.corrected.emit(2, Field.PHONE)
    home()
    assert shown(page, Group.ACCEPTED) == [2]
    assert page.sheet.columns.choices[2].value() is Field.PHONE
    assert page.sheet.columns.choices[1].value() is None


def test_what_a_column_means_is_typed_by_its_initials(
    page: LedgerPage, home: Wait, tmp_path: Path
) -> None:
    rows = [["姓名", "电话", "甲"], ["王芳", "13800138000", "喜欢白色"]]
    page.take_file(books.xlsx(tmp_path / "x.xlsx", rows))
    home()
    page.sheet.columns.choices[2].setFocus()
    QTest.keyClicks(focus(), "note")
    home()
    assert page.preview is not None
    assert page.preview.report.plan.accepted[0].entry.note == "喜欢白色"


def test_another_sheet_is_guessed_anew(page: LedgerPage, home: Wait, tmp_path: Path) -> None:
    head = ["姓名", "电话"]
    one, two = [head, ["王芳", "13800138000"]], [head, ["李雷", "13900139000"]]
    page.take_file(books.xlsx(tmp_path / "x.xlsx", one, 二月=[*two, *two[1:]]))
    home()
    assert "台账" in page.banner.text
    page.sheet.sheets.combo.setCurrentText("台账")
    home()
    assert [line.name for line in page.outcome.people.model.lines] == ["王芳"]


def test_a_sheet_that_is_no_ledger_says_what_is_missing(
    page: LedgerPage, home: Wait, tmp_path: Path
) -> None:
    page.take_file(books.xlsx(tmp_path / "x.xlsx", [["姓名", "车型"], ["王芳", "XC60"]]))
    home()
    assert "手机号" in page.banner.text
    assert not page.import_action.isEnabled()


def test_a_file_that_cannot_be_read_leaves_nothing_to_import(
    page: LedgerPage, home: Wait, tmp_path: Path
) -> None:
    page.take_file(SAMPLES / "customers.xlsx")
    home()
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(b"PK\x03\x04")
    page.take_file(bad)
    home()
    assert page.banner.text.startswith("坏.xlsx：文件损坏")
    assert not page.import_action.isEnabled()


def test_rejected_rows_are_saved_where_one_says(
    page: LedgerPage, home: Wait, tmp_path: Path
) -> None:
    page.take_file(SAMPLES / "customers.xlsx")
    home()
    file = tmp_path / "退回.xlsx"
    page.save_rejects(file)
    home()
    assert len(reading.read(file).book.sheets[0].rows) == 4
    shell = page.context.shell
    assert isinstance(shell, HeldShell)
    assert shell.toasts == ["退回的行已存到 退回.xlsx"]


def test_hostile_text_is_shown_as_text(page: LedgerPage, home: Wait, tmp_path: Path) -> None:
    name = '<table><tr><td><img src="/etc/hosts">'
    rows = [["姓名", "电话", "<b>备注</b>"], [name, "13800138000", "&x\u202e"]]
    page.take_file(books.xlsx(tmp_path / "<b>x.xlsx", rows))
    home()
    assert page.sheet.file.text() == "<b>x.xlsx"
    assert page.outcome.people.model.text(0, 1) == name
