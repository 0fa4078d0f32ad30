import importlib
import pkgutil

import pytest

import showroom
from showroom import terms, texts

for _module in pkgutil.walk_packages(showroom.__path__, "showroom."):  # each room's own lists too
    if not _module.name.endswith("__main__"):
        importlib.import_module(_module.name)


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_member_of_every_list_has_a_word(language: str) -> None:
    catalogue = texts.load(language)
    assert all(catalogue(member.word) for kind in terms.Term.__subclasses__() for member in kind)


def test_no_word_stands_for_a_member_that_is_gone() -> None:
    members = {member.word for kind in terms.Term.__subclasses__() for member in kind}
    keys = texts.load("zh_CN").keys()
    worded = {key for key in keys if key.startswith("enum.")}
    assert worded == members


def test_a_stored_code_is_the_member_name() -> None:
    assert [str(level) for level in terms.IntentLevel] == [
        "O",
        "H",
        "A",
        "B",
        "C",
        "D",
        "F1",
        "F2",
        "L",
    ]
    assert terms.VisitKind("FIRST") is terms.VisitKind.FIRST
