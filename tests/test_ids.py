"""Keys rise, never repeat, and tell when they were made."""

from datetime import UTC, date, datetime
from itertools import pairwise
from random import Random
from uuid import RFC_4122, UUID

from hypothesis import given
from hypothesis import strategies as st

from showroom.clock import SetClock
from showroom.ids import TimeOrderedIds, coded, dated

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
# Milliseconds the clock moves between two keys; a clock that is set back goes below zero.
STEPS = st.lists(st.integers(-5_000, 5_000), min_size=1, max_size=200)


class Topmost(Random):
    """Chance at its worst: every bit is one, so that each next key must overflow."""

    def getrandbits(self, k: int, /) -> int:
        return (1 << k) - 1


def made(steps: list[int], rng: Random) -> list[UUID]:
    clock = SetClock(NOON)
    ids = TimeOrderedIds(clock, rng)
    keys = []
    for step in steps:
        clock.advance(milliseconds=step)
        keys.append(ids.new())
    return keys


@given(STEPS, st.integers())
def test_keys_of_a_desk_rise_even_when_its_clock_is_set_back(steps: list[int], seed: int) -> None:
    keys = made(steps, Random(seed))
    assert all(one.bytes < two.bytes for one, two in pairwise(keys))


@given(STEPS)
def test_keys_rise_even_where_chance_leaves_no_room(steps: list[int]) -> None:
    keys = made(steps, Topmost())
    assert sorted(set(keys)) == keys


@given(STEPS, st.integers())
def test_every_key_is_a_uuid_of_version_7(steps: list[int], seed: int) -> None:
    for key in made(steps, Random(seed)):
        assert (key.version, key.variant) == (7, RFC_4122)


def test_a_key_begins_with_the_millisecond_it_was_made_in() -> None:
    key = TimeOrderedIds(SetClock(NOON)).new()
    assert key.int >> 80 == int(NOON.timestamp() * 1000)


def test_the_same_seed_makes_the_same_keys_and_another_desk_makes_others() -> None:
    assert made([0] * 5, Random(7)) == made([0] * 5, Random(7))
    assert not set(made([0] * 5, Random(7))) & set(made([0] * 5, Random(8)))


def test_the_key_of_a_code_is_the_same_wherever_it_is_made():
    key = coded("trim", "XC60-B5")
    assert key == coded("trim", "XC60-B5")
    assert key.version == 8
    assert key.variant == RFC_4122
    assert key != coded("car_model", "XC60-B5")


def test_a_version_of_a_price_has_the_same_key_wherever_it_is_made():
    day = date(2026, 12, 1)
    assert dated("price", "XC60", day) == dated("price", "XC60", day)
    assert dated("price", "XC60", date(2027, 1, 1)) != dated("price", "XC60", day)
    assert dated("price", "XC60", day, "group:b") != dated("price", "XC60", day)
