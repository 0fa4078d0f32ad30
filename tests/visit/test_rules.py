from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showroom import texts
from showroom.errors import Refusal
from showroom.terms import Channel, VisitKind
from showroom.visit import rules
from showroom.visit.rules import Arrival, Earlier
from tests.shipped import shipped

RULES = rules.VisitRules.parse(shipped("visit.rules"))
SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST, ON_FILE, REVISIT, NON_INTENT = VisitKind


def at(clock: str, day: int = 22) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


def came(clock: str, left: str | None, kind: VisitKind = FIRST, **more) -> Earlier:
    return Earlier(at(clock), at(left) if left else None, kind, **more)


@pytest.mark.parametrize(
    ("on_file", "buying", "earlier", "kind"),
    [
        (False, True, [], FIRST),
        (True, True, [], ON_FILE),
        (False, False, [], NON_INTENT),
        (True, False, [came("9:00", "9:10")], NON_INTENT),
        (True, True, [came("9:00", "9:10")], REVISIT),
        (True, True, [came("9:00", None, ON_FILE)], REVISIT),
        (True, True, [came("9:00", None, REVISIT)], REVISIT),
        (True, True, [came("9:00", "9:10", FIRST, channel=Channel.PHONE_IN)], ON_FILE),
        (True, True, [came("9:00", "9:10", NON_INTENT)], ON_FILE),
        (False, True, [came("9:00", "9:10", NON_INTENT)], FIRST),
    ],
)
def test_the_kind_of_an_arrival(on_file, buying, earlier, kind) -> None:
    assert rules.kind_of(Arrival(at("14:00"), on_file, buying), earlier) is kind


@pytest.mark.parametrize(
    ("left", "back", "continues"),
    [
        ("10:30", "10:45", True),
        ("10:30", "11:00", True),
        ("10:30", "11:01", False),
        (None, "10:40", False),
        ("10:30", "10:20", True),
    ],
)
def test_a_return_within_thirty_minutes_continues_the_visit(left, back, continues) -> None:
    earlier = came("10:00", left)
    found = rules.continued(Arrival(at(back), on_file=True), [earlier], RULES)
    assert found == (earlier if continues else None)


def test_short_absences_chain_into_one_visit() -> None:
    first = came("10:00", "10:30")
    second = came("10:50", "11:20")
    assert rules.continued(Arrival(at("11:45"), on_file=True), [first, second], RULES) == second
    assert rules.continued(Arrival(at("11:51"), on_file=True), [first, second], RULES) is None


def test_a_call_is_no_visit_to_continue() -> None:
    call = came("10:00", "10:05", channel=Channel.PHONE_IN)
    assert rules.continued(Arrival(at("10:10"), on_file=True), [call], RULES) is None


def test_only_the_latest_visit_before_the_arrival_counts() -> None:
    left, still_here = came("9:00", "9:50"), came("9:55", None)
    assert rules.continued(Arrival(at("10:00"), on_file=True), [left, still_here], RULES) is None
    later = came("12:00", "12:30")
    assert rules.continued(Arrival(at("10:00"), on_file=True), [left, later], RULES) == left


def test_a_continued_visit_keeps_its_kind_but_buying_replaces_not_buying() -> None:
    assert rules.kind_continued(FIRST, REVISIT) is FIRST
    assert rules.kind_continued(ON_FILE, NON_INTENT) is ON_FILE
    assert rules.kind_continued(NON_INTENT, FIRST) is FIRST
    assert rules.kind_continued(NON_INTENT, NON_INTENT) is NON_INTENT


def test_a_business_date_is_the_local_date_of_the_start() -> None:
    assert rules.business_date(at("23:40", 30), SHANGHAI) == date(2026, 11, 30)
    start = datetime(2026, 11, 30, 15, 40, tzinfo=UTC)
    assert rules.business_date(start, SHANGHAI) == date(2026, 11, 30)
    assert rules.business_date(start + timedelta(minutes=20), SHANGHAI) == date(2026, 12, 1)


def test_a_contact_is_recorded_with_phone_and_intent() -> None:
    assert rules.is_recorded("13900000000", has_intent=True)
    assert not rules.is_recorded("13900000000", has_intent=False)
    assert not rules.is_recorded(None, has_intent=True)


@pytest.mark.parametrize(
    ("arrived", "left", "promised", "code"),
    [
        ("14:01", None, None, "visit.arrived_later"),
        ("13:00", "12:59", None, "visit.left_before"),
        ("13:00", "14:01", None, "visit.left_later"),
        ("13:00", None, "14:00", "visit.next_past"),
    ],
)
def test_impossible_times_are_refused(arrived, left, promised, code) -> None:
    times = rules.Times(at(arrived), *(at(clock) if clock else None for clock in (left, promised)))
    with pytest.raises(Refusal) as refused:
        rules.check_times(times, at("14:00"))
    assert refused.value.code == code
    assert all(code in texts.load(language) for language in texts.LANGUAGES)


def test_possible_times_pass() -> None:
    rules.check_times(rules.Times(at("14:00"), at("14:00"), at("14:01")), at("14:00"))


@pytest.mark.parametrize("size", [0, 21, -1])
def test_a_party_has_one_to_twenty_people(size: int) -> None:
    rules.check_party(1, RULES)
    rules.check_party(20, RULES)
    with pytest.raises(Refusal):
        rules.check_party(size, RULES)


@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 60)), max_size=6), st.integers(0, 460)
)
def test_what_is_continued_was_left_at_most_half_an_hour_ago(stays, minute) -> None:
    start = at("9:00")
    earlier = [
        Earlier(start + timedelta(minutes=a), start + timedelta(minutes=a + b), FIRST)
        for a, b in stays
    ]
    arrival = Arrival(start + timedelta(minutes=minute), on_file=True)
    found = rules.continued(arrival, earlier, RULES)
    if found is not None and found.left_at is not None:
        assert found.arrived_at <= arrival.at <= found.left_at + timedelta(minutes=30)
