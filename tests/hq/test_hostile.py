"""A desk that was enrolled and means harm, or is broken: HQ says no, and nothing else happens."""

import json
from collections.abc import Iterable
from contextlib import suppress
from itertools import count
from typing import Any

import pytest
from sqlalchemy import select

from db.headquarters import held_row, life
from showroom.errors import Refusal
from showroom.hq import digests, exchange
from showroom.hq.headquarters import Headquarters
from showroom.hq.rows import state
from showroom.hq.writing import HqRow, write_rows
from showroom.ids import coded
from showroom.sync import clocks, wire
from showroom.sync.wire import Answer, DigestAsk, Held, Op, Request, Tx, Verdict
from showroom.terms import OutletKind
from tests.hq.desks import add, enrol

NOBODY, MANAGER = bytes(16), b"M" * 16
_ids = count(1)


@pytest.fixture
def group(hq: Headquarters) -> Headquarters:
    """Two outlets of one group, a desk each, and the first one's store manager."""
    add(hq)
    add(hq, "NJPK", OutletKind.TIER2)
    enrol(hq, 1)
    enrol(hq, 2, outlet="NJPK", outlet_id=b"outlet-of-desk-2")
    push(hq, 1, [op("staff", MANAGER, role="STORE_MANAGER", login="liwen")], actor=NOBODY)
    push(hq, 2, [op("staff", b"P" * 16, role="STORE_MANAGER", login="p")], actor=NOBODY)
    return hq


def op(table: str, key: bytes, kind: str = "I", /, **cells: object) -> Op:
    return Op(table, key, kind, json.dumps(cells))


def tx(hq: Headquarters, ops: list[Op], at: int = 0, **other: object) -> Tx:
    """A transaction of those operations after outbox number `at`."""
    told: dict[str, Any] = {
        "id": next(_ids).to_bytes(16),
        "first": at + 1,
        "last": at + len(ops),
        "hlc": clocks.first_hlc(hq.millis()),
        "actor": MANAGER,
        "h": b"h" * 32,
        "ops": ops,
    }
    return Tx(**(told | other))


def request(hq: Headquarters, number: int, txs: list[Tx], **other: object) -> Request:
    with hq.store.read() as connection:
        mine = (number + 1000).to_bytes(16)
        heard = connection.execute(
            select(life.c.n, life.c.h).where(life.c.life_id == mine)
        ).one_or_none() or (0, b"")
        epoch = state(connection).epoch
    told: dict[str, Any] = {
        "version": 1, "schema": "1", "app": "1", "device": number.to_bytes(16), "life": mine,
        "now": hq.millis(), "epoch": epoch, "prev_n": heard[0], "prev_h": heard[1], "txs": txs,
        "cursors": {}, "limit": 100,
    }  # fmt: skip
    return Request(**(told | other))


def ask(hq: Headquarters, number: int, txs: list[Tx], **other: object) -> Answer:
    asked = request(hq, number, txs, **other)
    return wire.unpack(exchange.sync(hq, number.to_bytes(16), wire.pack(asked)), Answer)


def push(hq: Headquarters, number: int, ops: list[Op], **other: object) -> Verdict:
    """HQ's verdict on one transaction of a desk."""
    at = request(hq, number, []).prev_n
    return ask(hq, number, [tx(hq, ops, at, **other)]).verdicts[0]


def held(hq: Headquarters, table: str, key: bytes) -> dict[str, object] | None:
    with hq.store.read() as connection:
        row = connection.execute(
            select(held_row).where(held_row.c.row_table == table, held_row.c.row_id == key)
        ).one_or_none()
        return {"bucket": row.bucket, "cells": wire.decode_cells(row.body)} if row else None


