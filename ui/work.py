"""Slow work off the UI thread: what to do, and what comes next when it is home again.

`Work(lambda: desk.read(day, Day(...))).done(self._shown).start(self)` runs in a lane and calls
back in the UI thread, unless the QObject it was started for has died meanwhile. No Qt call may
happen inside the work itself.
"""

import gc
import logging
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from enum import Enum
from typing import Any, Generic, Self, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from showroom.errors import Failure

R = TypeVar("R")
BUSY_AFTER_S = 0.15
PROGRESS_AFTER_S = 1.0
_SWEEP_MS = 1000
_PATIENCE_S = 5.0
_log = logging.getLogger(__name__)


class Lane(Enum):
    """Where work runs; each value is how many threads the lane has."""

    WRITE = ("write", 1)
    READ = ("read", 3)
    SLOW = ("slow", 2)
    NETWORK = ("network", 1)


class Cancelled(Exception):
    """Raised inside work by `Token.check` once nobody waits for it any more."""


class Token:
    """What long work holds: it tells how far it is, and asks whether to go on."""

    def __init__(self, owner: QObject, tell: Callable[[float, str], None]) -> None:
        self._owner = owner
        self._tell = tell
        self._stopped = False

    def cancel(self) -> None:
        """Ask the work to stop at its next `check`."""
        self._stopped = True

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked to stop, or the page that wanted the result is gone."""
        return self._stopped or not isValid(self._owner)

    def check(self) -> None:
        """Raise `Cancelled` if the work should stop; call it between small steps."""
        if self.cancelled:
            raise Cancelled

    def at(self, fraction: float, note: str = "") -> None:
        """Tell how far the work is, 0 to 1, with a word on what it is doing; checks as well."""
        self.check()
        self._tell(fraction, note)


class Work(Generic[R]):
    """One piece of slow work and what follows it."""

    def __init__(self, job: Callable[[], R]) -> None:
        self._job: Callable[[Token], R] = lambda _token: job()
        self.title = ""
        self.quiet = False
        self.cancellable = False
        self.fraction: float | None = None
        self.note = ""
        self._done: list[Callable[[R], None]] = []
        self._failed: Callable[[Failure], None] | None = None
        self._progress: Callable[[float, str], None] | None = None
        self._after: list[Callable[[], None]] = []
        self._tables: Callable[[R], frozenset[str]] | None = None

    @classmethod
    def watched(cls, job: Callable[[Token], R]) -> "Work[R]":
        """Work that reports progress through its token and can be cancelled."""
        work: Work[R] = Work(lambda: job(work.token))
        work.cancellable = True
        return work

    def done(self, then: Callable[[R], None]) -> Self:
        """Call this with the result."""
        self._done.append(then)
        return self

    def failed(self, then: Callable[[Failure], None]) -> Self:
        """Call this with a Refusal or Trouble; a bug is reported by the application instead."""
        self._failed = then
        return self

    def progress(self, then: Callable[[float, str], None]) -> Self:
        """Call this with fraction and note whenever the work tells how far it is."""
        self._progress = then
        return self

    def after(self, then: Callable[[], None]) -> Self:
        """Call this first when the work is home, however it ended."""
        self._after.append(then)
        return self

    def named(self, title: str) -> Self:
        """What the busy strip calls this work once it takes longer than a second."""
        self.title = title
        return self

    def quietly(self) -> Self:
        """Show no busy mark (search as one types, drafts)."""
        self.quiet = True
        return self

    def announcing(self, tables: Callable[[R], frozenset[str]]) -> Self:
        """Announce the tables this work touched, once, after `done`."""
        self._tables = tables
        return self

    def start(self, owner: QObject, lane: Lane = Lane.READ) -> "Work[R]":
        """Run in that lane for `owner`, in whose life (and UI thread) the callbacks happen."""
        self.owner = owner
        self.token = Token(owner, self._tell)
        self.started_at = time.monotonic()
        Lanes.current().take(self, lane)
        return self

    def cancel(self) -> None:
        """Stop as soon as may be; nothing is called back but `after`."""
        self.token.cancel()

    def run(self) -> Callable[[], None]:
        """Do the work (in a lane's thread) and give what is to be called in the UI thread."""
        try:
            self.token.check()
            result = self._job(self.token)
        except Cancelled:
            return lambda: None
        except Failure as failure:
            return lambda kept=failure: self._fail(kept)  # type: ignore[misc]
        except Exception as bug:  # noqa: BLE001 - every other failure of work is a bug to report
            return lambda kept=bug: Lanes.current().bug(kept)  # type: ignore[misc]
        return lambda: self._succeed(result)

    def come_home(self, ending: Callable[[], None]) -> None:
        """Call what follows, in the UI thread, if the owner still lives."""
        if not isValid(self.owner):
            return
        for then in self._after:
            then()
        if not self.token.cancelled:
            ending()

    def told(self, fraction: float, note: str) -> None:
        """Take note of progress, in the UI thread."""
        self.fraction, self.note = fraction, note
        if self._progress and isValid(self.owner):
            self._progress(fraction, note)

    def _tell(self, fraction: float, note: str) -> None:
        Lanes.current().home.emit(lambda: self.told(fraction, note))

    def _succeed(self, result: R) -> None:
        for then in self._done:
            then(result)
        if self._tables:
            Lanes.current().changed.emit(self._tables(result))

    def _fail(self, failure: Failure) -> None:
        if self._failed:
            self._failed(failure)
        else:
            Lanes.current().unhandled.emit(failure)


def seconds_running(work: Work[Any]) -> float:
    """How long the work has been under way, waiting in its lane included."""
    return time.monotonic() - work.started_at


class _Flight:
    """Work on its way.

    A lane's thread holds this alone, so that the work, its callbacks and the page behind them are
    let go in the UI thread, never in the lane.
    """

    def __init__(self, work: Work[Any]) -> None:
        self.work: Work[Any] | None = work
        self.ending: Callable[[], None] | None = None

    def fly(self) -> None:
        """Do the work; in the lane's thread."""
        if self.work is not None:
            self.ending = self.work.run()

    def land(self) -> None:
        """Call what follows; in the UI thread."""
        work, ending = self.work, self.ending
        self.work = self.ending = None
        if work is not None and ending is not None:
            work.come_home(ending)


class Lanes(QObject):
    """The lanes of the application and the one signal that brings results home.

    While lanes are open, Python collects garbage in the UI thread only: a cycle that holds a
    widget must not be taken apart in another thread.
    """

    home = Signal(object)
    changed = Signal(object)
    unhandled = Signal(object)
    broke = Signal(object)
    busy = Signal(object)

    _current: "Lanes | None" = None

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pools = {
            lane: ThreadPoolExecutor(lane.value[1], thread_name_prefix=lane.value[0])
            for lane in Lane
        }
        self._flying: dict[Work[Any], Future[None]] = {}
        self._talking: set[Future[None]] = set()
        gc.disable()
        self._sweep = QTimer(self, interval=_SWEEP_MS)
        self._sweep.timeout.connect(_collect)
        self._sweep.start()
        self._shown: tuple[Work[Any], ...] = ()
        self.home.connect(self._arrive, Qt.ConnectionType.QueuedConnection)
        self._watch = QTimer(self, interval=50)
        self._watch.timeout.connect(self._look)

    @classmethod
    def current(cls) -> "Lanes":
        """The lanes of this application, made when first asked for, in the UI thread."""
        if cls._current is None or not isValid(cls._current):
            cls._current = cls(QCoreApplication.instance())
        return cls._current

    def take(self, work: "Work[Any]", lane: Lane) -> None:
        """Queue the work in its lane."""
        flight = self._pools[lane].submit(self._fly, _Flight(work))
        self._flying[work] = flight
        if lane is Lane.NETWORK:
            self._talking = {*filter(lambda each: not each.done(), self._talking), flight}
        self._watch.start()

    def bug(self, error: Exception) -> None:
        """Report an error nobody foresaw."""
        _log.error("work failed", exc_info=error)
        self.broke.emit(error)

    def idle(self) -> bool:
        """Whether nothing is running or waiting."""
        return not self._flying

    def close(self) -> None:
        """Stop taking work, drop what only reads, and wait for every write that was begun.

        What waits for the network is told to stop and waited for a few seconds only: it asks
        before it goes on, and then finds that nobody wants it.
        """
        for work in self._flying:
            if work.cancellable:
                work.cancel()
        for lane in (Lane.READ, Lane.SLOW, Lane.NETWORK):
            self._pools[lane].shutdown(wait=False, cancel_futures=True)
        self._pools[Lane.WRITE].shutdown(wait=True)
        for lane in (Lane.READ, Lane.SLOW):
            self._pools[lane].shutdown(wait=True)
        wait(self._talking, timeout=_PATIENCE_S)
        self._watch.stop()
        self._sweep.stop()
        self._flying.clear()
        gc.enable()
        Lanes._current = None

    def _fly(self, flight: _Flight) -> None:
        flight.fly()
        if isValid(self):
            self.home.emit(flight)

    @Slot(object)
    def _arrive(self, arrived: "_Flight | Callable[[], None]") -> None:
        if not isinstance(arrived, _Flight):
            arrived()
            return
        if arrived.work is not None:
            self._flying.pop(arrived.work, None)
        self._look()
        arrived.land()

    def _look(self) -> None:
        """Show what has run long enough to be shown, and forget it when it is over."""
        now = time.monotonic()
        slow = tuple(
            work
            for work in self._flying
            if not work.quiet and now - work.started_at >= BUSY_AFTER_S
        )
        if slow or self._shown:
            self._shown = slow
            self.busy.emit(slow)
        if not self._flying:
            self._watch.stop()


def _collect() -> None:
    """Collect the oldest generation whose count is over its threshold, as Python itself would."""
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return
