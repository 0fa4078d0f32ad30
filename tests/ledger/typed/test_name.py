"""Names, and phones that stand beside them."""

from datetime import date

import pytest

from showroom.ledger.typed.name import Named, name_of
from showroom.ledger.typed.outcome import Bad

HOSTILE = [
    '=HYPERLINK("http://x/13800138000","点")',
    "<b>王</b>",
    "@SUM(1+1)",
    "+cmd|'/c calc'!A1",
    "=1+1",
    "O'Neil; DROP TABLE customer--",
    "张&李",
    "{0}{name}%s",
    "𠮷野家",
    "阿卜杜·热合曼",
    "José María",
]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("王芳", "王芳"),
        (" 王芳 ", "王芳"),
        ("王 芳", "王芳"),
        ("王　芳", "王芳"),
        ("王芳\u200b", "王芳"),
        ("王\u202e芳", "王芳"),
        ("Zhang  San", "Zhang San"),
        ("王女士", "王女士"),
        ("王\n芳", "王芳"),
        ("e\u0301", "é"),
    ],
)
def test_a_name_keeps_its_letters_and_loses_what_nobody_sees(typed: str, name: str) -> None:
    assert name_of(typed) == Named(name)


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_text_stays_text(typed: str) -> None:
    assert name_of(typed) == Named(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "王芳 13800138000",
        "王芳/13800138000",
        "王芳（13800138000）",
        "13800138000 王芳",
        "王芳:138-0013-8000",
    ],
)
def test_a_phone_in_the_same_cell_is_taken_apart(typed: str) -> None:
    found = name_of(typed)
    assert found.name == "王芳"
    assert found.phones is not None
    assert found.phones.first == "13800138000"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "ledger.name_missing"),
        ("无", "ledger.name_missing"),
        ("匿名", "ledger.name_missing"),
        ("13800138000（微信同号）", "ledger.name_missing"),
        ("13800138000", "ledger.name_number"),
        (12.0, "ledger.name_number"),
        (date(2026, 5, 1), "ledger.name_number"),
        (True, "ledger.name_number"),
        ("王" * 51, "ledger.text_long"),
        ("王\ufffd", "ledger.text_mangled"),
    ],
)
def test_what_is_no_name_is_refused_with_its_reason(typed, code: str) -> None:
    with pytest.raises(Bad) as bad:
        name_of(typed)
    assert bad.value.code == code


def test_fifty_characters_are_a_name() -> None:
    assert name_of("王" * 50).name == "王" * 50
