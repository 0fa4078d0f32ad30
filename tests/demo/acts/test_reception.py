from datetime import time

from ui.demo.acts.reception import MOST_KEYS, moments
from ui.demo.story import Story


def test_comings_and_goings_are_in_the_order_of_the_day():
    told = moments(Story.read().visits)
    assert [each.at for each in told] == sorted(each.at for each in told)
    assert told[0].at == time(9, 12)
    assert sum(each.comes for each in told) == len(Story.read().visits)


def test_a_whole_reception_takes_few_keys_beside_the_text(day):
    assert 0 < day.told["figures"]["reception_keys"] <= MOST_KEYS


def test_every_party_of_the_story_counts_as_what_it_was(day):
    own = [each.key for each in Story.read().visits if not each.continues]
    assert day.holds(*(f"reception.{key}" for key in own), "reception.wang_back.continues")
    assert day.holds("reception.lines", "reception.people", "reception.greeting")
