"""HQ's verdict on one pushed transaction: taken whole, or not at all."""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from db.base import Kind
from showroom.errors import Refusal
from showroom.hq import wellformed
from showroom.hq.shelf import Address, Held, Shelf
from showroom.sync import clocks, documents, merge, wire
from showroom.sync.cells import Cells
from showroom.sync.clocks import Clocks
from showroom.sync.merge import Lost
from showroom.sync.wire import Op, Tx, Verdict

ACCEPTED, MERGED, REJECTED, HELD, FORKED = "accepted", "merged", "rejected", "held", "forked"
REFUSED = frozenset({REJECTED, HELD, FORKED})


@dataclass(frozen=True, slots=True)
class Sender:
    """Who pushes: the desk, its present life, its outlet's code and key, and what it has read."""

    device: bytes
    life: bytes
    outlet: str
    outlet_id: bytes
    desk_code: str
    bucket: str
    read_to: int
    now: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """One operation opened: its address and its cells."""

    op: Op
    address: Address
    cells: Cells


@dataclass(slots=True)
class Outcome:
    """What a transaction comes to: its verdict, the rows it leaves, the edits that gave way."""

    verdict: Verdict
    rows: dict[Address, Held] = field(default_factory=dict)
    lost: list[tuple[Address, Lost]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)


_log = logging.getLogger("showroom.hq")

_SHARED = frozenset({"car_model", "trim"})
"""What outlets that worked alone have under the same keys, made of the maker's codes."""

Check = Callable[[Sender, Tx, list[Change], "Bench"], None]
"""Raises Refusal when the rules say no to a transaction: roles, closed days, states."""


@dataclass(slots=True)
class Bench:
    """The rows of one transaction while it is judged: nothing is put back before it passes."""

    shelf: Shelf
    rows: dict[Address, Held] = field(default_factory=dict)

    def get(self, address: Address) -> Held | None:
        """The row as the transaction has it so far."""
        return self.rows.get(address) or self.shelf.get(address)

    def edit(self, address: Address, sender: Sender) -> Held:
        """The row, to be changed; a new one when HQ does not hold it."""
        if address not in self.rows:
            known = self.shelf.get(address)
            self.rows[address] = known.copy() if known else Held(sender.bucket, sender.outlet)
        return self.rows[address]


def opened(tx: Tx) -> list[Change]:
    """The operations of a transaction; raises Refusal `sync.malformed`, `sync.cell`."""
    changes = []
    for op in tx.ops:
        wellformed.check_op(op)
        told = wire.decode_body(op.body)
        wellformed.check_cells(op.table, told)
        changes.append(Change(op, (op.table, op.id), told))
    return changes


@dataclass(slots=True)
class Waiting:
    """The rows of transactions of this push that were not taken, by what became of them."""

    refused: set[Address] = field(default_factory=set)
    forked: set[Address] = field(default_factory=set)

    def note(self, tx: Tx, word: str) -> None:
        """Note what a verdict means for later transactions of the same rows."""
        rows = touched(tx)
        if word == FORKED:
            self.forked |= rows
        elif word in REFUSED:
            self.refused |= rows


def touched(tx: Tx) -> set[Address]:
    """The rows a transaction is about, and the documents of the lines among them."""
    found = {(op.table, op.id) for op in tx.ops}
    for op in tx.ops:
        table = documents.root_table(op.table)
        if table is not None and table != op.table:
            with suppress(Refusal):
                root = documents.root_of(op.table, op.id, wire.told(op.body))
                found |= {(table, root)} if root else set()
    return found


def judge(shelf: Shelf, sender: Sender, tx: Tx, waiting: Waiting, check: Check) -> Outcome:
    """The outcome of one transaction; the shelf is left as it was."""
    bench = Bench(shelf)
    try:
        changes = opened(tx)
        mine = touched(tx)
        if tx.after or not mine.isdisjoint(waiting.refused):
            return Outcome(Verdict(tx.id, tx.last, HELD, "sync.waits"), changes=changes)
        stale = _stale(bench, sender, changes)
        if stale or not mine.isdisjoint(waiting.forked):
            which = {"documents": [root.hex() for root in stale]}
            return Outcome(Verdict(tx.id, tx.last, FORKED, "sync.forked", which), changes=changes)
        check(sender, tx, changes, bench)
        return _applied(bench, sender, tx, changes)
    except Refusal as refusal:
        facts = {name: _plain(fact) for name, fact in refusal.facts.items()}
        return Outcome(Verdict(tx.id, tx.last, REJECTED, refusal.code, facts))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        _log.error("a transaction nobody could judge: %s", type(error).__name__)
        return Outcome(Verdict(tx.id, tx.last, REJECTED, "sync.malformed"))


def _applied(bench: Bench, sender: Sender, tx: Tx, changes: list[Change]) -> Outcome:
    mark = clocks.stamp(tx.hlc, sender.life)
    lost: list[tuple[Address, Lost]] = []
    for change in changes:
        if _is_published(bench, change, sender):
            continue
        held = bench.edit(change.address, sender)
        gave_way = _lay(held, change, mark)
        lost += [(change.address, each) for each in gave_way]
        _own(held, sender, mixed=bool(gave_way))
    _stamp_units(bench, sender, mark, changes)
    word = MERGED if any(held.mixed for held in bench.rows.values()) else ACCEPTED
    return Outcome(Verdict(tx.id, tx.last, word), bench.rows, lost, changes)