KEY = b"k" * 16
BROKEN: dict[str, Op] = {
    "a whole number no database holds": op("vehicle", KEY, odometer_km=1 << 70),
    "a whole number only one database holds": op("vehicle", KEY, odometer_km=(1 << 64) - 1),
    "text where a number belongs": op("vehicle", KEY, odometer_km="many"),
    "a number where text belongs": op("vehicle", KEY, plate=7),
    "a key that is none": op("quote_line", KEY, quote_id="no key"),
    "a day that is none": op("visit", KEY, business_date="yesterday"),
    "a day with a zero byte": op("visit", KEY, business_date="2026-11-22\x00"),
    "a number with a zero byte": op("contract", KEY, doc_no="NJHX-A\x00-1"),
    "a table with a zero byte": op("veh\x00icle", KEY, plate="x"),
    "a table nobody could name": op("x" * 300, KEY, plate="x"),
    "a column nobody could name": op("vehicle", KEY, **{"c" * 300: 1}),
    "clocks that are none": Op("vehicle", KEY, "U", '{"plate":"x"}', b"12345"),
    "a close of no day": op("day_close", KEY, business_date="", status="CLOSED"),
    "a close over nothing known": op(
        "day_close", KEY, business_date="2026-11-21", status="CLOSED", leaves="[1]", version=1
    ),
    "an erasure of nobody": op("erasure", KEY, customer_id="zz", kept="{"),
    "a claim with a lease that is none": op(
        "claim", KEY, kind="VIN", resource="x", lease_id="zz", for_table="quote", for_id="zz"
    ),
    "a claim of a zero byte": op(
        "claim", KEY, kind="VIN", resource="x\x00", for_table="quote", for_id="00"
    ),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
def test_a_transaction_that_says_nonsense_is_refused_and_the_next_one_taken(group, broken):
    verdict = push(group, 1, [broken])
    assert verdict.word == "rejected"
    assert held(group, broken.table.replace("\x00", ""), KEY) is None
    assert push(group, 1, [op("vehicle", b"v" * 16, plate="苏A1")]).word == "accepted"


def test_a_status_nobody_knows_is_refused(group):
    quote = {"status": "DRAFT", "doc_no": "NJHX-A-QT-1", "version": 1}
    assert push(group, 1, [op("quote", KEY, **quote)]).word == "accepted"
    seen = clocks.stamp(clocks.first_hlc(group.millis()), (1001).to_bytes(16))
    later = Op("quote", KEY, "U", '{"status":"WHATEVER"}', seen)
    assert push(group, 1, [later]).word == "rejected"


ODD: dict[str, dict[str, object]] = {
    "a limit below nothing": {"limit": -7},
    "more changes left than there are numbers": {"left": 1 << 63},
    "a number below nothing": {"prev_n": -1},
    "a number beyond all": {"prev_n": (1 << 64) - 1, "skipped": True},
    "a life that is none": {"life": b"short"},
    "an application with a zero byte": {"app": "1\x00"},
    "a wish for a zero byte": {"want": [("veh\x00icle", KEY)]},
    "a wish without end": {"want": [("vehicle", n.to_bytes(16)) for n in range(60_000)]},
    "a cursor below nothing": {"cursors": {"hq": -5}},
    "a watermark beyond all": {"durable": (1 << 64) - 1},
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD.keys())
def test_a_request_of_odd_numbers_is_answered_or_refused(group, odd):
    with suppress(Refusal):
        ask(group, 1, [], **odd)


@pytest.mark.parametrize(
    "other",
    [{"hlc": -1}, {"hlc": 1 << 63}, {"id": b"x"}, {"actor": b"a"}, {"first": 5}],
    ids=repr,
)
def test_a_transaction_of_odd_numbers_is_refused(group, other):
    with suppress(Refusal):
        odd = tx(group, [op("vehicle", KEY, plate="x")], 1, **other)
        ask(group, 1, [odd])
    assert held(group, "vehicle", KEY) is None


def test_one_transaction_said_twice_in_a_message_is_refused_or_heard_once(group):
    many = [op("vehicle", n.to_bytes(16), plate=f"{n}") for n in range(2)]
    first = tx(group, many[:1], 1)
    again = tx(group, many[1:], 2, id=first.id)
    more = [tx(group, [op("vehicle", b"z" * 15 + bytes((n,)))], 3 + n) for n in range(120)]
    with pytest.raises(Refusal, match="malformed"):
        ask(group, 1, [first, again, *more])


def test_shards_of_a_table_with_a_zero_byte_are_refused_or_empty(group):
    body = wire.pack(DigestAsk((1).to_bytes(16), [("hq", "x\x00", 1), ("hq", "x", 1 << 40)]))
    with suppress(Refusal):
        assert wire.unpack(digests.rows(group, (1).to_bytes(16), body), wire.DigestRows).rows == []


# Whose rows


@pytest.mark.parametrize("table", ["target", "setting", "staff", "floor_price", "price"])
def test_another_outlets_reference_rows_never_become_everybodys(group, table):
    assert push(group, 1, [op(table, KEY, outlet_id="00" * 16)]).word == "accepted"
    verdict = push(group, 2, [op(table, KEY)], actor=b"P" * 16)
    row = held(group, table, KEY)
    assert row is not None
    assert (verdict.word, row["bucket"]) == ("rejected", "outlet:NJHX")
    assert not [each for each in ask(group, 2, []).rows if each.id == KEY]


def test_a_car_model_two_outlets_have_becomes_the_groups(group):
    key = coded("car_model", "XC60").bytes
    push(group, 1, [op("car_model", key, series="XC", name="XC60", sort=0)])
    push(group, 2, [op("car_model", key, series="XC", name="60", sort=0)], actor=b"P" * 16)
    row = held(group, "car_model", key)
    assert row
    assert row["bucket"] == "hq"


def test_a_desk_cannot_speak_for_the_life_of_another(group):
    mine = (1001).to_bytes(16)
    before = request(group, 1, [])
    after = ask(group, 2, [], life=mine, prev_n=50, prev_h=b"x" * 32, skipped=True)
    assert after.status == "reborn"
    assert request(group, 1, []).prev_n == before.prev_n


@pytest.mark.parametrize("kind", ["D", "I", "U"])
def test_nobody_cannot_delete_or_empty_what_only_some_may_write(group, kind):
    push(group, 1, [op("receipt", KEY, amount_fen=100)])
    push(group, 1, [op("setting", KEY, key="x", value="1")])
    before = held(group, "setting", KEY)
    verdict = push(group, 1, [op("setting", KEY, kind)], actor=NOBODY)
    assert verdict.word == "rejected"
    assert held(group, "setting", KEY) == before


def test_a_person_does_not_strike_himself_off(group):
    push(group, 1, [op("staff", b"C" * 16, role="CONSULTANT", login="c")])
    for kind in ("D", "I"):
        verdict = push(group, 1, [op("staff", b"C" * 16, kind)], actor=b"C" * 16)
        assert verdict.word == "rejected"


def test_a_signed_contract_is_neither_deleted_nor_written_over(group):
    contract = {"status": "SIGNED", "doc_no": "NJHX-A-CT-1", "version": 1, "price_fen": 100}
    push(group, 1, [op("contract", KEY, **contract)])
    assert push(group, 1, [op("contract", KEY, **contract | {"price_fen": 1})]).word == "rejected"
    assert push(group, 1, [op("contract", KEY)]).word == "rejected"
    assert push(group, 1, [op("contract", KEY, "D")]).word == "rejected"


def test_lines_of_a_signed_contract_stay_as_signed(group):
    contract = {"status": "SIGNED", "doc_no": "NJHX-A-CT-1", "version": 1, "price_fen": 100}
    line, hexed = b"L" * 16, KEY.hex().upper()
    made = [op("contract", KEY, **contract), op("contract_line", line, contract_id=hexed)]
    assert push(group, 1, made).word == "accepted"
    for change in (
        op("contract_line", line, "U", contract_id=hexed, sort=2),
        op("contract_line", line, "D"),
        op("contract_line", b"N" * 16, contract_id=hexed),
    ):
        assert push(group, 1, [change]).word == "rejected"


def test_a_line_without_its_document_is_refused(group):
    hexed = KEY.hex().upper()
    assert push(group, 1, [op("quote_line", b"L" * 16, quote_id=hexed)]).word == "rejected"
    assert held(group, "quote", KEY) is None


HQS_OWN: dict[str, Op] = {
    "a countersign": op("countersign", KEY, seal="x"),
    "a conflict": op("conflict", KEY, of_table="customer"),
    "a dispute's verdict": op("dispute", KEY, verdict="NJPK"),
}


@pytest.mark.parametrize("own", HQS_OWN.values(), ids=HQS_OWN.keys())
def test_what_hq_alone_writes_is_not_taken_of_a_desk(group, own):
    assert push(group, 1, [own]).word == "rejected"


def test_a_countersign_without_hqs_mark_is_not_taken_back(group):
    assert give_back(group, 1, HQS_OWN["a countersign"]) is None


def test_what_stands_is_not_written_over_by_a_row_handed_back(group, clock):
    contract = {"status": "SIGNED", "doc_no": "NJHX-A-CT-1", "version": 1, "price_fen": 100}
    push(group, 1, [op("contract", KEY, **contract)])
    clock.advance(minutes=1)
    row = give_back(group, 1, op("contract", KEY, **contract | {"price_fen": 1}))
    assert row
    assert row["cells"]["price_fen"] == 100


def give_back(hq: Headquarters, number: int, given: Op) -> dict[str, object] | None:
    """What HQ holds after a desk hands a row back without HQ's mark."""
    packed = clocks.stamp(clocks.first_hlc(hq.millis()), (number + 1000).to_bytes(16))
    bucket = "outlet:NJHX" if number == 1 else "outlet:NJPK"
    row = Held(bucket, given.table, given.id, 1, packed, wire.raw(json.loads(given.body)))
    ask(hq, number, [], back=[row])
    return held(hq, given.table, given.id)


def test_a_claims_verdict_is_hqs_word_whatever_a_desk_says(group):
    said = {"kind": "VIN", "resource": "V1", "for_table": "quote", "for_id": KEY.hex().upper()}
    push(group, 1, [op("claim", b"1" * 16, **said)])
    said["verdict"] = "GRANTED"
    push(group, 2, [op("claim", b"2" * 16, **said)], actor=b"P" * 16)
    row = held(group, "claim", b"2" * 16)
    assert row
    assert row["cells"]["verdict"] == "REFUSED"


def rows(answer: Answer) -> Iterable[tuple[str, bytes]]:
    return [(each.table, each.id) for each in answer.rows]


def test_a_second_tier_outlet_is_not_sent_what_it_wishes_for(group):
    with group.store.write() as connection:
        floor = HqRow("floor_price", KEY, "floor:east", {"floor_price_fen": 1})
        write_rows(group, connection, [floor])
    told = ask(group, 2, [], want=[("floor_price", KEY), ("staff", MANAGER)])
    assert all(each.evicted for each in told.rows if each.id in {KEY, MANAGER})
    told = ask(group, 2, [], cursors={"floor:east": 0, "outlet:NJHX": 0})
    assert not {KEY, MANAGER} & {key for _, key in rows(told)}
