"""Levels, sources, genders and models as people write them."""

import pytest

from showroom.ledger.typed.lists import gender_of, level_of, model_of, source_of
from showroom.ledger.typed.outcome import Bad
from showroom.terms import Gender, IntentLevel, Source


@pytest.mark.parametrize(
    "typed",
    [
        "H",
        "h",
        "Ｈ",
        " H ",
        "H级",
        "H 级",
        "Ｈ 级",
        "级别H",
        "级别：H",
        "H类",
        "H级（7天内）",
        "H\t",
    ],
)
def test_a_level_is_read_however_it_is_typed(typed: str) -> None:
    assert level_of(typed) is IntentLevel.H


@pytest.mark.parametrize(
    ("typed", "level"),
    [
        ("f1", "F1"),
        ("Ｆ２级", "F2"),
        ("战败", "F1"),
        ("休眠", "F2"),
        ("失控", "L"),
        ("已订", "O"),
        ("o级", "O"),
    ],
)
def test_the_words_of_the_trade_stand_for_their_levels(typed: str, level: str) -> None:
    assert level_of(typed) is IntentLevel(level)


@pytest.mark.parametrize("typed", ["", "  ", "-", "无", "/"])
def test_an_empty_cell_is_no_level(typed: str) -> None:
    assert level_of(typed) is None


@pytest.mark.parametrize("typed", ["X", "高", "中", "F", "0", 1.0, "E级", "HH", "待定", True])
def test_a_level_nobody_defined_is_refused(typed) -> None:
    with pytest.raises(Bad) as bad:
        level_of(typed)
    assert bad.value.code == "ledger.level_unknown"


@pytest.mark.parametrize("typed", ["H/A", "H→A", "A、B"])
def test_two_levels_in_a_cell_are_refused(typed: str) -> None:
    with pytest.raises(Bad) as bad:
        level_of(typed)
    assert bad.value.code == "ledger.level_several"


@pytest.mark.parametrize(
    ("typed", "source"),
    [
        ("网络", Source.WEB),
        (" 网络 ", Source.WEB),
        ("互联网", Source.WEB),
        ("网络渠道", Source.WEB),
        ("网络（抖音广告）", Source.WEB),
        ("转 介绍", Source.REFERRAL),
        ("老带新", Source.REFERRAL),
        ("朋友介绍", Source.FRIEND),
        ("抖音直播", Source.LIVE_STREAM),
        ("其它", Source.OTHER),
        ("网络/官网", Source.WEB),
    ],
)
def test_a_source_is_read_by_its_word_or_a_plain_synonym(typed: str, source: Source) -> None:
    assert source_of(typed) is source


@pytest.mark.parametrize("typed", ["抖音", "车展", "外星人", "12"])
def test_a_source_that_could_be_several_is_never_guessed(typed: str) -> None:
    with pytest.raises(Bad) as bad:
        source_of(typed)
    assert bad.value.code == "ledger.source_unknown"


def test_two_different_sources_are_refused() -> None:
    with pytest.raises(Bad) as bad:
        source_of("网络、亲友")
    assert bad.value.code == "ledger.source_several"


@pytest.mark.parametrize(
    ("typed", "gender"), [("女士", Gender.FEMALE), ("男", Gender.MALE), ("", None)]
)
def test_a_gender_is_read_by_its_words(typed: str, gender: Gender | None) -> None:
    assert gender_of(typed) is gender


@pytest.mark.parametrize(
    ("typed", "model"),
    [
        ("xc60", "XC60"),
        ("ＸＣ６０", "XC60"),
        ("XC 60", "XC60"),
        ("xc-60", "XC60"),
        (" 问界M7 ", "问界M7"),
        ("沃尔沃 XC60", "沃尔沃 XC60"),
        ("", None),
        ("-", None),
        (320.0, "320"),
    ],
)
def test_a_model_stays_as_typed_but_one_we_know_is_spelt_as_its_maker_does(typed, model) -> None:
    assert model_of(typed) == model


def test_a_model_longer_than_a_line_is_refused() -> None:
    with pytest.raises(Bad) as bad:
        model_of("X" * 51)
    assert bad.value.facts == {"length": 51, "most": 50}
