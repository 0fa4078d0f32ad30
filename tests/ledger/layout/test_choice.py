"""Which sheet is the ledger."""

import pytest

from showroom.errors import Refusal
from showroom.ledger.intake.cells import Book, Refused, Sheet
from showroom.ledger.layout.choice import Choice, checked, lay_out

HEAD = ("姓名", "手机", "级别")
GOOD = ("王芳", "13800138000", "H")
LEDGER = Sheet("一月", (HEAD, GOOD))
LONGER = Sheet("二月", (HEAD, GOOD, GOOD))
HIDDEN = Sheet("旧表", (HEAD, GOOD, GOOD, GOOD), hidden=True)
WORDS = Sheet("说明", (("填表说明：请勿修改表头",),))


def test_the_sheet_with_names_and_phones_is_the_ledger() -> None:
    assert lay_out(Book((WORDS, LEDGER))).sheet is LEDGER


def test_a_visible_sheet_comes_before_a_hidden_one_and_the_longer_before_the_shorter() -> None:
    found = lay_out(Book((HIDDEN, LEDGER, LONGER)))
    assert found.sheet is LONGER
    assert found.others == ("旧表", "一月")


def test_a_person_can_name_the_sheet() -> None:
    assert lay_out(Book((LEDGER, LONGER)), Choice(sheet="一月")).sheet is LEDGER


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(Refusal, match="no_such_sheet") as refusal:
        lay_out(Book((LEDGER, LONGER)), Choice(sheet="三月"))
    assert refusal.value.facts["known"] == "一月、二月"


def test_a_sheet_outside_the_caps_is_refused_by_its_own_reason() -> None:
    book = Book((WORDS,), (Refused("ledger.file_rows", {"cell": "A30000", "most": 20000}, "台账"),))
    with pytest.raises(Refusal, match="file_rows"):
        lay_out(book, Choice(sheet="台账"))
    with pytest.raises(Refusal, match="file_rows"):
        checked(lay_out(book), book)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ((("姓名", "车型"), ("王芳", "XC60")), "no_phone_column"),
        ((("电话", "级别"), ("13800138000", "H")), "no_name_column"),
        ((HEAD,), "no_rows"),
        ((("一",),), "no_phone_column"),
    ],
)
def test_a_sheet_that_is_no_ledger_is_refused_with_what_is_missing(rows: tuple, code: str) -> None:
    book = Book((Sheet("台账", rows),))
    with pytest.raises(Refusal, match=code):
        checked(lay_out(book), book)


def test_a_file_without_sheets_is_empty() -> None:
    with pytest.raises(Refusal, match="file_empty"):
        lay_out(Book(()))


def test_corrected_columns_decide_which_rows_are_customers() -> None:
    book = Book((Sheet("台账", (("甲", "乙"), ("王芳", "未留"), ("李雷", "未留"))),))
    layout = lay_out(book, Choice(header_row=1, columns={"name": "甲", "phone": "乙"}))
    assert layout.data_rows == [1, 2]
