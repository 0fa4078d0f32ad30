"""A price list is read however it was made, and nothing hostile gets further than a sentence."""

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showroom import texts
from showroom.hq.publish.sheets.files import Opened, opened
from showroom.hq.publish.sheets.kinds import KINDS
from showroom.hq.publish.sheets.rows import rows_of
from tests.hq.publish.writing import as_json, as_text, as_workbook

CHINESE = ["配置代码", "指导价（元）", "生效日期"]
ROW = ["EX90-BEV-SZ", "399900", "2026-12-01"]
CODES = st.text(st.characters(codec="utf-8"), max_size=8)


def told(read: Opened) -> list[str]:
    """Places and codes of what is wrong with a file."""
    return [f"{p.where.row} {p.code.removeprefix('publish.')}" for p in read.problems]


def rows(read: Opened) -> list[dict[str, object]]:
    assert not read.problems
    found = [row for table in read.tables for row in rows_of(table)[0]]
    return [row.values for row in found]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_file_is_read_in_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    file = as_text(tmp_path / "任意.csv", [CHINESE, ROW], encoding)
    (row,) = rows(opened(file))
    assert (row["trim"], row["guide_price"]) == ("EX90-BEV-SZ", 39_990_000)


def test_a_workbook_text_and_json_say_the_same(tmp_path: Path) -> None:
    book = as_workbook(
        tmp_path / "a.xlsx", {"Prices": [["Trim code", "guide_price", "Valid from"], ROW]}
    )
    text = as_text(tmp_path / "a.csv", [CHINESE, ROW])
    dated = {"trim": ROW[0], "指导价": 399900.00, "valid_from": ROW[2]}
    plain = as_json(tmp_path / "a.json", {"指导价": [dated]})
    assert rows(opened(book)) == rows(opened(text)) == rows(opened(plain))


def test_a_workbook_has_a_sheet_for_each_kind(tmp_path: Path) -> None:
    sheets = {"指导价": [CHINESE, ROW], "车型": [["车型"], ["EX90"]], "填写说明": [["anything"]]}
    read = opened(as_workbook(tmp_path / "book.xlsx", sheets))
    assert [table.kind.name for table in read.tables] == ["prices", "models"]


def test_a_sheet_that_could_be_anything_has_to_be_named(tmp_path: Path) -> None:
    read = opened(as_workbook(tmp_path / "book.xlsx", {"Sheet1": [["a", "b"], [1, 2]]}))
    assert told(read) == ["1 unknown_sheet"]
    named = opened(as_text(tmp_path / "x.csv", [["x"], ["y"]]), KINDS["models"])
    assert told(named) == ["1 unknown_column", "1 no_column"]


def test_columns_that_are_missing_twice_or_unknown_are_named(tmp_path: Path) -> None:
    rows = [["配置代码", "配置代码", "折扣"], ["A", "B", "C"]]
    read = opened(as_workbook(tmp_path / "book.xlsx", {"指导价": rows}))
    assert told(read) == ["1 column_twice", "1 unknown_column", "1 no_column", "1 no_column"]
    words = texts.load("en")
    assert "book.xlsx · 指导价 · row 1 · C 折扣" in read.problems[1].line(words)


def test_a_formula_without_a_value_is_told_with_its_cell(tmp_path: Path) -> None:
    rows = [CHINESE, ["EX90-BEV-SZ", "=1/0", "2026-12-01"]]
    file = as_workbook(tmp_path / "book.xlsx", {"指导价": rows})
    raw = tmp_path / "bare.xlsx"
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(raw, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"</f><v>0</v>", b"</f>"))
    (table,) = opened(raw).tables
    (problem,) = rows_of(table)[1]
    assert (problem.code, problem.where.row) == ("publish.formula_no_value", 2)


def test_a_workbook_that_unpacks_to_far_too_much_is_not_opened(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * (60 << 20))
    assert told(opened(bomb)) == ["0 file_unzipped"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.json", b"{", "json_file"),
        ("a.json", b"[" * 100_000, "json_file"),
        ("a.json", b"[1]", "json_shape"),
        ("prices.json", b"[1]", "json_rows"),
        ("a.json", b'{"prices": 1}', "json_rows"),
        ("a.json", b'{"cars": []}', "unknown_sheet"),
        ("a.json", b"{}", "file_empty"),
        ("a.xlsx", b"", "file_empty"),
        ("a.pdf", b"%PDF-1.7", "file_kind"),
        ("a.xls", b"<html><table>", "file_web_page"),
    ],
)
def test_what_is_no_price_list_is_told_apart(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert told(opened(tmp_path / name)) == [f"0 {code}"]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    for name in ("no.json", "no.xlsx"):
        assert told(opened(tmp_path / name)) == ["0 file_missing"]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | CODES,
        lambda inner: st.lists(inner) | st.dictionaries(CODES, inner),
        max_leaves=12,
    )
)
def test_any_json_in_any_column_is_a_value_or_a_sentence(cell: object) -> None:
    from showroom.hq.publish.sheets.files import Line, Table

    for kind in KINDS.values():
        line = Line(1, {field.name: cell for field in kind.fields if cell is not None})
        _, problems = rows_of(Table(kind, "f", "s", {}, (line,)))
        for problem in problems:
            assert problem.line(texts.load("zh_CN"))
