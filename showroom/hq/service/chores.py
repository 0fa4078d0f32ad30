"""What the service does by itself now and then, beside answering."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path

from litestar import Litestar

from db.errors import StoreError
from showroom.errors import Failure
from showroom.hq import blobs, snapshot
from showroom.hq.headquarters import Headquarters
from showroom.hq.keeping import backup, house
from showroom.hq.rows import state

_FIRST_SECONDS = 5.0
_HOUR_SECONDS = 3600.0
_log = logging.getLogger("showroom.hq.chores")

Lifespan = Callable[[Litestar], AbstractAsyncContextManager[None]]


def repeated(seconds: float, chore: Callable[[], object]) -> Lifespan:
    """Does the chore soon after the start and every so often, as long as the service runs."""

    @asynccontextmanager
    async def running(_app: Litestar) -> AsyncIterator[None]:
        task = asyncio.create_task(_repeat(seconds, chore))
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    return running


def all_of(hq: Headquarters, place: Path) -> list[Lifespan]:
    """Everything HQ does by itself."""
    backups = backing_up(hq, place)
    return [*([backups] if backups else []), repeated(_HOUR_SECONDS, lambda: forget(hq))]


def forget(hq: Headquarters) -> int:
    """Let the files go that the erased are in, and those no row names; how many went."""
    return snapshot.forget_erased(hq) + blobs.sweep(hq)


def backing_up(hq: Headquarters, place: Path) -> Lifespan | None:
    """Backups as HQ's folder asks for them; None where it asks for none."""
    config = house.config_of(place)
    if not config.backup_minutes:
        return None
    target, address = house.backups_of(place), (config.names, config.url)
    return repeated(config.backup_minutes * 60, lambda: keep(hq, target, address))


def keep(hq: Headquarters, target: Path, address: tuple[list[str], str]) -> bool:
    """Make a backup if there is anything new, and throw the oldest away; whether it was made."""
    with hq.store.read() as connection:
        now = state(connection)
    if now.head <= now.durable:
        return False
    made = backup.back_up(hq, target, address)
    backup.thin(target)
    _log.info("backed up to %s", made.manifest.head)
    return True


async def _repeat(seconds: float, chore: Callable[[], object]) -> None:
    """A chore that fails is logged, and tried again at its next turn."""
    await asyncio.sleep(min(_FIRST_SECONDS, seconds))
    while True:
        try:
            await asyncio.to_thread(chore)
        except (Failure, StoreError, OSError) as error:
            _log.error("chore failed: %s", getattr(error, "code", type(error).__name__))
        await asyncio.sleep(seconds)
