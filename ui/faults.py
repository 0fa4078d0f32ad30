"""What happens when something fails that nobody foresaw: a number, a calm word, and on we go."""

import hashlib
import logging
import sys
import threading
import traceback
from collections.abc import Callable  # noqa: TC003 - read at run time by the annotation
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from showroom import logs
from showroom.clock import Clock
from showroom.errors import Failure
from ui.kit.dialogs import Sheet, Way, choose
from ui.words import words
from ui.work import Lanes

_log = logging.getLogger(__name__)


class Faults(QObject):
    """Takes every uncaught error. One dialog at a time; further errors only go to the log."""

    caught = Signal(object)

    def __init__(self, clock: Clock, log: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._log = log
        self._sheet: Sheet | None = None
        self.window: QWidget | None = None
        self.keep_work: Callable[[], list[str]] = _nothing_kept
        self.caught.connect(self._show)

    def install(self) -> None:
        """Take the errors of slots, threads and work lanes from now on."""
        sys.excepthook = self._hook
        threading.excepthook = lambda args: self.take(args.exc_value)
        Lanes.current().broke.connect(self.take)

    def take(self, error: BaseException | None) -> None:
        """Log an error under a report number and tell the user, in the UI thread."""
        if error is None or isinstance(error, SystemExit | KeyboardInterrupt):
            return
        _log.error("report %s", self.number(error), exc_info=error)
        self.caught.emit(error)

    def number(self, error: BaseException) -> str:
        """The report number: the minute (UTC) and four characters for the place of the error."""
        frames = traceback.extract_tb(error.__traceback__)
        place = "|".join(f"{frame.filename}:{frame.lineno}" for frame in frames[-3:])
        digest = hashlib.sha256(f"{type(error).__name__}|{place}".encode()).hexdigest()
        return f"R{self._clock.now():%m%d-%H%M}-{digest[:4].upper()}"

    def copy_log(self) -> None:
        """Put the redacted end of the log on the clipboard."""
        QApplication.clipboard().setText(logs.tail(self._log))

    def _hook(
        self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        if isinstance(error, Failure):
            Lanes.current().unhandled.emit(error)
        else:
            self.take(error)

    def _show(self, error: BaseException) -> None:
        kept = self.keep_work()
        if self._sheet is not None or self.window is None or not self.window.isVisible():
            return
        saved = words("window.fault_kept", forms="、".join(kept)) if kept else ""
        text = words("window.fault_text", number=self.number(error), saved=saved).strip()
        self._sheet = choose(
            self.window,
            words("window.fault_title"),
            text,
            [
                Way(words("window.fault_copy"), self.copy_log),
                Way(words("window.fault_go_on"), lambda: None, "primary", safe=True),
            ],
        )
        self._sheet.finished.connect(lambda _result: QTimer.singleShot(0, self._over))

    def _over(self) -> None:
        self._sheet = None


def _nothing_kept() -> list[str]:
    return []
