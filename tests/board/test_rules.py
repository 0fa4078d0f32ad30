from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from showroom.board.rules import (
    Span,
    days_before,
    days_of,
    goal,
    overdue_on,
    period_before,
    period_of,
)
from showroom.kpi.records import ContactDue, Period

SUNDAY = date(2026, 11, 22)
TARGET = {"2026-11": 60}


def test_a_week_begins_on_monday_and_ends_with_the_date_shown() -> None:
    assert period_of(SUNDAY, Span.WEEK) == Period(date(2026, 11, 16), SUNDAY)
    assert period_of(SUNDAY, Span.MONTH) == Period(date(2026, 11, 1), SUNDAY)
    assert period_before(SUNDAY, Span.DAY) == Period(date(2026, 11, 15), date(2026, 11, 15))
    assert period_before(SUNDAY, Span.WEEK) == Period(date(2026, 11, 9), date(2026, 11, 15))


def test_a_shorter_month_before_ends_on_its_own_last_day() -> None:
    assert period_before(date(2026, 3, 31), Span.MONTH) == Period(
        date(2026, 2, 1), date(2026, 2, 28)
    )


def test_a_day_has_to_bring_its_share_of_what_the_month_still_lacks() -> None:
    day = period_of(SUNDAY, Span.DAY)
    assert goal(day, Span.DAY, TARGET, {}) == 7  # 60 in the 9 days left
    assert goal(day, Span.DAY, TARGET, {date(2026, 11, 3): 50, SUNDAY: 5}) == 2
    assert goal(day, Span.DAY, TARGET, {date(2026, 11, 3): 61}) == 0
    assert goal(day, Span.DAY, {}, {}) == 0


def test_a_month_has_to_bring_its_target_and_a_week_is_split_at_the_month_end() -> None:
    assert goal(period_of(SUNDAY, Span.MONTH), Span.MONTH, TARGET, {}) == 60
    over = Period(date(2026, 11, 30), date(2026, 12, 1))
    assert goal(over, Span.WEEK, {"2026-11": 3, "2026-12": 31}, {}) == 4


@given(st.integers(0, 90), st.integers(0, 40))
def test_who_meets_every_days_goal_meets_the_month(target: int, lead: int) -> None:
    done: dict[date, int] = {date(2026, 11, 1): lead}
    for day in days_of(Period(date(2026, 11, 2), date(2026, 11, 30))):
        done[day] = goal(Period(day, day), Span.DAY, {"2026-11": target}, done)
    assert sum(done.values()) >= target


def test_the_days_before_leave_the_day_out() -> None:
    assert days_before(SUNDAY, 7) == Period(date(2026, 11, 15), date(2026, 11, 21))


def test_a_contact_is_overdue_from_the_day_after_until_it_is_made() -> None:
    due = ContactDue(id=UUID(int=1), due_on=SUNDAY, done_on=SUNDAY + timedelta(days=2))
    days = [SUNDAY + timedelta(days=n) for n in range(4)]
    assert [len(overdue_on([due], day)) for day in days] == [0, 1, 0, 0]
