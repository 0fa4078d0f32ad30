"""Listens for every warning while the day is played: ours, the libraries', Python's and Qt's."""

import logging
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from typing_extensions import override

# The offscreen platform says so at every start; it has no windows to move.
_KNOWN = ("This plugin does not support", "propagateSizeHints")


class Listener(logging.Handler):
    """Keeps what was warned of in `heard`, between `with` and its end."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def __enter__(self) -> "Listener":
        logging.getLogger().addHandler(self)
        logging.captureWarnings(capture=True)
        qInstallMessageHandler(self._qt)
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        qInstallMessageHandler(None)
        logging.captureWarnings(capture=False)
        logging.getLogger().removeHandler(self)

    @override
    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        told = f" ({error!r})" if error is not None else ""
        self.heard.append(f"{record.name}: {record.getMessage()}{told}")

    def _qt(self, kind: QtMsgType, _where: QMessageLogContext, message: str | None) -> None:
        quiet = kind in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg)
        if not quiet and not any(known in (message or "") for known in _KNOWN):
            self.heard.append(f"Qt: {message}")
