import gc
import xml.etree.ElementTree as ET

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton

import resources
from ui import icons, theme

NEEDED = [
    "board",
    "visit",
    "testdrive",
    "quote",
    "contract",
    "customer",
    "vehicle",
    "outlet",
    "dayclose",
    "import",
    "settings",
    "search",
    "plus",
    "export",
    "print",
    "save",
    "eye",
    "eye-off",
    "phone",
    "calendar",
    "clock",
    "bell",
    "cloud-ok",
    "cloud-off",
    "usb",
    "warning",
    "info",
    "check",
    "x",
    "chevron-up",
    "chevron-down",
    "chevron-left",
    "chevron-right",
    "arrow-right",
    "user",
    "users",
    "lock",
    "key",
    "money",
    "receipt",
    "gift",
    "shield",
    "route",
    "flag",
    "edit",
    "trash",
    "undo",
    "filter",
    "sun",
    "moon",
    "globe",
    "help",
    "logout",
    "drag-file",
    "qr",
]


@pytest.fixture(autouse=True)
def light(qapp):
    theme.apply(qapp, "light")


def painted(icon, scale=1.0, mode=QIcon.Mode.Normal, state=QIcon.State.Off):
    return icon.pixmap(QSize(20, 20), scale, mode, state).toImage()


def colours(image):
    every = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {colour.name() for colour in every if colour.alpha() == 255}


@pytest.mark.parametrize("name", NEEDED)
def test_an_icon_is_shipped_for_everything_that_needs_one(name):
    assert name in icons.names()
    assert not painted(icons.icon(name)).isNull()


@pytest.mark.parametrize("name", icons.names())
def test_all_icons_are_drawn_alike(name):
    drawn = ET.fromstring(resources.path("icons", f"{name}.svg").read_text("utf-8"))  # noqa: S314
    assert drawn.attrib["viewBox"] == "0 0 24 24"
    assert drawn.attrib["stroke-width"] == "1.75"
    assert drawn.attrib["stroke-linecap"] == "round"
    assert drawn.attrib["stroke"] == "currentColor"


def test_an_icon_that_is_not_there_fails_at_once():
    with pytest.raises(FileNotFoundError):
        icons.icon("nonesuch")


def test_an_icon_takes_the_colour_of_its_role_and_follows_the_scheme(qapp):
    icon = icons.icon("plus", "accent_ink")
    assert theme.tokens("light").colour.accent_ink.lower() in colours(painted(icon))
    theme.apply(qapp, "dark")
    assert theme.tokens("dark").colour.accent_ink.lower() in colours(painted(icon))


def test_an_icon_that_is_on_or_disabled_shows_it():
    icon = icons.icon("plus", "muted", "accent_ink")
    look = theme.tokens().colour
    assert look.accent_ink.lower() in colours(painted(icon, state=QIcon.State.On))
    assert look.disabled.lower() in colours(painted(icon, mode=QIcon.Mode.Disabled))


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_an_icon_is_drawn_in_the_pixels_of_the_screen(scale):
    made = icons.icon("board").pixmap(QSize(20, 20), scale)
    assert made.width() == 20 * scale
    assert icons.pixmap("board", "muted", 20, scale).devicePixelRatio() == scale


def test_the_same_icon_is_drawn_once():
    first = icons.pixmap("board", "muted", 20, 1.0)
    assert first.cacheKey() == icons.pixmap("board", "muted", 20, 1.0).cacheKey()


def test_icons_outlive_the_names_they_were_made_under(qtbot):
    button = QPushButton()
    button.setIcon(icons.icon("board"))
    qtbot.addWidget(button)
    for _ in range(300):
        icons.icon("board").pixmap(20)
    gc.collect()
    assert not button.icon().pixmap(20).isNull()


def test_a_lone_icon_shows_another_when_told(qtbot):
    label = icons.IconLabel("check", "good_ink", 18)
    qtbot.addWidget(label)
    before = label.grab().toImage()
    label.show_icon("warning", "warn_ink")
    assert label.grab().toImage() != before


def test_the_product_has_an_icon_in_every_size():
    sides = {size.width() for size in icons.app_icon().availableSizes()}
    assert sides == {16, 24, 32, 48, 64, 128, 256}
    assert resources.path("app", "icon.ico").read_bytes()[:4] == b"\0\0\1\0"


def test_an_icon_without_room_is_no_picture_and_no_complaint(qtlog):
    assert icons.icon("board").pixmap(QSize(0, 0)).isNull()
    assert not qtlog.records
