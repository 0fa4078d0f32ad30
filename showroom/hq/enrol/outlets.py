"""The outlets of the group."""

import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, insert, select

from db.headquarters import device, outlet
from showroom.errors import Refusal
from showroom.hq.desks import ACTIVE
from showroom.hq.headquarters import Headquarters
from showroom.terms import OutletKind, OutletStatus

_CODE = re.compile(r"[A-Z0-9]{2,8}")
_GROUP = re.compile(r"[a-z0-9][a-z0-9-]{0,19}")


@dataclass(frozen=True, slots=True)
class AddOutlet:
    """An outlet as the group names it; `zone` is an IANA time zone."""

    code: str
    name: str
    kind: OutletKind
    policy_group: str = "main"
    zone: str = "Asia/Shanghai"


@dataclass(frozen=True, slots=True)
class OutletLine:
    """One outlet, how many desks it has, and when one of them was last heard (µs UTC)."""

    code: str
    name: str
    kind: str
    policy_group: str
    status: str
    desks: int
    seen_at: int | None


def add_outlet(hq: Headquarters, new: AddOutlet) -> None:
    """Make it known; its first desk brings its key.

    Raises:
        Refusal: `hq.outlet_code`, `outlet_name`, `outlet_group`, `outlet_zone`, `outlet_exists`.
    """
    _check(new)
    with hq.store.write() as connection:
        if connection.execute(select(outlet.c.code).where(outlet.c.code == new.code)).first():
            raise Refusal("hq.outlet_exists", field="code", outlet=new.code)
        connection.execute(
            insert(outlet).values(
                code=new.code, name=new.name.strip(), kind=new.kind.value, zone=new.zone,
                policy_group=new.policy_group, status=OutletStatus.OPEN.value,
            )
        )  # fmt: skip


def outlets(connection: Connection) -> list[OutletLine]:
    """Every outlet by its code."""
    told = outlet.c
    query = (
        select(
            told.code, told.name, told.kind, told.policy_group, told.status,
            func.count(device.c.device_id), func.max(device.c.seen_at),
        )
        .outerjoin(device, (device.c.outlet == told.code) & (device.c.status == ACTIVE))
        .group_by(told.code, told.name, told.kind, told.policy_group, told.status)
        .order_by(told.code)
    )  # fmt: skip
    return [OutletLine(*row) for row in connection.execute(query)]


def _check(new: AddOutlet) -> None:
    if not _CODE.fullmatch(new.code):
        raise Refusal("hq.outlet_code", field="code", outlet=new.code)
    if not new.name.strip():
        raise Refusal("hq.outlet_name", field="name")
    if not _GROUP.fullmatch(new.policy_group):
        raise Refusal("hq.outlet_group", field="policy_group", group=new.policy_group)
    try:
        ZoneInfo(new.zone)
    except (KeyError, ValueError, OSError) as error:
        raise Refusal("hq.outlet_zone", field="zone", zone=new.zone) from error
