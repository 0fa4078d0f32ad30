"""What is said without a pop-up: banners, empty states."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.icons import icon
from ui.kit.labels import Label, button, icon_button, mark, plain_label
from ui.kit.signs import Sign
from ui.words import words

_SIGNS = {
    "info": ("info", "accent_ink"),
    "good": ("check-circle", "good_ink"),
    "warn": ("warning", "warn_ink"),
    "bad": ("alert", "bad_ink"),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """Something the reader may do about a notice; `key` is shown beside the words."""

    text: str
    act: Callable[[], None]
    key: str = ""


class Banner(QFrame):
    """A line of one of four kinds, with what may be done about it; hidden at first."""

    def __init__(self) -> None:
        super().__init__()
        self._sign = Sign("info", "accent_ink")
        self._text = Label("", "body")
        self._text.setWordWrap(True)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(12, 6, 6, 6)
        self._line.setSpacing(8)
        self._line.addWidget(self._sign)
        self._line.addWidget(self._text, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._offers: list[QPushButton] = []
        self._close = icon_button(words("kit.dismiss"))
        self._close.setIcon(icon("x", "muted"))
        self._close.clicked.connect(self.dismiss)
        self._line.addWidget(self._close)
        self.hide()

    @property
    def text(self) -> str:
        """What the banner says, empty when hidden."""
        return self._text.text() if not self.isHidden() else ""

    @property
    def offers(self) -> tuple[QPushButton, ...]:
        """The buttons on it."""
        return tuple(self._offers)

    def say(self, text: str, kind: str = "info", *offers: Offer) -> None:
        """Show that text; `kind` is info, good, warn or bad."""
        for old in self._offers:
            old.hide()
            old.deleteLater()
        self._offers = [self._button(offer) for offer in offers]
        name, role = _SIGNS[kind]
        self._sign.show_sign(name, role, words(f"kit.kind_{kind}"))
        self._text.setText(text)
        mark(self, banner=kind)
        self.show()

    def fixed(self) -> None:
        """Stay as long as it is true: there is no way to close it."""
        self._close.hide()

    def dismiss(self) -> None:
        """Take the banner away."""
        self.hide()

    def _button(self, offer: Offer) -> QPushButton:
        made = button(offer.text, "link", key=offer.key)
        made.clicked.connect(lambda _checked: offer.act())
        self._line.insertWidget(self._line.count() - 1, made)
        return made


class EmptyState(QWidget):
    """What stands where a list would: an icon, a sentence, and the next step with its key."""

    def __init__(self, picture: str, sentence: str, step: QAction | None = None) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(Sign(picture, "muted", 40), 0, Qt.AlignmentFlag.AlignHCenter)
        text = plain_label(sentence, "muted", wrap=True)
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(text)
        if step is not None:
            key = step.shortcut().toString()
            self.button = button(step.text(), "normal", key=key)
            self.button.clicked.connect(step.trigger)
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)


def card(*, title: str = "") -> tuple[QFrame, QVBoxLayout]:
    """A card and its column, with a heading if a title is given."""
    frame = QFrame()
    frame.setProperty("card", "true")
    column = QVBoxLayout(frame)
    column.setContentsMargins(20, 16, 20, 16)
    column.setSpacing(12)
    if title:
        column.addWidget(plain_label(title, "heading"))
    return frame, column
