"""The catalogue: keys to words, with facts, plurals and terms."""

import pytest

from showroom import texts
from showroom.errors import Refusal
from showroom.terms import DriveStatus, Role
from showroom.testdrive.rules import check_step


@pytest.fixture(params=texts.LANGUAGES)
def catalogue(request: pytest.FixtureRequest) -> texts.Catalogue:
    return texts.load(request.param)


WORDS = {
    "desk.left": "还剩 {count} 项",
    "desk.left.one": "one thing left",
    "desk.left.other": "{count} things left",
    "desk.at": "{who} 在 {place}",
    "enum.Role.CASHIER": "收银员",
}


@pytest.fixture
def small() -> texts.Catalogue:
    return texts.Catalogue("zh_CN", WORDS)


def test_facts_stand_where_the_words_name_them(small: texts.Catalogue) -> None:
    assert small("desk.at", who="王芳", place="大厅") == "王芳 在 大厅"


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 things left"), (1, "one thing left"), (2, "2 things left")]
)
def test_a_count_chooses_the_plural(small: texts.Catalogue, count: int, said: str) -> None:
    assert small("desk.left", count=count) == said


def test_without_plurals_a_count_is_told_as_it_is() -> None:
    assert texts.Catalogue("zh_CN", {"a.b": "{count} 项"})("a.b", count=1) == "1 项"


def test_the_key_of_a_term_is_said_in_its_words(small: texts.Catalogue) -> None:
    assert small("desk.at", who=Role.CASHIER.word, place="大厅") == "收银员 在 大厅"
    assert small("desk.at", who="enum.Role.NOBODY", place="x") == "enum.Role.NOBODY 在 x"


def test_typed_braces_stay_as_they_are(small: texts.Catalogue) -> None:
    assert small("desk.at", who="{place}", place="{0.__class__}") == "{place} 在 {0.__class__}"


def test_an_unknown_key_and_a_missing_fact_are_errors(small: texts.Catalogue) -> None:
    with pytest.raises(KeyError):
        small("desk.unheard_of")
    with pytest.raises(KeyError):
        small("desk.at", who="王芳")


def test_a_language_we_do_not_speak_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        texts.load("fr")


def test_a_refused_step_names_the_state_as_people_call_it(catalogue: texts.Catalogue) -> None:
    with pytest.raises(Refusal) as refused:
        check_step(DriveStatus.DONE, DriveStatus.OUT)
    said = catalogue(refused.value.code, **refused.value.facts)
    assert catalogue(DriveStatus.DONE.word) in said
    assert "enum." not in said
