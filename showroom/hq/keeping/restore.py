"""HQ put back from a backup: it says first what is lost, begins a new epoch, and grants nothing.

Desks see the new epoch and send again what the backup lacks; until all of an outlet have, nothing
is granted there, or until an operator says so.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select, update

from db import folder as places
from db.backup import BackupDamaged
from db.errors import StoreError, StoreMissing
from db.headquarters import device, held_row, hq_state, tx_log
from db.session import open_file
from showroom.errors import Refusal
from showroom.hq import keys
from showroom.hq.enrol import shut_out
from showroom.hq.keeping import backup, dump, escrow, house, tls
from showroom.hq.keeping.backup import Manifest
from showroom.hq.keeping.house import Config, Ports
from showroom.hq.rows import state
from showroom.hq.store import FILE, KEY, HqStore, key_of, open_store, write_private


@dataclass(frozen=True, slots=True)
class Loss:
    """What HQ has that the backup lacks; desks that live hand back what they wrote themselves.

    `known` is False where HQ's own store does not open any more.
    """

    head: int
    rows: int = 0
    transactions: int = 0
    desks: int = 0
    known: bool = True


def loss(place: Path, source: Path) -> Loss:
    """What would be lost; raises BackupDamaged, and Refusal as `restore` does."""
    manifest = backup.read_manifest(source)
    try:
        store = open_store(house.config_of(place).database or place)
    except StoreMissing:
        return Loss(manifest.head, known=False)
    try:
        return _missing(store, manifest)
    except StoreError:
        return Loss(manifest.head, known=False)
    finally:
        store.close()


def restore(place: Path, source: Path, ports: Ports) -> Manifest:
    """Put HQ back as the backup has it; what was there is kept beside it under another name.

    Raises:
        Refusal: `hq.backup_of_another` (of another HQ, or for the other kind of store).
        BackupDamaged, StoreLocked (HQ is being served), WrongKey.
    """
    manifest, config = backup.read_manifest(source), house.config_of(place)
    if (manifest.store == "postgresql") is not bool(config.database):
        raise Refusal("hq.backup_of_another")
    with places.held(place, alone=True):
        if config.database:
            _loaded(place, config, source)
        else:
            _put_back(place, source)
        _begin_epoch(place, config, ports)
    return manifest


def take_over(place: Path, source: Path, recovery: str, config: Config) -> None:
    """Make an empty folder this HQ's by its recovery key, before `restore`.

    Raises KeyMissing, WrongKey, StoreExists.
    """
    secrets = escrow.unseal(source / escrow.FILE, recovery)
    places.check(place)
    if (place / house.FILE).exists():
        raise Refusal("hq.not_empty", folder=str(place))
    places.make(place)
    write_private(place / KEY, secrets["store"].encode())
    keys.save(place, keys.from_seeds(secrets))
    write_private(place / f"{tls.AUTHORITY}.key", secrets[tls.AUTHORITY].encode())
    for name in (f"{tls.AUTHORITY}.pem", f"{tls.RESERVE}.pem", escrow.FILE):
        shutil.copyfile(source / name, place / name)
    house.write_config(place, config)


def resume(place: Path, ports: Ports) -> None:
    """An operator's word that claims may be granted again."""
    with house.opened(place, ports) as hq, hq.store.write() as connection:
        connection.execute(update(hq_state).values(granting_since=hq.micros()))


def _missing(store: HqStore, manifest: Manifest) -> Loss:
    with store.read() as connection:
        if state(connection).hq_id.hex() != manifest.hq_id:
            raise Refusal("hq.backup_of_another")
        counts = (
            connection.scalar(select(func.count()).select_from(table).where(column > bound))
            for table, column, bound in (
                (held_row, held_row.c.seq, manifest.head),
                (tx_log, tx_log.c.seq, manifest.head),
                (device, device.c.enrolled_at, manifest.at),
            )
        )
        rows, transactions, desks = (int(count or 0) for count in counts)
        return Loss(manifest.head, rows, transactions, desks)


def _put_back(place: Path, source: Path) -> None:
    """The copy checked first, then in the place of what was there, which is kept."""
    partial = place / f"{FILE}.partial"
    shutil.copyfile(source / FILE, partial)
    if not _is_whole(partial, key_of(place)):
        partial.unlink()
        raise BackupDamaged(str(source))
    places.set_aside(place, FILE, f"{FILE}-wal", f"{FILE}-shm")
    partial.replace(place / FILE)


def _is_whole(file: Path, key: bytes) -> bool:
    """Whether every page passes its authentication and the trees are whole."""
    from sqlcipher3.dbapi2 import DatabaseError

    connection = open_file(file, key)
    try:
        whole: bool = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        connection.execute("PRAGMA journal_mode = DELETE")
    except DatabaseError:
        whole = False
    finally:
        connection.close()
    return whole


def _loaded(place: Path, config: Config, source: Path) -> None:
    """All tables in one transaction: HQ is as it was, or as the backup has it."""
    key = key_of(place)
    dump.verify(source / backup.DUMP, key)
    store = open_store(config.database)
    try:
        store.make_tables()
        with store.write() as connection:
            dump.load(connection, source / backup.DUMP, key)
    finally:
        store.close()


def _begin_epoch(place: Path, config: Config, ports: Ports) -> None:
    """The backup's end is where HQ now stands, and all of it is in a backup."""
    store = open_store(config.database or place)
    micros = int(ports.clock.now().timestamp() * 1_000_000)
    try:
        with store.write() as connection:
            head = state(connection).head
            connection.execute(
                update(hq_state).values(
                    epoch=ports.ids.new().bytes,
                    epoch_head=head,
                    durable=head,
                    restored_at=micros,
                    granting_since=None,
                )
            )
            shut_out.replay(place, connection)
    finally:
        store.close()
