"""Files beside a store: parcels, snapshots, attachments. Whole or not at all, or grown by parts."""

import os
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file under its name only once it is whole and on the disk; raises OSError."""
    partial = path.with_name(f"{path.name}.partial")
    with partial.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def put_at(path: Path, at: int, content: bytes) -> int:
    """Let the file be its first `at` bytes and this; how long it is then. Raises OSError."""
    path.touch(mode=0o600)
    with path.open("r+b") as file:
        file.truncate(at)
        file.seek(at)
        file.write(content)
    return at + len(content)


def make_folder(path: Path) -> Path:
    """The folder, made where it was missing and open to its owner only; raises OSError."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path
