"""What headquarters holds already: published rows, the outlets, their people and open quotes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from db import headquarters as store
from db.in_force import PUBLISHED
from showroom.hq.publish.sheets.kinds import KINDS
from showroom.sync.wire import decode_cells
from showroom.terms import OutletKind

Cells = Mapping[str, Any]
PUBLISHED_HEX = PUBLISHED.hex.upper()
_OUTLET = "outlet:"


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A row as HQ holds it."""

    table: str
    id: UUID
    bucket: str
    cells: Cells

    @property
    def published(self) -> bool:
        """Whether headquarters wrote it, and not an outlet."""
        return self.cells.get("outlet_id") == PUBLISHED_HEX

    @property
    def since(self) -> date:
        """The day its version begins."""
        return date.fromisoformat(self.cells["valid_from"])

    @property
    def until(self) -> date | None:
        """The last day of its version, None while open."""
        last = self.cells.get("valid_to")
        return None if last is None else date.fromisoformat(last)


@dataclass(frozen=True, slots=True)
class HqOutlet:
    """An outlet of the group; `id` (hex) is None until a desk has joined."""

    code: str
    group: str
    kind: OutletKind
    id: str | None


@dataclass(frozen=True)
class Standing:
    """HQ as far as publishing asks."""

    outlets: tuple[HqOutlet, ...] = ()
    rows: tuple[HeldRow, ...] = ()
    logins: Mapping[tuple[str, str], UUID] = field(default_factory=dict)

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The policy groups there are."""
        return tuple(sorted({outlet.group for outlet in self.outlets}))

    def outlet(self, code: str) -> HqOutlet | None:
        """The outlet of that code."""
        return next((outlet for outlet in self.outlets if outlet.code == code), None)

    @cached_property
    def published(self) -> Mapping[str, tuple[HeldRow, ...]]:
        """What headquarters published, by table."""
        found: defaultdict[str, list[HeldRow]] = defaultdict(list)
        for row in self.rows:
            if row.published:
                found[row.table].append(row)
        return {table: tuple(rows) for table, rows in found.items()}

    @cached_property
    def by_key(self) -> Mapping[tuple[str, UUID], HeldRow]:
        """Every row by table and key, published or an outlet's own."""
        return {(row.table, row.id): row for row in self.rows}


def standing(connection: Connection) -> Standing:
    """What HQ holds now, read within the caller's transaction."""
    tables = sorted({kind.table for kind in KINDS.values()})
    return Standing(
        tuple(_outlets(connection)),
        tuple(held(connection, tables)),
        {
            (row.bucket.removeprefix(_OUTLET), str(row.cells.get("login"))): row.id
            for row in held(connection, ["staff"])
        },
    )


def held(connection: Connection, tables: Iterable[str]) -> Iterator[HeldRow]:
    """The rows of some tables that are not deleted."""
    columns = store.held_row.c
    rows = connection.execute(
        select(columns.row_table, columns.row_id, columns.bucket, columns.body).where(
            columns.row_table.in_(tuple(tables)), columns.gone.is_(None)
        )
    )
    for table, key, bucket, body in rows:
        yield HeldRow(table, UUID(bytes=bytes(key)), bucket, decode_cells(bytes(body)))


def _outlets(connection: Connection) -> Iterator[HqOutlet]:
    columns = store.outlet.c
    rows = connection.execute(
        select(columns.code, columns.policy_group, columns.kind, columns.outlet_id)
    )
    for code, group, kind, key in rows:
        told = None if key is None else bytes(key).hex().upper()
        yield HqOutlet(code, group, OutletKind(kind), told)
