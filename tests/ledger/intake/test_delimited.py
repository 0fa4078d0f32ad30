"""Text with separators."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showroom.ledger.intake.caps import Unreadable
from showroom.ledger.intake.delimited import sheet_of, text_of
from tests.ledger.books import text_rows

ROWS = (
    ("姓名", "电话", "备注"),
    ("王芳", "13800138000", "看了XC60，喜欢"),
    ("李䶮", "13900139000", "x"),
)
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"]
)
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_encoding_and_separator_are_found(encoding: str, separator: str) -> None:
    data = text_rows(ROWS, separator).encode(encoding)
    assert sheet_of(data).rows == ROWS


@pytest.mark.parametrize("separator", ["、", "，"])
def test_lists_written_with_chinese_commas_are_read(separator: str) -> None:
    data = "\n".join(
        separator.join(row) for row in (("姓名", "电话"), ("王芳", "13800138000"))
    ).encode()
    assert sheet_of(data).rows[1] == ("王芳", "13800138000")


def test_gbk_is_read_as_its_larger_successor() -> None:
    assert text_of("姓名,电话\n王芳,1".encode("gbk")) == "姓名,电话\n王芳,1"


def test_a_broken_byte_marks_its_cell_and_no_other() -> None:
    data = "姓名,电话\n".encode() + b"\xe7\x8e,138\n" + ("王芳,13800138000\n" * 60).encode()
    rows = sheet_of(data).rows
    assert "\ufffd" in str(rows[1][0])
    assert rows[2] == ("王芳", "13800138000")


def test_bytes_of_no_encoding_are_refused() -> None:
    with pytest.raises(Unreadable) as error:
        text_of(b"\xff\x80" * 400)
    assert error.value.code == "ledger.file_encoding"


def test_a_row_is_a_record_however_many_lines_it_takes() -> None:
    rows = sheet_of('姓名,备注\n王芳,"一\n二\n三"\n\n李雷,x\n'.encode()).rows
    assert rows == (("姓名", "备注"), ("王芳", "一\n二\n三"), ("", ""), ("李雷", "x"))


def test_a_lone_quote_costs_no_row() -> None:
    rows = sheet_of('姓名,电话,备注\n"王芳,1,a\n李雷,2,"两\n行"\n张三,3,c\n'.encode()).rows
    assert [row[0] for row in rows] == ["姓名", '"王芳', "李雷", "张三"]
    assert rows[2] == ("李雷", "2", "两\n行")


def test_digits_kept_as_a_text_formula_are_their_text() -> None:
    rows = sheet_of('姓名;电话\n王芳;="13800138000"\n=HYPERLINK("x");1\n'.encode()).rows
    assert rows[1] == ("王芳", "13800138000")
    assert rows[2][0] == '=HYPERLINK("x")'


def test_the_line_that_tells_the_separator_is_no_row() -> None:
    assert sheet_of("sep=;\r\n姓名;电话\r\n王芳;1\r\n".encode("utf-8-sig")).rows[0] == (
        "姓名",
        "电话",
    )


def test_blank_rows_at_the_end_are_cut_and_far_values_refused() -> None:
    assert len(sheet_of("姓名,电话\n王芳,1\n,,\n\n\n".encode()).rows) == 2
    with pytest.raises(Unreadable):
        sheet_of(("a" + "," * 60 + "x\n").encode())
    with pytest.raises(Unreadable):
        sheet_of(("a,b\n" * 20_001).encode())


@given(st.lists(st.tuples(texts, texts, texts), min_size=3, max_size=8))
def test_what_was_written_is_read_back(rows: list[tuple[str, str, str]]) -> None:
    known = [("姓名", "手机", "备注"), *rows, ("王芳", "13800138000", "尾")]
    read = sheet_of(text_rows(known).encode("utf-8-sig")).rows
    assert [tuple(str(cell).replace('="', "") for cell in row) for row in read] == [
        tuple(cell.replace('="', "") for cell in row) for row in known
    ]
