"""The text of a cell."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showroom.ledger.intake.cells import Broken, Fault
from showroom.ledger.typed.outcome import Bad
from showroom.ledger.typed.text import cleaned, folded, key, line, long_text, shown, unbracketed


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (13800138000.0, "13800138000"),
        (1.5, "1.5"),
        (1e300, "1e+300"),
        (True, "True"),
        ("a", "a"),
        (date(2026, 5, 1), "2026-05-01"),
        (datetime.fromisoformat("2026-05-01T10:30"), "2026-05-01 10:30"),
        (time(10, 30), "10:30:00"),
        (Broken(Fault.ERROR, "#N/A"), "#N/A"),
    ],
)
def test_a_cell_is_shown_as_a_spreadsheet_would(cell, text: str) -> None:
    assert shown(cell) == text


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (Broken(Fault.FORMULA, "=A1"), "ledger.formula_no_value"),
        (Broken(Fault.ERROR, "#REF!"), "ledger.cell_error"),
        ("#DIV/0!", "ledger.cell_error"),
        ("坏\ufffd", "ledger.text_mangled"),
    ],
)
def test_a_broken_cell_has_no_text(cell, code: str) -> None:
    with pytest.raises(Bad) as bad:
        cleaned(cell)
    assert bad.value.code == code


def test_line_breaks_of_a_note_stay_and_those_of_a_line_go() -> None:
    assert long_text("第一行\r\n第二行\x00") == "第一行\n第二行"
    assert line("first\nsecond") == "first second"


def test_five_hundred_characters_are_a_note_and_one_more_is_not() -> None:
    assert long_text("字" * 500)
    with pytest.raises(Bad):
        long_text("字" * 501)


def test_text_is_compared_without_width_case_spaces_and_marks() -> None:
    assert folded(" ＡＢ c ") == "abc"
    assert key("手 机（必填）*") == "手机必填"
    assert unbracketed("网络（抖音）") == "网络"


@given(st.text())
def test_cleaned_text_holds_no_control_and_cleaning_twice_changes_nothing(text: str) -> None:
    try:
        once = cleaned(text)
    except Bad:
        return
    assert not any(ord(mark) < 32 and mark not in "\n\t" for mark in once)
    assert cleaned(once) == once
