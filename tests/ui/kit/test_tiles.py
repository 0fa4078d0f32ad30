import pytest
from PySide6.QtCore import Qt

from ui import theme
from ui.kit.tiles import Kpi, KpiTile

RATE = Kpi(
    label="试驾率", figure="33 %", basis="6 / 18", note="-6 pt", tone="bad", course=(9, 8, 5)
)


@pytest.fixture
def tile(qtbot, qapp):
    theme.apply(qapp, "light")
    made = KpiTile(RATE)
    made.resize(210, made.sizeHint().height())
    qtbot.addWidget(made)
    made.show()
    return made


def colours(tile):
    image = tile.grab().toImage()
    return {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }


def test_a_tile_reads_its_figure_with_what_it_is_made_of(tile):
    assert tile.accessibleName() == "试驾率 33 % 6 / 18 -6 pt"
    tile.show_kpi(Kpi(label="报价", figure="5 单"))
    assert tile.accessibleName() == "报价 5 单"


def test_the_change_is_written_in_its_tone(tile):
    assert theme.tokens().colour.bad_ink.lower() in colours(tile)
    tile.show_kpi(Kpi(label="报价", figure="5 单"))
    assert theme.tokens().colour.bad_ink.lower() not in colours(tile)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_enter_and_space_ask_for_the_records(qtbot, tile, key):
    with qtbot.waitSignal(tile.activated):
        qtbot.keyClick(tile, key)


def test_a_click_asks_for_the_records(qtbot, tile):
    with qtbot.waitSignal(tile.activated):
        qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)


def test_other_keys_ask_for_nothing(qtbot, tile):
    with qtbot.assertNotEmitted(tile.activated):
        qtbot.keyClick(tile, Qt.Key.Key_A)


def test_a_long_figure_shrinks_until_it_fits(tile):
    ink = theme.tokens().colour.ink.lower()
    tile.show_kpi(Kpi(label="金额", figure="¥ 12,345,678,901.00"))
    image = tile.grab().toImage()
    right = [image.pixelColor(x, y).name() for x in range(196, 208) for y in range(30, 70)]
    assert ink not in right


@pytest.mark.parametrize("size", ["small", "normal", "large"])
def test_a_tile_is_high_enough_for_its_text_size(qapp, tile, size):
    look = theme.apply(qapp, "light", size)
    assert tile.sizeHint().height() >= look.text.figure + 2 * look.text.small + 50
    theme.apply(qapp, "light")


def test_the_focus_is_seen_and_moves_nothing(qtbot, tile):
    tile.activateWindow()
    tile.clearFocus()
    calm = tile.grab().toImage()
    tile.setFocus()
    qtbot.waitUntil(tile.hasFocus)
    lit = tile.grab().toImage()
    inside = calm.rect().adjusted(8, 8, -8, -8)
    assert lit != calm
    assert lit.copy(inside) == calm.copy(inside)
