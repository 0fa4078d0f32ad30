"""The desktop's entry point: the one place where its parts are joined.

Before the first paint only Qt and the standard library are imported; the store and what it needs
(`ui.opening`) come in a thread after it.
"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_data_path
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from showroom import logs
from showroom.clock import Clock, SystemClock
from ui.faults import Faults
from ui.instance import Instance
from ui.memory import FileMemory
from ui.shell.idle import LOCK_AFTER_MINUTES, Idle
from ui.shell.looks import Looks
from ui.window import Window
from ui.work import Lanes

if TYPE_CHECKING:
    from ui.door import Door


def main(argv: list[str] | None = None) -> int:
    """Run the desktop until its window closes; the exit code."""
    folder = data_folder(argv or [])
    app = application()
    instance = Instance(folder, app)
    if not instance.first():
        return 0
    joined = join(app, folder, SystemClock())
    instance.raised.connect(joined.window.raise_up)
    joined.start()
    return app.exec()


def application() -> QApplication:
    """The Qt application, named; there is one."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    QApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Showroom")
    app.setDesktopFileName("showroom")
    return app


def data_folder(argv: list[str]) -> Path:
    """The folder named by `--data`, else the system's place for a user's data."""
    words = argparse.ArgumentParser(prog="showroom")
    words.add_argument("--data", type=Path, metavar="DIR", help="the folder that holds the data")
    chosen: Path | None = words.parse_args(argv).data
    return chosen or user_data_path("Showroom", appauthor=False)


class Joined:
    """The window, and the front door that leads into it."""

    def __init__(self, app: QApplication, folder: Path, clock: Clock) -> None:
        self.memory = FileMemory(folder, app)
        self.looks = Looks(app, self.memory)
        self.looks.put_on()
        self.window = Window(self.memory, self.looks, clock)
        self.window.folder = str(folder)
        self.faults = Faults(clock, logs.log_to(folder / "logs"), app)
        self.faults.window = self.window
        self.faults.keep_work = self.window.kept_work
        self.idle = Idle(app, self.memory.recall("lock_minutes", LOCK_AFTER_MINUTES))
        self.idle.idle.connect(self.window.lock)
        self.door: Door | None = None
        self._folder = folder
        self._clock = clock

    def start(self) -> None:
        """Show the window at once, and open the door once it is painted."""
        self.faults.install()
        self.window.leaving = self._end
        self.window.show_opening()
        self.window.show()
        QTimer.singleShot(0, self.window, self._open_door)

    def _open_door(self) -> None:
        from ui.door import Door

        self.door = Door(self.window, self.memory, self._folder, self._clock)
        self.door.open()

    def _end(self) -> None:
        self.memory.flush()
        if self.door is not None:
            self.door.stop()
        Lanes.current().close()
        if self.door is not None and self.door.desk is not None:
            self.door.desk.close()


def join(app: QApplication, folder: Path, clock: Clock) -> Joined:
    """Put window, look, memory and fault reports together over a data folder."""
    return Joined(app, folder, clock)
