"""How this desk's window was left: one small JSON file in the data folder, no customer data."""

import contextlib
import json
import os
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer

FILE = "window.json"


class FileMemory(QObject):
    """Values by key, written half a second after a change and when the program ends."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = folder / FILE
        self._values = self._load()
        self._timer = QTimer(self, singleShot=True, interval=500)
        self._timer.timeout.connect(self.flush)

    def recall(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 - JSON
        """The value kept under that key."""
        return self._values.get(key, default)

    def keep(self, key: str, value: Any) -> None:  # noqa: ANN401 - JSON
        """Keep a JSON value."""
        if self._values.get(key) != value:
            self._values[key] = value
            self._timer.start()

    def flush(self) -> None:
        """Write the file now, whole or not at all; a full disk only costs the window's look."""
        self._timer.stop()
        partial = self._file.with_suffix(".partial")
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            partial.write_text(json.dumps(self._values, ensure_ascii=False), encoding="utf-8")
            os.replace(partial, self._file)  # noqa: PTH105 - atomic on Windows as well

    def _load(self) -> dict[str, Any]:
        try:
            values = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return values if isinstance(values, dict) else {}
