"""Believable rows for tests that need a customer or a car without the page that makes one."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.customer import Customer
from db.models.vehicle import Vehicle
from db.models.visit import FollowUp

WHEN = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)


def customer(outlet_id: UUID, name: str = "王芳", phone: str | None = "13900000000") -> Customer:
    """A customer on file, not yet added to a session."""
    return Customer(
        id=uuid4(),
        outlet_id=outlet_id,
        name=name,
        phone=phone,
        first_contact_on=TODAY,
        created_by_id=uuid4(),
        created_at=WHEN,
    )


def follow_up(outlet_id: UUID, customer_id: UUID, day: date = TODAY) -> FollowUp:
    """A call that reached the customer, not yet added to a session."""
    return FollowUp(
        id=uuid4(),
        outlet_id=outlet_id,
        customer_id=customer_id,
        business_date=day,
        at=WHEN,
        method="CALL",
        result="REACHED",
        by_id=uuid4(),
    )


def demo_car(session: Session, plate: str = "苏A6D128") -> Vehicle:
    """The sample outlet's demo car with that plate."""
    return session.scalars(select(Vehicle).where(Vehicle.plate == plate)).one()
