import pytest

from ui.charts.compare import Compare, Row, paint
from ui.tokens import tokens_of

TEAM = Compare((Row("李倩", 7, "7 组", 6), Row("赵磊", 6, "6 组", 6), Row("陈思", 0, "0 组", 6)))


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("size", ["small", "normal", "large"])
def test_nothing_is_painted_outside_at_any_scale_or_text_size(sheet, scale, size):
    made = sheet((320, 160), scale).paint(paint, TEAM, tokens_of("dark", size))
    assert not made.touched_outside()


def test_each_row_is_a_mark(sheet, look):
    assert [mark.index for mark in sheet().paint(paint, TEAM, look).marks] == [0, 1, 2]


def test_a_target_is_marked_only_where_there_is_one(sheet, look):
    plain = Compare((Row("李倩", 7, "7 组"),))
    target = look.colour.chart_line.lower()
    assert target not in sheet().paint(paint, plain, look).colours()
    assert target in sheet().paint(paint, TEAM, look).colours()


def test_rows_are_told_in_words():
    assert TEAM.told == ("李倩 7 组", "赵磊 6 组", "陈思 0 组")


def test_no_value_at_all_is_empty():
    assert Compare((Row("李倩", 0, "0"),)).empty
    assert not TEAM.empty
