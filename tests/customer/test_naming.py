"""How names are read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showroom.customer.budget import Budget, as_budget
from showroom.customer.naming import fold, readings
from showroom.errors import Refusal


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


@pytest.mark.parametrize(
    ("typed", "low", "high"),
    [
        ("31-35", 31, 35),
        ("31 – 35 万", 31, 35),
        ("３０万", 30, 30),
        ("30万以内", None, 30),
        ("40 万以上", 40, None),
        ("250,000-300,000", 25, 30),
        ("12.5至13", 12.5, 13),
    ],
)
def test_a_budget_is_read_as_people_say_it(
    typed: str, low: float | None, high: float | None
) -> None:
    def fen(wan: float | None) -> int | None:
        return None if wan is None else int(wan * 1_000_000)

    assert as_budget(typed) == Budget(fen(low), fen(high))


@pytest.mark.parametrize(
    ("typed", "code"),
    [("很多", "customer.budget_unread"), ("1-2-3", "customer.budget_unread"),
     ("35-31", "customer.budget_order")],
)  # fmt: skip
def test_a_budget_that_says_nothing_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        as_budget(typed)
    assert caught.value.code == code
