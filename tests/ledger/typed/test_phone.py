"""Phones as people put them into a cell."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showroom.ledger.typed.outcome import Bad
from showroom.ledger.typed.phone import Phones, phones_in, phones_of

ONE = [
    "13800138000",
    "１３８ ００１３ ８０００",
    "138-0013-8000",
    "138.0013.8000",
    " 138 0013 8000 ",
    "+86 13800138000",
    "8613800138000",
    "008613800138000",
    "(86)13800138000",
    "+86-138-0013-8000",
    "'13800138000",
    "‘13800138000",
    "13800138000.0",
    "13800138000.00",
    "1.3800138000E+10",
    13800138000.0,
    "13,800,138,000",
    "138,0013,8000",
    "电话：13800138000",
    "手机13800138000",
    "tel:13800138000",
    "13800138000\t",
    "\u202d13800138000\u202c",
    "138\u00a00013\u00a08000",
    "013800138000",
    "13800138000;",
    "一三八零零一三八零零零",
    "幺三八〇〇幺三八〇〇〇",
    "+86（138）0013-8000",
]
NONE = [
    ("", "ledger.phone_missing", {}),
    ("   ", "ledger.phone_missing", {}),
    ("无", "ledger.phone_missing", {}),
    ("未留电话", "ledger.phone_missing", {}),
    ("-", "ledger.phone_missing", {}),
    ("1381234567", "identity.phone_short", {"missing": 1, "count": 1}),
    ("张三 1381234567", "identity.phone_short", {"missing": 1, "count": 1}),
    ("138001380001", "identity.phone_long", {"extra": 1, "count": 1}),
    ("12345678901", "identity.phone_prefix", {}),
    ("1.38E+10", "identity.phone_rounded", {}),
    ("1.38e10", "identity.phone_rounded", {}),
    ("138****8000", "ledger.phone_hidden", {}),
    ("138xxxx8000", "ledger.phone_hidden", {}),
    ("025-84567890", "ledger.phone_landline", {}),
    ("84567890", "ledger.phone_landline", {}),
    ("400-800-8000", "ledger.phone_landline", {}),
    ("138O0138000", "identity.phone_characters", {}),
    ("wx13800138000", "identity.phone_characters", {}),
    ("没电话", "identity.phone_characters", {}),
    ("138\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668", "identity.phone_characters", {}),
    (1380013800.5, "identity.phone_characters", {}),
    ("1380013800.5", "identity.phone_characters", {}),
    (True, "identity.phone_characters", {}),
    ("#N/A", "ledger.cell_error", {"text": "#N/A"}),
]


@pytest.mark.parametrize("typed", ONE)
def test_a_mobile_number_is_read_however_it_is_typed(typed) -> None:
    assert phones_of(typed) == Phones("13800138000")


@pytest.mark.parametrize(("typed", "code", "facts"), NONE)
def test_what_is_no_mobile_number_is_refused_with_its_reason(typed, code: str, facts) -> None:
    with pytest.raises(Bad) as bad:
        phones_of(typed)
    assert (bad.value.code, bad.value.facts) == (code, facts)


@pytest.mark.parametrize("between", ["/", "、", ",", "；", " ", "\n", "", " 或 ", "|", " - "])
def test_several_numbers_in_one_cell_are_all_kept(between: str) -> None:
    found = phones_of(f"13800138000{between}13900139000")
    assert (found.first, found.others) == ("13800138000", ("13900139000",))


@pytest.mark.parametrize(
    ("typed", "remark"),
    [
        ("13800138000（妻子）", "妻子"),
        ("13800138000 微信同号", "微信同号"),
        ("王芳 13800138000", "王芳"),
        ("13800138000；025-84567890", "025-84567890"),
        ("13800138000转801", "转801"),
    ],
)
def test_words_beside_a_number_are_kept(typed: str, remark: str) -> None:
    assert phones_of(typed) == Phones("13800138000", (), remark)


def test_a_number_twice_in_a_cell_is_one_number() -> None:
    assert phones_of("13800138000 / 138-0013-8000") == Phones("13800138000")


@pytest.mark.parametrize("text", ["王芳", "1990-01-01", "20260511", "A1B2", "1234567"])
def test_a_text_without_a_number_has_none(text: str) -> None:
    assert phones_in(text) is None


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.sampled_from([3, 4, 7]))
def test_separators_anywhere_change_nothing(phone: str, place: int) -> None:
    for mark in " -.·_":
        assert phones_of(f"{phone[:place]}{mark}{phone[place:]}").first == phone


@given(st.text())
def test_any_text_gives_a_mobile_number_or_a_reason(text: str) -> None:
    with contextlib.suppress(Bad):
        found = phones_of(text)
        assert found.first.isascii()
        assert len(found.first) == 11
