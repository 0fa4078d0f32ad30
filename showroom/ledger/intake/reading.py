"""A ledger file read in a child process, so that no file can freeze or fill the desk."""

import os
import subprocess
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import showroom
from showroom.errors import Refusal, Trouble
from showroom.ledger.intake.caps import CHILD_WALL_SECONDS, FILE_BYTES
from showroom.ledger.intake.cells import Book, unpacked

_CHILD = "showroom.ledger.intake.child"


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as it was read: its name, the hash of its bytes, and its sheets."""

    file_name: str
    sha256: str
    book: Book


def read(file: Path) -> Reading:
    """The sheets of a file.

    Raises:
        Refusal: the file is empty, encrypted, damaged, of another kind or over a cap.
        Trouble: the file cannot be opened.
    """
    data = _bytes(file)
    book = _in_child(data)
    if not book.sheets:
        raise _refusal(book)
    return Reading(file.name, sha256(data).hexdigest(), book)


def _bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size > FILE_BYTES:
            raise Refusal("ledger.file_big", most=FILE_BYTES >> 20)
        return file.read_bytes()
    except OSError as error:
        raise Trouble("ledger.file_missing", file=file.name) from error


def _in_child(data: bytes) -> Book:
    """The answer of the child; a child that died or ran out of time is a refusal."""
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            _command(), input=data, capture_output=True, timeout=CHILD_WALL_SECONDS,
            env=_environment(), check=False, creationflags=_flags(),
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise Refusal("ledger.file_heavy") from error
    if done.returncode or not done.stdout:
        raise Refusal("ledger.file_heavy")
    return unpacked(done.stdout)


def _command() -> list[str]:
    """The packaged program is its own interpreter and knows the child by a word."""
    if getattr(sys, "frozen", False):
        return [sys.executable, _CHILD]
    return [sys.executable, "-P", "-m", _CHILD]


def _environment() -> dict[str, str]:
    """The child finds our package wherever the parent found it, and no settings of the user's."""
    root = str(Path(showroom.__file__).parent.parent)
    return {**os.environ, "PYTHONPATH": root, "PYTHONDONTWRITEBYTECODE": "", "PYTHONUTF8": "1"}


def _flags() -> int:
    """No console window flashes up on Windows."""
    return getattr(subprocess, "CREATE_NO_WINDOW", 0)


def _refusal(book: Book) -> Refusal:
    if not book.refused:
        return Refusal("ledger.file_empty")
    first = book.refused[0]
    return Refusal(first.code, **first.facts)
