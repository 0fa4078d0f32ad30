"""Exchanging with HQ in the background: after writes, now and then, on demand; never in the way.

One exchange at a time, in the network lane. Offline is a state: tried again ever more rarely, with
jitter so that a group's desks do not come back at once.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from showroom.errors import Failure
from ui.work import Lane, Lanes, Work

_SPREAD = 0.25
_FIRST_S = 3.0
ALONE = frozenset({"sync.not_enrolled", "exchange.files_only"})
"""Why there is nothing to exchange with: no reason to try again."""


class Exchanged(Protocol):
    """What an exchange came to (`showroom.sync.halves.Exchanged`)."""

    @property
    def sent(self) -> int:
        """Transactions HQ judged."""
        ...

    @property
    def refused(self) -> int:
        """How many of them it refused."""
        ...

    @property
    def laid(self) -> int:
        """Rows that came."""
        ...

    @property
    def tables(self) -> frozenset[str]:
        """The tables they are of."""
        ...


Exchange = Callable[[bool, Callable[[float], None]], Exchanged]
"""Exchanges, and compares the copies too if told; blocks, raises Failure, tells how far it is."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often, in seconds: while all is well, after a write, and at first when offline."""

    every: float = 60.0
    after_write: float = 4.0
    retry: float = 10.0
    retry_most: float = 600.0

    def pause(self, failures: int) -> float:
        """Seconds to the next try after so many failures in a row, before jitter."""
        if not failures:
            return self.every
        return min(self.retry_most, self.retry * 2.0 ** min(failures - 1, 20))


class Exchanging(QObject):
    """The exchanges of one open store; `stepped` fires when one begins, ends or fails."""

    stepped = Signal()
    exchanged = Signal(object)
    failed = Signal(object)

    def __init__(self, exchange: Exchange, rhythm: Rhythm, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._exchange = exchange
        self.rhythm = rhythm
        self.failures = 0
        self._again = False
        self._announcing = False
        self._work: Work[Exchanged] | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._go)
        self._stopped = False
        Lanes.current().changed.connect(self._written)

    @property
    def running(self) -> bool:
        """Whether an exchange is under way."""
        return self._work is not None

    def begin(self) -> None:
        """Exchange soon, and from then on by itself."""
        self._stopped = False
        self._in(min(_FIRST_S, self.rhythm.after_write))

    def now(self, *, check: bool = False) -> None:
        """Exchange at once, offline or not; with `check` compare the copies as well."""
        if self._work is not None:
            self._again = True
            return
        self._stopped = False
        self._go(check=check)

    def stop(self) -> None:
        """Exchange no more; one under way finds that nobody waits for it."""
        self._stopped = True
        self._timer.stop()
        if self._work is not None:
            self._work.cancel()
            self._work = None

    def _go(self, *, check: bool = False) -> None:
        self._timer.stop()
        exchange = self._exchange
        work: Work[Exchanged] = Work.watched(lambda token: exchange(check, token.at))
        work.after(self._home).done(self._done).failed(self._missed)
        self._work = work.quietly()
        work.start(self, Lane.NETWORK)
        self.stepped.emit()

    def _home(self) -> None:
        self._work = None

    def _done(self, done: Exchanged) -> None:
        self.failures = 0
        if done.tables:
            self._announce(done.tables)
        self.exchanged.emit(done)
        self._next()

    def _missed(self, failure: Failure) -> None:
        self._stopped = self._stopped or failure.code in ALONE
        self.failures += 1
        self.failed.emit(failure)
        self._next()

    def _next(self) -> None:
        """When to exchange again; at once where that was asked for meanwhile."""
        self.stepped.emit()
        again, self._again = self._again, False
        self._in(0 if again else _spread(self.rhythm.pause(self.failures)))

    def _in(self, seconds: float) -> None:
        if not self._stopped:
            self._timer.start(round(seconds * 1000))

    def _announce(self, tables: frozenset[str]) -> None:
        self._announcing = True
        try:
            Lanes.current().changed.emit(tables)
        finally:
            self._announcing = False

    def _written(self, _tables: frozenset[str]) -> None:
        """Somebody wrote: exchange in a few seconds, unless offline, where the next try is set."""
        if self._announcing or self._stopped or self.failures:
            return
        if self._work is not None:
            self._again = True
        elif self._timer.isActive():
            self._in(self.rhythm.after_write)


def _spread(seconds: float) -> float:
    """About so many seconds, a quarter more or less."""
    return seconds * (1 - _SPREAD + 2 * _SPREAD * secrets.randbelow(1001) / 1000)
