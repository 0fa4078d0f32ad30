"""Changes put into the outbox again under a new transaction: a refused one retried, a fork made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

import msgspec
from sqlalchemy import Connection, text

from db import changes
from showroom.ids import Ids
from showroom.sync.cells import Cells

Address = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Again:
    """One change to be sent: its address, I, U or D, and the cells."""

    address: Address
    kind: str
    cells: Cells


class Recapture:
    """Writes transactions into the outbox, chained and stamped like captured ones."""

    def __init__(self, connection: Connection, ids: Ids, millis: int) -> None:
        self._connection, self._ids = connection, ids
        last = int(connection.exec_driver_sql("SELECT hlc FROM replica").scalar() or 0)
        self._hlc = max(millis << 16, last)

    def transaction(self, actor: bytes, again: Sequence[Again]) -> bytes:
        """Put these changes into the outbox as one transaction of `actor`; its id."""
        tx = self._ids.new().bytes
        self._hlc += 1
        link = changes.last_link(self._connection)
        for each in again:
            body = msgspec.json.encode(each.cells).decode()
            link = changes.chained(link, *each.address, each.kind, self._hlc, body)
            self._connection.execute(
                text(
                    "INSERT INTO outbox (tx, row_table, row_id, op, hlc, actor, body, h) "
                    "VALUES (:tx, :t, :k, :op, :hlc, :actor, :body, :h)"
                ),
                {
                    "tx": tx, "t": each.address[0], "k": each.address[1], "op": each.kind,
                    "hlc": self._hlc, "actor": actor, "body": body, "h": link,
                },
            )  # fmt: skip
        self._connection.execute(text("UPDATE replica SET hlc = :hlc"), {"hlc": self._hlc})
        return tx

    def key(self) -> UUID:
        """A key for a new row."""
        return self._ids.new()


def folded(changes_of: Iterable[Again]) -> list[Again]:
    """The same changes with each row once: later cells over earlier ones, the first kind kept."""
    found: dict[Address, Again] = {}
    for each in changes_of:
        before = found.get(each.address)
        if before is None or each.kind == "D":
            found[each.address] = each
        else:
            kind = "I" if before.kind == "I" else each.kind
            found[each.address] = Again(each.address, kind, before.cells | each.cells)
    return list(found.values())
