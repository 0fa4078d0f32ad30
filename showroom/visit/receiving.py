"""Who receives a party: the consultant whose customer it is, else whose turn it is."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from db.models.customer import Customer
from db.models.staff import Staff
from db.models.visit import Visit, visit_day
from showroom.terms import Channel, Role, VisitKind
from showroom.unit import Unit
from showroom.visit.rotation import Turn, next_in_turn

_TAKES_A_TURN = (VisitKind.FIRST, VisitKind.FIRST_ON_FILE)


@dataclass(frozen=True, slots=True)
class Receiver:
    """The person proposed, and whether because the customer is theirs or by rotation."""

    staff_id: UUID | None
    is_owner: bool


def receiver_for(unit: Unit, card: Customer | None) -> Receiver:
    """The owner of the card while they are in service, else whose turn it is today."""
    if card is not None and card.owner_id is not None:
        owner = unit.session.get(Staff, card.owner_id)
        if owner is not None and owner.is_active:
            return Receiver(owner.id, is_owner=True)
    return Receiver(next_in_turn(_consultants(unit), _turns(unit)), is_owner=False)


def _consultants(unit: Unit) -> list[UUID]:
    return list(
        unit.session.scalars(
            select(Staff.id)
            .where(Staff.is_active, Staff.role == Role.CONSULTANT)
            .order_by(Staff.id)
        )
    )


def _turns(unit: Unit) -> list[Turn]:
    """New customers received today; one's own coming back takes no turn."""
    rows = unit.session.execute(
        select(Visit.received_by_id, Visit.arrived_at).where(
            visit_day == unit.today,
            Visit.channel == Channel.WALK_IN,
            Visit.kind.in_(_TAKES_A_TURN),
            Visit.continues_id.is_(None),
        )
    )
    return [Turn(person, at) for person, at in rows if person is not None]
