"""Messages made wrong are refused and leave no trace; what is taken can be laid by every desk.

`SHOWROOM_FUZZ=20000 pytest tests/hq/test_mangled.py` asks as many; a failure names its seed.
"""

import os
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest
from sqlalchemy import Connection, select

from db.headquarters import held_row, metadata
from showroom.clock import SetClock
from showroom.errors import Refusal
from showroom.hq import digests, exchange
from showroom.hq.headquarters import Headquarters
from showroom.hq.rows import state
from showroom.hq.store import HqStore
from showroom.sync import cells, settling, wire
from showroom.sync.halves import Wish
from showroom.sync.wire import Answer, DigestAsk, Held
from tests.sync.mangling import mangled
from tests.sync.world import Group, Member, put, run

BUCKETS = ("hq", "group:east", "floor:east", "outlet:NJHX")
ROUNDS = int(os.environ.get("SHOWROOM_FUZZ", "300"))


class Undone(Exception):
    """Ends a transaction that was to leave nothing."""


@dataclass
class Trial:
    """HQ whose transactions are looked at and taken back, and a desk that lays what it says."""

    hq: Headquarters
    member: Member
    messages: list[tuple[str, bytes]]
    head: int
    acked: int

    def ask(self, path: str, body: bytes) -> str:
        """How a message fares: refused, or what HQ says; anything else is raised."""
        trying = replace(self.hq, store=Trying(self.hq.store, self.look))  # type: ignore[arg-type]
        asked = exchange.sync if path == "/v1/sync" else digests.rows
        try:
            asked(trying, self.member.wire.device, body)
        except Refusal:
            return "refused"
        except Undone:
            return "taken"
        return "read"

    def look(self, connection: Connection) -> None:
        """Every row HQ holds now can be laid by a desk, or parked by it."""
        told = held_row.c
        rows = connection.execute(
            select(
                told.bucket,
                told.row_table,
                told.row_id,
                told.seq,
                told.clocks,
                told.body,
                told.gone,
            ).where(told.seq > self.head)
        ).all()
        held = [
            Held(bucket, table, bytes(key), seq, bytes(packed), msgspec.Raw(bytes(body)),
                 bytes(gone or b""))
            for bucket, table, key, seq, packed, body, gone in rows
        ]  # fmt: skip
        answer = Answer(
            "ok", b"E" * 16, 0, self.head, 0, 1, acked=self.acked, acked_h=b"", rows=held,
            cursors=dict.fromkeys(BUCKETS, self.head),
        )  # fmt: skip
        desk = self.member.desk
        try:
            with desk.opened.store.applying() as writing:
                came = settling.Came([], [wire.unpack(wire.pack(answer), Answer)], 0, 0)
                settling.settle(writing, came, desk.ports.ids, desk.ports.clock.now(), 0)
                raise Undone  # noqa: TRY301 - takes it all back
        except Undone:
            pass


@dataclass(frozen=True)
class Trying:
    """A store whose writing transactions are looked at, then taken back."""

    store: HqStore
    look: Any

    @contextmanager
    def write(self) -> Iterator[Connection]:
        with self.store.write() as connection:
            yield connection
            self.look(connection)
            raise Undone

    def read(self) -> Any:
        return self.store.read()


@pytest.fixture
def trial(hq: Headquarters, clock: SetClock, folder: Path, tmp_path: Path) -> Iterator[Trial]:
    """An outlet in step with HQ, and messages its desk might send next."""
    group = object.__new__(Group)
    group.place, group.clock, group.hq, group.members = tmp_path, clock, hq, []
    member = group.first(folder)
    member.sync()
    put(member, "苏A6D128", colour="红", odometer_km=9)
    run(member, "UPDATE customer SET name = 'x', phone = '13812345678'", write=True)
    run(member, "DELETE FROM promotion WHERE id = (SELECT min(id) FROM promotion)", write=True)
    for table in ("visit", "quote", "quote_line", "claim", "contract", "follow_up"):
        _double(member, table)
    with member.desk.opened.store.read() as session:
        connection = session.connection()
        some = connection.exec_driver_sql(
            "SELECT row_table, row_id FROM row_mark ORDER BY hash LIMIT 12"
        )
        back = settling.held(connection, [(table, key) for table, key in some])
    ask = member.engine.halves.request(Wish(want=[("vehicle", b"V" * 16)], digests=True))[0]
    plain = member.engine.halves.request(Wish())[0]
    messages = [
        ("/v1/sync", wire.pack(wire.changed(ask, back=back))),
        ("/v1/sync", wire.pack(plain)),
        ("/v1/sync", wire.pack(plain)),
        ("/v1/sync", wire.pack(wire.changed(plain, txs=plain.txs[:2], left=3))),
        ("/v1/sync", wire.pack(wire.changed(plain, txs=[], cursors={}, limit=3))),
        ("/v1/rows", wire.pack(DigestAsk(ask.device, [("outlet:NJHX", "staff", 3)]))),
    ]
    with hq.store.read() as connection:
        head = state(connection).head
    yield Trial(hq, member, messages, head, plain.prev_n)
    member.desk.close()


def _double(member: Member, table: str) -> None:
    """One more row like one that is there, if there is one."""
    columns = [column.name for column in cells.columns(table)]
    names = ", ".join(columns)
    values = ", ".join("NULL" if name == "doc_no" else name for name in columns)
    run(
        member,
        f"INSERT INTO {table} (id, {names}) SELECT randomblob(16), {values} FROM {table} LIMIT 1",  # noqa: S608
        write=True,
    )


def everything(store: HqStore) -> dict[str, list[tuple[Any, ...]]]:
    """All HQ has stored."""
    with store.read() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }


def test_the_messages_are_taken_as_they_are(trial: Trial):
    assert [trial.ask(*message) for message in trial.messages] == ["taken"] * 5 + ["read"]


@pytest.mark.parametrize("seed", range(2))
def test_a_message_made_wrong_is_refused_or_harmless_and_never_a_fault(trial: Trial, seed: int):
    before, fared, faults = everything(trial.hq.store), Counter[str](), dict[str, str]()
    for number in range(ROUNDS // 2):
        rng = Random(seed * 1_000_000 + number)
        path, body = rng.choice(trial.messages)
        wrong = mangled(rng, body)
        try:
            fared[trial.ask(path, wrong)] += 1
        except Exception as error:  # noqa: BLE001 - every kind of fault is told once, at the end
            at = [f"{f.name}:{f.lineno}" for f in traceback.extract_tb(error.__traceback__)[-6:]]
            faults.setdefault(f"{error!r:.300} {at}", f"message {number}")
    assert faults == {}
    assert everything(trial.hq.store) == before
    assert min(fared["refused"], fared["taken"]) > ROUNDS // 20
