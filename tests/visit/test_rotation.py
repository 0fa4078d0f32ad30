"""Whose turn it is."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from showroom.visit.rotation import Turn, next_in_turn

ONE, TWO, THREE = (UUID(int=number) for number in (1, 2, 3))
TEN = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def test_who_had_fewest_is_next() -> None:
    turns = [Turn(ONE, TEN), Turn(TWO, TEN), Turn(ONE, TEN)]
    assert next_in_turn([ONE, TWO, THREE], turns) == THREE


def test_of_equals_who_waits_longest_is_next() -> None:
    turns = [Turn(ONE, TEN + timedelta(minutes=5)), Turn(TWO, TEN)]
    assert next_in_turn([ONE, TWO], turns) == TWO


def test_a_fresh_day_begins_with_the_first_of_the_list() -> None:
    assert next_in_turn([TWO, ONE], []) == TWO


def test_without_consultants_it_is_nobodys_turn() -> None:
    assert next_in_turn([], [Turn(ONE, TEN)]) is None


@given(st.integers(1, 6), st.integers(0, 40))
def test_turns_never_differ_by_more_than_one(people: int, parties: int) -> None:
    consultants = [UUID(int=number) for number in range(1, people + 1)]
    turns: list[Turn] = []
    for minute in range(parties):
        chosen = next_in_turn(consultants, turns)
        assert chosen
        turns.append(Turn(chosen, TEN + timedelta(minutes=minute)))
    counts = [sum(turn.consultant_id == person for turn in turns) for person in consultants]
    assert max(counts) - min(counts) <= 1
