import string
from datetime import date

import pytest

from showroom import texts
from showroom.documents import fonts
from showroom.documents.wording import DASH, wording
from showroom.errors import Refusal
from tests.documents.samples import at


def _paper_keys(language):
    return {key for key in texts.load(language).keys() if key.startswith("paper.")}  # noqa: SIM118


def test_both_languages_have_the_same_paper_words_with_the_same_blanks():
    assert _paper_keys("zh_CN") == _paper_keys("en")
    zh, en = texts.load("zh_CN"), texts.load("en")
    for key in _paper_keys("en"):
        assert _blanks(zh._words[key]) == _blanks(en._words[key]), key  # noqa: SLF001


def _blanks(pattern):
    return {name for _, name, _, _ in string.Formatter().parse(pattern) if name}


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_fixed_word_has_its_glyphs(language):
    for key in _paper_keys(language):
        fonts.check(texts.load(language)._words[key].replace("\n", ""), key)  # noqa: SLF001


def test_a_fact_is_not_read_as_a_blank_again():
    assert "{title}" in wording()("running_head", seller="{title}", title="报价单")


def test_values_are_written_one_way():
    w = wording()
    assert w.money(123_456_789) == "¥1,234,567.89"
    assert w.upper(2_000_000) == "人民币贰万元整"
    assert w.day(date(2026, 11, 22)) == "2026-11-22"
    assert w.moment(at(10, 5)) == "2026-11-22 10:05"
    assert w.count(1203) == "1,203"
    assert [w.yes(value) for value in (True, False)] == ["是", "否"]


def test_what_is_not_there_is_a_dash():
    w = wording()
    empty = [w.day(None), w.moment(None), w.clock(None), w.count(None), w.yes(None), w.term(None)]
    assert set(empty) == {DASH}
    assert w.typed("", "note") == w.typed("\u200b", "note") == DASH


def test_a_typed_word_without_glyph_is_refused():
    with pytest.raises(Refusal):
        wording().typed("😀", "note")
