"""What was typed into the one box."""

from hypothesis import given
from hypothesis import strategies as st

from showroom.recall import box


def whys(typed: str) -> set[str]:
    return {seek.why for seek in box.seeks(box.folded(typed))}


def test_what_is_looked_for_follows_from_what_was_typed() -> None:
    assert whys("王") == {"name", "plate"}
    assert whys("wx") == {"initials", "pinyin"}
    assert whys("wxm") == {"initials", "pinyin", "vin", "plate"}
    assert whys("8021") == {"phone", "vin", "plate"}
    assert whys("TB000123") == {"vin", "plate"}
    assert whys("80") == set()


def test_full_width_spaces_and_umlauts_are_folded_away() -> None:
    assert box.folded(" １３８ 0013-8021 ") == "13800138021"
    assert box.folded("LÜ BU") == "lvbu"


def test_a_name_and_a_phone_fall_apart_the_longer_first() -> None:
    assert box.pieces("王8021") == ["8021", "王"]


@given(st.text())
def test_any_text_is_folded_short_and_makes_few_seeks(text: str) -> None:
    typed = box.folded(text)
    assert len(typed) <= 40
    assert len(box.seeks(typed)) <= 17
