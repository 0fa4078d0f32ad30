"""Notes that stack in a corner for a while, and the history of all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ui.kit.labels import button, plain_label
from ui.kit.signs import Sign
from ui.words import words

STAYS_MS = {"good": 4000, "info": 5000, "warn": 8000, "bad": 10_000}
UNDO_MS = 10_000
_SIGNS = {"good": "check-circle", "info": "info", "warn": "warning", "bad": "alert"}
_MOST = 4
_KEPT = 200


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that was said."""

    at: datetime
    text: str
    kind: str


class Toasts(QWidget):
    """The stack at the lower right of `over`. Never takes the focus, never blocks."""

    said = Signal()

    def __init__(self, over: QWidget, now: Callable[[], datetime]) -> None:
        super().__init__(over)
        self._over = over
        self._now = now
        self.history: list[Note] = []
        self.latest_undo: Callable[[], None] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        over.installEventFilter(self)
        self.hide()

    def say(self, text: str, kind: str = "good", undo: Callable[[], None] | None = None) -> None:
        """Show a note of kind good, info, warn or bad; `undo` can be taken for ten seconds."""
        self.history = [*self.history, Note(self._now(), text, kind)][-_KEPT:]
        toast = self._toast(text, kind, undo)
        self._column.addWidget(toast, 0, Qt.AlignmentFlag.AlignRight)
        toast.show()  # a hidden one takes no room, and the others would be cut for it
        if self._column.count() > _MOST:
            self._drop(self._shown()[0])
        self.latest_undo = undo
        QTimer.singleShot(UNDO_MS if undo else STAYS_MS[kind], toast, lambda: self._drop(toast))
        self._place()
        self.said.emit()

    def undo(self) -> bool:
        """Take back what the newest toast offers to; whether there was such."""
        undo, self.latest_undo = self.latest_undo, None
        if undo is None:
            return False
        undo()
        return True

    @property
    def texts(self) -> tuple[str, ...]:
        """What is on screen now."""
        return tuple(toast.property("says") for toast in self._shown())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parent() and event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _toast(self, text: str, kind: str, undo: Callable[[], None] | None) -> QFrame:
        frame = QFrame()
        frame.setProperty("toast", "true")
        frame.setProperty("says", text)
        line = QHBoxLayout(frame)
        line.setContentsMargins(14, 10, 14, 10)
        line.setSpacing(10)
        line.addWidget(Sign(_SIGNS[kind], "tip_ink", name=words(f"kit.kind_{kind}")))
        said = plain_label(text, "body", wrap=len(text) > len("一" * 36))
        line.addWidget(said)
        if undo is not None:
            back = button(words("kit.undo"), "normal", key="Ctrl+Z")
            back.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            back.clicked.connect(lambda _checked: self._undone(frame))
            line.addWidget(back)
        frame.setMaximumWidth(460)
        return frame

    def _undone(self, toast: QWidget) -> None:
        self.undo()
        self._drop(toast)

    def _shown(self) -> list[QWidget]:
        items = (self._column.itemAt(at) for at in range(self._column.count()))
        toasts = (item.widget() for item in items if item)
        return [toast for toast in toasts if toast]

    def _drop(self, toast: QWidget) -> None:
        self._column.removeWidget(toast)
        toast.hide()
        toast.deleteLater()
        if self._column.count() == 0:
            self.latest_undo = None
            self.hide()
        self._place()

    def _place(self) -> None:
        if self._column.count() == 0:
            return
        over = self._over
        size = self.sizeHint()
        self.setGeometry(
            over.width() - size.width() - 24,
            over.height() - size.height() - 24,
            size.width(),
            size.height(),
        )
        self.show()
        self.raise_()
