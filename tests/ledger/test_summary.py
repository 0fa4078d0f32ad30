"""A report as lines."""

from dataclasses import replace

from showroom.ledger.intake.cells import Refused
from showroom.ledger.summary import lines
from tests.ledger.laid import HEAD, reported
from tests.ledger.test_report import ROWS


def test_the_lines_tell_sheet_columns_counts_and_every_row_to_look_at() -> None:
    told = lines(reported(*ROWS))
    assert told[:3] == ["台账.xlsx · 工作表“台账”", "表头在第 1 行", "姓名 ← A 列 姓名"]
    assert "客户 5 行：可导入 1，退回 1，并入前行 1，撞单 2" in told
    assert "  第 4 行 手机（B4）“138”：还差 8 位。核对后补足 11 位" in told
    assert "  第 2、3 行 13800138000" in told
    assert "  第 5、6 行 13900139000" in told
    assert told[-1] == "未作客户处理的行：7"


def test_columns_and_sheets_that_were_left_alone_are_told() -> None:
    report = reported(("王芳", "13800138000", "", "", "", "", "", "白"), head=(*HEAD, "颜色"))
    unread = Refused("ledger.file_rows", {"cell": "A30000", "most": 20000}, "旧表")
    layout = replace(report.layout, others=("二月",))
    told = lines(replace(report, layout=layout, refused=(unread,)))
    assert "未用的列：颜色" in told
    assert any("二月" in line for line in told)
    assert any("旧表" in line and "A30000" in line for line in told)


def test_the_same_is_told_in_english() -> None:
    told = lines(reported(*ROWS, language="en"))
    assert any("5 customer rows: 1 to import, 1 rejected" in line for line in told)
