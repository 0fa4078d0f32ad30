"""The seal of a closed date: every record, and the close before."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select, text

from db.models.dayclose import DayClose
from showroom.clock import SetClock
from showroom.dayclose import seal
from showroom.dayclose.commands import CloseDay, close_day
from showroom.desk import Desk
from showroom.rights import EVERYONE, allows
from showroom.terms import PayMethod
from showroom.unit import Unit
from tests.board.days import TODAY, Come, at, put_visit
from tests.dayclose.conftest import leaves_of

CLOSE = CloseDay(TODAY, {PayMethod.CASH: 0})
TOMORROW = TODAY + timedelta(days=1)


@allows(*EVERYONE)
def rows(unit: Unit, _query: None) -> list[tuple[str, int, str, str, str | None]]:
    found = unit.session.scalars(select(DayClose).order_by(DayClose.closed_at, DayClose.version))
    return [
        (row.status, row.version, row.seal, seal.seal_of(row), row.previous_hash) for row in found
    ]


@allows(*EVERYONE)
def tamper(unit: Unit, key: UUID) -> None:
    unit.session.execute(text("UPDATE visit SET note = 'x' WHERE id = :key"), {"key": key.bytes})


def test_each_seal_holds_the_one_before(manager: Desk, clock: SetClock) -> None:
    manager.write(close_day, CLOSE)
    clock.advance(days=1)
    manager.write(close_day, replace(CLOSE, day=TOMORROW))
    first, second = manager.read(rows, None)
    assert (first[4], second[4]) == (None, first[2])
    assert all(kept == worked_out for _, _, kept, worked_out, _ in (first, second))


def test_a_changed_an_added_and_a_removed_record_show(manager: Desk) -> None:
    visit = manager.write(put_visit, Come(at("09:30"))).value
    before = manager.read(leaves_of, TODAY)
    assert seal.count(before) == 1
    manager.write(tamper, visit)
    changed = manager.read(leaves_of, TODAY)
    assert changed["visit"][visit.hex] != before["visit"][visit.hex]
    manager.write(put_visit, Come(at("09:40")))
    assert seal.count(manager.read(leaves_of, TODAY)) == 2