def _own(held: Held, sender: Sender, *, mixed: bool = False) -> None:
    """Note whose word the row is: the desk's own, unless it holds what the desk has not read."""
    is_read = held.seq == 0 or held.origin == sender.life or held.seq <= sender.read_to
    held.mixed = held.mixed or mixed or not is_read
    held.origin = b"" if held.mixed else sender.life
    held.proof = None


def _is_published(bench: Bench, change: Change, sender: Sender) -> bool:
    """Whether an outlet's first rows meet one that stands under the same code: that one stands.

    A car model two outlets brought under one code is the group's from then on; nothing else of
    an outlet's ever is.

    Raises:
        Refusal: `sync.not_yours` for any other change to a row of HQ or of another outlet.
    """
    held = bench.get(change.address)
    if held is None or not held.known or held.bucket == sender.bucket:
        return False
    theirs = held.bucket.startswith("outlet:")
    may_meet = not theirs or change.op.table in _SHARED
    is_first = merge.kind_of(change.op.table) is Kind.REFERENCE and change.op.kind == "I"
    if not (is_first and may_meet):
        raise Refusal("sync.not_yours", table=change.op.table)
    if theirs:
        shared = bench.edit(change.address, sender)
        shared.bucket, shared.outlet, shared.origin, shared.mixed = "hq", "", b"", True
    return True


def _lay(held: Held, change: Change, mark: bytes) -> list[Lost]:
    """Lay one operation on a row."""
    table, kind = change.op.table, merge.kind_of(change.op.table)
    if kind is Kind.FACT:
        return _first(held, change, mark)
    if kind is Kind.DOCUMENT and is_told(held, mark):
        held.mixed = True
        return []
    if change.op.kind == "D":
        merge.delete(held.row, mark)
        return []
    if not held.known and change.op.kind == "U":
        raise Refusal("sync.row_unknown", table=table)
    if kind is Kind.DOCUMENT:
        _replace(held, change, mark)
        return []
    seen = clocks.unpack(change.op.seen) if change.op.seen else Clocks()
    lay = merge.insert if change.op.kind == "I" else merge.write
    return lay(table, held.row, change.cells, mark, seen)


def _first(held: Held, change: Change, mark: bytes) -> list[Lost]:
    """A fact is what it first was; the same again changes nothing, another is refused."""
    if change.op.kind != "I":
        raise Refusal("sync.fact_changed", table=change.op.table)
    if not held.known:
        held.row.cells, held.row.clocks = change.cells, Clocks(mark)
    elif _filled(held.row.cells) | _filled(change.cells) != _filled(held.row.cells):
        raise Refusal("sync.fact_changed", table=change.op.table)
    return []


def is_told(held: Held, mark: bytes) -> bool:
    """Whether a row of a document was written later than that, by somebody who had seen it.

    So it is when HQ was put back, got the row back, and hears again how it came about.
    """
    return held.known and max(held.row.clocks.base, held.row.gone) > mark


def _replace(held: Held, change: Change, mark: bytes) -> None:
    """A document's row is as its writer has it; the unit as a whole was checked before."""
    before = dict.fromkeys(held.row.cells) if change.op.kind == "I" else held.row.cells
    held.row.cells = before | change.cells
    held.row.clocks = Clocks(mark)
    held.unit = documents.root_of(*change.address, held.row.cells)


def _stale(bench: Bench, sender: Sender, changes: list[Change]) -> list[bytes]:
    """The documents that another desk changed since the writer last saw them."""
    found: dict[bytes, None] = {}
    for change in changes:
        table = documents.root_table(change.op.table)
        if table is None:
            continue
        root = documents.root_of(*change.address, change.cells) or _unit(bench, change)
        held = bench.get((table, root)) if root else None
        if held is None or root is None or not held.known or held.origin == sender.life:
            continue
        if held.row.clocks.base != change.op.seen:
            found[root] = None
    return list(found)


def _unit(bench: Bench, change: Change) -> bytes | None:
    """The document of a line that does not say, as HQ knows it."""
    known = bench.get(change.address)
    return known.unit if known else None


def _stamp_units(bench: Bench, sender: Sender, mark: bytes, changes: list[Change]) -> None:
    """A document whose lines changed is changed itself: its root carries the stamp of the unit."""
    for change in changes:
        table = documents.root_table(change.op.table)
        held = bench.rows.get(change.address)
        if table is None or held is None or held.unit is None:
            continue
        if (table, held.unit) == change.address:
            continue
        root = bench.get((table, held.unit))
        if root is None or not root.known or root.bucket != held.bucket:
            if change.op.kind == "D":
                continue
            raise Refusal("sync.row_unknown", table=table)
        root = bench.edit((table, held.unit), sender)
        if not is_told(root, mark):
            root.row.clocks = Clocks(mark)
            _own(root, sender)


def _filled(cells: Cells) -> set[tuple[str, object]]:
    return {(name, cell) for name, cell in cells.items() if cell is not None}


def _plain(fact: object) -> object:
    return fact if isinstance(fact, str | int | bool | None) else str(fact)
