"""The rail at the left: logo, pages, state of the sync; icons alone where the window is narrow."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from ui import theme
from ui.icons import icon
from ui.kit.labels import button, escaped, plain_label, tip
from ui.kit.signs import Sign
from ui.words import words

WIDE, NARROW = 190, 64
_EDGE, _BESIDE = 10, 56


class Rail(QFrame):
    """Buttons for the pages; the last, at the bottom, says how the desk stands with HQ."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("bar", "rail")
        self.narrow = False
        self._texts: dict[QPushButton, str] = {}
        self._group = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(10, 14, 10, 12)
        self._column.setSpacing(4)
        self._name = plain_label(words("window.brand"), "brand")
        self._add_brand()
        self._column.addSpacing(8)
        self._column.addStretch(1)
        self._said = ""
        self._sign = ""
        self.standing = self._state_button()
        self._column.addWidget(self.standing)
        self.set_narrow(False)

    def add_page(self, action: QAction, picture: str) -> QPushButton:
        """A button for a page, pressed while the action is checked."""
        made = button(action.text().replace("&&", "&"))
        made.setProperty("rail", "true")
        made.setIcon(icon(picture, "ink_soft", "accent_ink"))
        side = theme.tokens().text.icon
        made.setIconSize(QSize(side, side))
        made.setCheckable(True)
        key = action.shortcut().toString()
        made.setToolTip(tip(f"{made.accessibleName()}  {key}"))
        made.clicked.connect(lambda _checked: action.trigger())
        self._texts[made] = made.accessibleName()
        self._group.addButton(made)
        self._column.insertWidget(self._column.count() - 2, made)
        self.set_narrow(self.narrow)
        return made

    def choose(self, chosen: QPushButton | None) -> None:
        """Press the button of the page shown, none for a page that has none."""
        self._group.setExclusive(chosen is not None)
        for made in (*self._texts, self.standing):
            made.setChecked(made is chosen)

    def set_narrow(self, narrow: bool) -> None:
        """Show icons alone, or icons and words."""
        self.narrow = narrow
        self.setFixedWidth(NARROW if narrow else self._wide())
        self._name.setVisible(not narrow)
        self._show_state()
        for made, text in self._texts.items():
            made.setText("" if narrow else f"\u2002{escaped(text)}")

    def hold_state(self, action: QAction) -> QPushButton:
        """Let the state open the page that tells more of it."""
        self._key = action.shortcut().toString()
        self.standing.clicked.connect(lambda _checked: action.trigger())
        return self.standing

    def show_state(self, text: str, picture: str, role: str, whole: str = "") -> None:
        """Say how the desk stands with HQ; `whole` is read out and shown as the tip."""
        self._said = text
        if self._sign != f"{picture} {role}":
            self._sign = f"{picture} {role}"
            self.standing.setIcon(icon(picture, role, "accent_ink"))
        self.standing.setAccessibleName(whole or text)
        self.standing.setToolTip(tip(f"{whole or text}  {self._key}".strip()))
        self._show_state()

    _key = ""

    @property
    def state(self) -> str:
        """The words of the sync state."""
        return self._said

    def _show_state(self) -> None:
        """As much of the words as there is room for."""
        face, room = self.standing.fontMetrics(), self.width() - 2 * _EDGE - _BESIDE
        text = face.elidedText(escaped(self._said), Qt.TextElideMode.ElideRight, room)
        self.standing.setText("" if self.narrow else f"\u2002{text}")

    def _state_button(self) -> QPushButton:
        made = button("")
        made.setProperty("rail", "true")
        side = theme.tokens().text.icon
        made.setIconSize(QSize(side, side))
        made.setCheckable(True)
        self._group.addButton(made)
        return made

    def _wide(self) -> int:
        """Wide enough for the longest page name and the logo in the text size in force."""
        face = self.font()
        face.setPixelSize(theme.tokens().text.heading)
        face.setBold(True)
        known = QFontMetrics(face)
        longest = max((known.horizontalAdvance(text) for text in self._texts.values()), default=0)
        brand = known.horizontalAdvance(self._name.text())
        return max(WIDE, longest + 68, brand + 66)

    def _add_brand(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(12, 0, 4, 0)
        line.setSpacing(6)
        line.addWidget(Sign("vehicle", "accent", 22, words("window.brand")))
        line.addWidget(self._name, 1)
        self._column.addLayout(line)
