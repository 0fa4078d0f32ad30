"""What an operator does on the pages: settle, make a code, shut a desk out, end a lease."""

import re

import pytest
from sqlalchemy import select, update

from db.headquarters import device
from showroom.hq.arbiter import HOUR, Context, LeaseAsk
from showroom.hq.claims import decide
from showroom.hq.enrol.codes import use
from showroom.hq.rows import state
from tests.hq.cards import bring, disputes
from tests.hq.desks import enrol

LEASE = b"l" * 16


def test_a_dispute_is_settled_with_a_reason(hq, boss):
    bring(hq, "NJHX", 1, name="王小芳")
    bring(hq, "SZYQ", 2, first_contact_on="2026-11-18")
    key = disputes(hq, "NJHX")[0]["pair"]
    assert key in boss.get("/disputes").text
    seen = boss.get(f"/disputes/{key}")
    assert "王**" in seen.plain
    assert "139****0000" in seen.plain
    assert "王小芳" not in seen.text
    assert "建议归 SZYQ" in seen.plain
    assert boss.post(f"/disputes/{key}/settle", verdict="SZYQ", reason=" ").status == 422
    seen = boss.post(f"/disputes/{key}/settle", verdict="SZYQ", reason="先接触")
    assert "已裁定" in seen.plain
    assert disputes(hq, "NJHX")[0]["verdict"] == "SZYQ"
    assert "裁定撞单" in boss.get("/state").plain
    assert "先接触" in boss.get(f"/disputes/{key}").plain


def test_a_code_is_shown_once_and_lets_a_desk_in(hq, boss):
    seen = boss.post("/enrol", outlet="SZYQ", minutes="60")
    code = re.search(r'<output[^>]*id="code">([^<]+)</output>', seen.text).group(1)
    assert "只显示这一次" in seen.plain
    assert code not in boss.get("/enrol").text
    assert "未使用" in boss.get("/enrol").plain
    with hq.store.write() as connection:
        assert use(hq, connection, code, ("SZYQ", b"d" * 16))
    assert boss.post("/enrol", outlet="SZYQ", minutes="999999").status == 422
    assert boss.post("/enrol", outlet="NONE", minutes="10").status == 404


def test_a_desk_is_shut_out_after_its_name_and_what_it_means_were_shown(hq, boss):
    enrol(hq, 7, outlet_id=b"\x01" * 16)
    with hq.store.write() as connection:
        connection.execute(update(device).values(behind=3, seen_at=hq.micros(), cloned=1))
    listed = boss.get("/desks")
    assert "有副本" in listed.plain
    to = re.search(r'href="/hq(/desks/[0-9a-f]+/revoke)"', listed.text).group(1)
    seen = boss.get(to)
    assert "停用 NJHX-" in seen.plain
    assert "未上交 3 条" in seen.plain
    assert "已停用" in boss.post(to).plain
    with hq.store.read() as connection:
        assert connection.scalar(select(device.c.status)) == "REVOKED"


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


def test_the_state_says_what_is_not_backed_up(hq, boss):
    assert "全部已备份" in boss.get("/state").plain
    bring(hq, "NJHX", 1)
    with hq.store.read() as connection:
        assert state(connection).head == 1
    assert "1 行尚未备份" in boss.get("/state").plain


def test_the_board_lists_every_outlet_and_says_which_are_open(boss):
    seen = boss.get("/board?day=2026-11-20").plain
    assert "3 家未日结" in seen
    assert "NJHX店" in seen
    assert "首次来店且留电话 ÷ 全部首次来店" in seen
    assert "2026-11-22" in boss.get("/board?day=nonsense").plain
