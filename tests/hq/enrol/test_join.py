import pytest
from sqlalchemy import select, update

from db.headquarters import device, enrolment, hq_state, outlet
from showroom.errors import Refusal
from showroom.hq.enrol.devices import devices, escrowed, revoke
from showroom.hq.enrol.join import join
from showroom.sync import joining
from showroom.terms import OutletKind
from tests.hq import desks


@pytest.fixture
def house(hq):
    desks.add(hq)
    return hq


def letter(hq, number, **values):
    return join(hq, joining.asked(desks.key(number), desks.request(number, **values)))


def test_the_first_desk_gives_the_outlet_its_key_and_is_a(house):
    answer = desks.enrol(house, 1, has_records=True)
    assert (answer.outlet_id, answer.desk_code) == (desks.OUTLET_ID, "A")
    assert (answer.outlet, answer.kind, answer.policy_group) == ("NJHX", "S4", "east")
    assert answer.buckets == ["hq", "group:east", "floor:east", "outlet:NJHX"]


def test_a_later_desk_that_is_empty_takes_the_outlets_key_and_the_next_letter(house):
    desks.enrol(house, 1)
    answer = desks.enrol(house, 2, outlet_id=b"something-else-2")
    assert (answer.outlet_id, answer.desk_code) == (desks.OUTLET_ID, "B")


def test_a_later_desk_with_records_of_another_outlet_is_refused_and_leaves_no_trace(house):
    desks.enrol(house, 1)
    code = desks.code(house)
    with pytest.raises(Refusal, match="other_records"):
        desks.ask(house, 2, code=code, outlet_id=b"something-else-2", has_records=True)
    with house.store.read() as connection:
        assert len(devices(connection)) == 1
        unused = select(enrolment).where(enrolment.c.used_at.is_(None))
        assert len(connection.execute(unused).all()) == 1
    assert desks.ask(house, 3, code=code).desk_code == "B"


def test_a_later_desk_with_records_of_this_outlet_may_join(house):
    desks.enrol(house, 1)
    assert desks.enrol(house, 2, has_records=True).desk_code == "B"


def test_two_outlets_never_share_a_key(house):
    desks.add(house, "AHLA")
    desks.enrol(house, 1)
    with pytest.raises(Refusal, match="outlet_taken"):
        desks.enrol(house, 2, outlet="AHLA")


def test_a_second_tier_outlet_is_not_granted_floor_prices(hq):
    desks.add(hq, "AHLA", OutletKind.TIER2)
    answer = desks.enrol(hq, 1, outlet="AHLA")
    assert answer.buckets == ["hq", "group:east", "outlet:AHLA"]


def test_an_answer_lost_on_the_way_is_given_again(house, clock):
    code = desks.code(house)
    first = letter(house, 1, code=code)
    assert letter(house, 1, code=code) == first
    clock.advance(hours=5)
    again = joining.read_answer(house.keys.sign_key, letter(house, 1, code=code))
    assert again.desk_code == "A"
    with house.store.read() as connection:
        assert len(devices(connection)) == 1


def test_letters_are_not_given_twice_even_after_a_revocation(house):
    desks.enrol(house, 1)
    desks.enrol(house, 2)
    revoke(house, (2).to_bytes(16))
    assert desks.enrol(house, 3).desk_code == "C"
    assert [desks.enrol(house, n).desk_code for n in range(4, 28)][-4:] == ["Z", "AA", "AB", "AC"]


def test_a_revoked_desk_comes_back_by_a_new_code_only(house):
    code = desks.code(house)
    desks.ask(house, 1, code=code)
    revoke(house, (1).to_bytes(16))
    with house.store.read() as connection:
        assert [line.status for line in devices(connection)] == ["REVOKED"]
    with pytest.raises(Refusal, match="revoked"):
        desks.ask(house, 1, code=code)
    answer = desks.enrol(house, 1)
    assert (answer.desk_code, bool(answer.buckets)) == ("A", True)


def test_a_desk_of_one_outlet_does_not_move_to_another(house):
    desks.add(house, "AHLA")
    desks.enrol(house, 1)
    with pytest.raises(Refusal, match="other_outlet"):
        desks.enrol(house, 1, outlet="AHLA", outlet_id=b"something-else-2")


def test_a_wrong_code_and_a_stranger_are_refused(house):
    with pytest.raises(Refusal, match="code_wrong"):
        desks.ask(house, 1, code="AAAA-BBBB-CCCC")
    with pytest.raises(Refusal, match="bad_signature"):
        join(house, joining.asked(desks.key(2), desks.request(1, code=desks.code(house))))


def test_the_recovery_key_a_desk_leaves_is_kept_sealed(house):
    desks.enrol(house, 1, escrow=b"sealed to the box key")
    with house.store.read() as connection:
        assert escrowed(connection, (1).to_bytes(16)) == b"sealed to the box key"
        assert escrowed(connection, (2).to_bytes(16)) is None


def test_revoking_a_desk_nobody_knows_is_told(house):
    with pytest.raises(Refusal, match="device_unknown"):
        revoke(house, b"?" * 16)


def forget(hq):
    """HQ as a backup from before anybody joined would leave it."""
    with hq.store.write() as connection:
        for table in (device, enrolment, outlet):
            connection.execute(table.delete())
        connection.execute(update(hq_state).values(epoch=b"F" * 16))


def test_a_desk_hands_back_its_enrolment_to_an_hq_restored_without_it(house):
    desks.enrol(house, 1)
    earlier = letter(house, 2, code=desks.code(house))
    forget(house)
    answer = desks.ask(house, 2, earlier=earlier)
    assert (answer.desk_code, answer.outlet_id) == ("B", desks.OUTLET_ID)
    assert answer.epoch == b"F" * 16
    with house.store.read() as connection:
        assert connection.execute(select(outlet.c.kind, outlet.c.policy_group)).one() == (
            "S4", "east",
        )  # fmt: skip


def test_an_enrolment_is_handed_back_by_its_own_desk_only(house):
    earlier = letter(house, 1, code=desks.code(house))
    with pytest.raises(Refusal, match="code_wrong"):  # HQ forgot nothing
        desks.ask(house, 1, earlier=earlier)
    forget(house)
    with pytest.raises(Refusal, match="code_wrong"):
        desks.ask(house, 2, earlier=earlier)
    with pytest.raises(Refusal, match="bad_signature"):
        desks.ask(house, 1, earlier=joining.answered(desks.key(1), _said(house, earlier)))


def test_a_desk_revoked_is_not_back_by_its_earlier_answer(house):
    earlier = letter(house, 1, code=desks.code(house))
    with house.store.write() as connection:
        connection.execute(update(hq_state).values(epoch=b"F" * 16))
    revoke(house, (1).to_bytes(16))
    with pytest.raises(Refusal, match="revoked"):
        desks.ask(house, 1, earlier=earlier)


def _said(hq, raw):
    return joining.read_answer(hq.keys.sign_key, raw)
