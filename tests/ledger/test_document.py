"""The rejected rows as a sheet."""

from datetime import UTC, datetime
from io import BytesIO

from python_calamine import CalamineWorkbook

from showroom.ledger.document import Rejects, rejected_rows
from showroom.ledger.intake.child import answer
from showroom.ledger.layout.choice import checked, lay_out
from showroom.ledger.rules import plan
from tests.ledger.books import AS_OF
from tests.ledger.laid import reported

ROWS = (
    ("王芳", "13800138000"),
    ('=HYPERLINK("x")', "138", "XC60", "X", "2031-01-01", "网络", "+SUM(1)"),
    ("", "1.38E+10"),
)


def sheet() -> bytes:
    return rejected_rows(Rejects(reported(*ROWS), datetime(2026, 11, 22, 10, tzinfo=UTC)))


def test_bad_rows_come_back_as_they_stood_with_reason_and_remedy() -> None:
    rows = CalamineWorkbook.from_filelike(BytesIO(sheet())).get_sheet_by_index(0).to_python()
    assert rows[0] == [
        "原行号",
        "姓名",
        "手机",
        "车型",
        "级别",
        "来店日期",
        "来源",
        "备注",
        "退回原因",
        "怎么办",
    ]
    assert rows[1][:8] == [
        3.0,
        '=HYPERLINK("x")',
        "138",
        "XC60",
        "X",
        "2031-01-01",
        "网络",
        "+SUM(1)",
    ]
    assert str(rows[1][8]).splitlines()[0] == "手机：还差 8 位"
    assert len(str(rows[1][8]).splitlines()) == len(str(rows[1][9]).splitlines()) == 3
    assert [row[0] for row in rows[1:]] == [3.0, 4.0]


def test_the_sheet_can_be_corrected_and_read_again() -> None:
    book = answer(sheet())
    again = plan(checked(lay_out(book), book), AS_OF)
    assert again.rows == 2
    assert {r.code for r in again.rejected} >= {"identity.phone_short", "ledger.level_unknown"}
