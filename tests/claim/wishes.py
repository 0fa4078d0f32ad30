"""A desk with and without a tie to HQ, and HQ's word as it comes in."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from db.models.claim import Claim, Lease
from db.models.sync import Link
from showroom.claim.terms import ClaimVerdict
from showroom.desk import Desk
from showroom.rights import EVERYONE, allows
from showroom.unit import Unit


@allows(*EVERYONE)
def tie(unit: Unit, _command: None) -> None:
    """This desk is tied to HQ from now on."""
    unit.session.add(Link(hq_id=b"H" * 16, hq_sign_key=b"", hq_box_key=b"", device_key=b""))


@dataclass(frozen=True, slots=True)
class Say:
    """HQ's word on the latest claim of a row."""

    for_id: UUID
    verdict: ClaimVerdict
    lost_to: str | None = None
    lost_until: datetime | None = None


@allows(*EVERYONE)
def say(unit: Unit, command: Say) -> None:
    claim = claims(unit, command.for_id)[-1]
    claim.verdict, claim.decided_at = command.verdict, unit.now
    claim.lost_to, claim.lost_until = command.lost_to, command.lost_until


@allows(*EVERYONE)
def lend(unit: Unit, hours: int) -> None:
    """HQ grants every lease asked for."""
    for lease in unit.session.scalars(select(Lease).where(Lease.verdict.is_(None))):
        lease.verdict, lease.granted_at = ClaimVerdict.GRANTED, unit.now
        lease.until = unit.now + timedelta(hours=hours)


def claims(unit: Unit, for_id: UUID) -> list[Claim]:
    """The claims of a row, the oldest first."""
    found = select(Claim).where(Claim.for_id == for_id).order_by(Claim.id)
    return list(unit.session.scalars(found))


@dataclass(frozen=True, slots=True)
class Seen:
    """A claim as a test looks at it."""

    kind: str
    resource: str
    verdict: str | None
    released: bool
    by_lease: bool
    starts_at: datetime | None
    ends_at: datetime | None


@allows(*EVERYONE)
def seen(unit: Unit, for_id: UUID) -> list[Seen]:
    return [
        Seen(
            each.kind, each.resource, each.verdict, each.released_at is not None,
            each.lease_id is not None, each.starts_at, each.ends_at,
        )
        for each in claims(unit, for_id)
    ]  # fmt: skip


def refuse(desk: Desk, for_id: UUID, lost_to: str, until: datetime | None = None) -> None:
    """HQ says no."""
    desk.write(say, Say(for_id, ClaimVerdict.REFUSED, lost_to, until))


def grant(desk: Desk, for_id: UUID) -> None:
    """HQ says yes."""
    desk.write(say, Say(for_id, ClaimVerdict.GRANTED))
