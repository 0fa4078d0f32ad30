from dataclasses import replace

from ui.demo.recount import recounted
from ui.demo.story import Story

STORY = Story.read()


def test_the_shipped_day_counts_as_worked_out_by_hand():
    figures = recounted(STORY)
    assert (figures["traffic"], figures["buying"], figures["first"]) == ("16", "11", "6")
    assert (figures["record_rate"], figures["drive_rate"]) == ("50.0", "20.0")
    assert (figures["revisit_rate"], figures["deal_rate"]) == ("27.3", "33.3")


def test_a_call_and_a_return_are_no_visits_of_their_own():
    alone = replace(
        STORY, visits=tuple(STORY.visit(key) for key in ("wang", "wang_back", "zhou_calls"))
    )
    assert recounted(alone)["traffic"] == "1"


def test_a_day_without_visits_has_no_rates():
    assert recounted(replace(STORY, visits=(), drives=()))["record_rate"] == "—"
