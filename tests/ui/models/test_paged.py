"""Very long lists: only what is looked at is read."""

from collections.abc import Callable, Sequence

from PySide6.QtTest import QAbstractItemModelTester

from ui.models.lines import Column
from ui.models.paged import PAGES_KEPT, PagedModel


class Numbers:
    """A hundred thousand numbers, with a note of what was read."""

    def __init__(self, count: int) -> None:
        self.size = count
        self.reads: list[tuple[object, int, int]] = []

    def count(self) -> int:
        return self.size

    def anchors(self, every: int) -> Sequence[int]:
        return range(0, self.size, every)

    def after(self, anchor: int | None, skip: int, limit: int) -> Sequence[int]:
        self.reads.append((anchor, skip, limit))
        first = (anchor or 0) + skip
        return range(first, min(self.size, first + limit))

    def last(self, limit: int) -> Sequence[int]:
        return range(self.size - limit, self.size)


def model_of(count: int) -> tuple[PagedModel[int], Numbers]:
    rows = Numbers(count)
    return PagedModel([Column("n", str)], rows), rows


def looked_at(model: PagedModel[int], row: int, home: Callable[[], None]) -> str:
    model.data(model.index(row, 0))
    home()
    return str(model.data(model.index(row, 0)))


def test_every_row_is_the_right_one_wherever_one_looks(home: Callable[[], None]) -> None:
    model, _rows = model_of(100_000)
    model.reread()
    home()
    for row in (0, 127, 128, 1023, 1024, 54_321, 99_999):
        assert looked_at(model, row, home) == str(row)


def test_only_pages_looked_at_are_read_and_few_are_kept(home: Callable[[], None]) -> None:
    model, rows = model_of(100_000)
    model.reread()
    home()
    for page in range(PAGES_KEPT + 10):
        looked_at(model, page * 128, home)
    assert all(limit == 128 for _anchor, _skip, limit in rows.reads)
    assert all(skip < 1024 for _anchor, skip, _limit in rows.reads)
    before = len(rows.reads)
    looked_at(model, (PAGES_KEPT + 9) * 128, home)
    assert len(rows.reads) == before
    looked_at(model, 0, home)
    assert len(rows.reads) == before + 1


def test_looking_never_waits_and_a_page_under_way_shows_empty(home: Callable[[], None]) -> None:
    model, _rows = model_of(10)
    model.reread()
    home()
    assert model.data(model.index(3, 0)) in ("", "3")
    home()
    assert model.data(model.index(3, 0)) == "3"
    assert model.line(3) == 3


def test_the_model_keeps_qts_rules(home: Callable[[], None]) -> None:
    model, _rows = model_of(3_000)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.reread()
    home()
    looked_at(model, 2_999, home)
    assert tester.model() is model
