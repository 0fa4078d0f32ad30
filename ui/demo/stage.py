"""The stage of the demo: the very window of the desktop over an empty folder, and its clock."""

import gc
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from showroom.clock import SetClock
from showroom.desk import Desk
from ui.app import Joined, join
from ui.context import Context
from ui.demo.filling import put
from ui.demo.keys import Keyboard
from ui.demo.waiting import Stuck, settle, until
from ui.kit.dialogs import Sheet
from ui.kit.fields import NotesField
from ui.kit.page import Page
from ui.kit.preview import Preview
from ui.pages.setup import DEMO_PASSWORD
from ui.pages.signin import SignInPage
from ui.shell.workspace import Workspace
from ui.window import USUAL, Window

P = TypeVar("P", bound=QWidget)


class Stage:
    """The window, the keyboard before it, and the clock on the wall."""

    def __init__(self, app: QApplication, folder: Path, start: datetime) -> None:
        self.app = app
        self.folder = folder
        self.clock = SetClock(start)
        self.keyboard = Keyboard()
        self.joined: Joined = join(app, folder, self.clock)
        self.joined.looks.colour("light")
        self.joined.window.resize(USUAL)
        self.joined.start()

    @property
    def window(self) -> Window:
        """The window."""
        return self.joined.window

    @property
    def workspace(self) -> Workspace:
        """What stands in the window of a signed-in person; raises Stuck at the door."""
        if self.window.workspace is None:
            raise Stuck("workspace")
        return self.window.workspace

    @property
    def context(self) -> Context:
        """What the pages of the signed-in person work with."""
        return self.workspace.context

    @property
    def desk(self) -> Desk:
        """The open store with that person at it, to look things up by the product's queries."""
        desk = self.context.desk
        if not isinstance(desk, Desk):
            raise Stuck("desk")
        return desk

    def at(self, moment: datetime) -> None:
        """Let it be that instant; the clock never runs back."""
        if moment < self.clock.now():
            raise ValueError(f"the day goes on: {moment} is before {self.clock.now()}")
        self.clock.put(moment)

    def front(self, kind: type[P]) -> P:
        """The front page of that kind, once it is shown."""
        until(lambda: isinstance(self.window.front, kind), kind.__name__)
        settle()
        found = self.window.front
        if not isinstance(found, kind):
            raise Stuck(kind.__name__)
        return found

    def sign_in(self, login: str) -> None:
        """Let somebody sign in by keyboard; whoever was at the desk leaves it first."""
        if self.window.workspace is not None:
            press_action(self.window.actions(), "Ctrl+Shift+L")
        page = self.front(SignInPage)
        self.front_window()
        put(page.person, login)
        page.password.editor.setFocus()
        self.keyboard.text(DEMO_PASSWORD)
        self.keyboard.press(Qt.Key.Key_Return)
        until(lambda: self.window.workspace is not None, f"sign-in of {login}")
        settle()

    def open(self, key: str) -> Page:
        """Open a page by the action behind its place in the rail; raises Stuck if it is missing."""
        entry = next((each for each in self.workspace.entries if each.key == key), None)
        if entry is None:
            raise Stuck(f"page {key}")
        self.front_window()
        press_action(self.workspace.actions(), entry.shortcut)
        settle(key)
        return self.workspace.pages[key]

    def front_window(self) -> None:
        """Bring the window to the front, so that keys reach it."""
        self.window.raise_up()
        until(self.window.isActiveWindow, "window")

    def paper(self) -> Preview:
        """The paper just shown for printing; raises Stuck when none is shown."""
        until(lambda: bool(self.papers()), "paper")
        settle("paper")
        return self.papers()[-1]

    def papers(self) -> list[Preview]:
        """The papers shown now."""
        tops = self.app.topLevelWidgets()
        return [top for top in tops if isinstance(top, Preview) and top.isVisible()]

    def leave(self) -> None:
        """Close window, lanes and store."""
        for paper in self.papers():
            paper.close()
        self.window.close()
        settle("closing")
        gc.collect()


def press_action(actions: Iterable[QAction], shortcut: str) -> None:
    """Trigger the action of that shortcut; raises Stuck when there is none one may use now."""
    found = [each for each in actions if each.shortcut().toString() == shortcut]
    usable = [each for each in found if each.isEnabled()]
    if not usable:
        raise Stuck(f"action {shortcut}{' (disabled)' if found else ''}")
    usable[0].trigger()
    settle(shortcut)


def asking(stage: Stage) -> Sheet:
    """The sheet over the window; raises Stuck when none is shown."""
    until(lambda: bool(_asking(stage)), "sheet")
    settle("sheet")
    return _asking(stage)[-1]


def answer(stage: Stage, way: str, reason: str) -> None:
    """Answer the sheet that asks, with a reason if one is given; raises Stuck if none asks."""
    sheet = asking(stage)
    for field in sheet.findChildren(NotesField) if reason else []:
        put(field, reason)
    found = [each for each in sheet.findChildren(QPushButton) if each.text().startswith(way)]
    if not found:
        raise Stuck(f"button {way}")
    found[0].click()
    settle(way)


def _asking(stage: Stage) -> list[Sheet]:
    return [sheet for sheet in stage.window.findChildren(Sheet) if sheet.isVisible()]
