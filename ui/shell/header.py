"""The header: title, date and outlet, the search box, what the page offers, the person."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from ui.icons import icon
from ui.kit.labels import ElidedLabel, Label, button, plain_label, tip
from ui.kit.page import action_button
from ui.kit.search import SearchBox
from ui.kit.signs import Avatar
from ui.words import words


class Header(QFrame):
    """One line above the page. The page's own actions stand left of export and the main action."""

    def __init__(self, search: SearchBox, export: QAction, primary: QAction) -> None:
        super().__init__()
        self.setProperty("bar", "header")
        self.search = search
        self._title = Label("", "title")
        self._subtitle = ElidedLabel("", "small")
        self._own: list[QWidget] = []
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(20, 10, 20, 10)
        self.line.setSpacing(12)
        self.line.addWidget(self._title)
        self.line.addWidget(self._subtitle, 3)
        search.setPlaceholderText(words("window.search_hint"))
        search.setAccessibleName(words("window.search"))
        search.setMinimumWidth(170)
        search.setMaximumWidth(330)
        self.line.addWidget(search, 4)
        self._cap = plain_label("Ctrl K", "small")
        self._cap.setProperty("pill", "neutral")
        self.line.addWidget(self._cap, 0, Qt.AlignmentFlag.AlignVCenter)
        self._export = _header_button(export, "export", "ink")
        self.line.addWidget(self._export)
        self._primary = _header_button(primary, "plus", "on_accent", kind="primary")
        self.line.addWidget(self._primary)
        self.person = Avatar()
        self.line.addWidget(self.person)

    def show_page(self, title: str, subtitle: str, actions: list[QAction]) -> None:
        """Show the head of a page, with buttons for its own actions."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        for old in self._own:
            self.line.removeWidget(old)
            old.deleteLater()
        self._own = [action_button(action) for action in actions]
        at = self.line.indexOf(self._export)
        for place, made in enumerate(self._own):
            self.line.insertWidget(at + place, made)

    def show_person(self, name: str, role: str, menu: QMenu) -> None:
        """Show whose desk it is; clicking or F10 opens the menu."""
        self.person.show_person(name, f"{name} · {role}  F10")
        self.person.setMenu(menu)
        self.person.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def set_narrow(self, narrow: bool) -> None:
        """Leave out what a narrow window has no room for."""
        self._cap.setVisible(not narrow)

    @property
    def title(self) -> str:
        """The title shown."""
        return self._title.text()


def _header_button(action: QAction, picture: str, role: str, kind: str = "normal") -> QPushButton:
    key = action.shortcut().toString()
    made = button(action.text().replace("&&", "&"), kind, key=key if kind == "primary" else "")
    made.setIcon(icon(picture, role))
    made.setIconSize(QSize(16, 16))
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    made.setToolTip(tip(f"{action.text()}  {key}"))
    made.clicked.connect(lambda _checked: action.trigger())
    action.enabledChanged.connect(made.setEnabled)
    return made
