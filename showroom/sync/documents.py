"""Documents as units: the root row a quote line, a contract line or an instalment belongs to."""

from collections.abc import Iterable, Mapping
from functools import cache

from db.base import Kind, policies
from showroom.errors import Refusal
from showroom.sync import wire
from showroom.sync.cells import Cell
from showroom.sync.wire import Op


@cache
def parent_column(table: str) -> str | None:
    """The column of a document's line that names its document, None for anything else."""
    policy = policies().get(table)
    return f"{policy.part_of}_id" if policy and policy.part_of else None


@cache
def root_table(table: str) -> str | None:
    """The table of the document a row of `table` is or is part of, None for no document."""
    policy = policies().get(table)
    if policy is None or policy.kind is not Kind.DOCUMENT:
        return None
    return policy.part_of or table


@cache
def line_tables(table: str) -> tuple[str, ...]:
    """The tables whose rows are part of a document of `table`."""
    return tuple(sorted(name for name, p in policies().items() if p.part_of == table))


def root_of(table: str, key: bytes, cells: Mapping[str, Cell]) -> bytes | None:
    """The key of the document a row is or is part of; raises Refusal `sync.cell`."""
    column = parent_column(table)
    if column is None:
        return key if root_table(table) else None
    parent = cells.get(column)
    try:
        return bytes.fromhex(parent) if isinstance(parent, str) else None
    except ValueError as error:
        raise Refusal("sync.cell", table=table, column=column) from error


def reached(ops: Iterable[Op]) -> set[tuple[str, bytes]]:
    """The rows these operations touch, and the documents those are part of."""
    found: set[tuple[str, bytes]] = set()
    for op in ops:
        found.add((op.table, op.id))
        table = root_table(op.table)
        root = root_of(op.table, op.id, wire.told(op.body)) if table else None
        if table and root:
            found.add((table, root))
    return found
