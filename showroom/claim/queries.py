"""How wishes stand, and those that were refused and wait for somebody's choice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import case, func, or_, select

from db.models.claim import Claim, Lease
from db.models.contract import Contract
from db.models.customer import Customer
from db.models.testdrive import TestDrive
from showroom.claim.asking import lease_of, linked
from showroom.claim.rules import standing
from showroom.claim.terms import ClaimKind, ClaimStanding, ClaimVerdict
from showroom.rights import DESK, MANAGERS, allows
from showroom.unit import Unit


@dataclass(frozen=True, slots=True)
class Held:
    """How the latest wish of a row stands; `lost_to` has it, until then (UTC)."""

    standing: ClaimStanding
    lost_to: str | None = None
    lost_until: datetime | None = None


NOT_ASKED = Held(ClaimStanding.TENTATIVE)
"""Of a row that has no claim: nothing says that it is confirmed."""


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A wish that was refused and not let go of yet: what it is for, and who has it; UTC."""

    claim_id: UUID
    kind: ClaimKind
    for_table: str
    for_id: UUID
    subject: str
    lost_to: str | None
    lost_until: datetime | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class LeaseLine:
    """Whether this desk grants a car's slots itself: until when (UTC), or asked and not decided."""

    vehicle_id: UUID
    until: datetime | None
    waiting: bool


@allows(*DESK)
def mine_refused(unit: Unit, _query: None) -> list[RefusedLine]:
    """The refused wishes to choose about, the latest first: one's own, a manager's all.

    A time that is over needs no choice any more.
    """
    who = case((Claim.for_table == "contract", Contract.buyer), else_=Customer.name)
    found = (
        select(
            Claim.id, Claim.kind, Claim.for_table, Claim.for_id,
            func.coalesce(who, ""), Claim.lost_to, Claim.lost_until, Claim.decided_at,
        )
        .outerjoin(Contract, Contract.id == Claim.for_id)
        .outerjoin(TestDrive, TestDrive.id == Claim.for_id)
        .outerjoin(Customer, Customer.id == TestDrive.customer_id)
        .where(
            Claim.verdict == ClaimVerdict.REFUSED,
            Claim.released_at.is_(None),
            or_(Claim.ends_at.is_(None), Claim.ends_at > unit.now),
        )
        .order_by(Claim.decided_at.desc(), Claim.id.desc())
    )  # fmt: skip
    if unit.actor.role not in MANAGERS:
        found = found.where(Claim.asked_by_id == unit.actor.staff_id)
    rows = unit.session.execute(found)
    return [RefusedLine(key, ClaimKind(kind), *rest) for key, kind, *rest in rows]


@allows(*DESK)
def lease_line(unit: Unit, vehicle_id: UUID) -> LeaseLine | None:
    """How a demo car's lease stands at this desk; None for a desk without a tie to HQ."""
    if not linked(unit):
        return None
    held = lease_of(unit, vehicle_id.hex)
    until = unit.session.scalar(select(Lease.until).where(Lease.id == held)) if held else None
    waiting = select(Lease.id).where(
        Lease.resource == vehicle_id.hex,
        Lease.desk_code == unit.place.desk_code,
        Lease.verdict.is_(None),
        Lease.returned_at.is_(None),
    )
    return LeaseLine(vehicle_id, until, unit.session.scalar(waiting.limit(1)) is not None)


def claims_of(unit: Unit, for_table: str, keys: Iterable[UUID]) -> dict[UUID, Held]:
    """How the latest wish of each of these rows stands; one that never asked is left out."""
    wanted: Sequence[UUID] = list(keys)
    rows = unit.session.execute(
        select(Claim.for_id, Claim.verdict, Claim.released_at, Claim.lost_to, Claim.lost_until)
        .where(Claim.for_table == for_table, Claim.for_id.in_(wanted))
        .order_by(Claim.released_at.is_(None), Claim.id)
    )
    return {
        key: Held(standing(verdict, released=gone is not None), lost_to, until)
        for key, verdict, gone, lost_to, until in rows
    }


def held(unit: Unit, for_table: str, key: UUID) -> Held:
    """How the latest wish of a row stands."""
    return claims_of(unit, for_table, [key]).get(key, NOT_ASKED)


def refused_for(unit: Unit, kind: ClaimKind, resource: str) -> set[UUID]:
    """The rows whose wish for a thing was refused and not let go of: they keep nobody out."""
    found = select(Claim.for_id).where(
        Claim.kind == kind,
        Claim.resource == resource,
        Claim.verdict == ClaimVerdict.REFUSED,
        Claim.released_at.is_(None),
    )
    return set(unit.session.scalars(found))
