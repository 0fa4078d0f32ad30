"""Dialogs: one asks before what cannot be taken back, one shows a longer text."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.kit.labels import button, plain_label, tame
from ui.words import words


@dataclass(frozen=True, slots=True)
class Way:
    """One way out of a dialog: its words, what then happens, its look."""

    text: str
    then: Callable[[], None]
    kind: str = "normal"
    safe: bool = False


class Sheet(QDialog):
    """A dialog with a heading, a column for content, and buttons at its lower right."""

    def __init__(self, parent: QWidget | None, heading: str, width: int = 460) -> None:
        super().__init__(parent)
        self.setProperty("sheet", "true")
        self.setWindowTitle(tame(heading))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(width)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(plain_label(heading, "heading", wrap=True))
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        column.addLayout(self.body, 1)
        self.ways = QHBoxLayout()
        self.ways.setSpacing(8)
        self.ways.addStretch(1)
        column.addLayout(self.ways)

    def add_way(self, way: Way) -> QPushButton:
        """A button at the lower right; the safe one takes Enter and the focus."""
        made = button(way.text, way.kind)
        made.clicked.connect(lambda _checked: self._leave_by(way))
        made.setAutoDefault(way.safe)
        made.setDefault(way.safe)
        self.ways.addWidget(made)
        if way.safe:
            made.setFocus()
        return made

    def _leave_by(self, way: Way) -> None:
        self.accept()
        way.then()


def confirm(parent: QWidget, heading: str, consequence: str, way: Way) -> Sheet:
    """Ask before something that cannot be taken back.

    `heading` names the object ("作废合同 NJHX-A-HT-20261122-003？"), `consequence` what will be
    lost or bound; `way` is the button that does it. Esc and Enter cancel.
    """
    return choose(
        parent, heading, consequence, [Way(words("kit.cancel"), _nothing, safe=True), way]
    )


def choose(parent: QWidget, heading: str, text: str, ways: list[Way]) -> Sheet:
    """Ask which of several ways to go; Esc takes none."""
    sheet = Sheet(parent, heading)
    sheet.body.addWidget(plain_label(text, "body", wrap=True))
    for way in ways:
        sheet.add_way(way)
    sheet.open()
    return sheet


def show_text(parent: QWidget, heading: str, text: str, *ways: Way) -> Sheet:
    """Show a text that can be read and copied, with a way to close."""
    sheet = Sheet(parent, heading, width=640)
    area = QPlainTextEdit(text)
    area.setReadOnly(True)
    area.setTabChangesFocus(True)
    area.setAccessibleName(heading)
    area.setMinimumHeight(240)
    sheet.body.addWidget(area)
    for way in ways:
        sheet.add_way(way)
    sheet.add_way(Way(words("kit.close"), _nothing, safe=True))
    sheet.open()
    return sheet


def _nothing() -> None:
    """The way out that changes nothing."""
