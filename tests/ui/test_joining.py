"""The first run with an invitation, by keyboard, against a real headquarters over TLS."""

import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from showroom.clock import SystemClock
from showroom.desk import Ports, exists, open_desk
from showroom.errors import Trouble
from showroom.exchange import joining
from showroom.exchange.exchanging import sync_now
from showroom.hq.enrol.codes import Invite, invite
from showroom.hq.keeping import tls
from showroom.staff.commands import SignIn, sign_in
from showroom.sync import joining as letters
from tests.conftest import PASSWORD
from tests.hq.service import serving
from tests.hq.service.serving import Serving
from ui import app
from ui.app import Joined
from ui.pages.joining import FetchPage, InvitationPage
from ui.pages.setup import RecoveryCard, SetupPage
from ui.pages.signin import SignInPage
from ui.work import Lanes

CTRL = Qt.KeyboardModifier.ControlModifier
SECRET = "lang-genug-2026"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Serving]:
    with serving.serving(serving.made(tmp_path / "hq")) as found:
        yield found


@pytest.fixture
def no_key_store(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that keeps no keys, whatever an earlier test registered in the process."""
    monkeypatch.setattr(keyring.core, "_keyring_backend", NoKeyring())


@pytest.fixture
def fresh(
    tmp_path: Path, chinese: QApplication, lanes: Lanes, no_key_store: None, qtbot: QtBot
) -> Iterator[Joined]:
    """The window over an empty folder, where the system keeps no keys."""
    del lanes, no_key_store
    hook = sys.excepthook
    made = app.join(chinese, tmp_path / "new", SystemClock())
    qtbot.addWidget(made.window)
    with qtbot.waitExposed(made.window):
        made.start()
    yield made
    sys.excepthook = hook
    made.window.leave_person()
    if made.door is not None:
        made.door.stop()
    qtbot.waitUntil(Lanes.current().idle, timeout=20_000)
    if made.door is not None and made.door.desk is not None:
        made.door.desk.close()


def invitation(served: Serving) -> str:
    with serving.at(served.folder) as hq:
        asked = Invite("NJHX", 10, served.url, tls.authorities(served.folder))
        return letters.written(invite(hq, asked))


def _page(joined: Joined, qtbot: QtBot, kind: type) -> object:
    qtbot.waitUntil(lambda: isinstance(joined.window.front, kind), timeout=30_000)
    return joined.window.front


def _to_invitation(fresh: Joined, qtbot: QtBot) -> InvitationPage:
    page = _page(fresh, qtbot, SetupPage)
    assert isinstance(page, SetupPage)
    qtbot.waitUntil(lambda: "passphrase" in page.form.fields, timeout=20_000)
    qtbot.keyClick(page, Qt.Key.Key_J, CTRL)
    asked = _page(fresh, qtbot, InvitationPage)
    assert isinstance(asked, InvitationPage)
    qtbot.waitUntil(lambda: "passphrase" in asked.form.fields, timeout=20_000)
    return asked


def _join(fresh: Joined, qtbot: QtBot, told: str) -> None:
    page = _to_invitation(fresh, qtbot)
    QApplication.clipboard().setText(told)
    qtbot.keyClick(page.invitation.text, Qt.Key.Key_V, CTRL)
    qtbot.keyClick(page.invitation.text, Qt.Key.Key_Tab)
    qtbot.keyClicks(page.form.fields["passphrase"].editor, SECRET)
    qtbot.keyClick(page, Qt.Key.Key_S, CTRL)


def _keep_key(fresh: Joined, qtbot: QtBot) -> None:
    card = _page(fresh, qtbot, RecoveryCard)
    assert isinstance(card, RecoveryCard)
    card.tick.setFocus()
    qtbot.keyClick(card.tick, Qt.Key.Key_Space)
    qtbot.keyClick(card, Qt.Key.Key_Return, CTRL)


def test_a_new_desk_joins_fetches_and_the_outlets_people_sign_in(
    fresh: Joined, served: Serving, folder: Path, qtbot: QtBot
) -> None:
    desk = sign_in(open_desk(folder, Ports.system()), SignIn("liwen", PASSWORD))
    sync_now(joining.join(desk, invitation(served)).desk)
    desk.close()
    _join(fresh, qtbot, invitation(served))
    _keep_key(fresh, qtbot)
    page = _page(fresh, qtbot, SignInPage)
    assert isinstance(page, SignInPage)
    qtbot.keyClicks(page.person.combo, "lw")
    qtbot.keyClick(page.person.combo, Qt.Key.Key_Return)
    qtbot.keyClicks(page.password.line, PASSWORD)
    qtbot.keyClick(page.password.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: fresh.window.workspace is not None, timeout=20_000)
    workspace = fresh.window.workspace
    assert workspace is not None
    qtbot.waitUntil(lambda: workspace.rail.state == "已同步", timeout=20_000)


def test_the_first_desk_of_an_outlet_sets_it_up_after_joining(
    fresh: Joined, served: Serving, qtbot: QtBot
) -> None:
    _join(fresh, qtbot, invitation(served))
    _keep_key(fresh, qtbot)
    page = _page(fresh, qtbot, FetchPage)
    assert isinstance(page, FetchPage)
    qtbot.waitUntil(page.found.isVisible, timeout=20_000)
    page.found.setFocus()
    qtbot.keyClick(page.found, Qt.Key.Key_Space)
    setup = _page(fresh, qtbot, SetupPage)
    assert isinstance(setup, SetupPage)
    assert setup.form.fields["code"].value() == "NJHX"
    setup.form.fill(
        name="南京河西店", province="江苏", company="南京某某汽车销售有限公司",
        uscc="91320124MA1X8Q7T39", address="江东中路 1 号", phone="025-12345678",
        manager_name="李雯", manager_login="liwen", password=PASSWORD,
    )  # fmt: skip
    qtbot.keyClick(setup, Qt.Key.Key_S, CTRL)
    assert isinstance(_page(fresh, qtbot, SignInPage), SignInPage)


def test_a_refusal_is_told_beside_the_invitation_and_one_goes_back(
    fresh: Joined, served: Serving, tmp_path: Path, qtbot: QtBot
) -> None:
    _join(fresh, qtbot, invitation(served)[:-5])
    page = fresh.window.front
    assert isinstance(page, InvitationPage)
    qtbot.waitUntil(lambda: bool(page.invitation.error), timeout=20_000)
    assert "复制整行" in page.invitation.error
    assert not exists(tmp_path / "new")
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert isinstance(_page(fresh, qtbot, SetupPage), SetupPage)


def test_fetching_rests_when_told_or_when_headquarters_is_away_and_goes_on(
    chinese: QApplication, qtbot: QtBot
) -> None:
    del chinese
    page = FetchPage()
    qtbot.addWidget(page)
    page.show()
    page.told(0.4, "")
    assert (page.bar.value(), page.how_far.text()) == (400, "40%")
    page.rest(Trouble("sync.unreachable"))
    assert "连不上" in page.banner.text
    assert page.go.isVisible()
    with qtbot.waitSignal(page.again):
        qtbot.keyClick(page.go, Qt.Key.Key_Space)
    page.work()
    with qtbot.waitSignal(page.stopped):
        qtbot.keyClick(page.stop, Qt.Key.Key_Space)


def test_a_desk_that_was_closed_while_fetching_goes_on_when_it_is_opened(
    tmp_path: Path, served: Serving, chinese: QApplication, lanes: Lanes, qtbot: QtBot,
) -> None:  # fmt: skip
    del lanes
    from db.encryption import Keeper

    told, clock = invitation(served), SystemClock()
    keeper = Keeper("file", tmp_path / "new.key")
    begun = joining.begin(tmp_path / "new", told, keeper, Ports.of(clock))
    joining.join_new(begun, told).desk.close()
    hook = sys.excepthook
    made = app.join(chinese, tmp_path / "new", clock)
    qtbot.addWidget(made.window)
    made.start()
    page = _page(made, qtbot, FetchPage)
    assert isinstance(page, FetchPage)
    qtbot.waitUntil(page.found.isVisible, timeout=20_000)
    sys.excepthook = hook
    assert made.door is not None
    assert made.door.desk is not None
    made.door.desk.close()
