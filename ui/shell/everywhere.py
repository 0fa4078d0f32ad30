"""What one may do wherever one is: help, about, message history, undo, the personal menu."""

from importlib.metadata import PackageNotFoundError, version
from typing import Protocol

from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from ui.formats import DASH, moment
from ui.kit.dialogs import show_text
from ui.kit.toasts import Toasts
from ui.shell.help import show_help
from ui.shell.workspace import Workspace
from ui.words import words


class Housing(Protocol):
    """The window as these actions see it."""

    folder: str
    toasts: Toasts

    @property
    def workspace(self) -> Workspace | None:
        """The workspace of the person signed in."""
        ...


class Everywhere:
    """The actions of a window; `over` is the widget its dialogs stand over."""

    def __init__(self, housing: Housing, over: QWidget) -> None:
        self._housing = housing
        self._over = over

    def help(self) -> None:
        """Every action with its key."""
        if self._housing.workspace is not None:
            show_help(self._over, self._housing.workspace.sections())

    def about(self) -> None:
        """Version, where the data is, what the program is made of."""
        text = words("window.about_text", version=_version(), folder=self._housing.folder)
        show_text(self._over, words("window.about"), text)

    def history(self) -> None:
        """All that was said in passing, the newest first."""
        workspace = self._housing.workspace
        if workspace is None:
            return
        zone = workspace.context.zone
        notes = reversed(self._housing.toasts.history)
        lines = [f"{moment(note.at, zone)}  {note.text}" for note in notes]
        text = "\n".join(lines) or words("window.history_empty")
        show_text(self._over, words("window.history"), text)

    def undo(self) -> None:
        """Take back the last edit of the text one is in, else what the last note offers."""
        focus, toasts = QApplication.focusWidget(), self._housing.toasts
        if isinstance(focus, QLineEdit | QPlainTextEdit) and toasts.latest_undo is None:
            focus.undo()
        else:
            toasts.undo()

    def menu(self) -> None:
        """Open the personal menu."""
        if self._housing.workspace is not None:
            self._housing.workspace.header.person.showMenu()

    def step(self, by: int) -> None:
        """The next or previous record of the page shown."""
        workspace = self._housing.workspace
        if workspace is not None and workspace.page is not None:
            workspace.page.step(by)


def _version() -> str:
    """The version installed, a dash when run from a checkout."""
    try:
        return version("showroom-desk")
    except PackageNotFoundError:
        return DASH
