"""What every page is: a title, actions with shortcuts, forms with drafts, rereading when told."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.context import Context, Outcome
from ui.kit.form import Form
from ui.kit.labels import button, tip
from ui.kit.notices import Banner
from ui.words import words
from ui.work import Lane, Work

C = TypeVar("C")
R = TypeVar("R")
_MARGIN = 32


class Page(QWidget):
    """One page of the window. A subclass builds its widgets into `self.body` in `__init__`.

    `key` names the page, its words file and its drafts; `reads` are the tables it shows.
    """

    key: ClassVar[str] = ""
    reads: ClassVar[frozenset[str]] = frozenset()
    takes_files: ClassVar[tuple[str, ...]] = ()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.forms: list[Form] = []
        self.page_actions: list[QAction] = []
        self.header_actions: list[QAction] = []
        self._stale = True
        self.banner = Banner()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 18, 20, 20)
        self._column.setSpacing(16)
        self._column.addWidget(self.banner)
        self.body = QVBoxLayout()
        self.body.setSpacing(16)
        self._column.addLayout(self.body, 1)
        self.setAcceptDrops(bool(self.takes_files))

    @property
    def title(self) -> str:
        """The page's name in the header, from `<key>.title`."""
        return words(f"{self.key}.title")

    @property
    def subtitle(self) -> str:
        """What stands beside the title; empty lets the shell put date and outlet there."""
        return ""

    def reread(self) -> None:
        """Read again what the page shows; called when it is shown and when its tables changed."""

    def shown(self) -> None:
        """The page came to the front: put the focus where work begins."""

    def open_record(self, kind: str, key: UUID, **more: Any) -> None:  # noqa: ANN401 - per page
        """Show that record; only for pages listed as holding its kind."""

    def step(self, by: int) -> None:
        """Go to the next (+1) or the previous record, keeping the filter: Ctrl+Down, Ctrl+Up."""

    def take_file(self, file: Path) -> None:
        """Take a file dropped on the window whose suffix is in `takes_files`."""

    def export(self) -> None:
        """Write out what is on screen; override and set `can_export`."""

    can_export: ClassVar[bool] = False

    def read(self, function: Callable[[Any, C], R], query: C) -> Work[R]:
        """A query in the read lane; chain `.done(...)`, then `.start(self)`."""
        desk = self.context.desk
        return Work(lambda: desk.read(function, query))

    def write(
        self, function: Callable[[Any, C], R], command: C, once: UUID | None = None
    ) -> Work[Outcome[R]]:
        """A command; chain `.done(...)`, then `.start(self, Lane.WRITE)`. Announces its tables."""
        desk = self.context.desk
        work: Work[Outcome[R]] = Work(lambda: desk.write(function, command, once))
        return work.announcing(lambda outcome: outcome.tables)

    def do(
        self, function: Callable[[Any, C], R], command: C, then: Callable[[R], None] | None = None
    ) -> None:
        """Write a command that has no form (a button): its value goes to `then`."""
        work = self.write(function, command, self.context.ids.new())
        if then is not None:
            work.done(lambda outcome: then(outcome.value))
        work.start(self, Lane.WRITE)

    def action(
        self, text: str, shortcut: str, act: Callable[[], None], *, in_header: bool = False
    ) -> QAction:
        """An action of this page, found by F1 and Ctrl+K; `shortcut` may be empty."""
        made = QAction(text.replace("&", "&&"), self)
        made.triggered.connect(lambda _checked: act())
        if shortcut:
            made.setShortcut(QKeySequence(shortcut))
        made.setToolTip(tip(f"{text}  {shortcut}".strip()))
        self.adopt(made)
        if in_header:
            self.header_actions.append(made)
        return made

    def adopt(self, action: QAction) -> QAction:
        """Make an action one of this page, so that its shortcut works while the page is shown."""
        self.addAction(action)
        self.page_actions.append(action)
        return action

    def form(self, name: str, save: Callable[[], None], columns: int = 2) -> Form:
        """A form of this page; Ctrl+S calls `save`. `name` is its draft's, after the page's key."""
        made = Form(f"{self.key}.{name}", self.context, columns)
        made.save_action.triggered.connect(lambda _checked: save())
        self.adopt(made.save_action)
        if self.forms:
            for each in (*self.forms, made):
                each.bind_save_to_itself()
        self.forms.append(made)
        return made

    def changed(self, tables: frozenset[str]) -> None:
        """Tables were written to: reread now if shown, else when shown."""
        if not self.reads & tables:
            return
        if self.isVisible():
            self.reread()
        else:
            self._stale = True

    def enter(self) -> None:
        """The shell shows the page."""
        if self._stale:
            self._stale = False
            self.reread()
        self.shown()

    def offer_drafts(self) -> None:
        """Offer the drafts a crash or an earlier day left."""
        for form in self.forms:
            form.offer_draft()

    @property
    def dirty(self) -> bool:
        """Whether something typed is not saved."""
        return any(form.dirty for form in self.forms)

    def keep_drafts(self) -> None:
        """Keep what is typed, before the window locks or closes."""
        for form in self.forms:
            form.keep_draft()

    def discard_drafts(self) -> None:
        """Throw away what is typed."""
        for form in self.forms:
            form.clear()

    def typed(self) -> dict[str, dict[str, str]]:
        """What is typed and not saved, by form: carried over when the language changes."""
        return {form.name: form.draft() for form in self.forms if form.dirty}

    def retype(self, typed: dict[str, dict[str, str]]) -> None:
        """Type again what `typed` gave."""
        for form in self.forms:
            if form.name in typed:
                form.restore(typed[form.name])

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event, self.takes_files):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        file = dropped_file(event, self.takes_files)
        if file:
            event.acceptProposedAction()
            self.take_file(file)


