"""Backups of HQ: whole, verified, encrypted, and known to desks as `durable` once they are."""

import contextlib
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from sqlalchemy import func, select, update

from db import backup as copies
from db.backup import BackupDamaged
from db.headquarters import held_row, hq_state
from db.session import open_file
from showroom.errors import Trouble
from showroom.hq.headquarters import Headquarters
from showroom.hq.keeping import dump, escrow, tls
from showroom.hq.rows import State, state
from showroom.hq.store import FILE, KEY, key_of, write_private

DUMP = "hq.dump"
MANIFEST = "manifest.json"
_KEPT = 48


class Manifest(msgspec.Struct, frozen=True):
    """What a backup is of: ids in hex, `head` the last sequence number in it, `at` µs UTC."""

    hq_id: str
    epoch: str
    head: int
    rows: int
    at: int
    store: str
    names: list[str] = []
    url: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A finished backup."""

    folder: Path
    manifest: Manifest


def back_up(hq: Headquarters, target: Path, address: tuple[list[str], str] = ([], "")) -> Made:
    """A verified copy in a folder of its own under `target`; desks may then forget what it holds.

    `address` are the names and the address HQ is known by, for a new machine to take over.

    Raises:
        Trouble: `hq.backup_failed`.
        BackupDamaged: the copy did not pass its check and was thrown away.
    """
    place = _folder_of(hq)
    partial = target / "unfinished.partial"
    try:
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True, mode=0o700)
        manifest = _copied(hq, place, partial, address)
        _keep_keys(place, partial)
        write_private(partial / MANIFEST, msgspec.json.encode(manifest))
        made = Made(partial.rename(target / _name(manifest)), manifest)
    except OSError as error:
        raise Trouble("hq.backup_failed", folder=str(target)) from error
    _tell_durable(hq, manifest)
    return made


def backups(target: Path) -> list[Made]:
    """The finished backups in a folder, the oldest first."""
    found = sorted(target.glob(f"hq-*/{MANIFEST}")) if target.exists() else []
    return [Made(file.parent, read_manifest(file.parent)) for file in found]


def read_manifest(folder: Path) -> Manifest:
    """What the backup in the folder is of; raises BackupDamaged."""
    try:
        return msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError) as error:
        raise BackupDamaged(str(folder)) from error


def thin(target: Path) -> None:
    """Throw away the oldest beyond the last 48."""
    for made in backups(target)[:-_KEPT]:
        shutil.rmtree(made.folder, ignore_errors=True)


def _copied(
    hq: Headquarters, place: Path, partial: Path, address: tuple[list[str], str]
) -> Manifest:
    """The copy itself, read back, and what it is of by its own word."""
    key, names = key_of(place), address
    if hq.store.dialect == "postgresql":
        now, rows = _dumped(hq, partial / DUMP, key)
    else:
        now, rows = _vacuumed(place, partial / FILE, key)
    return Manifest(
        now.hq_id.hex(), now.epoch.hex(), now.head, rows, hq.micros(), hq.store.dialect, *names
    )


def _vacuumed(place: Path, target: Path, key: bytes) -> tuple[State, int]:
    copies.backup(place / FILE, key, target)
    connection = open_file(target, key)
    try:
        told = "SELECT hq_id, epoch, head, durable, restored_at, granting_since FROM hq_state"
        now = State(*connection.execute(told).fetchone())
        rows = connection.execute("SELECT count(*) FROM held_row").fetchone()[0]
        connection.execute("PRAGMA journal_mode = DELETE")
    finally:
        connection.close()
    return now, int(rows)


def _dumped(hq: Headquarters, target: Path, key: bytes) -> tuple[State, int]:
    with hq.store.read() as connection, target.open("wb") as file:
        now = state(connection)
        rows = connection.scalar(select(func.count()).select_from(held_row))
        dump.write(connection, key, file)
    dump.verify(target, key)
    return now, int(rows or 0)


def _keep_keys(place: Path, partial: Path) -> None:
    """The keys under their recovery key, and the authorities desks know."""
    for name in (escrow.FILE, f"{tls.AUTHORITY}.pem", f"{tls.RESERVE}.pem"):
        with contextlib.suppress(FileNotFoundError):
            shutil.copyfile(place / name, partial / name)


def _tell_durable(hq: Headquarters, manifest: Manifest) -> None:
    """Desks may forget what is in the backup, as long as HQ's history is still the one in it."""
    told = hq_state.c
    with hq.store.write() as connection:
        connection.execute(
            update(hq_state)
            .where(told.epoch == bytes.fromhex(manifest.epoch), told.durable < manifest.head)
            .values(durable=manifest.head)
        )


def _name(manifest: Manifest) -> str:
    when = datetime.fromtimestamp(manifest.at / 1_000_000, UTC)
    return f"hq-{when:%Y%m%d-%H%M%S-%f}-{manifest.head}"


def _folder_of(hq: Headquarters) -> Path:
    if hq.folder is None or not (hq.folder / KEY).exists():
        raise Trouble("hq.backup_failed", folder=str(hq.folder))
    return hq.folder
