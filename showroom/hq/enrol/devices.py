"""The desks HQ knows: listed, and shut out when one is lost."""

from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from db.headquarters import device
from showroom.errors import Refusal
from showroom.hq.desks import REVOKED
from showroom.hq.enrol import shut_out
from showroom.hq.headquarters import Headquarters


@dataclass(frozen=True, slots=True)
class DeviceLine:
    """One desk; times µs UTC, `behind` how many changes it said it still held."""

    device_id: bytes
    outlet: str
    desk_code: str
    status: str
    cloned: int
    enrolled_at: int
    seen_at: int | None
    app: str | None
    behind: int | None


def devices(connection: Connection) -> list[DeviceLine]:
    """Every desk, by outlet and letter."""
    told = device.c
    query = select(
        told.device_id, told.outlet, told.desk_code, told.status, told.cloned, told.enrolled_at,
        told.seen_at, told.app, told.behind,
    ).order_by(told.outlet, told.desk_code)  # fmt: skip
    return [DeviceLine(*row) for row in connection.execute(query)]


def revoke(hq: Headquarters, device_id: bytes) -> None:
    """Shut a desk out: what it still holds it may deliver, it reads nothing any more.

    Raises:
        Refusal: `hq.device_unknown`.
    """
    with hq.store.write() as connection:
        change = update(device).where(device.c.device_id == device_id).values(status=REVOKED)
        if not connection.execute(change).rowcount:
            raise Refusal("hq.device_unknown", device=device_id.hex())
        shut_out.note(hq.folder, device_id)


def escrowed(connection: Connection, device_id: bytes) -> bytes | None:
    """The desk's recovery key as it was sealed to HQ's box key, if it left one."""
    query = select(device.c.escrow).where(device.c.device_id == device_id)
    found: bytes | None = connection.scalar(query)
    return found
