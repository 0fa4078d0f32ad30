"""Who works here, for lists to choose from."""

from uuid import UUID

import pytest
from sqlalchemy import select

from db.models.staff import Staff
from showroom.desk import Desk
from showroom.errors import Refusal
from showroom.rights import EVERYONE, allows
from showroom.staff.queries import People, people, sign_in_names
from showroom.terms import Role
from showroom.unit import Unit


@allows(*EVERYONE)
def leave_service(unit: Unit, login: str) -> UUID:
    row = unit.session.scalars(select(Staff).where(Staff.login == login)).one()
    unit.change(row, is_active=False)
    return row.id


def test_the_people_of_some_roles_are_told_apart(manager: Desk) -> None:
    consultants = manager.read(people, People(frozenset({Role.CONSULTANT})))
    assert {person.login for person in consultants} == {"liqian", "zhaolei", "chensi"}
    everybody = manager.read(people, People())
    assert {person.role for person in everybody} > {Role.CONSULTANT, Role.CASHIER}


def test_who_left_is_offered_nowhere(manager: Desk) -> None:
    key = manager.write(leave_service, "chensi").value
    assert key not in {person.id for person in manager.read(people, People())}
    assert key not in {person.id for person in manager.read(sign_in_names, None)}


def test_names_are_offered_before_anybody_signed_in_but_people_are_not(desk: Desk) -> None:
    assert "liqian" in {person.login for person in desk.read(sign_in_names, None)}
    with pytest.raises(Refusal) as caught:
        desk.read(people, People())
    assert caught.value.code == "staff.sign_in_first"
