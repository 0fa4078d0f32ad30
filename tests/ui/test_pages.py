"""The list of pages agrees with what is there."""

from collections import Counter

import pytest

import resources
from showroom import texts
from showroom.ledger.form import SUFFIXES
from ui.pages import FIRST, PAGES, PageEntry
from ui.shell.workspace import is_there

EVERY_PAGE = pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.key)


@EVERY_PAGE
def test_every_page_of_the_rail_is_there(entry: PageEntry) -> None:
    assert is_there(entry)


@EVERY_PAGE
def test_every_page_has_an_icon_and_a_name_in_both_languages(entry: PageEntry) -> None:
    assert resources.path("icons", f"{entry.icon}.svg").exists()
    for language in texts.LANGUAGES:
        assert f"{entry.key}.title" in texts.load(language)


def test_no_two_pages_answer_to_one_key_or_hold_one_kind_of_record() -> None:
    for many in ([entry.shortcut for entry in PAGES], [kind for e in PAGES for kind in e.records]):
        assert max(Counter(many).values()) == 1
    assert FIRST in {entry.key for entry in PAGES}


def test_every_file_a_ledger_may_be_can_be_dropped_on_the_window() -> None:
    taken = next(entry.files for entry in PAGES if entry.key == "ledger")
    assert set(taken) == set(SUFFIXES)
