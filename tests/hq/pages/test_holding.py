"""Claims and leases, and ending a lease."""

import pytest

from showroom.hq.arbiter import HOUR, Context, LeaseAsk
from showroom.hq.claims import decide

LEASE = b"l" * 16


@pytest.fixture
def lent(hq):
    """A demo car's calendar lent for an hour."""
    with hq.store.write() as connection:
        now = Context(hq.micros(), lease_for=HOUR)
        decide(connection, now, [], [LeaseAsk(LEASE, "SLOT", "ab" * 16, "NJHX", "A")])


def test_a_lease_that_ran_out_is_ended_by_an_operators_word(hq, boss, lent, clock):
    assert "有效" in boss.get("/claims").plain
    assert boss.post(f"/leases/{LEASE.hex()}/end").status == 422
    clock.advance(hours=1)
    boss.sign_in()
    assert "可结束" in boss.get("/claims").plain
    assert "NJHX-A" in boss.get(f"/leases/{LEASE.hex()}/end").plain
    assert "已结束" in boss.post(f"/leases/{LEASE.hex()}/end").plain
    assert "没有借出的日程" in boss.get("/claims").plain
