"""The window of a signed-in person: rail, header, and the page shown, built when first opened."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from ui.context import Context
from ui.formats import long_day
from ui.kit.page import Page, dropped_file
from ui.kit.search import SearchBox
from ui.pages import FIRST, PAGES, PageEntry
from ui.parts.standing import kind_of, sign_of
from ui.shell.finder import Finder
from ui.shell.header import Header
from ui.shell.help import listed
from ui.shell.menu import PersonMenu
from ui.shell.rail import Rail
from ui.shell.strip import BusyStrip
from ui.words import has_words, words
from ui.work import Lane, Lanes, Work

NARROW_BELOW = 1200
_STATE_EVERY_MS = 30_000
_STANDING = "exchange"


class Workspace(QWidget):
    """Rail, header and pages. One per sign-in and language; pages live as long as it does."""

    def __init__(
        self, context: Context, menu: PersonMenu, entries: tuple[PageEntry, ...] = PAGES
    ) -> None:
        super().__init__()
        self.context = context
        self.setAcceptDrops(True)
        self.pages: dict[str, Page] = {}
        self.shown: str = ""
        self.entries = tuple(entry for entry in entries if is_there(entry))
        self._window_actions = menu.everywhere
        self.rail = Rail()
        self._nav: dict[str, QAction] = {}
        self.export_action = self._action("window.export", "Ctrl+E", self._export)
        self.visit_action = self._action("window.register", "F2", lambda: self.open_page(FIRST))
        self.search_action = self._action("window.search", "Ctrl+K", self._begin_search)
        self._action("exchange.now", "Ctrl+Shift+S", self.exchange_now)
        finder = Finder(context, self._offered)
        self.search = SearchBox(finder.near, finder.far)
        self.search.chosen.connect(self._back_to_page)
        self.header = Header(self.search, self.export_action, self.visit_action)
        self.header.show_person(context.person.name, context.person.role, menu)
        self.stack = QStackedWidget()
        self._buttons = {entry.key: self._navigate(entry) for entry in self.entries}
        self._lay_out()
        self._strip = BusyStrip(self)
        Lanes.current().busy.connect(self._strip.show_work)
        Lanes.current().changed.connect(self._on_changed)
        self._state_timer = QTimer(self, interval=_STATE_EVERY_MS)
        self._state_timer.timeout.connect(self.look_at_state)
        self._state_timer.start()
        self._alone = True
        self._show_state(None)
        self.look_at_state()
        if context.exchanging is not None:
            context.exchanging.stepped.connect(self.look_at_state)

    def open_page(self, key: str) -> Page | None:
        """Show the page, building it if this is the first time; None if there is none."""
        entry = next((each for each in self.entries if each.key == key), None)
        if entry is None:
            return None
        page = self.pages.get(key) or self._build(entry)
        self.shown = key
        self.stack.setCurrentWidget(page)
        self.rail.choose(self._buttons[key])
        self.show_head()
        self.context.memory.keep("page", key)
        page.enter()
        return page

    def open_record(self, kind: str, key: UUID, **more: Any) -> None:  # noqa: ANN401 - per page
        """Show a record on the page that holds its kind."""
        entry = next((each for each in self.entries if kind in each.records), None)
        page = self.open_page(entry.key) if entry else None
        if page is not None:
            page.open_record(kind, key, **more)

    @property
    def page(self) -> Page | None:
        """The page shown."""
        return self.pages.get(self.shown)

    def actions_of_page(self) -> list[QAction]:
        """The actions of the page shown."""
        return self.page.page_actions if self.page else []

    def sections(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """What F1 lists: the page shown, the window, the pages."""
        page = self.page
        own = [(page.title, listed(self.actions_of_page()))] if page else []
        window = [*self.actions(), *self._window_actions]
        return [*own, (words("window.everywhere"), listed(window))]

    def show_head(self) -> None:
        """Show title, subtitle and actions of the page in the header."""
        page = self.page
        if page is None:
            return
        today = long_day(self.context.today())
        subtitle = page.subtitle or f"{today} · {self.context.person.outlet_name}"
        self.header.show_page(page.title, subtitle, page.header_actions)
        self.export_action.setEnabled(page.can_export)

    def look_at_state(self) -> None:
        """Ask how the desk stands with HQ."""
        Work(self.context.standing).done(self._show_state).quietly().start(self, Lane.READ)

    def exchange_now(self) -> None:
        """Exchange with HQ at once, or show where one joins it."""
        exchanging = self.context.exchanging
        if exchanging is None or self._alone:
            self.open_page("exchange")
        else:
            exchanging.now()

    def typed(self) -> dict[str, dict[str, dict[str, str]]]:
        """What is typed and not saved, by page and form."""
        return {key: page.typed() for key, page in self.pages.items() if page.dirty}

    def retype(self, typed: dict[str, dict[str, dict[str, str]]]) -> None:
        """Build those pages and type again what `typed` gave."""
        for entry in self.entries:
            if entry.key in typed:
                page = self.pages.get(entry.key) or self._build(entry, offer=False)
                page.retype(typed[entry.key])

    def dirty_titles(self) -> list[str]:
        """The titles of the pages that hold something not saved."""
        return [page.title for page in self.pages.values() if page.dirty]

    def keep_drafts(self) -> None:
        """Keep what is typed on every page."""
        for page in self.pages.values():
            page.keep_drafts()

    def discard_drafts(self) -> None:
        """Throw away what is typed on every page."""
        for page in self.pages.values():
            page.discard_drafts()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._taker(event):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        taker = self._taker(event)
        if taker is not None:
            entry, file = taker
            event.acceptProposedAction()
            page = self.open_page(entry.key)
            if page is not None:
                page.take_file(file)

    def _taker(self, event: QDropEvent) -> tuple[PageEntry, Path] | None:
        """The page that takes the file dragged in, and the file."""
        for entry in self.entries:
            file = dropped_file(event, entry.files)
            if file is not None:
                return entry, file
        return None

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW_BELOW
        if narrow != self.rail.narrow:
            self.rail.set_narrow(narrow)
            self.header.set_narrow(self.width() < NARROW_BELOW - 100)
        left = self.rail.width()
        self._strip.setGeometry(left, self.header.height(), self.width() - left, 34)

    def _build(self, entry: PageEntry, *, offer: bool = True) -> Page:
        module, _, name = entry.module.partition(":")
        made: Page = getattr(import_module(module), name)(self.context)
        self.pages[entry.key] = made
        self.stack.addWidget(made)
        if offer:
            made.offer_drafts()
        return made

    def _navigate(self, entry: PageEntry) -> Any:  # noqa: ANN401 - a rail button or None
        action = QAction(_title(entry), self)
        action.setShortcut(QKeySequence(entry.shortcut))
        action.triggered.connect(lambda _checked: self.open_page(entry.key))
        self.addAction(action)
        self._nav[entry.key] = action
        if entry.key == _STANDING:
            return self.rail.hold_state(action)
        return self.rail.add_page(action, entry.icon) if entry.in_rail else None

    def _offered(self) -> list[tuple[str, QAction]]:
        """What Ctrl+K offers: the pages, then what can be done, each with its icon."""
        pages = [(entry.icon, self._nav[entry.key]) for entry in self.entries]
        others = [*self.actions_of_page(), *self.actions(), *self._window_actions]
        reached = self._nav.values()
        return [*pages, *(("enter", each) for each in others if each not in reached)]

    def _action(self, key: str, shortcut: str, act: Callable[[], object]) -> QAction:
        action = QAction(words(key), self)
        action.setShortcut(QKeySequence(shortcut))
        action.triggered.connect(lambda _checked: act())
        self.addAction(action)
        return action

    def _lay_out(self) -> None:
        self.rail.set_narrow(False)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.header)
        right.addWidget(self.stack, 1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.rail)
        line.addLayout(right, 1)

    def _begin_search(self) -> None:
        self.search.begin()

    def _export(self) -> None:
        if self.page is not None:
            self.page.export()

    def _back_to_page(self) -> None:
        if self.page is not None:
            self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changed(self, tables: frozenset[str]) -> None:
        for page in self.pages.values():
            page.changed(tables)
        self.look_at_state()

    def _show_state(self, standing: Any) -> None:  # noqa: ANN401 - as `sign_of` takes it
        sign = sign_of(standing)
        self._alone = kind_of(standing) == "alone"
        self.rail.show_state(sign.text, sign.picture, sign.role, sign.whole)


def is_there(entry: PageEntry) -> bool:
    """Whether the page's module is part of this build."""
    return find_spec(entry.module.partition(":")[0]) is not None


def _title(entry: PageEntry) -> str:
    key = f"{entry.key}.title"
    return words(key) if has_words(key) else words(f"window.page_{entry.key}")
