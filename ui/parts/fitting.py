"""A row of buttons that fits: with their keys, without them, or as icons where room is short."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from ui.icons import icon
from ui.kit.labels import escaped, tame

_GAP = 8
_SMALLEST = 44


@dataclass(frozen=True, slots=True)
class Way:
    """A button for an action: its look, and the icon it shrinks to."""

    action: QAction
    picture: str
    kind: str = "normal"


class FittingRow(QWidget):
    """Buttons of actions; the last one, the step that comes next, stands at the right end."""

    def __init__(self) -> None:
        super().__init__()
        self._made: list[tuple[Way, QPushButton]] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def offer(self, ways: Sequence[Way]) -> None:
        """Show buttons for these instead; nothing happens if they are shown already."""
        if list(ways) == [way for way, _made in self._made]:
            return
        while item := self._row.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._made = [(way, _Button(way)) for way in ways]
        for at, (_way, made) in enumerate(self._made):
            if at == len(ways) - 1:
                self._row.addStretch(1)
            self._row.addWidget(made)
            made.show()  # a layout shows it only later, and what is hidden takes no focus
        self._fit()
        self.updateGeometry()

    @property
    def shown(self) -> tuple[QAction, ...]:
        """The actions that have a button now."""
        return tuple(way.action for way, _made in self._made)

    def begin(self) -> bool:
        """Put the cursor on the last button that may be pressed; whether there is one."""
        made = next((made for _way, made in reversed(self._made) if made.isEnabled()), None)
        if made is not None:
            made.setFocus()
        return made is not None

    @override
    def minimumSizeHint(self) -> QSize:
        count = len(self._made)
        return QSize(count * (_SMALLEST + _GAP), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The longest words for which there is room."""
        for say in (_whole, _words, _short):
            for at, (way, made) in enumerate(self._made):
                last = at == len(self._made) - 1
                say(way, made, last)
            if self._wide() <= self.width():
                return

    def _wide(self) -> int:
        wide = sum(made.sizeHint().width() for _way, made in self._made)
        return wide + _GAP * max(0, len(self._made) - 1)


def _whole(way: Way, made: QPushButton, _last: bool) -> None:
    key = way.action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    made.setText(escaped(f"{_text(way)}  {key}".rstrip()))


def _words(way: Way, made: QPushButton, _last: bool) -> None:
    made.setText(escaped(_text(way)))


def _short(way: Way, made: QPushButton, last: bool) -> None:
    made.setText(escaped(_text(way)) if last else "")


def _text(way: Way) -> str:
    return way.action.text().replace("&&", "&")


class _Button(QPushButton):
    """A button that is enabled, named and tipped as its action is."""

    def __init__(self, way: Way) -> None:
        super().__init__()
        self._action = way.action
        self.setProperty("kind", way.kind)
        self.setAutoDefault(False)
        self.setIcon(icon(way.picture, "on_accent" if way.kind == "primary" else "ink"))
        self.setMinimumWidth(_SMALLEST)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(way.action.trigger)
        way.action.changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Take after the action."""
        self.setEnabled(self._action.isEnabled())
        self.setToolTip(self._action.toolTip())
        self.setAccessibleName(tame(self._action.text().replace("&&", "&")))
