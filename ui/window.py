"""The main window: the front door, the workspace behind it, and what works everywhere."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget
from shiboken6 import isValid
from typing_extensions import override

from showroom.clock import Clock
from showroom.errors import Failure, Refusal
from ui.context import Context, Memory
from ui.icons import icon
from ui.kit.dialogs import Way, choose
from ui.kit.preview import Preview
from ui.kit.toasts import Toasts
from ui.messages import worded
from ui.pages import FIRST, PAGES
from ui.pages.signin import OpeningPage, SignInPage, Somebody
from ui.shell.everywhere import Everywhere
from ui.shell.looks import Looks
from ui.shell.menu import Doings, PersonMenu
from ui.shell.workspace import Workspace
from ui.words import words
from ui.work import Lanes

SMALLEST = QSize(900, 560)
USUAL = QSize(1366, 768)
Unlock = Callable[[str, str], object]


class Window(QMainWindow):
    """One window. Shows a front page (sign-in, first run), or the workspace of a person."""

    def __init__(self, memory: Memory, looks: Looks, clock: Clock) -> None:
        super().__init__()
        self._memory = memory
        self._looks = looks
        self._clock = clock
        self._context: Context | None = None
        self._unlock: Unlock | None = None
        self._previews: list[Preview] = []
        self.workspace: Workspace | None = None
        self.menu: PersonMenu | None = None
        self.entries = PAGES
        self.folder = ""
        self.leaving: Callable[[], None] = lambda: None
        self.switching: Callable[[], None] = lambda: None
        self.setWindowTitle(words("window.brand"))
        self.setWindowIcon(icon("vehicle", "accent"))
        self.setMinimumSize(SMALLEST)
        self._screens = QStackedWidget()
        self.setCentralWidget(self._screens)
        self.toasts = Toasts(self._screens, clock.now)
        Lanes.current().unhandled.connect(self.tell_failure)
        looks.rebuilt.connect(self._rebuild)
        self._restore_place()

    def show_front(self, page: QWidget) -> None:
        """Show a page that takes the whole window; an earlier front page is let go."""
        old = self._screens.currentWidget()
        self._screens.addWidget(page)
        self._screens.setCurrentWidget(page)
        if old is not None and old is not self.workspace:
            self._let_go(old)

    def show_opening(
        self,
        failure: Failure | None = None,
        again: Callable[[], None] | None = None,
        recover: Callable[[], None] | None = None,
    ) -> None:
        """Say that the store is being opened, or why it could not be and what helps."""
        self.show_front(OpeningPage(failure, again, recover))

    def enter(self, context: Context, unlock: Unlock) -> None:
        """Show the workspace of a person, on the page this desk was left on."""
        self._context = context
        self._unlock = unlock
        self._build()
        workspace = self.workspace
        if workspace is not None:
            kept = self._memory.recall("page", FIRST)
            first = next(iter(workspace.entries), None)
            if workspace.open_page(kept) is None and first is not None:
                workspace.open_page(first.key)

    def leave_person(self) -> None:
        """Let the workspace go, its drafts kept; for another person to sign in."""
        if self.workspace is not None:
            self.workspace.keep_drafts()
            self._let_go(self.workspace)
        self.workspace = None
        self._context = None
        self._drop_menu()

    def open_page(self, key: str) -> None:
        """Show a page by its key."""
        if self.workspace is not None:
            self.workspace.open_page(key)

    def open_record(self, kind: str, key: UUID, **more: Any) -> None:  # noqa: ANN401 - per page
        """Show a record on the page that holds its kind."""
        if self.workspace is not None:
            self.workspace.open_record(kind, key, **more)

    def toast(self, text: str, kind: str = "good", undo: Callable[[], None] | None = None) -> None:
        """Say something for a few seconds."""
        self.toasts.say(text, kind, undo)

    def preview(self, pdf: bytes, name: str) -> None:
        """Show a paper in a window of its own."""
        shown = Preview(pdf, name, self._memory)
        self._previews = [*self._open_previews(), shown]
        shown.show()

    def tell_failure(self, failure: Failure) -> None:
        """Say a failure nobody else took: a refusal in passing, trouble on the page."""
        page = self.workspace.page if self.workspace else None
        if isinstance(failure, Refusal) or page is None:
            self.toast(worded(failure), "warn" if isinstance(failure, Refusal) else "bad")
        else:
            page.banner.say(worded(failure), "bad")

    def lock(self) -> None:
        """Hide everything behind the password; pages and what is typed stay as they are."""
        context, workspace = self._context, self.workspace
        if context is None or workspace is None or self.locked or self._unlock is None:
            return
        workspace.keep_drafts()
        for paper in self._open_previews():
            paper.close()
        person = context.person
        page = SignInPage(self._unlock, words("window.locked", name=person.name))
        page.entered.connect(lambda _who: self._unlocked())
        self.show_front(page)
        for action in self.actions():
            action.setEnabled(False)
        page.offer([Somebody(person.login, person.name, person.role)], person.login)

    @property
    def front(self) -> QWidget | None:
        """What takes the whole window now."""
        return self._screens.currentWidget()

    @property
    def locked(self) -> bool:
        """Whether the workspace is hidden behind the password."""
        return self.workspace is not None and self._screens.currentWidget() is not self.workspace

    def raise_up(self) -> None:
        """Come to the front: another start asked for the window."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def kept_work(self) -> list[str]:
        """Keep every draft now; the titles of the pages that had one."""
        if self.workspace is None:
            return []
        self.workspace.keep_drafts()
        return self.workspace.dirty_titles()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        dirty = self.workspace.dirty_titles() if self.workspace and not self._leaving else []
        if dirty:
            event.ignore()
            self._ask_to_leave(dirty)
            return
        self._memory.keep("geometry", bytes(self.saveGeometry().toBase64().data()).decode())
        self.leaving()
        event.accept()

    _leaving = False

    def _ask_to_leave(self, dirty: list[str]) -> None:
        choose(
            self,
            words("window.leave_title"),
            words("window.leave_text", pages="、".join(dirty)),
            [
                Way(words("window.leave_discard"), lambda: self._leave(keep=False), "danger"),
                Way(words("window.leave_stay"), lambda: None),
                Way(
                    words("window.leave_keep"), lambda: self._leave(keep=True), "primary", safe=True
                ),
            ],
        )

    def _leave(self, *, keep: bool) -> None:
        if self.workspace is not None:
            if keep:
                self.workspace.keep_drafts()
            else:
                self.workspace.discard_drafts()
        self._leaving = True
        QTimer.singleShot(0, self, self.close)

    def _build(self) -> None:
        if self._context is None:
            return
        self._drop_menu()
        self.menu = PersonMenu(self, self._looks, self._doings())
        made = Workspace(self._context, self.menu, self.entries)
        old = self.workspace
        self.workspace = made
        self.show_front(made)
        if old is not None:
            self._let_go(old)

    def _rebuild(self) -> None:
        """Build the workspace anew in another language or text size; what is typed stays."""
        old = self.workspace
        if old is None:
            return
        typed, shown, built = old.typed(), old.shown, list(old.pages)
        self._build()
        if self.workspace is not None:
            self.workspace.retype(typed)
            self.workspace.open_page(shown or built[0])

    def _drop_menu(self) -> None:
        if self.menu is not None:
            for action in self.menu.everywhere:
                self.removeAction(action)
                action.deleteLater()
            self.menu.deleteLater()
            self.menu = None

    def _doings(self) -> Doings:
        everywhere = Everywhere(self, self)
        return Doings(
            help=everywhere.help,
            about=everywhere.about,
            history=everywhere.history,
            lock=self.lock,
            switch=self._switch,
            leave=self._close,
            undo=everywhere.undo,
            menu=everywhere.menu,
            step=everywhere.step,
        )

    def _close(self) -> None:
        self.close()

    def _switch(self) -> None:
        self.switching()

    def _unlocked(self) -> None:
        if self.workspace is not None:
            self.show_front(self.workspace)
        for action in self.actions():
            action.setEnabled(True)

    def _open_previews(self) -> list[Preview]:
        return [paper for paper in self._previews if isValid(paper)]

    def _let_go(self, page: QWidget) -> None:
        self._screens.removeWidget(page)
        page.hide()
        page.deleteLater()

    def _restore_place(self) -> None:
        """Where the window was left; Qt brings back one whose screen is gone."""
        self.resize(USUAL)
        kept = self._memory.recall("geometry")
        if isinstance(kept, str):
            self.restoreGeometry(QByteArray.fromBase64(kept.encode()))
