"""Language, light or dark, text size: what is in force, and what this desk chose."""

from typing import Any, cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from showroom import texts
from ui import theme
from ui.context import Memory
from ui.tokens import SIZES, Size
from ui.words import use


class Looks(QObject):
    """Puts the chosen look on and keeps the choice; `rebuilt` asks the window to build anew."""

    rebuilt = Signal()

    def __init__(self, app: QApplication, memory: Memory) -> None:
        super().__init__(app)
        self._app = app
        self._memory = memory
        app.styleHints().colorSchemeChanged.connect(self._system_changed)

    @property
    def language(self) -> str:
        """`zh_CN` or `en`."""
        return self._kept("language", texts.LANGUAGES)

    @property
    def scheme(self) -> theme.Choice:
        """`system`, `light` or `dark`."""
        return cast("theme.Choice", self._kept("scheme", ("system", "light", "dark")))

    @property
    def size(self) -> Size:
        """`small`, `normal` or `large`."""
        return cast("Size", self._kept("size", ("normal", *SIZES)))

    def put_on(self) -> None:
        """Put language, colours and text size on the application."""
        use(self.language)
        theme.apply(self._app, self.scheme, self.size)

    def speak(self, language: str) -> None:
        """Change the language; pages are built anew, what is typed stays."""
        if language != self.language:
            self._memory.keep("language", language)
            use(language)
            self.rebuilt.emit()

    def colour(self, scheme: str) -> None:
        """Change between system, light and dark."""
        self._memory.keep("scheme", scheme)
        theme.apply(self._app, self.scheme, self.size)

    def write(self, size: str) -> None:
        """Change the text size; pages are built anew, what is typed stays."""
        if size != self.size:
            self._memory.keep("size", size)
            theme.apply(self._app, self.scheme, self.size)
            self.rebuilt.emit()

    def grow(self, by: int) -> None:
        """The next larger (+1) or smaller (-1) text size, if there is one."""
        at = SIZES.index(self.size) + by
        if 0 <= at < len(SIZES):
            self.write(SIZES[at])

    def _kept(self, key: str, known: tuple[str, ...]) -> str:
        value: Any = self._memory.recall(key)
        return value if value in known else known[0]

    def _system_changed(self) -> None:
        if self.scheme == "system":
            theme.apply(self._app, self.scheme, self.size)
