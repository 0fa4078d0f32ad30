"""Merging gives one row whatever order changes come in, and loses no edit unseen."""

from hypothesis import given
from hypothesis import strategies as st

from showroom.sync import merge
from showroom.sync.clocks import NEVER, Clocks, stamp
from showroom.sync.merge import Row

LIVES = (b"a" * 16, b"b" * 16, b"c" * 16)
GROUPS = {"name": "name", "budget_min_fen": "budget", "budget_max_fen": "budget", "note": "note"}

marks = st.builds(stamp, st.integers(1, 6), st.sampled_from(LIVES))
values = st.one_of(st.none(), st.integers(0, 2), st.sampled_from(["x", "y"]))
cells = st.dictionaries(st.sampled_from(sorted(GROUPS)), values, min_size=1)
edits = st.lists(st.tuples(marks, cells), min_size=1, max_size=5)


def grown(edited: list[tuple[bytes, dict[str, int | str | None]]], gone: bytes = NEVER) -> Row:
    """A row born of the first edit and written by the others; one stamp writes one thing."""
    row = Row()
    seen: set[bytes] = set()
    for mark, told in edited:
        if mark not in seen:
            merge.write("customer", row, dict(told), mark, Clocks())
        seen.add(mark)
    row.gone = gone
    return row


rows = st.builds(grown, edits, st.one_of(st.just(NEVER), marks))


def same(left: Row, right: Row) -> bool:
    """Alike in what they say and when it was said."""
    filled = [{n: c for n, c in row.cells.items() if c is not None} for row in (left, right)]
    groups = ("name", "budget_min_fen", "budget_max_fen", "note", "budget")
    clocks = [[row.clocks.of(group) for group in groups] for row in (left, right)]
    return filled[0] == filled[1] and clocks[0] == clocks[1] and left.gone == right.gone


@given(rows, rows)
def test_it_does_not_matter_which_side_merges(left: Row, right: Row):
    ours, theirs = merge.join("customer", left, right), merge.join("customer", right, left)
    assert same(ours, theirs)


@given(rows, rows, rows)
def test_it_does_not_matter_by_which_path_three_copies_meet(one: Row, two: Row, three: Row):
    by_one = merge.join("customer", merge.join("customer", one, two), three)
    by_two = merge.join("customer", one, merge.join("customer", two, three))
    assert same(by_one, by_two)


@given(rows, rows)
def test_merging_again_changes_nothing(left: Row, right: Row):
    once = merge.join("customer", left, right)
    assert same(merge.join("customer", once, right), once)
    assert same(merge.join("customer", once, once), once)


def test_edits_of_two_groups_both_stand_whichever_comes_first():
    born = stamp(1, LIVES[0])
    for order in ((0, 1), (1, 0)):
        row = Row({"name": "王芳", "note": "旧"}, Clocks(born))
        changes = ({"name": "王方"}, {"note": "新"})
        for at in order:
            seen = Clocks(born)
            assert not merge.write("customer", row, changes[at], stamp(2 + at, LIVES[at]), seen)
        assert row.cells == {"name": "王方", "note": "新"}


def test_an_edit_that_gives_way_unseen_is_kept_as_a_conflict():
    born = stamp(1, LIVES[0])
    row = Row({"note": "旧"}, Clocks(born))
    assert not merge.write("customer", row, {"note": "甲"}, stamp(5, LIVES[1]), Clocks(born))
    (lost,) = merge.write("customer", row, {"note": "乙"}, stamp(3, LIVES[2]), Clocks(born))
    assert (lost.kept, lost.lost) == ({"note": "甲"}, {"note": "乙"})
    assert row.cells["note"] == "甲"


def test_the_same_edit_on_both_sides_is_no_conflict():
    born = stamp(1, LIVES[0])
    row = Row({"note": "旧"}, Clocks(born))
    merge.write("customer", row, {"note": "甲"}, stamp(5, LIVES[1]), Clocks(born))
    assert not merge.write("customer", row, {"note": "甲"}, stamp(6, LIVES[2]), Clocks(born))


def test_a_deleted_row_revives_by_a_later_edit_only():
    row = Row({"note": "旧"}, Clocks(stamp(1, LIVES[0])))
    merge.delete(row, stamp(5, LIVES[0]))
    merge.write("customer", row, {"note": "早"}, stamp(4, LIVES[1]), Clocks())
    assert not row.alive
    merge.write("customer", row, {"note": "晚"}, stamp(6, LIVES[1]), Clocks())
    assert row.alive


def test_a_row_put_back_within_one_transaction_stands():
    row = Row({"note": "旧", "name": "王芳"}, Clocks(stamp(1, LIVES[0])))
    merge.delete(row, stamp(5, LIVES[0]))
    merge.insert("customer", row, {"note": "新"}, stamp(5, LIVES[0]), Clocks())
    assert row.alive
    assert row.cells == {"note": "新", "name": None}


@given(marks, cells, cells)
def test_of_one_transactions_changes_the_last_one_stands(mark, born, later):
    row = Row()
    merge.insert("customer", row, dict(born), mark, Clocks())
    assert merge.write("customer", row, dict(later), mark, Clocks()) == []
    assert {name: row.cells.get(name) for name in later} == later
