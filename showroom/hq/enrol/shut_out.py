"""The desks shut out, noted beside the store: putting HQ back from a backup lets none in again."""

from pathlib import Path

from sqlalchemy import Connection, update

from db.headquarters import device
from showroom.hq.desks import REVOKED
from showroom.hq.store import write_private

FILE = "shut-out"


def note(folder: Path | None, device_id: bytes) -> None:
    """Add a desk to the list; where nothing lies in files (a test's HQ) there is none."""
    if folder is not None:
        told = "\n".join(sorted({*_told(folder), device_id.hex()}))
        write_private(folder / FILE, told.encode())


def forget(folder: Path | None, device_id: bytes) -> None:
    """Take a desk that was let in again off the list."""
    if folder is not None and device_id in noted(folder):
        told = "\n".join(line for line in _told(folder) if line != device_id.hex())
        write_private(folder / FILE, told.encode())


def noted(folder: Path | None) -> set[bytes]:
    """The desks on the list."""
    return {bytes.fromhex(line) for line in _told(folder)} if folder is not None else set()


def replay(folder: Path, connection: Connection) -> None:
    """Shut out again whom the backup still lets in."""
    for device_id in noted(folder):
        whose = device.c.device_id == device_id
        connection.execute(update(device).where(whose).values(status=REVOKED))


def _told(folder: Path) -> list[str]:
    try:
        return (folder / FILE).read_text(encoding="ascii").split()
    except FileNotFoundError:
        return []
