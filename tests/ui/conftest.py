"""Windows without a screen, and what pages are given."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from showroom.desk import Desk
from ui import joinery, theme
from ui.context import Context, Person
from ui.words import use, words
from ui.work import Lanes


class HeldShell:
    """A shell that remembers what pages asked of it."""

    def __init__(self) -> None:
        self.opened: list[tuple[str, UUID]] = []
        self.pages: list[str] = []
        self.toasts: list[str] = []
        self.papers: list[str] = []

    def open_page(self, key: str) -> None:
        self.pages.append(key)

    def open_record(self, kind: str, key: UUID, **_more: object) -> None:
        self.opened.append((kind, key))

    def toast(self, text: str, kind: str = "good", undo: Callable[[], None] | None = None) -> None:
        del kind, undo
        self.toasts.append(text)

    def preview(self, pdf: bytes, name: str) -> None:
        del pdf
        self.papers.append(name)


class HeldMemory:
    """A window's memory that nothing writes to a disk."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}

    def recall(self, key: str, default: object = None) -> Any:
        return self.values.get(key, default)

    def keep(self, key: str, value: object) -> None:
        self.values[key] = value


@pytest.fixture
def chinese(qapp: QApplication) -> QApplication:
    """The application in Chinese, light, where a missing word is an error."""
    use("zh_CN", strict=True)
    theme.apply(qapp, "light")
    return qapp


@pytest.fixture
def lanes(chinese: QApplication) -> Iterator[Lanes]:
    """The lanes of one test, closed after it."""
    del chinese
    current = Lanes.current()
    yield current
    current.close()


@pytest.fixture
def home(lanes: Lanes, qtbot: QtBot) -> Callable[[], None]:
    """Waits until no work is under way and every callback was called."""

    def wait() -> None:
        qtbot.waitUntil(lanes.idle, timeout=20_000)

    return wait


@pytest.fixture
def owner(qapp: QApplication) -> Iterator[QObject]:
    """Somebody to work for."""
    del qapp
    somebody = QObject()
    yield somebody
    somebody.deleteLater()


@pytest.fixture
def context(manager: Desk, lanes: Lanes) -> Context:
    """What a page gets: the sample outlet's desk with the manager at it, a held shell."""
    del lanes
    return context_of(manager)


def context_of(desk: Desk) -> Context:
    """A context over that desk with a held shell and memory."""
    actor = desk.actor
    assert actor is not None
    person = Person(actor.staff_id, actor.login, actor.name, words(actor.role.word), "南京河西店")
    return joinery.context(
        desk, person, joinery.Ground(HeldMemory(), HeldShell(), desk.ports.clock)
    )
