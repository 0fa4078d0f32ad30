"""What the world knows by itself: every transaction written, every word HQ gave, every value.

Nothing here asks the engine what it thinks: transactions are read from the outbox as they are
written, HQ's words from its messages, and what must come of them is worked out anew.
"""

import json
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from db.base import Kind, group_of, policies
from showroom.simulate.reading import Cells

Address = tuple[str, bytes]
TAKEN = frozenset({"accepted", "merged"})


@dataclass(frozen=True, slots=True)
class Op:
    """One change as it was captured."""

    address: Address
    kind: str
    cells: Cells


@dataclass(slots=True)
class Written:
    """A transaction a desk wrote; `again` when the product wrote it anew (a fork, a retry)."""

    tx: bytes
    desk: str
    life: bytes
    ops: list[Op]
    again: bool
    destroyed: bool = False
    seen: dict[Address, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Word:
    """HQ's last word on a transaction, the clock and life it came with, and when (in order)."""

    word: str
    hlc: int
    life: bytes
    order: int
    desk: str

    @property
    def stamp(self) -> bytes:
        """What its edits compare by."""
        return self.hlc.to_bytes(8) + self.life[-6:]


@dataclass(slots=True)
class Fold:
    """What a row must be: the winning cells of each column group, and when it was deleted."""

    groups: dict[str, tuple[bytes, Cells]] = field(default_factory=dict)
    gone: bytes = b""
    newest: bytes = b""
    whole: bytes = b""

    @property
    def alive(self) -> bool:
        """Whether it must stand."""
        return self.gone < self.newest

    def put(self, group: str, stamp: bytes, cells: Cells) -> None:
        """One writing of one group."""
        self.newest = max(self.newest, stamp)
        if group not in self.groups or stamp > self.groups[group][0]:
            self.groups[group] = (stamp, cells)


@dataclass(slots=True)
class Model:
    """The transactions, the words on them, and HQ's own writing."""

    written: dict[bytes, Written] = field(default_factory=dict)
    words: dict[bytes, Word] = field(default_factory=dict)
    said: dict[Address, dict[str, list[tuple[bytes, Cells]]]] = field(default_factory=dict)
    values: dict[tuple[str, str], set[Any]] = field(default_factory=dict)
    heard_as: dict[tuple[bytes, int], bytes] = field(default_factory=dict)
    clashes: list[tuple[bytes, int]] = field(default_factory=list)
    orders: int = 0
    shaky: set[bytes] = field(default_factory=set)
    restored: bool = False

    def note(self, written: Written) -> None:
        """A transaction was written at a desk."""
        self.written[written.tx] = written
        for op in written.ops:
            for name, cell in op.cells.items():
                if not isinstance(cell, list):
                    self.values.setdefault((op.address[0], name), set()).add(cell)

    def heard(self, tx: Any, life: bytes, desk: str, word: str) -> None:  # noqa: ANN401 - wire.Tx
        """HQ gave its word on a transaction."""
        before = self.words.get(tx.id)
        if before is not None and before.word in TAKEN and word in TAKEN and not self.restored:
            return
        self.orders += 1
        self.shaky.discard(tx.id)
        self.words[tx.id] = Word(word, tx.hlc, life, self.orders, desk)
        for number, op in enumerate(tx.ops, tx.first):
            self._numbered((life, number), op)

    def _numbered(self, place: tuple[bytes, int], op: Any) -> None:  # noqa: ANN401 - wire.Op
        content = b"\0".join((op.table.encode(), op.id, op.kind.encode(), op.body.encode()))
        if self.heard_as.setdefault(place, content) != content:
            self.clashes.append(place)

    def hq_said(self, address: Address, group: str, stamp: bytes, cells: Cells) -> None:
        """HQ wrote a column group of a row by itself."""
        of_row = self.said.setdefault(address, {}).setdefault(group, [])
        if (stamp, cells) not in of_row:
            of_row.append((stamp, cells))

    def taken(self) -> list[tuple[Word, Written]]:
        """The transactions HQ took, in the order it did."""
        found = [
            (word, self.written[tx])
            for tx, word in self.words.items()
            if word.word in TAKEN and tx in self.written
        ]
        return sorted(found, key=lambda pair: pair[0].order)

    def folded(self, without: Container[bytes] = ()) -> dict[Address, Fold]:
        """What every record, reference row and claim must be at HQ, `without` some transactions."""
        found: dict[Address, Fold] = {}
        pairs = [pair for pair in self.taken() if pair[1].tx not in without]
        for word, op in ((word, op) for word, written in pairs for op in written.ops):
            if merges(op.address[0]):
                _fold(found.setdefault(op.address, Fold()), op, word.stamp)
        for address, group, stamp, cells in self._said_of_records():
            found.setdefault(address, Fold()).put(group, stamp, cells)
        return found

    def _said_of_records(self) -> Iterator[tuple[Address, str, bytes, Cells]]:
        """HQ's own writing into what merges by column group."""
        for address, groups in self.said.items():
            if merges(address[0]):
                for group, words in groups.items():
                    yield from ((address, group, stamp, cells) for stamp, cells in words)


def _fold(fold: Fold, op: Op, stamp: bytes) -> None:
    if op.kind == "D":
        fold.gone = max(fold.gone, stamp)
        return
    fold.newest = max(fold.newest, stamp)
    for group, cells in grouped(op.address[0], op.cells).items():
        fold.put(group, stamp, cells)


def grouped(table: str, cells: Cells) -> dict[str, Cells]:
    """Cells by the column group they win or lose with."""
    found: dict[str, Cells] = {}
    for name, cell in cells.items():
        found.setdefault(group_of(table, name), {})[name] = cell
    return found


def merges(table: str) -> bool:
    """Whether its rows merge by column group: neither facts nor documents do."""
    return kind_of(table) not in {Kind.FACT, Kind.DOCUMENT}


def kind_of(table: str) -> Kind:
    """How the table's rows merge."""
    policy = policies().get(table)
    return policy.kind if policy else Kind.RECORD


def transactions(lines: Iterable[Any]) -> dict[bytes, list[Op]]:
    """Outbox lines (tx, table, id, op, body) as transactions."""
    found: dict[bytes, list[Op]] = {}
    for tx, table, key, kind, body in lines:
        found.setdefault(bytes(tx), []).append(Op((table, bytes(key)), kind, json.loads(body)))
    return found
