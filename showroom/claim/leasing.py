"""A demo car's calendar lent to this desk, which then confirms its slots alone while offline."""

from uuid import UUID

from sqlalchemy import select

from db.models.claim import Lease
from db.models.sync import Replica
from db.models.vehicle import Vehicle
from showroom.claim.asking import lease_of, linked
from showroom.claim.terms import ClaimKind, ClaimVerdict
from showroom.errors import Refusal
from showroom.rights import MANAGERS, allows
from showroom.unit import Unit


@allows(*MANAGERS)
def borrow(unit: Unit, vehicle_id: UUID) -> UUID:
    """Ask HQ for the calendar of a demo car; it holds from HQ's word on.

    Raises:
        Refusal: `claim.not_linked`, `claim.lease_held`.
    """
    if not linked(unit):
        raise Refusal("claim.not_linked")
    resource = unit.get(Vehicle, vehicle_id).id.hex
    if lease_of(unit, resource) is not None:
        raise Refusal("claim.lease_held")
    lease = Lease(
        id=unit.new_id(),
        outlet_id=unit.outlet_id,
        kind=ClaimKind.SLOT,
        resource=resource,
        desk_code=unit.place.desk_code,
        life_id=unit.session.scalars(select(Replica.life_id)).one(),
        asked_at=unit.now,
    )
    return unit.add(lease).id


@allows(*MANAGERS)
def give_back(unit: Unit, vehicle_id: UUID) -> None:
    """Return what this desk holds or asked for of a car; raises Refusal `claim.not_held`.

    From now on its slots wait for HQ's word again.
    """
    held = unit.session.scalars(
        select(Lease).where(
            Lease.kind == ClaimKind.SLOT,
            Lease.resource == vehicle_id.hex,
            Lease.desk_code == unit.place.desk_code,
            Lease.returned_at.is_(None),
        )
    )
    mine = [lease for lease in held if lease.verdict != ClaimVerdict.REFUSED]
    if not mine:
        raise Refusal("claim.not_held")
    for lease in mine:
        lease.returned_at = unit.now
