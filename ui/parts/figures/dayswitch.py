"""Stepping through business dates: the day before, the date, the day after, today."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from ui.formats import long_day
from ui.icons import icon
from ui.kit.labels import Label, button, icon_button, tip
from ui.kit.page import Page
from ui.words import words


class DaySwitch(QWidget):
    """A date with arrows at its sides; never later than today. `moved` carries the new date."""

    moved = Signal(object)

    def __init__(self, page: Page, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self.day = today()
        self.earlier = page.action(words("board.earlier"), "Alt+Left", lambda: self.step(-1))
        self.later = page.action(words("board.later"), "Alt+Right", lambda: self.step(1))
        self.back = page.action(words("board.today"), "Alt+Home", lambda: self.go(self._today()))
        self.label = Label("", "strong")
        self.today_button = _tidy(self.back, words("board.today"))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(_arrow(self.earlier, "chevron-left"))
        line.addWidget(self.label)
        line.addWidget(_arrow(self.later, "chevron-right"))
        line.addWidget(self.today_button)
        self._show()

    def step(self, by: int) -> None:
        """Go so many days on, to today at the latest."""
        self.go(self.day + timedelta(days=by))

    def go(self, day: date) -> None:
        """Go to that date."""
        if day != self.day and day <= self._today():
            self.day = day
            self._show()
            self.moved.emit(day)

    def refresh(self) -> None:
        """Look again what today is: midnight may have passed."""
        self._show()

    def _show(self) -> None:
        now = self._today()
        self.label.setText(_told(self.day))
        self.later.setEnabled(self.day < now)
        self.back.setEnabled(self.day != now)
        self.today_button.setVisible(self.day != now)


def _told(day: date) -> str:
    """The date as the header words it, with the year where those words leave it out."""
    long, iso = long_day(day), day.isoformat()
    return long if iso in long else f"{long}  ·  {iso}"


def _arrow(action: QAction, picture: str) -> QToolButton:
    made = icon_button(action.text())
    made.setToolTip(tip(f"{action.text()}  {action.shortcut().toString()}"))
    made.setIcon(icon(picture, "ink"))
    made.setIconSize(QSize(18, 18))
    made.clicked.connect(lambda _checked: action.trigger())
    action.enabledChanged.connect(made.setEnabled)
    made.setEnabled(action.isEnabled())
    return made


def _tidy(action: QAction, text: str) -> QPushButton:
    made = button(text, "link")
    made.setToolTip(tip(f"{text}  {action.shortcut().toString()}"))
    made.clicked.connect(lambda _checked: action.trigger())
    return made
