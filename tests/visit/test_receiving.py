"""Who receives a party."""

from uuid import UUID

from db.models.staff import Staff
from showroom.clock import SetClock
from showroom.desk import Desk
from showroom.rights import EVERYONE, allows
from showroom.unit import Unit
from tests.visit.arrivals import come, staff_id


def test_new_customers_go_round_the_consultants_in_turn(
    receptionist: Desk, clock: SetClock
) -> None:
    taken = []
    for number in range(4):
        clock.advance(minutes=1)
        taken.append(come(receptionist, phone=f"1390000000{number}").received_by_id)
    assert len(set(taken[:3])) == 3
    assert taken[3] == taken[0]


def test_a_revisit_goes_to_the_customers_own_consultant_and_takes_no_turn(
    receptionist: Desk, clock: SetClock
) -> None:
    mine = come(receptionist, received_by_id=staff_id(receptionist, "chensi"))
    clock.advance(hours=1)
    come(receptionist, phone="13900000001")
    again = come(receptionist)
    assert again.received_by_id == mine.received_by_id
    third = come(receptionist, phone="13900000002")
    assert third.received_by_id != mine.received_by_id


def test_a_consultant_who_left_receives_nobody(receptionist: Desk, clock: SetClock) -> None:
    chen = staff_id(receptionist, "chensi")
    come(receptionist, received_by_id=chen)
    receptionist.write(send_away, chen)
    clock.advance(hours=1)
    assert come(receptionist).received_by_id != chen


@allows(*EVERYONE)
def send_away(unit: Unit, key: UUID) -> None:
    """Let a person leave the outlet."""
    unit.get(Staff, key).is_active = False
