"""Cells merged downwards."""

from showroom.ledger.intake.cells import Book, Merge, Sheet
from showroom.ledger.layout.choice import lay_out
from showroom.ledger.layout.spans import filled
from showroom.ledger.rules import plan
from tests.ledger.books import AS_OF

HEAD = ("姓名", "手机", "来店日期")
ROWS = (
    HEAD,
    ("王芳", "13800138000", "2026-05-01"),
    ("", "", "2026-06-01"),
    ("李雷", "13900139000", ""),
)
SPANS = (Merge(1, 0, 2, 0), Merge(1, 1, 2, 1))


def test_a_value_stands_in_every_row_it_spans() -> None:
    rows = filled(Sheet("台账", ROWS, SPANS), 1).rows
    assert rows[2] == ("王芳", "13800138000", "2026-06-01")
    assert rows[3] == ROWS[3]


def test_two_visits_beside_one_name_are_one_person() -> None:
    made = plan(lay_out(Book((Sheet("台账", ROWS, SPANS),))), AS_OF)
    assert [[e.row for e in person.entries] for person in made.accepted] == [[2, 3], [4]]


def test_headers_wide_areas_and_areas_beyond_the_sheet_are_left_alone() -> None:
    sheet = Sheet("台账", ROWS, (Merge(0, 0, 1, 0), Merge(1, 0, 2, 1), Merge(3, 9, 20, 9)))
    assert filled(sheet, 1).rows == ROWS
