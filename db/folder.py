"""The data folder of a desk: whether it is safe to keep a store in, and who holds it."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import portalocker

from db.errors import StoreLocked, StoreUnreachable, StoreUnsafe

LOCK = "showroom.lock"
_SYNC_ROOTS = (
    "onedrive", "dropbox", "google drive", "googledrive", "icloud", "iclouddrive", "nutstore",
    "坚果云", "百度网盘", "baidunetdisk", "wps云盘", "yandex.disk", "nextcloud", "owncloud",
    "syncthing",
)  # fmt: skip
_REMOTE = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "sshfs", "fuse.sshfs", "9p", "afs"})
_DRIVE_REMOTE = 4


def check(folder: Path) -> None:
    """Raise StoreUnsafe for a folder on a network share or in a cloud-sync folder."""
    place = folder.expanduser().resolve()
    names = [part.casefold() for part in place.parts]
    if any(name == root or name.startswith(f"{root} -") for name in names for root in _SYNC_ROOTS):
        raise StoreUnsafe(str(place))
    if str(place).startswith("\\\\") or _is_remote(place):
        raise StoreUnsafe(str(place))


def make(folder: Path) -> None:
    """Make the folder, readable by its owner only; raises StoreUnreachable."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if os.name == "posix":
            folder.chmod(0o700)
    except OSError as error:
        raise StoreUnreachable(str(folder)) from error


def set_aside(folder: Path, *names: str) -> None:
    """Give what an earlier store left another name: without its keys a store is lost for good."""
    for name in names:
        if (folder / name).exists():
            turns = (folder / f"{name}.{turn}" for turn in range(1, 1000))
            (folder / name).rename(next(free for free in turns if not free.exists()))


@contextmanager
def held(folder: Path, *, alone: bool = False) -> Iterator[None]:
    """Hold the folder: together with other programs, or `alone` to migrate, restore, rekey."""
    mode = portalocker.LockFlags.EXCLUSIVE if alone else portalocker.LockFlags.SHARED
    lock = portalocker.Lock(
        folder / LOCK, mode="a", timeout=0, flags=mode | portalocker.LockFlags.NON_BLOCKING
    )
    try:
        lock.acquire()
    except portalocker.exceptions.LockException as error:
        raise StoreLocked(str(folder)) from error
    except OSError as error:
        raise StoreUnreachable(str(folder)) from error
    try:
        yield
    finally:
        lock.release()


def _is_remote(place: Path) -> bool:
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(place.anchor) == _DRIVE_REMOTE)
    return _file_system(place) in _REMOTE


def _file_system(place: Path) -> str:
    """The kind of file system a folder is on, empty where the system does not tell."""
    try:
        lines = Path("/proc/mounts").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    mounts = [line.split()[1:3] for line in lines]
    fitting = [(point, kind) for point, kind in mounts if place.is_relative_to(point)]
    return max(fitting, key=lambda mount: len(mount[0]), default=("", ""))[1]
