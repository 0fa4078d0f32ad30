"""Headquarters in the simulation: the real functions over a real store; killed, restored."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from showroom.clock import SetClock
from showroom.errors import Trouble
from showroom.hq import digests, exchange
from showroom.hq.headquarters import Headquarters
from showroom.hq.store import open_store
from showroom.ids import TimeOrderedIds
from showroom.simulate import crash
from showroom.simulate.crash import Killed
from showroom.simulate.founding import keys
from showroom.simulate.ports import dice


@dataclass(slots=True)
class Office:
    """HQ of one seed. `deadly` is the statement at which it is killed next, if at all."""

    folder: Path
    clock: SetClock
    seed: int
    deadly: int | None = None
    deaths: int = 0
    epochs: int = 0
    backups: list[Path] = field(default_factory=list)
    hq: Headquarters = field(init=False)

    def __post_init__(self) -> None:
        self._open()

    def answer(self, path: str, device: bytes, body: bytes) -> bytes:
        """HQ's answer to a message; raises Trouble when it was killed on the way."""
        at, self.deadly = self.deadly, None
        if at is None:
            return self._heard(path, device, body)
        image = self.folder.with_name("hq.killed")
        stop = crash.killing(self.folder, image)
        try:
            with crash.stopped_at(self.hq.store._writer, at, stop):
                return self._heard(path, device, body)
        except Killed:
            self.replace_by(image)
            raise Trouble("sync.unreachable") from None

    def replace_by(self, image: Path) -> None:
        """HQ starts anew on these files."""
        self.deaths += 1
        self.close()
        crash.put_back(image, self.folder)
        self._open()

    def back_up(self) -> None:
        """A verified backup off the box: what is in it is durable from now on."""
        with self.hq.store.write() as connection:
            connection.execute(text("UPDATE hq_state SET durable = head"))
        self.close()
        self.backups.append(
            crash.copy_store(self.folder, self.folder.with_name(f"hq.backup{len(self.backups)}"))
        )
        self._open()

    def restore(self, which: int) -> None:
        """Put HQ back from a backup, under a new epoch; an operator lets it grant at once."""
        self.close()
        crash.put_back(self.backups[which], self.folder)
        del self.backups[which + 1 :]
        self.epochs += 1
        self._open()
        micros = self.hq.micros()
        with self.hq.store.write() as connection:
            connection.execute(
                text("UPDATE hq_state SET epoch = :e, restored_at = :at, granting_since = :at"),
                {"e": b"E%015d" % self.epochs, "at": micros},
            )

    def ask(self, question: Callable[[Connection], Any]) -> Any:  # noqa: ANN401 - the answer
        """Ask the store."""
        with self.hq.store.read() as connection:
            return question(connection)

    def close(self) -> None:
        """End the service."""
        self.hq.store.close()

    def _heard(self, path: str, device: bytes, body: bytes) -> bytes:
        if path == "/v1/sync":
            return exchange.sync(self.hq, device, body)
        return digests.rows(self.hq, device, body)

    def _open(self) -> None:
        ids = TimeOrderedIds(self.clock, dice("hq", self.seed, self.deaths, self.epochs))
        self.hq = Headquarters(open_store(self.folder), self.clock, ids, keys())
