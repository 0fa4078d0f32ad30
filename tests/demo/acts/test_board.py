from ui.demo.recount import recounted
from ui.demo.story import Story


def test_every_figure_equals_the_recount_and_the_records_it_opens(day):
    codes = recounted(Story.read())
    assert day.holds(*(f"figure.{code}" for code in codes), "board.click")
    assert day.holds(*(f"records.{code}" for code in codes))


def test_the_figures_are_told_in_the_object(day):
    told = day.told["figures"]["day"]
    assert {code: figure["value"] for code, figure in told.items()} == recounted(Story.read())
