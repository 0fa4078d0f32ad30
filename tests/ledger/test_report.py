"""A plan in words and as JSON."""

import json

import pytest

from showroom.ledger.layout.headings import Field
from showroom.ledger.plan import Remark
from tests.ledger.laid import HEAD, reported

WANG = ("王芳", "13800138000", "XC60", "H", "2026-05-01", "网络", "x")
ROWS = (
    WANG,
    ("王芳", "13800138000", "", "", "2026-06-01"),
    ("李雷", "138"),
    ("赵四", "13900139000"),
    ("钱五", "13900139000"),
    ("合计",),
)


def test_json_holds_what_the_issue_names() -> None:
    told = reported(*ROWS).as_json()
    assert told["accepted"] == [
        {
            "row": 2,
            "name": "王芳",
            "phone": "13800138000",
            "level": "H",
            "first_visit_on": "2026-05-01",
            "model": "XC60",
            "source": "网络",
            "note": "x",
        }
    ]
    assert [{key: cell[key] for key in ("row", "column", "code")} for cell in told["rejected"]] == [
        {"row": 4, "column": "手机", "code": "identity.phone_short"}
    ]
    assert told["merged"] == [{"rows": [2, 3], "phone": "13800138000"}]
    assert told["clashes"] == [{"rows": [5, 6], "phone": "13900139000"}]
    assert told["skipped"] == [{"row": 7, "kind": "total"}]
    assert json.loads(json.dumps(told)) == told


def test_the_counts_add_up() -> None:
    counts = reported(*ROWS).counts()
    assert counts == {"rows": 5, "accepted": 1, "rejected": 1, "merged": 1, "clashes": 2}


def test_a_message_names_column_cell_text_reason_and_remedy() -> None:
    assert reported(("李雷", "1381234567")).rejected()[0].message == (
        "手机（B2）“1381234567”：还差 1 位。核对后补足 11 位"
    )


def test_an_empty_cell_and_a_column_that_is_not_there_are_told_without_a_text() -> None:
    report = reported(("", "13800138000"))
    assert report.rejected()[0].message == "姓名（A2）：没有姓名。写上姓名或称呼，如 王女士"
    told = report.told(Remark(2, Field.LEVEL, None, "ledger.level_unknown", {"text": "X"}))
    assert (told.column, told.message[:4]) == ("级别", "没有“X")


def test_a_long_cell_is_quoted_in_part() -> None:
    message = reported(("王" * 60, "13800138000")).rejected()[0].message
    assert "王" * 24 in message
    assert "王" * 25 not in message


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_reason_has_its_words_and_a_remedy(language: str) -> None:
    rows = [
        ("", ""),
        ("12", "138****0000"),
        ("王\ufffd", "025-84567890"),
        ("a", "1.38E+10"),
        ("a", "138a"),
        ("a", "2381234567890"),
        ("a", "138001380001"),
        ("王" * 51, "1380013800"),
        *[
            ("王芳", "13800138000", "", "", day)
            for day in (
                "2031-01-01",
                "1990-01-01",
                "2026-02-30",
                "5/6/2026",
                "12-30",
                "2026-05",
                "昨天",
                "2026-01-01、2026-02-01",
                "?",
                "#N/A",
            )
        ],
        ("王芳", "13800138000", "", "X", "", "抖音"),
        ("王芳", "13800138000", "", "H/A", "", "网络/亲友"),
    ]
    told = reported(*rows, language=language).rejected()
    assert len({each.code for each in told}) >= 22
    for each in told:
        assert each.remedy, each.code
        assert each.reason in each.message


def test_columns_that_mean_nothing_are_named_if_they_hold_something() -> None:
    report = reported((*WANG, "白", ""), head=(*HEAD, "颜色", "内饰"))
    assert report.unused() == ["颜色"]
