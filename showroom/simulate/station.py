"""A desk of the simulation: its folder, clock and engine; killed, restored, cloned, reopened."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Connection

from db.errors import StoreError
from showroom.desk import Desk, Ports, open_desk
from showroom.errors import Failure
from showroom.exchange.derived import Derived
from showroom.ids import TimeOrderedIds
from showroom.simulate import crash
from showroom.simulate.crash import Killed
from showroom.simulate.founding import House
from showroom.simulate.network import Line
from showroom.simulate.ports import Machine, SkewedClock
from showroom.sync.engine import Engine
from showroom.sync.halves import Exchanged


@dataclass(slots=True)
class Station:
    """One desk. `scanned` is the last outbox number the world has noted."""

    name: str
    house: House
    folder: Path
    clock: SkewedClock
    machine: Machine
    rng: Random
    line: Line
    device: bytes = b""
    scanned: int = 0
    revoked: bool = False
    whole: bool = True
    deaths: int = 0
    _desk: Desk | None = None
    _engine: Engine | None = field(default=None, repr=False)
    ids: TimeOrderedIds = field(init=False)

    def __post_init__(self) -> None:
        self.ids = TimeOrderedIds(self.clock, self.rng)

    @property
    def desk(self) -> Desk:
        """The open desk with nobody at it; opened as a start of the program does."""
        if self._desk is None:
            self._desk = open_desk(self.folder, Ports(self.clock, self.ids, self.machine.home))
            store = self._desk.opened.store
            self._engine = Engine(store, self.clock, self.ids, self.line, Derived(self.ids))
        return self._desk

    @property
    def engine(self) -> Engine:
        """The engine over the open store."""
        self.desk  # noqa: B018 - opens it
        assert self._engine is not None  # noqa: S101 - opened above
        return self._engine

    def sync(self, *, check: bool = False) -> Exchanged:
        """One exchange; raises Trouble and Refusal as the engine does."""
        return self.engine.exchange(check=check)

    def close(self) -> None:
        """End the program in good order."""
        if self._desk is not None:
            self._desk.close()
            self._desk = self._engine = None

    @contextmanager
    def mortal(self, at: int) -> Iterator[None]:
        """Within, the program is killed before its statement number `at`; then it starts anew."""
        image = self.folder.with_name(f"{self.folder.name}.killed")
        stop = crash.killing(self.folder, image)
        try:
            with crash.stopped_at(self.desk.opened.store._writer, at, stop):
                yield
        except Killed:
            self.deaths += 1
            self.replace_by(image)

    @contextmanager
    def crowded(self, at: int) -> Iterator[None]:
        """Within, the disk is full from statement number `at` on, once."""
        with crash.stopped_at(self.desk.opened.store._writer, at, crash.full, commits=False):
            yield

    def replace_by(self, image: Path) -> None:
        """The folder is what the image is from now on; the program starts anew with it."""
        self.close()
        crash.put_back(image, self.folder)
        self._started()

    def copy(self, into: Path) -> Path:
        """A copy of the folder, made while the program is shut."""
        self.close()
        return crash.copy_store(self.folder, into)

    def read(self, question: Callable[[Connection], Any]) -> Any:  # noqa: ANN401 - the answer
        """Ask the store."""
        with self.desk.opened.store.read() as session:
            return question(session.connection())

    def _started(self) -> None:
        self.ids = TimeOrderedIds(self.clock, self.rng)


FAILED = (Failure, StoreError)
"""What a desk's command or exchange may end in without the program ending."""
