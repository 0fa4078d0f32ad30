"""What a plan tells about a person."""

from datetime import date

from showroom.ledger.layout.headings import Field
from showroom.ledger.plan import Entry, Person, Plan, Remark
from showroom.terms import IntentLevel


def entry(row: int, day: date | None = None, level: IntentLevel | None = None) -> Entry:
    return Entry(row, "王芳", "13800138000", level, day)


def test_the_level_of_the_latest_visit_holds() -> None:
    first = entry(2, date(2026, 5, 1), IntentLevel.A)
    assert Person(first, (entry(3, date(2026, 3, 1), IntentLevel.C),)).level is IntentLevel.A
    assert Person(first, (entry(3, date(2026, 9, 1), IntentLevel.H),)).level is IntentLevel.H
    assert Person(first, (entry(3, date(2026, 9, 1)),)).level is IntentLevel.A


def test_without_dates_or_levels_the_last_row_or_nothing_holds() -> None:
    undated = Person(entry(2, None, IntentLevel.A), (entry(3, None, IntentLevel.B),))
    assert undated.level is IntentLevel.B
    assert undated.first_visit_on is None
    assert Person(entry(2)).level is None


def test_a_row_of_several_bad_cells_is_one_rejected_row() -> None:
    remarks = (
        Remark(4, Field.NAME, 0, "x"),
        Remark(4, Field.PHONE, 1, "y"),
        Remark(9, Field.NAME, 0, "x"),
    )
    assert Plan((), remarks, ()).rejected_rows == (4, 9)


def test_only_people_with_more_than_one_row_are_merged() -> None:
    twice = Person(entry(2), (entry(3),))
    assert Plan((Person(entry(5)), twice), (), ()).merged == (twice,)
