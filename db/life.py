"""The life of a store: told apart from its copies, so that no number is ever given twice.

A store that was copied elsewhere (a clone) or put back from an older copy (a restore) begins a new
life: a new id, and a desk code no other life has. A clone is seen by its machine and folder; a
restore by a witness, a tiny file outside the store that remembers how far this life had come.
"""

import contextlib
import hashlib
import os
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from uuid import UUID

from platformdirs import user_state_path
from sqlalchemy import Connection, text

from db import changes

WITNESS = "showroom.life"
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that looks like another
_SUFFIX = 4
_MACHINE_IDS = ("/etc/machine-id", "/var/lib/dbus/machine-id")
_MULTICAST = 1 << 40


class Ids(Protocol):
    """Where new keys come from."""

    def new(self) -> UUID:
        """A key nobody has yet."""
        ...


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a life has come: its id, its last outbox number, its highest clock."""

    life_id: UUID
    n: int
    hlc: int


@dataclass(frozen=True, slots=True)
class Home:
    """Where a store lives: a hash of machine and folder, and where its witnesses are kept.

    One witness lies beside the store; one elsewhere is not put back together with the folder.
    """

    fingerprint: str
    witnesses: tuple[Path, ...]

    @classmethod
    def of(cls, folder: Path, machine: Callable[[], str] | None = None) -> "Home":
        """The home of a data folder on this machine, or on one of another name."""
        place = folder.expanduser().resolve()
        said = f"{(machine or machine_id)()}\n{place}".encode()
        fingerprint = hashlib.blake2b(said, digest_size=16).hexdigest()
        return cls(fingerprint, (place / WITNESS, _elsewhere() / f"{fingerprint}.life"))

    def note(self, mark: Mark) -> None:
        """Remember how far the life has come; it may lag or fail, and never fails the caller."""
        for path in self.witnesses:
            with contextlib.suppress(OSError):
                _put(path, _line(mark))

    def known(self) -> list[Mark]:
        """What the witnesses say; a missing or torn one says nothing."""
        return [mark for mark in map(_read, self.witnesses) if mark]


def machine_id() -> str:
    """What the system calls this machine, else its network address; empty where neither is."""
    for path in _MACHINE_IDS:
        with contextlib.suppress(OSError):
            if said := Path(path).read_text(encoding="ascii").strip():
                return said
    node = uuid.getnode()
    return "" if node & _MULTICAST else f"{node:x}"


def mark(connection: Connection) -> Mark:
    """How far the life of this store has come."""
    life_id, hlc = connection.execute(text("SELECT life_id, hlc FROM replica")).one()
    return Mark(UUID(bytes=bytes(life_id)), changes.head(connection), hlc)


def is_another(connection: Connection, home: Home) -> bool:
    """Whether this store is a copy: it lived elsewhere, or a witness knows more of its life."""
    lived = _fingerprint(connection)
    if lived is None:
        return False
    here = mark(connection)
    return lived != home.fingerprint or any(_is_ahead(said, here) for said in home.known())


def is_settled(connection: Connection, home: Home) -> bool:
    """Whether the store knows its home and is no copy."""
    return _fingerprint(connection) == home.fingerprint and not is_another(connection, home)


def settle(connection: Connection, home: Home, ids: Ids) -> bool:
    """Give the store its home, and a new life if it is a copy; whether it got one."""
    another = is_another(connection, home)
    if another:
        begin_life(connection, ids)
    connection.execute(text("UPDATE replica SET fingerprint = :f"), {"f": home.fingerprint})
    return another


def begin_life(connection: Connection, ids: Ids) -> str:
    """Begin a new life; gives its desk code.

    Unsent changes stay as they are, with their numbers and hashes, and go to HQ under the new
    life. Document numbers start anew, as their prefix has the new desk code.
    """
    row = connection.execute(text("SELECT life_id, desk_code FROM replica")).one()
    letter = row.desk_code.removesuffix(_suffix(bytes(row.life_id)))
    born = ids.new().bytes
    code = f"{letter}{_suffix(born)}"
    connection.execute(
        text(
            "UPDATE replica SET life_id = :life, incarnation = incarnation + 1, desk_code = :code"
        ),
        {"life": born, "code": code},
    )
    return code


def with_letter(letter: str, desk_code: str, life_id: bytes) -> str:
    """The desk code under the letter HQ gives; what tells a later life from others stays."""
    suffix = _suffix(life_id)
    return f"{letter}{suffix}" if desk_code.endswith(suffix) else letter


def _suffix(life_id: bytes) -> str:
    """The letters that tell the desk code of one life from another's."""
    left = int.from_bytes(hashlib.blake2b(life_id, digest_size=8).digest())
    letters = ""
    for _ in range(_SUFFIX):
        left, at = divmod(left, len(_LETTERS))
        letters += _LETTERS[at]
    return letters


def _fingerprint(connection: Connection) -> str | None:
    found = connection.execute(text("SELECT fingerprint FROM replica")).scalar()
    return None if found is None else str(found)


def _is_ahead(said: Mark, here: Mark) -> bool:
    """Whether a witness saw what this store has not: later writes, or another life of it."""
    return said.life_id != here.life_id or said.n > here.n or said.hlc > here.hlc


def _elsewhere() -> Path:
    return user_state_path("Showroom", appauthor=False) / "lives"


def _line(mark: Mark) -> bytes:
    """A line of fixed length, so that writing over it in place leaves nothing of the old one."""
    said = f"{mark.life_id.hex} {mark.n:020d} {mark.hlc:020d}".encode()
    return said + b" " + _check(said) + b"\n"


def _check(said: bytes) -> bytes:
    return hashlib.blake2b(said, digest_size=8).hexdigest().encode()


def _put(path: Path, line: bytes) -> None:
    """Write without waiting for the disk: a witness that lags after a power cut does no harm."""
    flags = os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags, 0o600)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, flags, 0o600)
    try:
        os.write(handle, line)
    finally:
        os.close(handle)


def _read(path: Path) -> Mark | None:
    try:
        said, _, check = path.read_bytes().rstrip(b"\n").rpartition(b" ")
        life_id, n, hlc = said.decode("ascii").split(" ")
        return Mark(UUID(hex=life_id), int(n), int(hlc)) if check == _check(said) else None
    except (OSError, ValueError):
        return None
