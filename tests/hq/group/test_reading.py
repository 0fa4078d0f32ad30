"""Held rows as boards read them, on both databases."""

from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from db.headquarters import held_row, tx_log
from showroom.hq.group import reading
from tests.hq.cards import bring, key, outlets

ZONE = ZoneInfo("Asia/Shanghai")


def test_rows_that_name_a_key_are_found_in_their_cells(hq):
    outlets(hq)
    bring(hq, "NJHX", 1, merged_into_id=key(7).hex().upper())
    bring(hq, "NJHX", 2)
    bring(hq, "SZYQ", 3, gone=True, merged_into_id=key(7).hex().upper())
    with hq.store.read() as connection:
        found = list(reading.naming(connection, "customer", [key(7), key(8)]))
        here = held_row.c.outlet == "SZYQ"
        assert list(reading.naming(connection, "customer", [key(7)], here)) == []
    assert [row.id for row in found] == [key(1)]


def test_rows_by_key_and_since_a_number_are_those_alive(hq):
    outlets(hq)
    for number in (1, 2, 3):
        bring(hq, "NJHX", number, gone=number == 2)
    with hq.store.read() as connection:
        assert set(reading.by_key(connection, "customer", [key(1), key(2)])) == {key(1)}
        since = list(reading.written_since(connection, "customer", 1, ["NJHX"]))
    assert [row.id for row in since] == [key(3)]


def test_the_head_before_a_date_is_a_day_early_to_be_sure(hq):
    day, hour = date(2026, 11, 22), 3_600_000_000
    begins = 1_795_276_800_000_000  # 2026-11-22 00:00 in Nanjing
    lines = {b"1" * 16: (begins - 25 * hour, 7), b"2" * 16: (begins - 23 * hour, 9)}
    with hq.store.write() as connection:
        for tx, (at, seq) in lines.items():
            values = {"tx": tx, "life_id": b"l", "first_n": 1, "last_n": 1, "h": b"", "hlc": 1}
            more = {"actor": b"", "seq": seq, "at": at, "verdict": b""}
            connection.execute(insert(tx_log).values(values | more))
        assert reading.head_before(connection, day, ZONE) == 7
        assert reading.head_before(connection, date(2026, 11, 1), ZONE) == 0
