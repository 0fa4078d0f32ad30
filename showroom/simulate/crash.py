"""Deaths at a chosen statement: a process that ends, a disk that is full."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError


class Killed(BaseException):
    """The process ended here; nothing after this point happens in it."""


@contextmanager
def stopped_at(
    engine: Engine, count: int, stop: Callable[[], None], *, commits: bool = True
) -> Iterator[None]:
    """Call `stop` before the statement of that number (a commit may be one), within."""
    left = count

    def step(*_: Any) -> None:  # noqa: ANN401 - whatever the event tells
        nonlocal left
        left -= 1
        if left == 0:
            stop()

    event.listen(engine, "before_cursor_execute", step)
    if commits:
        event.listen(engine, "commit", step)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", step)
        if commits:
            event.remove(engine, "commit", step)


def killing(folder: Path, into: Path) -> Callable[[], None]:
    """What a kill does: the files stay as they are at this instant, copied aside, and it ends."""

    def stop() -> None:
        copy_store(folder, into)
        raise Killed

    return stop


def full() -> None:
    """What a full disk says."""
    raise OperationalError("", {}, driver.OperationalError("database or disk is full"))


def copy_store(folder: Path, into: Path) -> Path:
    """The folder as it lies on the disk, write-ahead logs included, shared memory left out."""
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(parents=True)
    for path in sorted(folder.iterdir()):
        if path.is_file() and not path.name.endswith("-shm"):
            shutil.copyfile(path, into / path.name)
    return into


def put_back(image: Path, folder: Path) -> None:
    """Make the folder what the image is."""
    copy_store(image, folder)
