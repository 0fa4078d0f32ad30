"""The key of the machine is lost; the recovery key noted at set-up opens the outlet again."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.encryption import Keeper
from showroom.clock import SetClock
from showroom.desk import Ports
from showroom.outlet.commands import set_up_sample
from tests.conftest import PASSWORD
from tests.ui.conftest import chinese, lanes
from tests.ui.test_app import _started, front
from ui.app import Joined
from ui.pages.recovery import RecoveryPage
from ui.pages.signin import OpeningPage, SignInPage
from ui.words import words
from ui.work import Lanes

__all__ = ["chinese", "lanes"]


@dataclass(frozen=True)
class Lost:
    """The window over an outlet whose key file is gone, and its recovery key."""

    joined: Joined
    recovery_key: str


@pytest.fixture
def keyless(lanes: Lanes, monkeypatch: pytest.MonkeyPatch) -> Lanes:
    """The lanes of this test, over a system that keeps no keys.

    A key store made up by another test is registered for good, so this one is named.
    """
    monkeypatch.setattr(keyring.core, "_keyring_backend", NoKeyring())
    return lanes


@pytest.fixture
def lost(
    tmp_path: Path, clock: SetClock, chinese: QApplication, keyless: Lanes, qtbot: QtBot
) -> Iterator[Lost]:
    del keyless
    key = tmp_path / "desk.key"
    ports = Ports.of(clock)
    made = set_up_sample(tmp_path / "data", PASSWORD, Keeper("file", path=key), ports)
    made.desk.close()
    key.unlink()
    for joined in _started(chinese, tmp_path / "data", clock, qtbot):
        yield Lost(joined, made.recovery_key)


def recovery_page(lost: Lost, qtbot: QtBot) -> RecoveryPage:
    """Where the offer beside the failure leads."""
    qtbot.waitUntil(lambda: hasattr(front(lost.joined), "recover"), timeout=20_000)
    opening = front(lost.joined)
    assert isinstance(opening, OpeningPage)
    opening.recover.click()
    page = front(lost.joined)
    assert isinstance(page, RecoveryPage)
    qtbot.waitUntil(lambda: not page.passphrase.isHidden(), timeout=20_000)
    return page


def test_the_recovery_key_and_a_new_passphrase_open_the_outlet(lost: Lost, qtbot: QtBot) -> None:
    page = recovery_page(lost, qtbot)
    qtbot.keyClicks(page.key.line, lost.recovery_key.lower())
    qtbot.keyClick(page.key.line, Qt.Key.Key_Return)
    assert page.passphrase.error == words("signin.passphrase_missing")
    qtbot.keyClicks(page.passphrase.line, "a spring rain")
    qtbot.keyClick(page.passphrase.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(front(lost.joined), SignInPage), timeout=20_000)


def test_a_wrong_recovery_key_is_told_beside_its_field(lost: Lost, qtbot: QtBot) -> None:
    page = recovery_page(lost, qtbot)
    qtbot.keyClicks(page.key.line, "AAAAA-BBBBB-CCCCC-DDDDD-EEEEE")
    qtbot.keyClicks(page.passphrase.line, "a spring rain")
    qtbot.keyClick(page.passphrase.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.key.error == words("signin.recovery_wrong"), timeout=20_000)
