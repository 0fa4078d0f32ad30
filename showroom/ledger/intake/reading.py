"""A ledger file read in a child process, so that no file can freeze or fill the desk."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import showroom
from showroom.errors import Refusal, Trouble
from showroom.ledger.intake.caps import CHILD_WALL_SECONDS, FILE_BYTES
from showroom.ledger.intake.cells import Book, unpacked

_MOMENT_SECONDS = 0.1
_CHILD = "showroom.ledger.intake.child"
_WORD = "read-sheet"


def _go_on() -> None:
    """Nobody wants to stop."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as it was read: its name, the hash of its bytes, and its sheets."""

    file_name: str
    sha256: str
    book: Book


def read(file: Path, check: Callable[[], None] = _go_on) -> Reading:
    """The sheets of a file; `check` is called every moment and may raise to stop the reading.

    Raises:
        Refusal: the file is empty, encrypted, damaged, of another kind or over a cap.
        Trouble: the file cannot be opened.
    """
    data = _bytes(file)
    book = _in_child(data, check)
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


def _in_child(data: bytes, check: Callable[[], None]) -> Book:
    """The answer of the child; a child that died or ran out of time is a refusal."""
    with subprocess.Popen(  # noqa: S603 - our own interpreter and module
        _command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env=_environment(), creationflags=_flags(),
    ) as child:  # fmt: skip
        try:
            answer = _answer(child, data, check)
        finally:
            child.kill()
    if child.returncode or not answer:
        raise Refusal("ledger.file_heavy")
    return unpacked(answer)


def _answer(child: "subprocess.Popen[bytes]", data: bytes, check: Callable[[], None]) -> bytes:
    """What the child says, or nothing when it takes too long; the input is handed over once."""
    unsent: bytes | None = data
    for _moment in range(round(CHILD_WALL_SECONDS / _MOMENT_SECONDS)):
        check()
        try:
            return child.communicate(unsent, _MOMENT_SECONDS)[0]
        except subprocess.TimeoutExpired:
            unsent = None
    return b""


def _command() -> list[str]:
    """The packaged program is its own interpreter and knows the child by a word."""
    if getattr(sys, "frozen", False):
        return [sys.executable, _WORD]
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
