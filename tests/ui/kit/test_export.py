"""What is on screen goes into a workbook: same rows, order and columns, text as text."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from tests.documents.reading import HOSTILE
from tests.ui.conftest import HeldShell
from ui.context import Context
from ui.kit.export import file_name, save_table
from ui.kit.page import Page
from ui.kit.table import Column, Table

Wait = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of these tests."""

    id: int
    name: str
    fen: int | None = None


def table_of(page: Page) -> Table[Row]:
    columns: list[Column[Row]] = [
        Column("客户", lambda r: r.name, 0, "two", second=lambda r: f"{r.id:03d}",
               second_title="编号"),
        Column("金额", lambda r: f"¥ {r.fen / 100:,.2f}" if r.fen is not None else "—", 90,
               "amount", sort=lambda r: r.fen),
        Column("日期", lambda _: "昨天", 90, cell=lambda _: date(2026, 11, 21)),
    ]  # fmt: skip
    return Table("test", columns, page.context.memory)


@pytest.fixture
def page(context: Context, qtbot: QtBot) -> Page:
    made = Page(context)
    qtbot.addWidget(made)
    return made


def read_back(file: Path) -> list[list[Any]]:
    """The rows under the heading and the note."""
    return CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()[2:]


def saved(page: Page, table: Table[Row], file: Path, home: Wait) -> list[list[Any]]:
    save_table(page, table, "客户档案", file)
    home()
    return read_back(file)


def test_rows_titles_and_amounts_read_back(page: Page, tmp_path: Path, home: Wait) -> None:
    table = table_of(page)
    table.show_lines([Row(1, "王小明", 25_880_050), Row(2, "李倩", None)])
    rows = saved(page, table, tmp_path / "a.xlsx", home)
    assert rows[0] == ["客户", "编号", "金额", "日期"]
    assert rows[1] == ["王小明", "001", 258800.5, date(2026, 11, 21)]
    assert rows[2][:3] == ["李倩", "002", ""]
    shell = page.context.shell
    assert isinstance(shell, HeldShell)
    assert "已导出 2 行" in shell.toasts[-1]


def test_the_order_on_screen_is_the_order_of_the_sheet(
    page: Page, tmp_path: Path, home: Wait
) -> None:
    table = table_of(page)
    table.show_lines([Row(1, "甲", 300), Row(2, "乙", 100), Row(3, "丙", 200)])
    table.view.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    table.view.horizontalHeader().moveSection(1, 0)
    rows = saved(page, table, tmp_path / "a.xlsx", home)
    assert [row[:2] for row in rows] == [["金额", "客户"], [3, "甲"], [2, "丙"], [1, "乙"]]


def test_hostile_text_stays_text(page: Page, tmp_path: Path, home: Wait) -> None:
    table = table_of(page)
    typed = [*HOSTILE, "=1+1", "+8613800138021", "@SUM(A1)", "-2", "00123"]
    table.show_lines([Row(at, text) for at, text in enumerate(typed)])
    rows = saved(page, table, tmp_path / "a.xlsx", home)
    assert [row[0] for row in rows[1:]] == typed


def test_rows_not_scrolled_to_are_written_as_well(page: Page, tmp_path: Path, home: Wait) -> None:
    table = table_of(page)
    table.show_lines(
        [Row(1, "甲")], 3, lambda last, _limit, take: take([Row(last.id + n, "乙") for n in (1, 2)])
    )
    rows = saved(page, table, tmp_path / "a.xlsx", home)
    assert [row[1] for row in rows[1:]] == ["001", "002", "003"]


def test_a_place_that_cannot_be_written_is_said_and_nothing_is_left(
    page: Page, tmp_path: Path, home: Wait
) -> None:
    table = table_of(page)
    table.show_lines([Row(1, "甲", 1)])
    taken = tmp_path / "out" / "a.xlsx"
    taken.mkdir(parents=True)
    save_table(page, table, "客户", taken)
    home()
    assert list(taken.parent.iterdir()) == [taken]
    assert page.context.shell.toasts == []  # type: ignore[attr-defined]


def test_the_file_is_named_after_page_outlet_and_day() -> None:
    named = file_name("客户/档案", "南京:河西店", date(2026, 11, 22))
    assert named == "客户档案-南京河西店-20261122.xlsx"
