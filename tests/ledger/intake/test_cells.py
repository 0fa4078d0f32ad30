"""Cells on their way from the child process."""

from datetime import date, datetime, time, timedelta

import pytest

from showroom.ledger.intake.cells import (
    Book,
    Broken,
    Fault,
    Merge,
    Refused,
    Sheet,
    packed,
    plain,
    unpacked,
)

EVERY = (
    "王\u202e芳",
    "",
    1.5,
    13800138000.0,
    True,
    date(2026, 5, 1),
    datetime.fromisoformat("2026-05-01T10:30"),
    time(10, 30),
    Broken(Fault.ERROR, "#N/A"),
    Broken(Fault.FORMULA, "=A1"),
)


def test_every_kind_of_cell_arrives_as_it_left() -> None:
    sheet = Sheet("台账", (EVERY,), (Merge(0, 0, 1, 2),), hidden=True, since_1904=True)
    book = Book((sheet,), (Refused("ledger.file_rows", {"cell": "A1", "most": 2}, "大表"),))
    assert unpacked(packed(book)) == book


def test_a_list_in_the_file_cannot_be_taken_for_a_tag() -> None:
    book = Book((Sheet("x", (('["date", "2026-05-01"]',),)),))
    assert unpacked(packed(book)) == book


@pytest.mark.parametrize(
    ("value", "cell"), [(3, 3.0), (True, True), (timedelta(hours=1), "1:00:00"), (None, "")]
)
def test_values_of_the_library_become_cells(value, cell) -> None:
    assert plain(value) == cell


def test_the_width_is_that_of_the_widest_row() -> None:
    assert Sheet("x", (("a",), ("a", "b"))).width == 2
    assert Sheet("x", ()).width == 0
