"""Which rows are customers."""

from datetime import date

import pytest

from showroom.ledger.intake.cells import Broken, Fault, Merge, Sheet
from showroom.ledger.layout.columns import guess
from showroom.ledger.layout.header import find
from showroom.ledger.layout.rows import RowKind, kind_of, title_year

HEAD = ("序号", "姓名", "手机", "车型", "级别", "日期", "备注")
GOOD = ("1", "王芳", "13800138000", "XC60", "H", "2026-05-01", "")


def kind(row: tuple, *merges: Merge) -> RowKind:
    padded = row + ("",) * (len(HEAD) - len(row))
    sheet = Sheet("台账", (HEAD, GOOD, GOOD, padded), merges)
    header = find(sheet)
    return kind_of(3, sheet, header, guess(sheet, header))


@pytest.mark.parametrize("row", [(), ("", "  "), ("61",), (61.0,)])
def test_a_row_without_a_word_is_blank_also_if_its_number_was_filled_in(row: tuple) -> None:
    assert kind(row) is RowKind.BLANK


@pytest.mark.parametrize(
    "row",
    [
        ("合计",),
        ("合 计", "60"),
        ("", "小计：3"),
        ("总计", "", "", "", "12"),
        ("共 60 条",),
        ("共60位客户",),
        ("本月合计", "8"),
        ("Total", "60"),
        ("", "【合计】"),
        ("", "", Broken(Fault.FORMULA, "=COUNTA(C2:C9)")),
        ("合计", Broken(Fault.FORMULA, "=COUNTA(B2:B9)")),
    ],
)
def test_a_row_of_totals_is_no_customer(row: tuple) -> None:
    assert kind(row) is RowKind.TOTAL


@pytest.mark.parametrize("row", [HEAD, ("", "姓名", "手 机", "车型", "级别", "日期", "备注")])
def test_the_header_again_is_no_customer(row: tuple) -> None:
    assert kind(row) is RowKind.HEADER


@pytest.mark.parametrize(
    "row",
    [
        ("注：以上数据仅供内部使用",),
        ("", "制表人：李雯", "", "", "审核："),
        ("打印时间：2026-11-22 10:00",),
        ("说明",),
        (
            "",
            "以上数据截至本月底，由销售部统计并核对无误",
        ),
        ("一月",),
        ("", "5月份"),
        ("", "第二季度"),
        ("", "2026年5月"),
        ("", "示例", "13800138000"),
        ("第 1 页 共 3 页",),
        ("", "—— 2026年5月1日 ——"),
        ("", date(2026, 5, 1)),
    ],
)
def test_words_about_the_sheet_are_no_customer(row: tuple) -> None:
    assert kind(row) is RowKind.NOTE


def test_a_merged_row_of_words_is_no_customer() -> None:
    assert kind(("", "南京河西店"), Merge(3, 1, 3, 5)) is RowKind.NOTE


@pytest.mark.parametrize(
    "row",
    [
        GOOD,
        ("", "张三"),
        ("", "", "", "XC60", "H"),
        ("", "", "13800138000"),
        ("", "合计", "13800138000"),
        ("", "", "", "", "", "", "备注9001"),
        ("", "姓名", "13800138000"),
        ("", "注册会计师王", "", "XC60", "H"),
        ("", "", Broken(Fault.FORMULA, "=B1")),
        ("", "", "", "", "", "2026-05-01"),
    ],
)
def test_everything_else_is_a_customer_good_or_bad(row: tuple) -> None:
    assert kind(row) is RowKind.DATA


@pytest.mark.parametrize(
    ("title", "year"),
    [("南京河西店 2026年台账", 2026), ("台账", None), ("2025年至2026年台账", None)],
)
def test_the_title_names_the_year_if_it_names_one(title: str, year: int | None) -> None:
    sheet = Sheet("台账", ((title, "", ""), ("姓名", "手机", "级别")))
    assert title_year(sheet, find(sheet)) == year


def test_a_row_of_hints_below_the_header_is_no_customer() -> None:
    hints = ("", "（必填）", "11位数字", "", "O/H/A/B/C", "年-月-日", "")
    sheet = Sheet("台账", (HEAD, hints, GOOD))
    header = find(sheet)
    columns = guess(sheet, header)
    assert [kind_of(row, sheet, header, columns) for row in (1, 2)] == [RowKind.NOTE, RowKind.DATA]
