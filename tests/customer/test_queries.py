"""The archive as a list."""

from datetime import date, timedelta
from uuid import UUID

from showroom.clock import SetClock
from showroom.customer.commands import open_card
from showroom.customer.filing import Contact
from showroom.customer.queries import Archive, CustomerLine, Sort, archive, archive_counts
from showroom.desk import Desk
from showroom.terms import IntentLevel
from tests.visit.arrivals import staff_id

TODAY = date(2026, 11, 22)
LEVELS = (IntentLevel.H, IntentLevel.A, IntentLevel.B)


def fill(desk: Desk, clock: SetClock, count: int = 7) -> list[UUID]:
    """Cards due a day apart, the last without a date; levels and owners in turn."""
    owners = [staff_id(desk, login) for login in ("liqian", "zhaolei")]
    return [
        desk.write(
            open_card,
            Contact(
                name=f"王{number}",
                phone=f"1390000000{number}",
                first_contact_on=TODAY,
                level=LEVELS[number % 3],
                owner_id=owners[number % 2],
                next_follow_up_at=clock.now() + timedelta(days=number - 3)
                if number < count - 1
                else None,
            ),
        ).value.customer_id
        for number in range(count)
    ]


def page(desk: Desk, query: Archive) -> list[CustomerLine]:
    return desk.read(archive, query)


def test_what_is_due_first_stands_first_and_what_has_no_date_last(
    consultant: Desk, clock: SetClock
) -> None:
    keys = fill(consultant, clock)
    assert [line.id for line in page(consultant, Archive())] == keys


def test_pages_join_without_a_gap_or_a_double(consultant: Desk, clock: SetClock) -> None:
    fill(consultant, clock)
    for sort in Sort:
        whole = page(consultant, Archive(sort=sort))
        read: list[CustomerLine] = []
        while more := page(
            consultant, Archive(sort=sort, after=read[-1] if read else None, limit=2)
        ):
            read += more
        assert read == whole


def test_filters_hold_together(consultant: Desk, clock: SetClock) -> None:
    keys = fill(consultant, clock)
    zhao = staff_id(consultant, "zhaolei")
    hot = Archive(levels=frozenset({IntentLevel.H, IntentLevel.A}), owner_id=zhao)
    lines = page(consultant, hot)
    assert {line.level for line in lines} == {IntentLevel.H, IntentLevel.A}
    assert {line.owner for line in lines} == {"赵磊"}
    assert [line.id for line in page(consultant, Archive(among=(keys[2],)))] == [keys[2]]
    assert page(consultant, Archive(among=())) == []


def test_overdue_is_before_today_not_before_this_minute(consultant: Desk, clock: SetClock) -> None:
    keys = fill(consultant, clock)
    clock.advance(hours=5)
    lines = page(consultant, Archive(overdue=True))
    assert [line.id for line in lines] == keys[:3]
    assert all(line.overdue for line in lines)


def test_the_counts_are_the_lists(consultant: Desk, clock: SetClock) -> None:
    fill(consultant, clock)
    counts = consultant.read(archive_counts, Archive())
    assert (counts.total, counts.overdue, counts.clashes) == (7, 3, 0)
    for level in LEVELS:
        one = Archive(levels=frozenset({level}))
        assert counts.by_level[level] == len(page(consultant, one))


def test_lists_show_masked_phones(consultant: Desk, clock: SetClock) -> None:
    fill(consultant, clock, 1)
    assert page(consultant, Archive())[0].phone == "139****0000"
