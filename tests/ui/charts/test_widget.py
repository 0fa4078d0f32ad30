import gc
import sys

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible

from ui import theme
from ui.charts.daily import Daily
from ui.charts.funnel import Funnel, Step
from ui.charts.widget import Legend, compare_chart, daily_chart, funnel_chart

DAY = Funnel((Step("来店", 18), Step("建档", 15, "83%"), Step("试驾", 6, "40%")))


@pytest.fixture
def chart(qtbot, qapp):
    theme.apply(qapp, "light")
    made = funnel_chart("今日漏斗", "今天还没有来店")
    made.resize(400, 240)
    qtbot.addWidget(made)
    made.show_data(DAY)
    made.show()
    made.grab()
    return made


def middle(chart, index):
    return chart.area(index).center().toPoint()


def test_a_click_on_a_bar_opens_what_is_behind_it(qtbot, chart):
    with qtbot.waitSignal(chart.activated) as told:
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=middle(chart, 1))
    assert told.args == [1]


def test_a_click_beside_the_bars_opens_nothing(qtbot, chart):
    with qtbot.assertNotEmitted(chart.activated):
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_arrows_walk_over_the_bars_and_enter_opens_one(qtbot, chart, key):
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    with qtbot.waitSignal(chart.activated) as told:
        qtbot.keyClick(chart, key)
    assert told.args == [1]


def test_arrows_stop_at_the_ends(qtbot, chart):
    qtbot.keyClick(chart, Qt.Key.Key_End)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.lit == 2
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.lit == 0


def test_pointing_lights_a_bar_and_leaving_puts_it_out(qtbot, chart):
    qtbot.mouseMove(chart, middle(chart, 2))
    qtbot.waitUntil(lambda: chart.lit == 2)
    chart.leaveEvent(None)
    assert chart.lit == -1


def test_who_listens_hears_the_name_and_every_part(chart):
    heard = QAccessible.queryAccessibleInterface(chart)
    assert heard.text(QAccessible.Text.Name) == "今日漏斗"
    assert heard.text(QAccessible.Text.Description) == "来店 18; 建档 15  83%; 试驾 6  40%"


def test_without_data_the_chart_says_so_and_opens_nothing(qtbot, chart):
    chart.show_data(None)
    chart.grab()
    assert chart.accessibleDescription() == "今天还没有来店"
    with qtbot.assertNotEmitted(chart.activated):
        qtbot.keyClick(chart, Qt.Key.Key_Home)
        qtbot.keyClick(chart, Qt.Key.Key_Return)


def test_a_change_of_scheme_shows_without_new_data(chart, qapp):
    light = chart.grab().toImage()
    theme.apply(qapp, "dark")
    dark = chart.grab().toImage()
    theme.apply(qapp, "light")
    assert dark != light
    assert chart.grab().toImage() == light


def test_the_focus_is_seen(chart, qtbot):
    chart.activateWindow()
    chart.clearFocus()
    calm = chart.grab().toImage()
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(chart.hasFocus)
    assert chart.lit == 2
    assert chart.grab().toImage() != calm


def test_each_kind_of_chart_can_be_made_empty(qtbot):
    for made in (daily_chart("日"), compare_chart("比")):
        qtbot.addWidget(made)
        made.show_data(None)
        made.grab()
        assert made.area(0).isEmpty()


def test_a_thousand_paints_lose_no_reference(qtbot):
    made = daily_chart("日")
    qtbot.addWidget(made)
    made.show_data(Daily(("11-22",), (3,), (1,), "来店", "试驾"))
    made.grab()
    gc.collect()
    before = sys.getrefcount(None)
    for _ in range(1000):
        made.repaint()
        made.grab()
    assert sys.getrefcount(None) - before > -500


def test_a_legend_is_as_wide_as_its_names(qtbot):
    short, long = Legend((("来店", "chart_now"),)), Legend((("来店登记人数", "chart_now"),))
    for made in (short, long):
        qtbot.addWidget(made)
        made.grab()
    assert long.sizeHint().width() > short.sizeHint().width()
    assert long.accessibleName() == "来店登记人数"