def dropped_file(event: QDropEvent, suffixes: tuple[str, ...]) -> Path | None:
    """The one local file dragged in with one of these suffixes (`.xlsx`), None if it is not so."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    file = Path(urls[0].toLocalFile())
    return file if file.suffix.lower() in suffixes else None


def action_button(action: QAction, kind: str = "normal") -> QWidget:
    """A button for an action: its words, its key, enabled and disabled with it."""
    key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    made = button(action.text().replace("&&", "&"), kind, key=key)
    made.setToolTip(action.toolTip())
    made.clicked.connect(action.trigger)
    action.enabledChanged.connect(made.setEnabled)
    made.setEnabled(action.isEnabled())
    return made


def scrolled(inner: QWidget) -> QScrollArea:
    """The widget in a scroll area that keeps the field with the focus in view."""
    area = _Following()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    return area


class _Following(QScrollArea):
    """Qt scrolls after Tab only; this follows wherever the focus goes, a refused save as well."""

    def __init__(self) -> None:
        super().__init__()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self.follow)

    def follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Bring the widget with the focus into view, once what was said beside it is laid out."""
        if now is not None and self.isAncestorOf(now):
            QTimer.singleShot(0, now, lambda: self._show(now))

    def _show(self, now: QWidget) -> None:
        if now.hasFocus() and self.isAncestorOf(now):
            self.ensureWidgetVisible(now, 0, _MARGIN)


def side_by_side(left: QWidget, right: QWidget, shares: tuple[int, int] = (2, 3)) -> QSplitter:
    """Two cards beside each other with a handle between them, which the keyboard need not reach."""
    made = QSplitter(Qt.Orientation.Horizontal)
    made.setChildrenCollapsible(False)
    made.setHandleWidth(16)
    for at, (widget, share) in enumerate(zip((left, right), shares, strict=True)):
        made.addWidget(widget)
        made.setStretchFactor(at, share)
    made.setSizes([share * 1000 for share in shares])
    return made
