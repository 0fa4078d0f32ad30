"""What tests of reception send: believable arrivals."""

from typing import Any
from uuid import UUID

from showroom.desk import Desk
from showroom.staff.queries import People, people
from showroom.terms import IntentLevel, Source, VisitKind
from showroom.visit.commands import Registered, register
from showroom.visit.entry import Register


def arrival(**said: Any) -> Register:
    """A buying party of one with name, phone and level, but for what is `said`."""
    usual: dict[str, Any] = {
        "kind": VisitKind.FIRST,
        "name": "王芳",
        "phone": "13900000000",
        "level": IntentLevel.H,
        "source": Source.WEB,
    }
    return Register(**{**usual, **said})


def anonymous(**said: Any) -> Register:
    """A party that leaves no data."""
    return Register(**{"kind": VisitKind.FIRST, **said})


def come(desk: Desk, **said: Any) -> Registered:
    """Somebody arrives at the desk."""
    return desk.write(register, arrival(**said)).value


def staff_id(desk: Desk, login: str) -> UUID:
    """The key of a person of the sample outlet."""
    return next(person.id for person in desk.read(people, People()) if person.login == login)
