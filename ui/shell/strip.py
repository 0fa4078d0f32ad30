"""A thin strip under the header: something is running, how far it is, and a way to stop it."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ui.kit.labels import Label, button
from ui.words import words
from ui.work import PROGRESS_AFTER_S, Work, seconds_running


class BusyStrip(QWidget):
    """Shows the work that has run for 150 ms; after a second its name, progress and cancel."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)
        self._work: Work[Any] | None = None
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(words("window.busy"))
        self.text = Label("", "small")
        self.cancel = button(words("kit.cancel"), "link")
        self.cancel.clicked.connect(self._stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        self._line = QWidget()
        line = QHBoxLayout(self._line)
        line.setContentsMargins(20, 2, 20, 2)
        line.addWidget(self.text, 1)
        line.addWidget(self.cancel)
        column.addWidget(self._line)
        self.hide()

    def show_work(self, slow: tuple[Work[Any], ...]) -> None:
        """Show the longest-running of these, or nothing."""
        self._work = slow[0] if slow else None
        self.setVisible(bool(slow))
        if self._work is None:
            return
        work = self._work
        long = seconds_running(work) >= PROGRESS_AFTER_S
        self._line.setVisible(long)
        self.cancel.setVisible(work.cancellable)
        if work.fraction is None:
            self.bar.setRange(0, 0)
        else:
            self.bar.setRange(0, 1000)
            self.bar.setValue(round(work.fraction * 1000))
        self.text.setText(_told(work) if long else "")

    def _stop(self) -> None:
        if self._work is not None:
            self._work.cancel()


def _told(work: Work[Any]) -> str:
    """`正在导入 · 40 % · 还要约 3 秒`."""
    parts = [work.title or words("window.busy"), work.note]
    if work.fraction:
        parts.append(f"{work.fraction:.0%}")
        left = seconds_running(work) * (1 - work.fraction) / work.fraction
        parts.append(words("window.seconds_left", seconds=max(1, round(left))))
    return " · ".join(part for part in parts if part)
