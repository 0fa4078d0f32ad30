from datetime import UTC, datetime, time

import pytest

from showroom.identity import as_idno, as_phone
from showroom.terms import Channel, NonIntentReason, VisitKind
from ui.demo.story import Story


@pytest.fixture(scope="module")
def story() -> Story:
    return Story.read()


def test_a_dozen_visits_and_more_of_every_kind_and_channel(story):
    own = [each for each in story.visits if not each.continues]
    assert len(own) >= 12
    assert {each.kind for each in own} == set(VisitKind)
    assert {each.channel for each in own} == set(Channel)
    assert {each.reason for each in own if each.reason} == set(NonIntentReason)


def test_rare_names_a_nameless_party_and_a_return_within_half_an_hour_are_among_them(story):
    names = "".join(each.name for each in story.visits)
    assert set("䶮㛃堃喆") <= set(names)
    assert any(not each.name and not each.phone for each in story.visits)
    back = next(each for each in story.visits if each.continues)
    left = story.visit(back.continues).leaves
    assert left is not None
    assert 0 < (story.at(back.at) - story.at(left)).total_seconds() <= 30 * 60


def test_every_number_of_the_story_is_well_formed(story):
    for each in story.visits:
        if each.phone:
            assert as_phone(each.phone) == each.phone
    for drive in story.drives:
        assert as_idno(drive["licence_no"], story.day) == drive["licence_no"]


def test_a_time_of_the_day_is_the_outlets_own(story):
    assert story.at("10:00") == datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
    assert story.at(time(10)) == story.at("10:00")
