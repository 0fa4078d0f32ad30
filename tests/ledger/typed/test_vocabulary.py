"""The shipped vocabulary."""

from showroom.ledger.typed.vocabulary import words
from showroom.terms import Gender, IntentLevel, Source
from showroom.texts import load


def test_every_word_stands_for_a_member_of_its_list() -> None:
    assert set(words().source.values()) == set(Source)
    assert set(words().level.values()) == set(IntentLevel)
    assert set(words().gender.values()) == set(Gender)


def test_the_word_shown_for_a_source_is_read_back_as_that_source() -> None:
    for source in Source:
        assert words().source[load("zh_CN")(source.word)] == source


def test_no_word_for_nothing_is_also_a_word_for_something() -> None:
    meant = words().source.keys() | words().level.keys() | words().gender.keys()
    assert not meant & words().blank
