"""Notices that nobody has touched the desk for a while."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication
from typing_extensions import override

LOCK_AFTER_MINUTES = 10
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.InputMethod,
    }
)


class Idle(QObject):
    """Fires `idle` once nobody has typed or moved the mouse for so many minutes."""

    idle = Signal()

    def __init__(self, app: QApplication, minutes: float = LOCK_AFTER_MINUTES) -> None:
        super().__init__(app)
        self._timer = QTimer(self, singleShot=True, interval=round(minutes * 60_000))
        self._timer.timeout.connect(self.idle.emit)
        app.installEventFilter(self)
        self._timer.start()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self._timer.start()
        return False
