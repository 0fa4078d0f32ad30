"""One process at a time, across processes, for as long as a block runs."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import IO


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the lock file `path`; wait, and say so, while another process holds it."""
    with path.open("a+b") as file:
        if not _take(file, wait=False):
            print("Another start is setting up; waiting for it.", file=sys.stderr)
            _take(file, wait=True)
        yield  # closing the file, or the end of the process, lets go


if sys.platform == "win32":
    import msvcrt
    import time

    def _take(file: IO[bytes], *, wait: bool) -> bool:
        while True:
            try:
                file.seek(0)
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            except OSError:
                if not wait:
                    return False
                time.sleep(0.5)
            else:
                return True

else:
    import fcntl

    def _take(file: IO[bytes], *, wait: bool) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            return False
        return True
