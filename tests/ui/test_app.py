"""Starting: what is imported before the first paint, one window, first run and sign-in by keys."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from showroom.clock import SetClock
from tests.conftest import PASSWORD
from ui import app, door
from ui.app import Joined
from ui.instance import Instance
from ui.pages.setup import RecoveryCard, SetupPage
from ui.pages.signin import OpeningPage, PassphrasePage, SignInPage
from ui.window import Window
from ui.work import Lanes

Home = Callable[[], None]
HEAVY = {"sqlalchemy", "sqlcipher3", "reportlab", "pandas", "numpy", "alembic", "pypinyin"}
FIRST_PAINT = """
import json, sys
from pathlib import Path
from ui import app
from showroom.clock import SystemClock
qt = app.application()
joined = app.join(qt, Path(sys.argv[1]), SystemClock())
joined.faults.install()
joined.window.show_opening()
joined.window.show()
joined.window.grab()
print(json.dumps(sorted(sys.modules)))
"""


@pytest.fixture
def joined(
    folder: Path, clock: SetClock, chinese: QApplication, lanes: Lanes, qtbot: QtBot
) -> Iterator[Joined]:
    del lanes
    yield from _started(chinese, folder, clock, qtbot)


@pytest.fixture
def fresh(
    tmp_path: Path, clock: SetClock, chinese: QApplication, lanes: Lanes, qtbot: QtBot
) -> Iterator[Joined]:
    """The window over an empty folder, where the system keeps no keys."""
    del lanes
    yield from _started(chinese, tmp_path / "new", clock, qtbot)


def _started(qt: QApplication, folder: Path, clock: SetClock, qtbot: QtBot) -> Iterator[Joined]:
    hook = sys.excepthook
    made = app.join(qt, folder, clock)
    qtbot.addWidget(made.window)
    with qtbot.waitExposed(made.window):
        made.start()
    yield made
    sys.excepthook = hook
    made.window.leave_person()
    qtbot.waitUntil(Lanes.current().idle)
    if made.door is not None and made.door.desk is not None:
        made.door.desk.close()


def front(joined: Joined) -> object:
    return joined.window.front


def test_before_the_first_paint_nothing_heavy_is_imported(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT, str(tmp_path)],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    loaded = {name.split(".")[0] for name in json.loads(ran.stdout.splitlines()[-1])}
    assert loaded & HEAVY == set()


def test_the_store_file_looked_for_is_the_stores() -> None:
    from db.session import FILE

    assert door.STORE_FILE == FILE


def test_a_person_signs_in_by_keyboard_alone(joined: Joined, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: isinstance(front(joined), SignInPage), timeout=20_000)
    page = front(joined)
    assert isinstance(page, SignInPage)
    qtbot.keyClicks(page.person.combo, "lw")
    qtbot.keyClick(page.person.combo, Qt.Key.Key_Return)
    qtbot.keyClicks(page.password.line, PASSWORD)
    qtbot.keyClick(page.password.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: joined.window.workspace is not None, timeout=20_000)
    assert joined.memory.recall("login") == "liwen"


def test_a_wrong_password_says_how_many_tries_are_left(
    joined: Joined, qtbot: QtBot, home: Home
) -> None:
    qtbot.waitUntil(lambda: isinstance(front(joined), SignInPage), timeout=20_000)
    page = front(joined)
    assert isinstance(page, SignInPage)
    page.person.set_value("liwen")
    said = []
    for _ in range(6):
        page.password.line.setText("wrong-wrong")
        page.try_it()
        home()
        said.append(page.password.error)
    assert "4" in said[0]
    assert "3" in said[1]
    assert "秒" in said[-1]
    assert joined.window.workspace is None


def test_switching_leads_back_to_the_door(joined: Joined, qtbot: QtBot) -> None:
    test_a_person_signs_in_by_keyboard_alone(joined, qtbot)
    joined.window.switching()
    assert joined.window.workspace is None
    assert isinstance(front(joined), SignInPage)


def test_the_first_run_sets_up_an_outlet_with_a_recovery_key(
    fresh: Joined, qtbot: QtBot, home: Home
) -> None:
    qtbot.waitUntil(lambda: isinstance(front(fresh), SetupPage), timeout=20_000)
    home()
    page = front(fresh)
    assert isinstance(page, SetupPage)
    if "passphrase" not in page.form.fields:
        page.ask_passphrase()
    typed = {
        "name": "测试店", "code": "tst1", "province": "江苏", "company": "测试汽车有限公司",
        "uscc": "91320105MA1X5K8R32", "address": "河西大街1号", "phone": "025-86668888",
        "manager_name": "李雯", "manager_login": "liwen", "password": PASSWORD,
        "passphrase": "a long passphrase",
    }  # fmt: skip
    for name, text in typed.items():
        page.form.fields[name].set_value(text)
    page.form.save_action.trigger()
    assert {name: field.error for name, field in page.form.fields.items() if field.error} == {}
    qtbot.waitUntil(lambda: page.findChild(RecoveryCard) is not None, timeout=20_000)
    card = page.findChild(RecoveryCard)
    assert card is not None
    assert not card.go.isEnabled()
    card.copy.click()
    assert QApplication.clipboard().text() == card.shown.text()
    card.tick.click()
    card.go.click()
    qtbot.waitUntil(lambda: isinstance(front(fresh), SignInPage), timeout=20_000)


def test_the_first_run_names_the_first_wrong_field(fresh: Joined, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: isinstance(front(fresh), SetupPage), timeout=20_000)
    page = front(fresh)
    assert isinstance(page, SetupPage)
    page.form.save_action.trigger()
    assert page.form.fields["name"].error


def test_the_demo_outlet_opens_with_one_key(fresh: Joined, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: isinstance(front(fresh), SetupPage), timeout=20_000)
    page = front(fresh)
    assert isinstance(page, SetupPage)
    page.demo.click()
    qtbot.waitUntil(lambda: isinstance(front(fresh), SignInPage), timeout=30_000)


def test_a_store_that_cannot_be_opened_says_why_and_offers_another_try(
    folder: Path, clock: SetClock, chinese: QApplication, lanes: Lanes, qtbot: QtBot
) -> None:
    del lanes
    (folder / "key.json").write_text('{"file": {"path": "/nowhere", "sealed": ""}}')
    for made in _started(chinese, folder, clock, qtbot):
        qtbot.waitUntil(partial(_offers_again, made.window), timeout=20_000)


def test_a_passphrase_is_asked_before_the_store_opens(qtbot: QtBot, chinese: object) -> None:
    del chinese
    typed: list[str] = []
    page = PassphrasePage(typed.append)
    qtbot.addWidget(page)
    qtbot.keyClick(page.passphrase.line, Qt.Key.Key_Return)
    assert typed == []
    qtbot.keyClicks(page.passphrase.line, "secret words")
    qtbot.keyClick(page.passphrase.line, Qt.Key.Key_Return)
    assert typed == ["secret words"]


def test_a_second_start_raises_the_first_window_and_ends(tmp_path: Path, qtbot: QtBot) -> None:
    first, second = Instance(tmp_path), Instance(tmp_path)
    other = Instance(tmp_path / "other")
    assert first.first()
    with qtbot.waitSignal(first.raised, timeout=5000):
        assert not second.first()
    assert other.first()
    for each in (first, second, other):
        each.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _offers_again(window: Window) -> bool:
    return isinstance(window.front, OpeningPage) and hasattr(window.front, "again")


KILLED = """
import sys, time
from pathlib import Path
from PySide6.QtTest import QTest
from showroom.clock import SystemClock
from showroom.desk import Ports, open_desk
from showroom.staff.commands import SignIn, sign_in
from tests.ui.conftest import context_of
from tests.ui.some_page import SomePage
from ui import app
from ui.words import use
qt = app.application()
use("zh_CN")
desk = open_desk(Path(sys.argv[1]), Ports.of(SystemClock()))
page = SomePage(context_of(sign_in(desk, SignIn("liwen", sys.argv[2]))))
page.show()
QTest.keyClicks(page.line, "Wang Xiaoming")
print("typed", flush=True)
until = time.monotonic() + 60
while time.monotonic() < until:
    qt.processEvents()
    time.sleep(0.01)
"""


def test_after_kill_9_the_draft_is_offered(folder: Path, lanes: Lanes, qtbot: QtBot) -> None:
    del lanes
    from showroom.desk import Ports, open_desk
    from showroom.staff.commands import SignIn, sign_in
    from tests.ui.conftest import context_of
    from tests.ui.some_page import SomePage

    child = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(folder), PASSWORD], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline().strip() == "typed"
    time.sleep(2)
    child.kill()
    child.wait()
    child.stdout.close()
    desk = open_desk(folder, Ports.system())
    page = SomePage(context_of(sign_in(desk, SignIn("liwen", PASSWORD))))
    qtbot.addWidget(page)
    page.show()
    page.offer_drafts()
    qtbot.waitUntil(lambda: page.entry.banner.text != "")
    page.entry.banner.offers[0].click()
    assert page.line.text() == "Wang Xiaoming"
    page.entry.settle()
    qtbot.waitUntil(Lanes.current().idle)
    desk.close()
