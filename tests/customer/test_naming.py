"""How names are read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showroom.customer.naming import fold, readings


@pytest.mark.parametrize(
    ("name", "pinyin", "initials"),
    [
        ("曾国藩", "zengguofan", "zgf"),
        ("单雄信", "shanxiongxin", "sxx"),
        ("仇英", "qiuying", "qy"),
        ("解缙", "xiejin", "xj"),
        ("区锦", "oujin", "oj"),
        ("查良", "zhaliang", "zl"),
        ("盖叫天", "gejiaotian", "gjt"),
        ("朴树", "piaoshu", "ps"),
        ("尉迟恭", "yuchigong", "ycg"),
        ("万俟卨", "moqixie", "mqx"),
        ("长孙无忌", "zhangsunwuji", "zswj"),
        ("欧阳修", "ouyangxiu", "oyx"),
        ("吕布", "lvbu", "lb"),
        ("王 芳", "wangfang", "wf"),
        ("阿布都·热合曼", "abudoureheman", "abdrhm"),
        ("Anna Lee", "annalee", "al"),
    ],
)
def test_surnames_are_read_as_surnames(name: str, pinyin: str, initials: str) -> None:
    first = readings(name)[0]
    assert (first.pinyin, first.initials) == (pinyin, initials)


def test_a_surname_may_also_be_typed_as_it_is_usually_read() -> None:
    assert {one.pinyin for one in readings("单田芳")} == {"shantianfang", "dantianfang"}


def test_a_name_read_in_two_ways_is_found_by_both() -> None:
    assert {one.given for one in readings("王乐")} == {"le", "yue"}


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=30))
def test_any_text_has_at_most_four_readings(text: str) -> None:
    assert len(readings(text)) <= 4
