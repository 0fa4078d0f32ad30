"""The desks HQ knows, and what each may read."""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from db.headquarters import device, outlet
from showroom.errors import Refusal
from showroom.terms import OutletKind

ACTIVE, REVOKED = "ACTIVE", "REVOKED"


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk that speaks, as HQ knows it."""

    device: bytes
    outlet: str
    outlet_id: bytes
    kind: str
    policy_group: str
    desk_code: str
    status: str
    lives: int

    def buckets(self) -> list[str]:
        """The buckets granted: floor prices never to a second-tier outlet, nothing once revoked."""
        if self.status == REVOKED:
            return []
        floor = [] if self.kind == OutletKind.TIER2 else [f"floor:{self.policy_group}"]
        return ["hq", f"group:{self.policy_group}", *floor, f"outlet:{self.outlet}"]


_DESK = (
    select(
        device.c.device_id, device.c.outlet, outlet.c.outlet_id, outlet.c.kind,
        outlet.c.policy_group, device.c.desk_code, device.c.status, device.c.lives,
    )
    .join(outlet, outlet.c.code == device.c.outlet)
    .where(device.c.device_id == bindparam("device"))
)  # fmt: skip


def known_desk(connection: Connection, device_id: bytes) -> Desk:
    """The enrolled desk of that key; raises Refusal `sync.unknown_device`."""
    row = connection.execute(_DESK, {"device": device_id}).one_or_none()
    if row is None:
        raise Refusal("sync.unknown_device")
    return Desk(*row)


def sign_key_of(connection: Connection, device_id: bytes) -> bytes | None:
    """The public signing key of an enrolled desk; None for one HQ does not know."""
    query = select(device.c.sign_key).where(device.c.device_id == device_id)
    found: bytes | None = connection.scalar(query)
    return found
