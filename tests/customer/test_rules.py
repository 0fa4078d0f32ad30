from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showroom import texts
from showroom.customer import rules
from showroom.customer.rules import Standing
from showroom.errors import Refusal
from showroom.terms import FollowUpResult, IntentLevel
from tests.shipped import shipped

RULES = rules.LevelRules.parse(shipped("customer.levels"))
O, H, A, B, C, D, F1, F2, L = IntentLevel  # noqa: E741
DAY = date(2026, 11, 22)


def code_of(check, *args) -> str:
    with pytest.raises(Refusal) as refused:
        check(*args)
    for language in texts.LANGUAGES:
        assert texts.load(language)(refused.value.code, **refused.value.facts)
    return refused.value.code


@pytest.mark.parametrize(
    ("level", "due"),
    [
        (O, date(2026, 11, 25)),
        (H, date(2026, 11, 24)),
        (A, date(2026, 11, 26)),
        (B, date(2026, 11, 29)),
        (C, date(2026, 12, 7)),
        (D, None),
        (F1, None),
        (F2, None),
        (L, None),
    ],
)
def test_the_next_contact_is_due_by_level(level: IntentLevel, due: date | None) -> None:
    assert rules.follow_up_due(DAY, level, RULES) == due


def test_a_new_visitor_is_contacted_within_a_day() -> None:
    visited = datetime(2026, 11, 22, 2, 5, tzinfo=UTC)
    assert rules.first_contact_due(visited, RULES) == visited + timedelta(hours=24)


def test_only_reaching_the_customer_is_contact() -> None:
    effective = [result for result in FollowUpResult if rules.is_effective(result)]
    assert effective == [FollowUpResult.REACHED, FollowUpResult.INVITED]


@pytest.mark.parametrize(
    ("level", "since", "contact", "then"),
    [
        (H, 7, 0, None),
        (H, 8, 0, A),
        (H, 4, 4, None),
        (H, 5, 5, A),
        (A, 30, 0, None),
        (A, 31, 0, B),
        (A, 10, 8, None),
        (A, 10, 9, B),
        (B, 90, 0, None),
        (B, 91, 0, C),
        (B, 20, 14, None),
        (B, 20, 15, C),
        (C, 300, 89, None),
        (C, 300, 90, F2),
        (C, 10, 100, F2),
        (A, 1, 50, None),
        (O, 300, 300, None),
        (D, 300, 300, None),
        (F1, 300, 300, None),
        (L, 300, 300, None),
    ],
)
def test_a_lead_cools_when_its_window_is_over_or_two_contacts_are_missed(
    level, since, contact, then
) -> None:
    lead = Standing(level, DAY - timedelta(days=since), DAY - timedelta(days=contact))
    assert rules.cooled(lead, DAY, RULES) is then


@given(st.sampled_from(IntentLevel), st.integers(0, 400), st.integers(0, 400))
def test_a_lead_falls_one_step_at_most(level: IntentLevel, since: int, contact: int) -> None:
    lead = Standing(level, DAY - timedelta(days=since), DAY - timedelta(days=contact))
    assert rules.cooled(lead, DAY, RULES) in {None, {H: A, A: B, B: C, C: F2}.get(level)}


LEADS = {H, A, B, C}


def test_levels_follow_each_other_as_the_lead_lives() -> None:
    ways = (
        set(product(LEADS, LEADS | {O, F1, F2, L}))
        | set(product({O}, LEADS | {D, F1}))
        | set(product({F1, F2, L, D, None}, LEADS))
        | {(None, F2), (None, L)}
        | {(level, level) for level in IntentLevel}
    )
    for now, then in product([None, *IntentLevel], IntentLevel):
        if (now, then) in ways:
            rules.check_level(now, then)
        else:
            code = "customer.level_step" if now else "customer.level_first"
            assert code_of(rules.check_level, now, then) == code


def test_waking_a_sleeping_lead_is_a_revival() -> None:
    assert rules.is_revival(F1, H)
    assert rules.is_revival(L, C)
    assert not rules.is_revival(A, H)
    assert not rules.is_revival(None, H)
    assert not rules.is_revival(D, H)


def test_a_loss_needs_category_and_reason() -> None:
    rules.check_loss(H, "RIVAL_BRAND", "价格")
    rules.check_loss(O, "GAVE_UP", "资金")
    assert code_of(rules.check_loss, F2, "GAVE_UP", "资金") == "customer.loss_inactive"
    assert code_of(rules.check_loss, None, "GAVE_UP", "资金") == "customer.loss_inactive"
    assert code_of(rules.check_loss, H, None, "资金") == "customer.loss_category"
    assert code_of(rules.check_loss, H, "GAVE_UP", " ") == "customer.loss_reason"


def test_a_lead_may_move_after_thirty_idle_days() -> None:
    assert not rules.is_idle(DAY - timedelta(days=29), DAY, RULES)
    assert rules.is_idle(DAY - timedelta(days=30), DAY, RULES)


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2026, date(2026, 2, 28)),
        (2028, date(2028, 2, 29)),
        (2100, date(2100, 2, 28)),
        (2000, date(2000, 2, 29)),
    ],
)
def test_a_leap_birthday_comes_a_day_early_in_common_years(year: int, day: date) -> None:
    assert rules.birthday_in(date(1992, 2, 29), year) == day


@pytest.mark.parametrize(
    ("born", "today", "due"),
    [
        (date(1990, 11, 22), DAY, DAY),
        (date(1990, 11, 21), DAY, date(2027, 11, 21)),
        (date(1992, 2, 29), date(2027, 3, 1), date(2028, 2, 29)),
        (date(1992, 2, 29), date(2026, 2, 28), date(2026, 2, 28)),
    ],
)
def test_the_next_birthday_is_today_or_later(born: date, today: date, due: date) -> None:
    assert rules.next_birthday(born, today) == due
