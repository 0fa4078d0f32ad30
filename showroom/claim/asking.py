"""Asking for what only one may have, and letting it go; called by the command that needs it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from db.models.claim import Claim, Lease
from db.models.sync import Link, Replica
from showroom.claim.rules import Span
from showroom.claim.terms import ClaimKind, ClaimVerdict
from showroom.errors import Refusal
from showroom.unit import Unit


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted, and the row it is wanted for; a time (instants aware) only of a car's."""

    kind: ClaimKind
    resource: str
    for_table: str
    for_id: UUID
    span: Span[datetime] | None = None


def ask(unit: Unit, wish: Wish) -> UUID:
    """Put a wish beside what it is for; it waits for HQ's word, unless this desk may say it.

    A desk with no tie to HQ is its own arbiter; one that holds the lease of a car's calendar
    grants its times.

    Raises:
        Refusal: `claim.taken`: another's grant of it is on file here.
    """
    if _granted_to_another(unit, wish):
        raise Refusal("claim.taken")
    lease_id = lease_of(unit, wish.resource) if wish.kind is ClaimKind.SLOT else None
    may_grant = lease_id is not None or not linked(unit)
    claim = Claim(
        id=unit.new_id(),
        outlet_id=unit.outlet_id,
        kind=wish.kind,
        resource=wish.resource,
        starts_at=wish.span.starts_at if wish.span else None,
        ends_at=wish.span.ends_at if wish.span else None,
        for_table=wish.for_table,
        for_id=wish.for_id,
        asked_by_id=unit.actor.staff_id,
        asked_at=unit.now,
        verdict=ClaimVerdict.GRANTED if may_grant else None,
        decided_at=unit.now if may_grant else None,
        lease_id=lease_id,
    )
    return unit.add(claim).id


def release(unit: Unit, for_table: str, for_id: UUID, reason: str = "") -> None:
    """Let go of everything a row holds or waits for."""
    rows = select(Claim).where(
        Claim.for_table == for_table, Claim.for_id == for_id, Claim.released_at.is_(None)
    )
    for claim in unit.session.scalars(rows):
        claim.released_at = unit.now
        claim.release_reason = reason or None
    unit.session.flush()


def linked(unit: Unit) -> bool:
    """Whether this desk is tied to HQ, which then is the arbiter."""
    return unit.session.scalar(select(Link.id).limit(1)) is not None


def lease_of(unit: Unit, resource: str) -> UUID | None:
    """The lease by which this desk grants a car's times itself, None where it holds none.

    It holds until it runs out or is returned, in the life of the desk that asked for it.
    """
    life = select(Replica.life_id).scalar_subquery()
    return unit.session.scalar(
        select(Lease.id)
        .where(
            Lease.kind == ClaimKind.SLOT,
            Lease.resource == resource,
            Lease.verdict == ClaimVerdict.GRANTED,
            Lease.returned_at.is_(None),
            Lease.until > unit.now,
            Lease.desk_code == unit.place.desk_code,
            Lease.life_id == life,
        )
        .order_by(Lease.until.desc())
        .limit(1)
    )


def live(*, refused: bool = False) -> tuple[Any, ...]:
    """The claims that keep others out: not released, not refused unless those are wanted too."""
    standing = Claim.released_at.is_(None)
    if refused:
        return (standing,)
    return standing, or_(Claim.verdict.is_(None), Claim.verdict == ClaimVerdict.GRANTED)


def _granted_to_another(unit: Unit, wish: Wish) -> bool:
    found = select(Claim.id).where(
        Claim.kind == wish.kind,
        Claim.resource == wish.resource,
        Claim.verdict == ClaimVerdict.GRANTED,
        Claim.released_at.is_(None),
        Claim.for_id != wish.for_id,
    )
    if wish.span is not None:
        found = found.where(
            Claim.starts_at < wish.span.ends_at, Claim.ends_at > wish.span.starts_at
        )
    return unit.session.scalar(found.limit(1)) is not None
