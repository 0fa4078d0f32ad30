"""The desk: opens the store, runs a command or a query, says what it touched."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Generic, TypeVar, get_type_hints
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db import changes, encryption
from db import store as stores
from db.encryption import Keeper
from db.errors import StoreError
from db.life import Home
from db.models.desk import DoneCommand
from db.models.outlet import Outlet
from db.models.sync import Link, Outbox, Replica
from db.session import Author
from showroom import rights
from showroom.clock import Clock, SystemClock
from showroom.errors import Trouble
from showroom.ids import Ids, TimeOrderedIds
from showroom.unit import Actor, Place, Unit, lock_closed_days

C = TypeVar("C")
R = TypeVar("R")
_DEFAULT_ZONE = "Asia/Shanghai"
_NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Ports:
    """What a desk takes from outside: time, keys, and where a data folder is at home."""

    clock: Clock
    ids: Ids
    home: Callable[[Path], Home] = Home.of

    @classmethod
    def of(cls, clock: Clock) -> "Ports":
        """Ports on a clock, with keys that follow it."""
        return cls(clock, TimeOrderedIds(clock))

    @classmethod
    def system(cls) -> "Ports":
        """The machine's own."""
        return cls.of(SystemClock())


@dataclass(frozen=True, slots=True)
class Outcome(Generic[R]):
    """What a command gave, and the tables it touched."""

    value: R
    tables: frozenset[str]


@dataclass(frozen=True, slots=True)
class Desk:
    """An open store with a person at it. Calls block; make them off the UI thread.

    `write` and `read` raise Refusal when the rules say no and Trouble when the world failed.
    """

    opened: stores.OpenStore
    ports: Ports
    place: Place
    actor: Actor | None = field(default=None)

    def signed_in(self, actor: Actor | None) -> "Desk":
        """The same desk with that person at it, or nobody."""
        return replace(self, actor=actor)

    def placed(self) -> "Desk":
        """The same desk where it belongs now: joining may give it an outlet and a letter."""
        with _translated(), self.opened.store.read() as session:
            return replace(self, place=_place(session))

    def write(
        self, function: Callable[[Unit, C], R], command: C, once: UUID | None = None
    ) -> Outcome[R]:
        """Run a command in one transaction.

        With `once` (the id a form holds) a repeated call changes nothing and gives the first
        result again, also after a crash.
        """
        rights.check(function, self.actor.role if self.actor else None)
        with _translated(), self._writing() as (session, unit):
            done = session.get(DoneCommand, once) if once else None
            if done is not None:
                return Outcome(_result(function, done.result), frozenset())
            before = changes.head(session.connection())
            value = function(unit, command)
            if once is not None:
                session.add(_done(once, function, value, unit))
            session.flush()
            return Outcome(value, changes.touched_since(session.connection(), before))

    def read(self, function: Callable[[Unit, C], R], query: C) -> R:
        """Run a query in one read transaction."""
        rights.check(function, self.actor.role if self.actor else None)
        with _translated(), self.opened.store.read() as session:
            return function(self._unit(session), query)

    def pending(self) -> int:
        """How many changes of this desk HQ has not judged: all of them while it works alone."""
        with _translated(), self.opened.store.read() as session:
            acked = session.scalar(select(Link.acked_n)) or 0
            last = session.scalar(select(func.max(Outbox.n))) or 0
            first = session.scalar(select(func.min(Outbox.n))) or 0
            return last - max(acked, first - 1) if last > acked else 0

    def deposit(self) -> str:
        """A further recovery key of the store, to be kept at HQ. Raises Trouble."""
        with _translated():
            return self.opened.store.deposit()

    def close(self) -> None:
        """Close the store and let its folder go."""
        self.opened.close()

    @contextmanager
    def _writing(self) -> Iterator[tuple[Session, Unit]]:
        now = self.ports.clock.now()
        who = self.actor.staff_id if self.actor else _NOBODY
        author = Author(who, self.ports.ids.new(), int(now.timestamp() * 1000))
        with self.opened.store.write(author) as session:
            lock_closed_days(session)
            yield session, self._unit(session)

    def _unit(self, session: Session) -> Unit:
        return Unit(session, self.ports.clock.now(), self.ports.ids, self.place, self.actor)


def exists(folder: Path) -> bool:
    """Whether the folder holds a store."""
    return stores.exists(folder)


def needs_passphrase(folder: Path) -> bool:
    """Whether a person must type the passphrase before the store opens. Raises Trouble."""
    with _translated():
        return encryption.needs_passphrase(folder)


def create_store(folder: Path, outlet_code: str, keeper: Keeper, ports: Ports) -> str:
    """Make an empty store for an outlet; returns the recovery key, shown once. Raises Trouble."""
    replica = Replica(
        device_id=ports.ids.new(),
        life_id=ports.ids.new(),
        incarnation=1,
        outlet_id=ports.ids.new(),
        outlet_code=outlet_code,
        desk_code="A",
    )
    with _translated():
        return stores.create(folder, keeper, [replica])


def open_desk(folder: Path, ports: Ports, passphrase: str | None = None) -> Desk:
    """Open the store of a data folder with nobody signed in. Raises Trouble."""
    with _translated():
        dwelling = stores.Dwelling(ports.home(folder), ports.ids)
        opened = stores.open_store(folder, passphrase, dwelling)
        with opened.store.read() as session:
            return Desk(opened, ports, _place(session))


def recover_store(folder: Path, recovery_key: str, keeper: Keeper) -> None:
    """Hand the store's key to a new keeper by the recovery key noted at set-up.

    Raises:
        Trouble: `store.wrong_key` when it is not that store's, and as opening does.
    """
    with _translated():
        encryption.recover(folder, recovery_key, keeper)


def _place(session: Session) -> Place:
    replica = session.scalars(select(Replica)).one()
    zone = session.scalar(select(Outlet.zone).where(Outlet.id == replica.outlet_id))
    return Place(
        replica.outlet_id, replica.outlet_code, replica.desk_code, ZoneInfo(zone or _DEFAULT_ZONE)
    )


def _done(once: UUID, function: Callable[[Unit, C], R], value: R, unit: Unit) -> DoneCommand:
    raw = msgspec.json.encode(value)
    return DoneCommand(id=once, name=rights.name(function), result=raw, at=unit.now)


def _result(function: Callable[[Unit, C], R], raw: bytes) -> R:
    """The stored result, in the type the command says it returns."""
    result: R = msgspec.json.decode(raw, type=get_type_hints(function)["return"])
    return result


@contextmanager
def _translated() -> Iterator[None]:
    """Say the store's errors in the business's words."""
    try:
        yield
    except StoreError as error:
        raise Trouble(error.code, detail=str(error)) from error
