"""The row of steps says where something stands."""

import pytest

from ui.charts.steps import StepBar, Way


def test_the_way_is_told_as_far_as_it_goes() -> None:
    assert Way(("预约", "协议", "出车"), 1).told == "预约 · 协议"


@pytest.mark.usefixtures("chinese")
def test_the_bar_is_read_out() -> None:
    bar = StepBar(("预约", "协议", "出车"))
    bar.show_done(2)
    assert bar.accessibleName() == "预约 · 协议 · 出车"
    assert not bar.grab().isNull()
