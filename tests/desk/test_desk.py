"""One call, one transaction: what a desk promises every room."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from db.models.customer import Customer
from db.models.dayclose import DayClose
from db.models.desk import FieldHistory
from showroom.clock import SetClock
from showroom.desk import Desk, Ports, open_desk
from showroom.errors import Refusal, Trouble
from showroom.rights import EVERYONE, allows
from showroom.settings import in_force
from showroom.unit import Unit
from tests.factories import customer, follow_up


@dataclass(frozen=True, slots=True)
class Put:
    name: str
    fails: bool = False


@allows(*EVERYONE)
def put(unit: Unit, command: Put) -> UUID:
    row = unit.add(customer(unit.outlet_id, command.name))
    if command.fails:
        raise Refusal("unit.gone")
    return row.id


@allows(*EVERYONE)
def names(unit: Unit, _query: None) -> list[str]:
    return list(unit.session.scalars(select(Customer.name).order_by(Customer.name)))


@allows(*EVERYONE)
def rename(unit: Unit, command: tuple[UUID, str]) -> None:
    unit.change(unit.get(Customer, command[0]), name=command[1])


@allows(*EVERYONE)
def histories(unit: Unit, _query: None) -> list[tuple[str, object, object]]:
    rows = unit.session.execute(select(FieldHistory.field, FieldHistory.old, FieldHistory.new))
    return [(field, old, new) for field, old, new in rows]


@allows(*EVERYONE)
def numbers(unit: Unit, kind: str) -> str:
    return unit.number(kind)


@allows(*EVERYONE)
def close_day(unit: Unit, day: date) -> None:
    unit.add(
        DayClose(
            id=unit.new_id(),
            outlet_id=unit.outlet_id,
            doc_no="x",
            business_date=day,
            status="CLOSED",
            figures={},
            booked_by_method={},
            counted_by_method={},
            leaves={},
            cash_booked_fen=0,
            cash_counted_fen=0,
            acknowledged=[],
            record_count=0,
            records_hash="",
            seal="",
            closed_by_id=unit.actor.staff_id,
            closed_at=unit.now,
        )
    )


@allows(*EVERYONE)
def follow(unit: Unit, day: date) -> None:
    unit.add(follow_up(unit.outlet_id, uuid4(), day))


def unmarked(unit: Unit, _command: None) -> None:
    raise AssertionError("never reached")


def test_a_write_says_which_tables_it_touched(consultant: Desk) -> None:
    assert consultant.write(put, Put("王芳")).tables == {"customer"}


def test_a_refused_command_leaves_nothing(consultant: Desk) -> None:
    with pytest.raises(Refusal):
        consultant.write(put, Put("王芳", fails=True))
    assert consultant.read(names, None) == []


def test_what_names_no_role_is_refused(manager: Desk) -> None:
    with pytest.raises(Refusal) as caught:
        manager.write(unmarked, None)
    assert caught.value.code == "staff.not_permitted"


def test_a_second_submit_of_one_form_gives_the_first_result(consultant: Desk) -> None:
    form = uuid4()
    first = consultant.write(put, Put("王芳"), once=form)
    again = consultant.write(put, Put("王芳"), once=form)
    assert again.value == first.value
    assert again.tables == frozenset()
    assert consultant.read(names, None) == ["王芳"]


def test_a_second_submit_is_known_after_a_restart(
    consultant: Desk, folder: Path, clock: SetClock
) -> None:
    form = uuid4()
    first = consultant.write(put, Put("王芳"), once=form)
    reopened = open_desk(folder, Ports.of(clock)).signed_in(consultant.actor)
    assert reopened.write(put, Put("王芳"), once=form).value == first.value
    reopened.close()


def test_a_change_keeps_what_was_before(consultant: Desk) -> None:
    key = consultant.write(put, Put("王芳")).value
    consultant.write(rename, (key, "王方"))
    consultant.write(rename, (key, "王方"))
    assert consultant.read(histories, None) == [("name", "王芳", "王方")]


def test_numbers_of_a_kind_and_a_day_rise_by_one(consultant: Desk, clock: SetClock) -> None:
    first, second = (consultant.write(numbers, "BJ").value for _ in range(2))
    assert (first, second) == ("NJHX-A-BJ-20261122-001", "NJHX-A-BJ-20261122-002")
    clock.advance(days=1)
    assert consultant.write(numbers, "BJ").value == "NJHX-A-BJ-20261123-001"


def test_a_closed_date_takes_no_new_record(manager: Desk) -> None:
    day = date(2026, 11, 21)
    manager.write(close_day, day)
    with pytest.raises(Refusal) as caught:
        manager.write(follow, day)
    assert caught.value.code == "dayclose.date_closed"
    manager.write(follow, date(2026, 11, 22))


def test_settings_are_looked_up_as_of_a_date(manager: Desk) -> None:
    with manager.opened.store.read() as session:
        assert in_force(session, "staff.lock", date(2026, 11, 22)) is not None
        assert in_force(session, "staff.lock", date(2019, 12, 31)) is None


def test_a_missing_store_is_trouble_in_words(tmp_path: Path, clock: SetClock) -> None:
    with pytest.raises(Trouble) as caught:
        open_desk(tmp_path / "nothing", Ports.of(clock))
    assert caught.value.code == "store.missing"
