"""A demo car's calendar lent to this desk."""

from uuid import uuid4

from db.models.sync import Replica
from showroom.claim.leasing import borrow, give_back
from showroom.claim.queries import LeaseLine, lease_line
from showroom.clock import SetClock
from showroom.desk import Desk
from showroom.rights import EVERYONE, allows
from showroom.unit import Unit
from tests.claim.wishes import lend, seen, tie
from tests.testdrive.bookings import booked, car, guest, local, refused


@allows(*EVERYONE)
def begin_another_life(unit: Unit, _command: None) -> None:
    unit.session.query(Replica).one().life_id = uuid4()


def lease(desk: Desk) -> LeaseLine:
    found = desk.read(lease_line, car(desk).id)
    assert found is not None
    return found


def verdict(desk: Desk, at: int) -> tuple[str | None, bool]:
    last = desk.read(seen, booked(desk, guest(desk, phone=f"1390000{at:04d}"), local(at)))[-1]
    return last.verdict, last.by_lease


def test_a_lease_is_for_a_desk_tied_to_headquarters(manager: Desk) -> None:
    key = car(manager).id
    assert refused(lambda: manager.write(borrow, key)).code == "claim.not_linked"
    assert manager.read(lease_line, key) is None


def test_a_desk_with_the_lease_grants_slots_itself(manager: Desk, clock: SetClock) -> None:
    manager.write(tie, None)
    key = car(manager).id
    manager.write(borrow, key)
    assert verdict(manager, 11) == (None, False)
    assert lease(manager).waiting
    manager.write(lend, 2)
    assert verdict(manager, 13) == ("GRANTED", True)
    assert refused(lambda: manager.write(borrow, key)).code == "claim.lease_held"
    clock.advance(hours=2)
    assert lease(manager).until is None
    assert verdict(manager, 15) == (None, False)


def test_what_was_returned_grants_no_more(manager: Desk) -> None:
    manager.write(tie, None)
    key = car(manager).id
    manager.write(borrow, key)
    manager.write(lend, 2)
    manager.write(give_back, key)
    assert verdict(manager, 11) == (None, False)
    assert refused(lambda: manager.write(give_back, key)).code == "claim.not_held"


def test_a_copy_of_the_desk_does_not_hold_its_lease(manager: Desk) -> None:
    manager.write(tie, None)
    manager.write(borrow, car(manager).id)
    manager.write(lend, 2)
    manager.write(begin_another_life, None)
    assert verdict(manager, 11) == (None, False)
