"""The diary's places: what one walks over, and where it is painted."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from ui import theme
from ui.charts.diary import Block, DiaryDay, Grid, Lane, Lit, Spot, paint, spots

LANES = (Lane("XC60", "苏A6D128"), Lane("EX30", "苏AD30315"))


def block(begins: int, ends: int, lane: int = 0) -> Block:
    return Block(lane, begins, ends, "王芳", "A线 8km", "预约", "accent", "王芳 预约")


def day(*blocks: Block, now: int = -1) -> DiaryDay:
    return DiaryDay(LANES, blocks, now=now)


def test_an_empty_lane_is_a_row_of_half_hours() -> None:
    places = spots(day(), 0)
    assert len(places) == 24
    assert places[0] == Spot(0, 480, 510)


def test_a_block_stands_between_what_is_left_free() -> None:
    around = [spot for spot in spots(day(block(600, 640)), 0) if 570 <= spot.begins < 690]
    assert around == [Spot(0, 570, 600), Spot(0, 600, 640, 0), Spot(0, 640, 660), Spot(0, 660, 690)]


def test_what_is_too_short_to_drive_in_is_no_place() -> None:
    around = [spot.begins for spot in spots(day(block(600, 650)), 0) if 600 <= spot.begins < 690]
    assert around == [600, 660]


def test_a_block_of_one_car_leaves_the_others_free() -> None:
    assert all(spot.block < 0 for spot in spots(day(block(600, 640)), 1))


def test_a_late_drive_widens_the_day() -> None:
    shown = day(block(23 * 60 + 40, 24 * 60))
    assert (shown.first, shown.last) == (480, 1440)
    assert spots(shown, 0)[-1].block == 0


@pytest.mark.parametrize("wide", [220, 700])
def test_a_place_is_found_where_it_is_painted(wide: int) -> None:
    grid = Grid(QRectF(0, 0, wide, 780), day(block(600, 640)))
    for lane in range(2):
        for spot in spots(grid.day, lane):
            assert grid.spot_at(grid.area(spot).center()) == spot


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_nothing_is_painted_beside_the_day(scale: float) -> None:
    shown = day(block(600, 640), block(700, 780, 1), now=615)
    image = QImage(round(500 * scale), round(900 * scale), QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.scale(scale, scale)
    rect = QRectF(20, 20, 460, 860)
    lit = Lit(Spot(1, 480, 510), chosen=0, focused=True, invite="预约 Enter")
    assert len(paint(painter, rect, shown, theme.tokens(), lit)) == 2
    painter.end()
    inside = rect.adjusted(-3, -3, 3, 3)
    stray = [
        (x, y)
        for x in range(0, image.width(), 3)
        for y in range(0, image.height(), 3)
        if image.pixelColor(x, y).alpha() and not inside.contains(x / scale, y / scale)
    ]
    assert stray == []
