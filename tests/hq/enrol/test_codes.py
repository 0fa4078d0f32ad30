import pytest
from sqlalchemy import select

from db.headquarters import enrolment
from showroom.errors import Refusal
from showroom.hq.enrol.codes import Invite, invite
from tests.hq import desks


def test_an_invitation_tells_where_hq_is_and_how_it_is_known(hq):
    desks.add(hq)
    told = invite(hq, Invite("NJHX", url="https://hq.example:8443", authorities=(b"DER",)))
    assert (told.url, told.outlet, told.outlet_name) == (
        "https://hq.example:8443",
        "NJHX",
        "NJHX店",
    )
    assert (told.sign_key, told.box_key) == (hq.keys.sign_key, hq.keys.box_key)
    assert told.expires_at == hq.millis() + 600_000
    assert len(told.code.replace("-", "")) * 5 >= 50


def test_a_code_is_not_kept_as_it_is(hq):
    desks.add(hq)
    code = desks.code(hq)
    with hq.store.read() as connection:
        kept = connection.execute(select(enrolment)).one()
    told = repr(tuple(kept))
    assert code not in told
    assert code.replace("-", "") not in told


def test_a_code_is_good_once(hq):
    desks.add(hq)
    code = desks.code(hq)
    desks.ask(hq, 1, code=code)
    with pytest.raises(Refusal, match="code_used"):
        desks.ask(hq, 2, code=code)


def test_a_code_is_good_for_ten_minutes(hq, clock):
    desks.add(hq)
    code = desks.code(hq)
    clock.advance(minutes=10)
    desks.ask(hq, 1, code=code)
    code = desks.code(hq)
    clock.advance(minutes=10, seconds=1)
    with pytest.raises(Refusal, match="code_expired"):
        desks.ask(hq, 2, code=code)


def test_a_code_for_files_lasts_as_long_as_said_but_not_for_ever(hq, clock):
    desks.add(hq)
    code = desks.code(hq, minutes=7 * 24 * 60)
    clock.advance(days=6)
    desks.ask(hq, 1, code=code)
    for minutes in (0, 32 * 24 * 60):
        with pytest.raises(Refusal, match="code_minutes"):
            desks.code(hq, minutes=minutes)


def test_a_code_of_one_outlet_opens_no_other(hq):
    desks.add(hq)
    desks.add(hq, "AHLA")
    with pytest.raises(Refusal, match="code_wrong"):
        desks.ask(hq, 1, code=desks.code(hq, "AHLA"))


def test_nobody_is_invited_to_an_outlet_that_is_not_there(hq):
    with pytest.raises(Refusal, match="outlet_unknown"):
        desks.code(hq)
