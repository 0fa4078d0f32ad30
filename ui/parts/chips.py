"""Pills, and a row of chips of which one is chosen: the filters above a list."""

from collections.abc import Iterable
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from ui import theme
from ui.kit.labels import Label, escaped, tame

V = TypeVar("V")
_SIDES = 26


def pill(text: str = "", tone: str = "accent") -> Label:
    """A few words in a pill that is as large as they are."""
    label = Label(text)
    label.setProperty("pill", tone)
    label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return label


class Chips(QWidget, Generic[V]):
    """One of several values, as chips; the arrow keys move between them.

    `chosen` fires with the value when the user chooses another.
    """

    chosen = Signal(object)

    def __init__(self, values: Iterable[tuple[V, str]]) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._values: list[V] = []
        self._words: list[str] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for at, (value, text) in enumerate(values):
            self._values.append(value)
            self._words.append(text)
            row.addWidget(self._chip(at, text))
        self._group.idClicked.connect(lambda at: self.chosen.emit(self._values[at]))
        self.choose(self._values[0])

    @property
    def value(self) -> V:
        """The chosen value."""
        return self._values[self._group.checkedId()]

    def begin(self) -> None:
        """Put the focus on the chosen one."""
        self._group.button(self._values.index(self.value)).setFocus()

    def choose(self, value: V) -> None:
        """Choose a value without telling."""
        self._group.button(self._values.index(value)).setChecked(True)

    def count(self, value: V, count: int) -> None:
        """Show how many there are of a value."""
        at = self._values.index(value)
        chip = self._group.button(at)
        chip.setText(escaped(f"{self._words[at]} {count:,}"))
        _make_room(chip)
        chip.setAccessibleName(tame(f"{self._words[at]} {count:,}"))

    def _chip(self, at: int, text: str) -> QPushButton:
        chip = QPushButton(escaped(text))
        chip.setAccessibleName(tame(text))
        chip.setProperty("chip", "true")
        chip.setCheckable(True)
        chip.setAutoDefault(False)
        self._group.addButton(chip, at)
        _make_room(chip)
        return chip


def _make_room(chip: QAbstractButton) -> None:
    """As wide as the words are once chosen, when they are bold."""
    face = chip.font()
    face.setPixelSize(theme.tokens().text.body)
    face.setBold(True)
    chip.setMinimumWidth(QFontMetrics(face).horizontalAdvance(chip.text()) + _SIDES)
