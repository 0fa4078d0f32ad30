"""Waiting for the window as a person would: until nothing is under way any more."""

from collections.abc import Callable

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from ui.work import Lanes

PATIENCE_MS = 30_000
_TICK_MS = 2
_QUIET_TICKS = 3
_SOON_MS = 400


class Stuck(Exception):
    """Something did not happen in time."""


def until(holds: Callable[[], bool], what: str, patience_ms: int = PATIENCE_MS) -> None:
    """Run the event loop until `holds()`; raises Stuck naming `what` after too long."""
    if holds():
        return
    loop, end = QEventLoop(), QDeadlineTimer(patience_ms)
    ticks = QTimer(interval=_TICK_MS)
    ticks.timeout.connect(lambda: loop.quit() if holds() or end.hasExpired() else None)
    ticks.start()
    loop.exec()
    ticks.stop()
    if not holds():
        raise Stuck(what)


def settle(what: str = "idle") -> None:
    """Run the event loop until no work and no short timer is under way, for some ticks on end."""
    quiet = [0]

    def holds() -> bool:
        quiet[0] = quiet[0] + 1 if _idle() else 0
        return quiet[0] > _QUIET_TICKS

    until(holds, what)


def _idle() -> bool:
    return Lanes.current().idle() and not any(map(_soon, QApplication.topLevelWidgets()))


def _soon(top: object) -> bool:
    """Whether a pause (search as one types) is about to end; drafts and toasts take longer."""
    timers: list[QTimer] = top.findChildren(QTimer)  # type: ignore[attr-defined]
    return any(
        timer.isActive() and timer.isSingleShot() and timer.interval() <= _SOON_MS
        for timer in timers
    )
