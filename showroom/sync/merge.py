"""Merging: what a row is after a change, whatever order changes come in.

Records and reference rows merge by column group, the later stamp wins. A fact is what it first was.
A document's rows are not merged here but taken whole, in the order of arrival at HQ.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from db.base import Kind, groups_of, policies
from showroom.sync.cells import Cell, Cells
from showroom.sync.clocks import NEVER, Clocks

WHOLE = ""
"""The one column group of a row that is never split: a fact's, a document's."""


@dataclass(slots=True)
class Row:
    """A row and its history in short: cells, the clocks of its groups, when it was deleted."""

    cells: Cells = field(default_factory=dict)
    clocks: Clocks = field(default_factory=Clocks)
    gone: bytes = NEVER

    @property
    def alive(self) -> bool:
        """Whether it stands: never deleted, or written again after."""
        return self.gone < self.clocks.newest()

    def copy(self) -> "Row":
        """The same row, to be changed without changing this one."""
        return Row(dict(self.cells), self.clocks.copy(), self.gone)


@dataclass(frozen=True, slots=True)
class Lost:
    """The cells of a column group that gave way to a later edit."""

    group: str
    kept: Cells
    lost: Cells
    kept_mark: bytes
    lost_mark: bytes


@cache
def kind_of(table: str) -> Kind:
    """How rows of a table merge; a table this version does not know merges by column."""
    policy = policies().get(table)
    return policy.kind if policy else Kind.RECORD


def grouped(table: str, cells: Mapping[str, Cell]) -> dict[str, Cells]:
    """The cells by column group."""
    if kind_of(table) in {Kind.FACT, Kind.DOCUMENT}:
        return {WHOLE: dict(cells)}
    shared, groups = groups_of(table), dict[str, Cells]()
    for name, cell in cells.items():
        if name in shared:
            groups.setdefault(shared[name], {})[name] = cell
        else:
            groups[name] = {name: cell}
    return groups


def insert(table: str, row: Row, cells: Cells, mark: bytes, seen: Clocks) -> list[Lost]:
    """Lay a whole new row on one that may be there already: what it does not say, it empties."""
    return write(table, row, dict.fromkeys(row.cells) | cells, mark, seen)


def write(table: str, row: Row, cells: Mapping[str, Cell], mark: bytes, seen: Clocks) -> list[Lost]:
    """Lay a change on a row in place, group by group; gives the edits that gave way unseen.

    `seen` is what the writer knew of the row: a group somebody else wrote since then, to another
    value, is a conflict whichever side wins. Of one transaction's own changes, which all have its
    stamp, the one laid last stands.
    """
    if row.clocks.base == NEVER:
        row.cells, row.clocks = dict(cells), Clocks(mark)
        return []
    if row.gone == mark:
        row.gone = NEVER  # deleted and put back within one transaction
    lost = []
    for group, news in grouped(table, cells).items():
        stands, wins = row.clocks.of(group), True
        if stands != mark and stands > min(mark, seen.of(group)):
            olds = {name: row.cells.get(name) for name in news}
            wins = mark > stands
            if stands > seen.of(group) and olds != news:
                new, old = (news, mark), (olds, stands)
                lost.append(_lost(group, new, old) if wins else _lost(group, old, new))
        if wins:
            row.cells.update(news)
            row.clocks.put(group, mark)
    return lost


def delete(row: Row, mark: bytes) -> None:
    """Delete a row at `mark`; a later edit revives it."""
    row.gone = max(row.gone, mark)


def join(table: str, left: Row, right: Row) -> Row:
    """The row both sides agree on: commutative, associative, idempotent."""
    result = left.copy()
    result.gone = max(left.gone, right.gone)
    for group, names in _all_groups(table, left, right).items():
        ours, theirs = left.clocks.of(group), right.clocks.of(group)
        news = {name: right.cells.get(name) for name in names}
        olds = {name: left.cells.get(name) for name in names}
        if _later(theirs, news, ours, olds):
            result.cells.update(news)
            result.clocks.put(group, theirs)
    result.clocks.base = max(left.clocks.base, right.clocks.base)
    for group in _all_groups(table, left, right):
        newest = max(left.clocks.of(group), right.clocks.of(group))
        result.clocks.put(group, newest)
    return result


def _later(mark: bytes, news: Cells, stands: bytes, olds: Cells) -> bool:
    """Whether the first of two writings prevails; equal stamps are settled by their content."""
    if mark != stands:
        return mark > stands
    return _weight(news) > _weight(olds)


def _weight(cells: Cells) -> str:
    return repr(sorted((n, c) for n, c in cells.items() if c is not None))


def _lost(group: str, kept: tuple[Cells, bytes], lost: tuple[Cells, bytes]) -> Lost:
    return Lost(group, kept[0], lost[0], kept[1], lost[1])


def _all_groups(table: str, *rows: Row) -> dict[str, set[str]]:
    """The columns of every group any of the rows knows."""
    names: dict[str, set[str]] = {}
    for row in rows:
        for group, cells in grouped(table, row.cells).items():
            names.setdefault(group, set()).update(cells)
        for group in row.clocks.later:
            names.setdefault(group, set())
    return names
