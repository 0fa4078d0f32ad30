"""One row of cells."""

from showroom.ledger.entry import RowReader
from showroom.ledger.layout.headings import Field
from showroom.ledger.typed.day import DayRules
from tests.ledger.books import AS_OF

COLUMNS = {Field.NAME: 0, Field.PHONE: 1, Field.VISITED: 2, Field.CONSULTANT: 3}


def reader(*cells: str) -> RowReader:
    return RowReader(7, cells, COLUMNS, DayRules(AS_OF))


def test_a_good_row_is_an_entry_with_its_row_number() -> None:
    entry = reader("王芳", "13800138000", "2026-05-01", "李倩").entry()
    assert entry is not None
    assert (entry.row, entry.consultant) == (7, "李倩")


def test_a_bad_row_is_no_entry_and_every_fault_names_its_column() -> None:
    row = reader("", "13800138000", "明天", "")
    assert row.entry() is None
    assert [(f.row, f.where, f.place) for f in row.faults] == [
        (7, Field.NAME, 0),
        (7, Field.VISITED, 2),
    ]


def test_a_dash_is_an_empty_cell() -> None:
    entry = reader("王芳", "13800138000", "—", "/").entry()
    assert entry is not None
    assert (entry.visited_on, entry.consultant) == (None, None)
