"""The rail at the left: logo, pages, state of the sync; icons alone where the window is narrow."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from ui import theme
from ui.icons import icon
from ui.kit.labels import Label, button, escaped, plain_label, tip
from ui.kit.signs import Sign
from ui.words import words

WIDE, NARROW = 190, 64


class Rail(QFrame):
    """Buttons for the pages; `synced` fires when the sync state is clicked."""

    synced = Signal()

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
        self._state_sign = Sign("cloud-off", "muted")
        self._state = Label("", "small")
        self._state.setWordWrap(True)
        self._add_state()
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
        for made in self._texts:
            made.setChecked(made is chosen)

    def set_narrow(self, narrow: bool) -> None:
        """Show icons alone, or icons and words."""
        self.narrow = narrow
        self.setFixedWidth(NARROW if narrow else self._wide())
        self._name.setVisible(not narrow)
        self._state.setVisible(not narrow)
        for made, text in self._texts.items():
            made.setText("" if narrow else f"\u2002{escaped(text)}")

    def show_state(self, text: str, picture: str, role: str) -> None:
        """Say how the desk stands with HQ."""
        self._state_sign.show_sign(picture, role, text)
        self._state_sign.setToolTip(tip(text))
        self._state.setText(text)

    @property
    def state(self) -> str:
        """The words of the sync state."""
        return self._state.text()

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

    def _add_state(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(12, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self._state_sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._state, 1)
        self._column.addLayout(line)
