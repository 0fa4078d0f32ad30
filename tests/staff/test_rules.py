"""Passwords that nobody reads, and the wait that grows with wrong ones."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showroom.errors import Refusal
from showroom.staff.rules import LockRule, hashed, is_stale, matches, still_waits, wait_after

RULE = LockRule(free_failures=5, first_wait_seconds=30, longest_wait_seconds=900)
FAILED_AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def test_a_password_matches_its_hash_alone_and_the_hash_tells_nothing() -> None:
    kept = hashed("松柏长青-2026")
    assert matches(kept, "松柏长青-2026")
    assert not matches(kept, "松柏长青-2027")
    assert "2026" not in kept
    assert kept.startswith("$argon2id$")
    assert not is_stale(kept)


def test_two_people_with_one_password_have_two_hashes() -> None:
    assert hashed("Showroom-2026") != hashed("Showroom-2026")


@pytest.mark.parametrize("damaged", ["", "plain", "$argon2id$v=19$m=65536,t=3,p=4$xx$yy"])
def test_a_damaged_hash_lets_nobody_in(damaged: str) -> None:
    assert not matches(damaged, "Showroom-2026")


def test_a_hash_of_weaker_days_is_stale() -> None:
    weak = "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$RdescudvJCsgt3ub+b4bQA"
    assert is_stale(weak)


def test_a_password_has_eight_characters() -> None:
    hashed("12345678")
    with pytest.raises(Refusal) as caught:
        hashed("1234567")
    assert (caught.value.code, caught.value.facts["least"]) == ("staff.password_short", 8)


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 0), (4, 0), (5, 30), (6, 60), (7, 120), (9, 480), (10, 900), (11, 900), (10_000, 900)],
)
def test_the_wait_doubles_up_to_its_longest(failures: int, seconds: int) -> None:
    assert wait_after(failures, RULE) == seconds


@given(st.integers(0, 1_000))
def test_one_more_failure_never_shortens_the_wait(failures: int) -> None:
    assert wait_after(failures, RULE) <= wait_after(failures + 1, RULE)


@pytest.mark.parametrize(
    ("after", "left"), [(0, 30), (0.001, 30), (29, 1), (29.999, 1), (30, 0), (999, 0), (-3600, 30)]
)
def test_the_wait_ends_when_it_is_over_and_a_clock_set_back_is_no_way_round(
    after: float, left: int
) -> None:
    assert still_waits(FAILED_AT + timedelta(seconds=after), FAILED_AT, 30) == left


def test_who_need_not_wait_waits_not_at_all() -> None:
    assert still_waits(FAILED_AT, FAILED_AT, 0) == 0
