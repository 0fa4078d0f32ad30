"""Where the header stands."""

from showroom.ledger.intake.cells import Broken, Fault, Merge, Sheet
from showroom.ledger.layout.header import at, find

HEAD = ("姓名", "手机", "级别")


def sheet(*rows: tuple, merges: tuple[Merge, ...] = ()) -> Sheet:
    width = max(map(len, rows))
    return Sheet("台账", tuple(row + ("",) * (width - len(row)) for row in rows), merges)


def test_the_header_stands_below_titles_and_blank_rows() -> None:
    found = find(
        sheet(
            ("2026年台账",),
            (),
            ("制表人：李雯", "", "部门：销售部"),
            HEAD,
            ("王芳", "13800138000", "H"),
        )
    )
    assert (found.row, found.top, found.below) == (4, 3, 4)
    assert [heading.text for heading in found.headings] == list(HEAD)


def test_the_first_of_repeated_headers_counts() -> None:
    assert find(sheet(HEAD, ("王芳", "13800138000", "H"), HEAD)).row == 1


def test_groups_over_headings_make_a_header_of_two_rows() -> None:
    found = find(
        sheet(
            ("序号", "客户", "", "来店", ""),
            ("", "姓名", "电话", "日期", "车型"),
            ("1", "王芳", "13800138000", "2026-05-01", "XC60"),
            merges=(Merge(0, 1, 0, 2), Merge(0, 3, 0, 4), Merge(0, 0, 1, 0)),
        )
    )
    assert (found.top, found.below) == (0, 2)
    assert [heading.full for heading in found.headings] == [
        "序号",
        "客户姓名",
        "客户电话",
        "来店日期",
        "来店车型",
    ]


def test_groups_reach_over_the_columns_below_where_a_text_file_lost_the_merges() -> None:
    found = find(
        sheet(("客户", "", "回访", ""), ("姓名", "电话", "日期", "结果"), ("王芳", "13800138000"))
    )
    assert [heading.full for heading in found.headings] == [
        "客户姓名",
        "客户电话",
        "回访日期",
        "回访结果",
    ]


def test_a_row_with_a_phone_is_no_header() -> None:
    found = find(sheet(("姓名", "电话 13800138000"), ("王芳", "13800138000")))
    assert found.below == 0


def test_a_row_with_a_broken_cell_is_no_header() -> None:
    assert find(sheet(("姓名", "电话", Broken(Fault.ERROR, "#N/A")))).below == 0


def test_without_a_header_every_column_has_an_empty_heading() -> None:
    found = find(sheet(("王芳", "13800138000"), ("李雷", "13900139000")))
    assert (found.row, [heading.text for heading in found.headings]) == (0, ["", ""])


def test_a_person_can_name_the_header_row_or_say_there_is_none() -> None:
    made = sheet(("说明", "说明"), HEAD, ("王芳", "13800138000", "H"))
    assert [heading.text for heading in at(made, 2).headings] == list(HEAD)
    assert at(made, 0).below == 0
    assert at(made, 99).below == 0
