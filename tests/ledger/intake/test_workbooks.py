"""Sheets through the reading library, with row numbers that are the sheet's own."""

from datetime import date
from pathlib import Path

import pytest

from showroom.ledger.intake.caps import Unreadable
from showroom.ledger.intake.cells import Broken, Fault, Merge
from showroom.ledger.intake.workbooks import compound, zipped
from tests.ledger import books
from tests.ledger.books import Formula, inline, raw_xlsx


def test_leading_blank_rows_and_columns_are_kept(tmp_path: Path) -> None:
    file = books.xlsx(
        tmp_path / "x.xlsx", [[], [], ["", "姓名"], ["", 13800138000, date(2026, 5, 1), True]]
    )
    rows = zipped(file.read_bytes()).sheets[0].rows
    assert rows[2] == ("", "姓名", "", "")
    assert rows[3] == ("", 13800138000.0, date(2026, 5, 1), True)


def test_a_formula_never_calculated_is_broken_also_at_the_edge(tmp_path: Path) -> None:
    file = books.xlsx(
        tmp_path / "x.xlsx", [["姓名"], ["王芳", "", Formula("=1+1")], [Formula("=A1")]]
    )
    rows = zipped(file.read_bytes()).sheets[0].rows
    assert rows[1] == ("王芳", "", Broken(Fault.FORMULA, "=1+1"))
    assert rows[2][0] == Broken(Fault.FORMULA, "=A1")


def test_merged_areas_and_sheet_names_are_told(tmp_path: Path) -> None:
    file = books.merged_xlsx(
        tmp_path / "x.xlsx", [["台账", "", ""], ["姓名", "电话", ""]], ["A1:C1"]
    )
    sheet = zipped(file.read_bytes()).sheets[0]
    assert (sheet.name, sheet.merges) == ("台账", (Merge(0, 0, 0, 2),))


def test_a_sheet_outside_the_caps_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    far: list[list[object]] = [[] for _ in range(20_000)] + [["x"]]
    file = books.xlsx(tmp_path / "x.xlsx", [["姓名"]], 大表=far)
    book = zipped(file.read_bytes())
    assert [sheet.name for sheet in book.sheets] == ["台账"]
    assert [(r.code, r.sheet) for r in book.refused] == [("ledger.file_rows", "大表")]


def test_the_last_corner_is_refused_at_once() -> None:
    data = raw_xlsx(f'<row r="1048576">{inline("XFD1048576", "x")}</row>')
    assert [refused.code for refused in zipped(data).refused] == ["ledger.file_rows"]


def test_the_date_system_of_the_workbook_is_told() -> None:
    data = raw_xlsx(f'<row r="1">{inline("A1", "姓名")}</row>', '<workbookPr date1904="1"/>')
    assert zipped(data).sheets[0].since_1904


def test_an_old_workbook_that_is_none_is_refused() -> None:
    with pytest.raises(Unreadable) as error:
        compound(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    assert error.value.code == "ledger.file_damaged"
