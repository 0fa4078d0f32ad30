"""One exchange with HQ from a desk: made known again where HQ forgot it, what went wrong noted."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from sqlalchemy import update

from db.errors import StoreError
from db.models.sync import Link
from showroom.desk import Desk
from showroom.errors import Failure, Trouble
from showroom.exchange import attachments
from showroom.exchange.first import by_snapshot
from showroom.exchange.joining import rejoin
from showroom.exchange.link import UNKNOWN, Told, Way, by_https, engine_of, opened_way
from showroom.sync.engine import Transport
from showroom.sync.halves import Exchanged


def _nobody(_fraction: float) -> None:
    """Nobody watches."""


def sync_now(
    desk: Desk,
    *,
    check: bool = False,
    way: Way = by_https,
    tell: Callable[[float], None] = _nobody,
) -> Exchanged:
    """One exchange with HQ; what goes wrong is noted in the link as well as raised.

    With `check` the copies here and at HQ are compared and healed. Call it off the window's thread.

    Raises:
        Trouble: HQ out of reach, which is a state and no fault; the others of `Engine.exchange`;
            this disk or store failed: nothing of the answer was laid then.
        Refusal: HQ refused the message as such.
    """
    try:
        return _exchanged(desk, way, tell, check=check)
    except StoreError as error:
        raise Trouble(error.code, detail=str(error)) from error
    except Failure as failure:
        with suppress(StoreError):  # what went wrong is told all the same
            _note(desk, failure)
        raise


def _exchanged(desk: Desk, way: Way, tell: Callable[[float], None], *, check: bool) -> Exchanged:
    """An exchange; an HQ put back from a backup without this desk is shown its own letter first."""
    try:
        with opened_way(desk, way) as transport:
            return _conversed(desk, transport, tell, check=check)
    except Trouble as trouble:
        if trouble.code != UNKNOWN:
            raise
    rejoin(desk, way)
    with opened_way(desk, way) as transport:
        return _conversed(desk, transport, tell, check=check)


def _conversed(
    desk: Desk, transport: Transport, tell: Callable[[float], None], *, check: bool
) -> Exchanged:
    """A new desk's snapshot first, then an exchange as ever."""
    first = by_snapshot(desk, transport, tell)
    done = engine_of(desk, Told(transport, tell)).exchange(check=check)
    _files(desk, transport, done)
    return replace(first.and_then(done), trips=done.trips) if first else done


def _files(desk: Desk, transport: Transport, done: Exchanged) -> None:
    """Attachments after rows; what fails is tried again after the next exchange."""
    with suppress(Failure):
        if "erasure" in done.tables:
            attachments.sweep(desk)
        if isinstance(transport, attachments.Way):
            attachments.send(desk, transport)


def _note(desk: Desk, failure: Failure) -> None:
    """Keep what went wrong, and when, until an exchange succeeds."""
    with desk.opened.store.applying() as connection:
        connection.execute(
            update(Link).values(trouble=failure.code, trouble_at=desk.ports.clock.now())
        )
