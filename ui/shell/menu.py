"""The person's menu, and the actions that work everywhere."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from ui.icons import icon
from ui.shell.looks import Looks
from ui.words import words


@dataclass(frozen=True, slots=True)
class Doings:
    """What the menu can do with the window."""

    help: Callable[[], None]
    about: Callable[[], None]
    history: Callable[[], None]
    lock: Callable[[], None]
    switch: Callable[[], None]
    leave: Callable[[], None]
    undo: Callable[[], None]
    menu: Callable[[], None]
    step: Callable[[int], None]


class PersonMenu(QMenu):
    """Switch person, lock, language, colours, text size, help; `everywhere` are its actions."""

    def __init__(self, owner: QWidget, looks: Looks, doings: Doings) -> None:
        super().__init__(owner)
        self._owner = owner
        self.everywhere: list[QAction] = []
        self._add("window.switch", "Ctrl+Shift+L", doings.switch, "users")
        self._add("window.lock", "Ctrl+L", doings.lock, "lock")
        self.addSeparator()
        self._languages(looks)
        self._colours(looks)
        self._sizes(looks)
        self.addSeparator()
        self._add("window.history", "Ctrl+H", doings.history, "bell")
        self._add("window.help", "F1", doings.help, "help")
        self._add("window.about", "Shift+F1", doings.about, "info")
        self.addSeparator()
        self._add("window.leave", "Ctrl+Q", doings.leave, "logout")
        self._hidden("window.menu", "F10", doings.menu)
        self._hidden("window.undo", "Ctrl+Z", doings.undo)
        self._hidden("window.record_before", "Ctrl+Up", lambda: doings.step(-1))
        self._hidden("window.record_after", "Ctrl+Down", lambda: doings.step(1))

    def _languages(self, looks: Looks) -> None:
        menu = self._sub("window.language", "globe")
        for at, (language, key) in enumerate((("zh_CN", "Ctrl+Alt+Z"), ("en", "Ctrl+Alt+E"))):
            chosen = language == looks.language
            text = f"window.language_{language}"
            self._pick(menu, text, key, chosen, _taking(looks.speak, language), first=at == 0)

    def _colours(self, looks: Looks) -> None:
        menu = self._sub("window.colours", "moon")
        for at, scheme in enumerate(("system", "light", "dark")):
            key, chosen = f"Ctrl+Alt+{at + 1}", scheme == looks.scheme
            text = f"window.colours_{scheme}"
            self._pick(menu, text, key, chosen, _taking(looks.colour, scheme), first=at == 0)

    def _sizes(self, looks: Looks) -> None:
        menu = self._sub("window.sizes", "eye")
        for at, size in enumerate(("small", "normal", "large")):
            key = ("", "Ctrl+0", "")[at]
            chosen = size == looks.size
            text = f"window.sizes_{size}"
            self._pick(menu, text, key, chosen, _taking(looks.write, size), first=at == 0)
        self._hidden("window.larger", "Ctrl+=", lambda: looks.grow(1))
        self._hidden("window.smaller", "Ctrl+-", lambda: looks.grow(-1))

    def _sub(self, key: str, picture: str) -> QMenu:
        menu = self.addMenu(icon(picture, "ink_soft"), words(key))
        menu.menuAction().setProperty("unlisted", "yes")
        return menu

    def _pick(  # noqa: PLR0913 - one line of a list of choices
        self,
        menu: QMenu,
        text: str,
        key: str,
        chosen: bool,
        act: Callable[[], None],
        *,
        first: bool,
    ) -> None:
        action = self._made(text, key, act)
        action.setCheckable(True)
        action.setChecked(chosen)
        group = QActionGroup(menu) if first else menu.actions()[0].actionGroup()
        group.addAction(action)
        menu.addAction(action)

    def _add(self, text: str, key: str, act: Callable[[], None], picture: str) -> None:
        action = self._made(text, key, act)
        action.setIcon(icon(picture, "ink_soft"))
        self.addAction(action)

    def _hidden(self, text: str, key: str, act: Callable[[], None]) -> None:
        self._made(text, key, act)

    def _made(self, text: str, key: str, act: Callable[[], None]) -> QAction:
        action = QAction(words(text), self._owner)
        if key:
            action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda _checked: act())
        self._owner.addAction(action)
        self.everywhere.append(action)
        return action


def _taking(act: Callable[[str], None], value: str) -> Callable[[], None]:
    return lambda: act(value)
