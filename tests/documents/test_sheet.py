import csv
import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from showroom.documents.sheet import Book, Tab, Titled, csv_file, guarded, restored, workbook
from showroom.documents.text import plain
from tests.documents.reading import HOSTILE

BOOK = Book("名单", "江苏澄远", datetime(2026, 11, 22, 12, 0, tzinfo=UTC))
FORMULAS = (
    "=1+1",
    "+1",
    "-2",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    "＝1+1",
    "http://x.test",
    "_x0041_",
)


def made(rows, columns=3):
    titles = tuple(Titled(f"列{n}") for n in range(columns))
    return workbook(BOOK, (Tab("名单", titles, rows),))


def read(content, tab=0):
    return CalamineWorkbook.from_object(io.BytesIO(content)).get_sheet_by_index(tab).to_python()


@pytest.mark.parametrize("typed", HOSTILE + FORMULAS)
def test_text_comes_back_as_text(typed):
    assert read(made([[typed, "", "x"]]))[1][0] == plain(typed, 32_767)


def test_no_cell_is_a_formula_or_a_link():
    content = made([[each, each, each] for each in FORMULAS + HOSTILE])
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "<hyperlink" not in sheet
        assert not [name for name in parts.namelist() if "externalLink" in name]


def test_numbers_dates_and_amounts_keep_their_kind():
    row = [7, Decimal("1234.50"), date(2026, 11, 22)]
    assert read(made([row]))[1] == [7.0, 1234.5, date(2026, 11, 22)]


def test_the_sheet_is_set_up_to_print():
    with zipfile.ZipFile(io.BytesIO(made([["a", "b", "c"]]))) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert 'paperSize="9"' in sheet
    assert 'orientation="landscape"' in sheet
    assert 'state="frozen"' in sheet


def test_the_same_rows_give_the_same_file():
    assert made([["a", None, 1]]) == made([["a", None, 1]])


def test_a_tab_may_be_called_anything():
    tab = Tab("a/b:[c]*?'" * 9, (Titled("x"),), [["1"]])
    assert (
        len(CalamineWorkbook.from_object(io.BytesIO(workbook(BOOK, (tab,)))).sheet_names[0]) <= 31
    )


@pytest.mark.parametrize("typed", FORMULAS[:6])
def test_a_csv_cell_cannot_begin_a_formula(typed):
    content = csv_file(["姓名"], [[typed], [f" {typed}"]]).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content)))
    assert [row[0][0] for row in rows[1:]] == ["'", "'"]


def test_csv_opens_in_a_spreadsheet_and_keeps_rows_apart():
    content = csv_file(["姓名", "金额"], [["王,\n五", Decimal("-1.50")], [None, 3]])
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows == [["姓名", "金额"], ["王,\n五", "-1.50"], ["", "3"]]


@given(st.text())
def test_a_guarded_cell_is_restored(typed):
    assert restored(guarded(typed)) == plain(typed, 32_767)
