"""The unit of work: one instant, the outlet's own date, numbers that never repeat, history."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.customer import Customer
from db.models.desk import FieldHistory
from db.models.visit import FollowUp
from showroom.clock import SetClock
from showroom.desk import Desk
from showroom.errors import Refusal
from showroom.ids import TimeOrderedIds
from showroom.rights import EVERYONE, allows, before_sign_in
from showroom.unit import Place, Unit
from tests.factories import customer, follow_up

SHANGHAI = ZoneInfo("Asia/Shanghai")


def do(desk: Desk, ask: Callable[[Unit], Any]) -> Any:
    """What one write transaction gives."""
    given_back: list[Any] = []

    @allows(*EVERYONE)
    def act(unit: Unit, _: None) -> None:
        given_back.append(ask(unit))

    desk.write(act, None)
    return given_back[0]


@pytest.mark.parametrize(
    ("utc", "day"),
    [
        ("2026-11-21T15:59:59", date(2026, 11, 21)),
        ("2026-11-21T16:00:00", date(2026, 11, 22)),
        ("2026-11-22T15:59:59", date(2026, 11, 22)),
        ("2026-12-31T16:00:00", date(2027, 1, 1)),
    ],
)
def test_the_business_date_is_the_outlets_and_turns_at_its_midnight(
    consultant: Desk, clock: SetClock, utc: str, day: date
) -> None:
    clock.put(datetime.fromisoformat(utc).replace(tzinfo=UTC))
    assert do(consultant, lambda unit: unit.today) == day


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)))  # noqa: DTZ001 - made aware below
def test_every_instant_lies_within_the_date_it_falls_on(naive: datetime) -> None:
    at = naive.replace(tzinfo=UTC)
    place = Place(uuid4(), "NJ", "A", SHANGHAI)
    unit = Unit(Session(), at, TimeOrderedIds(SetClock(at)), place, None)
    start = unit.midnight(unit.today)
    assert start <= at < unit.midnight(unit.today + timedelta(days=1))


def test_now_stands_still_within_a_unit(consultant: Desk, clock: SetClock) -> None:
    def ask(unit: Unit) -> tuple[datetime, datetime]:
        before = unit.now
        clock.advance(minutes=5)
        return before, unit.now

    first, second = do(consultant, ask)
    assert first == second


def test_what_needs_a_person_is_refused_when_nobody_signed_in(desk: Desk) -> None:
    @before_sign_in
    def act(unit: Unit, _: None) -> UUID:
        return unit.actor.staff_id

    with pytest.raises(Refusal) as caught:
        desk.write(act, None)
    assert caught.value.code == "staff.sign_in_first"


def test_a_row_that_is_not_there_is_refused_by_its_table(consultant: Desk) -> None:
    with pytest.raises(Refusal) as caught:
        do(consultant, lambda unit: unit.get(Customer, uuid4()))
    assert (caught.value.code, caught.value.facts["table"]) == ("unit.gone", "customer")


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.tuples(st.sampled_from(["BJ", "HT", "SK"]), st.integers(0, 3), st.booleans()),
        min_size=1,
        max_size=25,
    )
)
def test_numbers_never_repeat_and_leave_no_gap_whatever_is_rolled_back(
    consultant: Desk, asked: list[tuple[str, int, bool]]
) -> None:
    given_out: list[str] = []
    for kind, back, kept in asked:
        day = date(2026, 11, 22) - timedelta(days=back)
        number = numbered(consultant, kind, day, kept=kept)
        if kept:
            assert number not in given_out
            given_out.append(number)
    for prefix in {number.rsplit("-", 1)[0] for number in given_out}:
        run = [int(n.rsplit("-", 1)[1]) for n in given_out if n.startswith(prefix)]
        assert run == list(range(run[0], run[0] + len(run)))


def numbered(desk: Desk, kind: str, day: date, *, kept: bool) -> str:
    taken: list[str] = []

    def ask(unit: Unit) -> None:
        taken.append(unit.number(kind, day))
        if not kept:
            raise Refusal("unit.gone")

    try:
        do(desk, ask)
    except Refusal:
        assert not kept
    return taken[0]


def test_a_number_names_outlet_desk_kind_and_day_and_goes_on_beyond_999(consultant: Desk) -> None:
    def ask(unit: Unit) -> list[str]:
        return [unit.number("BJ") for _ in range(1_001)]

    numbers = do(consultant, ask)
    assert (numbers[0], numbers[998], numbers[1_000]) == (
        "NJHX-A-BJ-20261122-001",
        "NJHX-A-BJ-20261122-999",
        "NJHX-A-BJ-20261122-1001",
    )


def test_a_change_remembers_each_field_with_who_when_and_where(
    consultant: Desk, clock: SetClock
) -> None:
    key = do(consultant, lambda unit: unit.add(customer(unit.outlet_id)).id)
    clock.advance(minutes=5)

    def change(unit: Unit) -> None:
        unit.change(unit.get(Customer, key), name="王方", birthday=date(1990, 5, 1), gender=None)

    do(consultant, change)
    rows = do(consultant, lambda unit: list(unit.session.scalars(select(FieldHistory))))
    assert {(row.field, row.old, row.new) for row in rows} == {
        ("name", "王芳", "王方"),
        ("birthday", None, "1990-05-01"),
    }
    assert consultant.actor is not None
    assert {(row.of_table, row.of_id, row.by_id, row.device, row.at) for row in rows} == {
        ("customer", key, consultant.actor.staff_id, "A", clock.now())
    }


def test_rows_get_keys_in_the_order_they_are_made(consultant: Desk) -> None:
    keys = do(consultant, lambda unit: [unit.new_id() for _ in range(50)])
    assert sorted(keys) == keys


def test_an_open_day_takes_rows_of_any_date(consultant: Desk) -> None:
    day = date(2026, 1, 1)
    do(consultant, lambda unit: unit.add(follow_up(unit.outlet_id, uuid4(), day)))
    dates = do(consultant, lambda unit: list(unit.session.scalars(select(FollowUp.business_date))))
    assert dates == [day]
