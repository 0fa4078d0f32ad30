"""The child process: a file on standard input, its cells as JSON on standard output.

Run as `python -m showroom.ledger.intake.child`. It imports nothing of the store or the window.
"""

import contextlib
import sys

from showroom.ledger.intake.caps import (
    CHILD_CPU_SECONDS,
    CHILD_MEMORY_BYTES,
    FILE_BYTES,
    Unreadable,
)
from showroom.ledger.intake.cells import Book, packed
from showroom.ledger.intake.delimited import sheet_of
from showroom.ledger.intake.sniff import FileKind, kind_of


def main() -> int:
    """Read standard input under the caps and answer; always 0 when an answer was given."""
    _limit()
    data = sys.stdin.buffer.read(FILE_BYTES + 1)
    sys.stdout.buffer.write(packed(answer(data)))
    return 0


def answer(data: bytes) -> Book:
    """The sheets of a file, or the refusal of all of it."""
    try:
        return _book(data)
    except Unreadable as error:
        return Book((), (error.about(),))


def _book(data: bytes) -> Book:
    if len(data) > FILE_BYTES:
        raise Unreadable("ledger.file_big", most=FILE_BYTES >> 20)
    kind = kind_of(data)
    if kind is FileKind.TEXT:
        return Book((sheet_of(data),))
    from showroom.ledger.intake import workbooks

    return workbooks.zipped(data) if kind is FileKind.ZIP else workbooks.compound(data)


def _limit() -> None:
    """Memory and processor time, where the system has such limits; the parent holds a timer."""
    if sys.platform == "win32":
        return
    import resource

    for what, most in (
        (resource.RLIMIT_AS, CHILD_MEMORY_BYTES),
        (resource.RLIMIT_CPU, CHILD_CPU_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    raise SystemExit(main())
