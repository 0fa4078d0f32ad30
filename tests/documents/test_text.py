import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showroom.documents import fonts
from showroom.documents.text import LONG, SHORT, line, plain, text
from showroom.errors import Refusal
from tests.documents.reading import DROPPED, HOSTILE


@pytest.mark.parametrize("typed", HOSTILE)
def test_nothing_typed_is_read_as_markup(typed):
    assert text(typed, "name") == unicodedata.normalize("NFC", typed)


@pytest.mark.parametrize(("typed", "prints"), DROPPED.items())
def test_what_cannot_be_seen_does_not_reach_the_paper(typed, prints):
    assert text(typed, "name") == prints


@pytest.mark.parametrize("name", ["䶮", "㛃", "堃", "喆", "龑", "彧", "犇", "昇"])
def test_rare_names_print(name):
    assert text(name, "name") == name


@pytest.mark.parametrize(
    ("typed", "codepoint"), [("李😀", 0x1F600), ("𠮷田", 0x20BB7), ("שלום", 0x05E9)]
)
def test_a_character_without_a_glyph_is_refused_by_name(typed, codepoint):
    with pytest.raises(Refusal) as refused:
        text(typed, "payer")
    assert refused.value.code == "documents.no_glyph"
    assert refused.value.facts == {
        "character": chr(codepoint),
        "codepoint": f"U+{codepoint:04X}",
        "field": "payer",
    }


def test_too_long_words_are_cut_and_say_so():
    assert text("长" * 100_000, "note", LONG) == "长" * (LONG - 1) + "…"
    assert len(text("长" * SHORT, "name")) == SHORT
    assert text("长" * SHORT, "name")[-1] == "长"


def test_a_line_holds_no_breaks():
    assert line("上海\n南京\r\n苏州\u2028无锡", "route") == "上海 南京 苏州 无锡"


@given(st.text())
def test_whatever_is_typed_prints_normalised_or_is_refused(typed):
    try:
        words = text(typed, "name")
    except Refusal:
        assert not set(plain(typed, SHORT)) - {"\n"} <= fonts.regular().widths.keys()
        return
    assert words == plain(typed, SHORT) == unicodedata.normalize("NFC", words)
    assert not any(unicodedata.category(c) in {"Cc", "Cf", "Cs"} for c in words if c != "\n")
