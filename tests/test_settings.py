"""A rate is looked up as of a date, and every rate that ships says where it comes from."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as property_settings
from hypothesis import strategies as st

from db.models.outlet import Setting
from showroom import settings
from showroom.desk import Desk
from showroom.errors import Trouble
from showroom.rights import EVERYONE, allows
from showroom.unit import Unit

KEY = "test.rate"
FIRST = date(2026, 1, 1)
Span = tuple[int, int | None, str]  # from and to in days after FIRST, and the value


class Undone(Exception):
    """Ends a transaction that shall leave nothing."""


def on(day: int) -> date:
    return FIRST + timedelta(days=day)


def with_rows(desk: Desk, rows: list[Span], ask: Callable[[Unit], Any]) -> Any:
    """What `ask` gives while a key has these rows; nothing of it stays."""
    given_back: list[Any] = []

    @allows(*EVERYONE)
    def put(unit: Unit, _: None) -> None:
        for start, end, value in rows:
            unit.add(
                Setting(
                    id=unit.new_id(),
                    outlet_id=unit.outlet_id,
                    key=KEY,
                    valid_from=on(start),
                    valid_to=None if end is None else on(end),
                    value=value,
                    source="a test",
                )
            )
        unit.session.flush()
        given_back.append(ask(unit))
        raise Undone

    with pytest.raises(Undone):
        desk.write(put, None)
    return given_back[0]


@pytest.mark.parametrize(
    ("day", "value"),
    [(0, "old"), (9, "old"), (10, "new"), (19, "new"), (20, "open"), (9_000, "open")],
)
def test_both_dates_of_a_row_are_included(manager: Desk, day: int, value: str) -> None:
    rows: list[Span] = [(0, 9, "old"), (10, 19, "new"), (20, None, "open")]
    assert with_rows(manager, rows, lambda unit: unit.setting(KEY, on(day))) == value


def test_a_later_row_wins_without_ending_the_one_before(manager: Desk) -> None:
    rows: list[Span] = [(0, None, "old"), (10, None, "new")]
    assert with_rows(manager, rows, lambda unit: unit.setting(KEY, on(10))) == "new"
    assert with_rows(manager, rows, lambda unit: unit.setting(KEY, on(9))) == "old"


def test_of_two_rows_from_one_day_the_one_written_last_holds(manager: Desk) -> None:
    rows: list[Span] = [(0, None, "mistyped"), (0, None, "mended")]
    assert with_rows(manager, rows, lambda unit: unit.setting(KEY, on(5))) == "mended"


def test_a_date_that_no_row_covers_is_trouble_that_names_it(manager: Desk) -> None:
    def asked(unit: Unit) -> Trouble:
        with pytest.raises(Trouble) as caught:
            unit.setting(KEY, on(5))
        return caught.value

    trouble = with_rows(manager, [(0, 4, "old"), (6, None, "new")], asked)
    assert (trouble.code, trouble.facts) == ("settings.missing", {"key": KEY, "date": on(5)})


def test_the_history_of_a_key_is_told_oldest_first(manager: Desk) -> None:
    rows: list[Span] = [(20, None, "open"), (0, 9, "old"), (10, 19, "new")]
    told = with_rows(manager, rows, lambda unit: settings.history(unit.session, KEY))
    assert [row.value for row in told] == ["old", "new", "open"]


@property_settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(st.tuples(st.integers(0, 60), st.none() | st.integers(0, 60)), max_size=8),
    st.integers(-5, 70),
)
def test_the_value_in_force_is_the_latest_begun_that_has_not_ended(
    manager: Desk, spans: list[tuple[int, int | None]], day: int
) -> None:
    rows: list[Span] = [(start, end, str(n)) for n, (start, end) in enumerate(spans)]
    living = [row for row in rows if row[0] <= day and (row[1] is None or row[1] >= day)]
    expected = max(living, key=lambda row: (row[0], int(row[2])))[2] if living else None
    found = with_rows(manager, rows, lambda unit: settings.in_force(unit.session, KEY, on(day)))
    assert (found.value if found else None) == expected


def test_every_shipped_value_has_a_source_and_no_key_two_values_on_one_day() -> None:
    shipped = settings.shipped()
    assert len(shipped) > 15
    assert [row.key for row in shipped if not row.source.strip()] == []
    begun = [(row.key, row.valid_from) for row in shipped]
    assert sorted(set(begun)) == sorted(begun)
    assert [row.key for row in shipped if row.valid_to and row.valid_to < row.valid_from] == []


def test_a_new_outlet_has_every_shipped_value_in_force_today(manager: Desk) -> None:
    today = date(2026, 11, 22)
    with manager.opened.store.read() as session:
        missing = [
            row.key
            for row in settings.shipped()
            if row.valid_from <= today and settings.in_force(session, row.key, today) is None
        ]
    assert missing == []
