"""The desk's way to HQ: a connection by the link it joined by, and its engine over that."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from nacl.signing import SigningKey
from sqlalchemy import select, true

from db.models.sync import Link, Replica
from showroom.desk import Desk
from showroom.errors import Trouble
from showroom.exchange.derived import Derived
from showroom.sync import wire
from showroom.sync.engine import Engine, Transport
from showroom.sync.http import HttpTransport, Signer, Site

Way = Callable[[Desk], Transport]
"""How a desk reaches HQ: `by_https`, or what a test or a simulation gives."""

UNKNOWN = "sync.unknown_device"
"""HQ knows nothing of this desk: it never did, or was put back from a backup of before."""


@dataclass(slots=True)
class Told:
    """A transport that tells, after each answer, how much of HQ's rows has come: 0 to 1.

    `tell` may raise to give up: nothing has been laid on the store then.
    """

    way: Transport
    tell: Callable[[float], None]

    def post(self, path: str, body: bytes) -> bytes:
        """Ask, and tell."""
        self.tell(0.0)
        raw = self.way.post(path, body)
        if path == "/v1/sync":
            answer = wire.unpack(raw, wire.Answer)
            read = min(answer.cursors.values(), default=answer.head)
            self.tell(min(1.0, read / answer.head) if answer.head and answer.more else 1.0)
        return raw


def by_https(desk: Desk) -> HttpTransport:
    """The way to HQ that the desk's link tells; close it when done.

    Raises:
        Trouble: `sync.not_enrolled`, `exchange.files_only` where HQ is reached by parcels alone.
    """
    link = _link(desk)
    if link is None:
        raise Trouble("sync.not_enrolled")
    if not link.url:
        raise Trouble("exchange.files_only")
    signer = Signer(link.device_id.bytes, SigningKey(link.device_key))
    site = Site(link.url, link.authority_pem or "", link.hq_sign_key)
    return HttpTransport(site, signer, desk.ports.clock, desk.ports.ids, link.offset_ms)


def engine_of(desk: Desk, transport: Transport) -> Engine:
    """The desk's engine over that way, its search keys brought up to date with every row."""
    ports = desk.ports
    return Engine(desk.opened.store, ports.clock, ports.ids, transport, Derived(ports.ids))


@contextmanager
def opened_way(desk: Desk, way: Way) -> Iterator[Transport]:
    """A way to HQ for one conversation, its connection let go after it."""
    transport = way(desk)
    try:
        yield transport
    finally:
        end: Callable[[], None] | None = getattr(transport, "close", None)
        if end:
            end()


def _link(desk: Desk) -> Any:  # noqa: ANN401 - a row of six columns, or None
    columns = (
        Link.url, Link.authority_pem, Link.hq_sign_key, Link.device_key, Link.offset_ms,
        Replica.device_id,
    )  # fmt: skip
    with desk.opened.store.read() as session:
        return session.execute(select(*columns).join(Replica, true())).one_or_none()
