import asyncio

import pytest

from db.headquarters import eviction, held_row
from showroom.hq.rows import next_seqs, upsert
from showroom.hq.service.bell import Bell, news
from tests.hq import desks
from tests.hq.test_rows import row


@pytest.fixture
def house(hq):
    desks.add(hq)
    desks.enrol(hq, 1)
    return hq


def write(hq, bucket="outlet:NJHX"):
    with hq.store.write() as connection:
        seq = next_seqs(connection, 1)
        values = list(row(1, seq))
        values[held_row.c.keys().index("bucket")] = bucket
        upsert(connection, held_row, [tuple(values)])


def test_news_is_what_a_granted_bucket_has_above_a_number(house):
    device = (1).to_bytes(16)
    assert not news(house, device, 0)
    write(house)
    assert news(house, device, 0)
    assert not news(house, device, 1)
    write(house, "outlet:OTHER")
    assert not news(house, device, 1)
    with house.store.write() as connection:
        upsert(connection, eviction, [(3, "outlet:NJHX", "customer", b"k" * 16)])
    assert news(house, device, 2)


def test_who_waits_is_woken_by_news_and_by_nothing_else(house):
    async def waited():
        bell = Bell(house)
        watching = asyncio.create_task(bell.watch())
        waiting = asyncio.create_task(bell.wait((1).to_bytes(16), 0, 20))
        await asyncio.sleep(0.1)
        assert not waiting.done()
        await asyncio.to_thread(write, house)
        head = await asyncio.wait_for(waiting, 5)
        watching.cancel()
        return head

    assert asyncio.run(waited()) in {0, 1}


def test_waiting_ends_when_time_is_up(house):
    assert asyncio.run(Bell(house, head=7).wait((1).to_bytes(16), 0, 0.05)) == 7
