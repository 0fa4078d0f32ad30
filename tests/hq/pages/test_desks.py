"""A desk is shut out by an operator who was told what it means."""

import re

from sqlalchemy import select, update

from db.headquarters import device
from tests.hq.desks import enrol


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
