"""Who works here."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from db.models.staff import Staff
from showroom.rights import EVERYONE, allows, before_sign_in
from showroom.terms import Role
from showroom.unit import Unit


@dataclass(frozen=True, slots=True)
class People:
    """The people in service; of `roles` when some are named."""

    roles: frozenset[Role] = frozenset()


@dataclass(frozen=True, slots=True)
class Person:
    """One person."""

    id: UUID
    login: str
    name: str
    role: Role


@allows(*EVERYONE)
def people(unit: Unit, query: People) -> list[Person]:
    """The people in service, by name."""
    return [p for p in _in_service(unit) if not query.roles or p.role in query.roles]


@before_sign_in
def sign_in_names(unit: Unit, _query: None) -> list[Person]:
    """The people who may sign in at this desk, for the sign-in page to offer."""
    return _in_service(unit)


def _in_service(unit: Unit) -> list[Person]:
    rows = unit.session.execute(
        select(Staff.id, Staff.login, Staff.name, Staff.role)
        .where(Staff.is_active)
        .order_by(Staff.name)
    )
    return [Person(key, login, name, Role(role)) for key, login, name, role in rows]
