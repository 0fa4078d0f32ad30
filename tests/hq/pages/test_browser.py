"""HQ as a process of its own, and a real browser: an operator's morning, in both languages."""

from pathlib import Path

import pytest

from showroom.hq.keeping import house
from showroom.hq.keeping.house import Config
from tests.hq.pages import living
from tests.hq.pages.browsing import Browser, browser
from tests.hq.pages.visiting import PASSWORD
from tests.hq.service import serving
from ui.tokens import DARK, LIGHT

ENTER, TAB = "\ue007", "\ue004"
INK = "return getComputedStyle(document.body).color"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages") / "hq"
    house.set_up(folder, Config(serving.NAMES, "https://hq.example.com:8443"), serving.ports())
    with serving.at(folder) as hq:
        living.fill(hq)
    with serving.serving(folder) as found:
        yield found


def came_in(window: Browser, url: str) -> None:
    """Sign in by keys alone: the first field has the focus."""
    window.open(f"{url}/hq")
    window.press(f"boss{TAB}{PASSWORD}{ENTER}")
    assert window.shows("郑 洁", ".who")


def colour(code: str) -> str:
    channels = (int(code[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgb({', '.join(map(str, channels))})"


def test_an_operators_morning(served, tmp_path: Path):
    with browser() as window:
        window.size(1366, 768)
        came_in(window, served.url)
        assert window.shows("3 家未日结", "main")
        assert window.shows("75.0%\n9 / 12", "tbody tr:first-child")
        window.follow("撞单")
        window.follow("裁定")
        window.type("#reason", "先接触，先建档")
        window.click("main button")
        assert window.shows("已裁定，两家门店下次同步时收到", ".notice")
        window.follow("English")
        window.follow("Enrolment")
        window.click("main button")
        assert window.shows("Shown this once", "main")
        assert window.text("#code").count("-") == 2
        window.follow("Outlets and desks")
        window.follow("Revoke")
        assert window.shows("nothing is lost", "main")
        window.click("main .danger")
        assert window.shows("Revoked", "tbody tr:first-child")
        window.follow("Backups and log")
        assert window.shows("revoked a desk", "main")
        window.click(".me button")
        assert window.shows("Password", "body")
        window.open(f"{served.url}/hq/board")
        assert window.shows("Password", "body")


def test_it_fits_a_phone_and_follows_the_scheme(served):
    with browser() as window:
        came_in(window, served.url)
        for name, colours in (("light", LIGHT), ("dark", DARK)):
            window.scheme(name)
            assert window.run(INK) == colour(colours.ink)
        window.size(390, 844)
        for page in ("board", "desks", "disputes", "claims", "enrol", "state"):
            window.open(f"{served.url}/hq/{page}")
            assert window.run("return document.documentElement.scrollWidth") == 390, page
        kept = window.run("return [document.cookie, document.scripts.length]")
        assert kept == ["", 0]
