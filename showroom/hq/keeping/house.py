"""HQ's folder: made once, opened by every command of the line and by the service."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from db import folder as places
from db.errors import StoreExists, StoreMissing
from db.session import new_key
from showroom.clock import Clock
from showroom.hq import keys
from showroom.hq.headquarters import Headquarters
from showroom.hq.keeping import escrow, tls
from showroom.hq.store import KEY, Birth, key_of, new_store, open_store, write_private
from showroom.ids import Ids

FILE = "hq.json"


class Config(msgspec.Struct, frozen=True):
    """What is HQ's own to choose: names its certificate is for, its address as desks use it.

    `database` is a `postgresql://` address, empty for the file in the folder; `backups` the folder
    of backups, best on another disk, and how often they are made.
    """

    names: list[str]
    url: str
    database: str = ""
    backups: str = ""
    backup_minutes: int = 60


@dataclass(frozen=True, slots=True)
class Ports:
    """Time and keys, given."""

    clock: Clock
    ids: Ids


def set_up(place: Path, config: Config, ports: Ports) -> str:
    """Make HQ's store, keys, authorities and certificate; the recovery key, shown once.

    Raises StoreExists, StoreUnsafe, StoreUnreachable.
    """
    places.check(place)
    if (place / FILE).exists():
        raise StoreExists(str(place))
    places.make(place)
    _make_store(place, config, ports)
    keys.make(place)
    reserve = _certify(place, config, ports)
    recovery = escrow.seal(place, _secrets(place, reserve))
    write_config(place, config)
    return recovery


def write_config(place: Path, config: Config) -> None:
    """Keep what was chosen: only the owner reads it, for an address may hold a password."""
    write_private(place / FILE, msgspec.json.encode(config))


def config_of(place: Path) -> Config:
    """What was chosen; raises StoreMissing."""
    try:
        return msgspec.json.decode((place / FILE).read_bytes(), type=Config)
    except (OSError, msgspec.MsgspecError) as error:
        raise StoreMissing(str(place / FILE)) from error


@contextmanager
def opened(place: Path, ports: Ports) -> Iterator[Headquarters]:
    """Headquarters of the folder, held together with others who use it.

    Raises StoreMissing, StoreLocked, WrongKey, KeyMissing.
    """
    config = config_of(place)
    with places.held(place):
        store = open_store(config.database or place)
        try:
            yield Headquarters(store, ports.clock, ports.ids, keys.load(place), place)
        finally:
            store.close()


def renew(place: Path, ports: Ports, names: list[str]) -> None:
    """A new certificate of the authority in use, for other names if told."""
    config = config_of(place)
    asked = names or config.names
    issued = tls.issue(tls.load(place, tls.AUTHORITY), asked, ports.clock.now())
    tls.save(place, tls.SERVER, issued)
    write_config(place, msgspec.structs.replace(config, names=asked))


def backups_of(place: Path) -> Path:
    """Where backups are kept."""
    return Path(config_of(place).backups or place / "backups")


def _make_store(place: Path, config: Config, ports: Ports) -> None:
    """The tables and HQ's ids; on PostgreSQL the key is that of the backups."""
    if config.database:
        write_private(place / KEY, new_key().hex().encode())
        store = open_store(config.database)
    else:
        store = new_store(place)
    micros = int(ports.clock.now().timestamp() * 1_000_000)
    try:
        store.create(Birth(ports.ids.new().bytes, ports.ids.new().bytes, micros))
    finally:
        store.close()


def _certify(place: Path, config: Config, ports: Ports) -> tls.Authority:
    """The authority, its reserve (whose key is not kept here) and the service's certificate."""
    now = ports.clock.now()
    authority = tls.new_authority("Showroom HQ", now)
    reserve = tls.new_authority("Showroom HQ reserve", now)
    tls.save(place, tls.AUTHORITY, authority)
    tls.save(place, tls.RESERVE, reserve, with_key=False)
    tls.save(place, tls.SERVER, tls.issue(authority, config.names, now))
    return reserve


def _secrets(place: Path, reserve: tls.Authority) -> dict[str, str]:
    """Everything a new machine needs to be this HQ again."""
    return {
        **keys.seeds(keys.load(place)),
        "store": key_of(place).hex(),
        tls.AUTHORITY: (place / f"{tls.AUTHORITY}.key").read_text(encoding="ascii"),
        tls.RESERVE: tls.key_pem(reserve.key).decode(),
    }
