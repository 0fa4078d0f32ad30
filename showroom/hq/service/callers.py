"""Who calls: a known desk that signed just this request, at about this time, for the first time."""

from dataclasses import dataclass

from sqlalchemy import select

from db.headquarters import device
from showroom.errors import Refusal
from showroom.hq.desks import REVOKED
from showroom.hq.headquarters import Headquarters
from showroom.hq.service.limits import Buckets, Nonces
from showroom.sync import signing
from showroom.sync.signing import MOST_SKEW_MS, Call, Signed


@dataclass(frozen=True, slots=True)
class Door:
    """What a caller must pass: HQ's knowledge of desks, nonces heard, how often each may ask."""

    hq: Headquarters
    nonces: Nonces
    desks: Buckets

    def caller(self, call: Call, signed: Signed, *, revoked_may: bool) -> bytes:
        """The desk's id.

        Raises:
            Refusal: `sync.unknown_device`, `sync.bad_signature`, `sync.clock`, `sync.replayed`,
                `sync.too_often`, `sync.revoked`.
        """
        key, status = self._known(signed.device)
        signing.check(key, call, signed)
        now = self.hq.millis()
        if abs(signed.at - now) > MOST_SKEW_MS or signed.at < self.nonces.since():
            raise Refusal("sync.clock", minutes=round(abs(signed.at - now) / 60_000))
        if not self.nonces.fresh(signed, now):
            raise Refusal("sync.replayed")
        check_rate(self.desks, signed.device)
        if status == REVOKED and not revoked_may:
            raise Refusal("sync.revoked")
        return signed.device

    def _known(self, device_id: bytes) -> tuple[bytes, str]:
        query = select(device.c.sign_key, device.c.status).where(device.c.device_id == device_id)
        with self.hq.store.read() as connection:
            found = connection.execute(query).one_or_none()
        if found is None:
            raise Refusal("sync.unknown_device")
        return found.sign_key, found.status


def check_rate(buckets: Buckets, key: object) -> None:
    """Take a token; raises Refusal `sync.too_often` with the seconds to wait."""
    wait = buckets.take(key)
    if wait:
        raise Refusal("sync.too_often", seconds=int(wait) + 1)
