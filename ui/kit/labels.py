"""Labels, buttons and tips that show a user's text as text, whatever it holds."""

import html
import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def tame(text: str) -> str:
    """The text without control and direction-changing characters; line breaks stay."""
    return "".join(
        char
        for char in text
        if char not in _BIDI and (char in "\n\t" or unicodedata.category(char) != "Cc")
    )


def escaped(text: str) -> str:
    """The text with `&` doubled, for buttons, actions and labels that have a buddy."""
    return tame(text).replace("&", "&&")


def tip(text: str) -> str:
    """The text as a tool tip that is never read as markup."""
    return f"<span>{html.escape(tame(text))}</span>" if text else ""


class Label(QLabel):
    """A label that never takes its text for markup; `role` picks its look from the theme."""

    def __init__(self, text: str = "", role: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setProperty("role", role)
        self.setText(text)

    @override
    def setText(self, text: str) -> None:
        super().setText(tame(text) if self.buddy() is None else escaped(text))

    def set_role(self, role: str) -> None:
        """Take another look from the theme."""
        mark(self, role=role)


class ElidedLabel(Label):
    """A one-line label that ends in an ellipsis where it lacks room, and tells all in its tip."""

    def __init__(self, text: str = "", role: str = "body", parent: QWidget | None = None) -> None:
        self._whole = ""
        super().__init__(text, role, parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(24)

    @override
    def setText(self, text: str) -> None:
        self._whole = tame(text).replace("\n", " ")
        self._fit()

    @override
    def text(self) -> str:
        return self._whole

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._fit_width != self.contentsRect().width():
            self._fit()
        super().paintEvent(event)

    _fit_width = -1

    def _fit(self) -> None:
        self._fit_width = self.contentsRect().width()
        metrics = QFontMetrics(self.font())
        shown = metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, self._fit_width)
        super(Label, self).setText(shown)
        self.setToolTip(tip(self._whole) if shown != self._whole else "")
        self.setAccessibleName(self._whole)


def plain_label(text: str, role: str = "body", *, wrap: bool = False) -> Label:
    """A label of that text and look; `wrap` breaks long lines."""
    label = Label(text, role)
    label.setWordWrap(wrap)
    return label


def button(text: str, kind: str = "normal", *, key: str = "") -> QPushButton:
    """A push button; `kind` is normal, primary, danger, ghost or link; `key` is shown after it."""
    made = QPushButton(escaped(f"{text}  {key}" if key else text))
    made.setProperty("kind", kind)
    made.setAccessibleName(tame(text))
    made.setAutoDefault(False)
    return made


def icon_button(name: str) -> QToolButton:
    """A button that shows an icon only; `name` is read out and shown as its tip."""
    made = QToolButton()
    made.setAccessibleName(tame(name))
    made.setToolTip(tip(name))
    return made


def mark(widget: QWidget, **properties: object) -> None:
    """Set dynamic properties the stylesheet knows, and show the change at once."""
    changed = {name: new for name, new in properties.items() if widget.property(name) != new}
    for name, value in changed.items():
        widget.setProperty(name, value)
    if changed:
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()
