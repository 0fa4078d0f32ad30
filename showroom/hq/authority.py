"""Whose word a pushed transaction is: HQ looks the author up and applies its rules to every row."""

from collections.abc import Iterable

from sqlalchemy import bindparam, select

from db.headquarters import held_row
from showroom.errors import Refusal
from showroom.hq import rules
from showroom.hq.accept import Bench, Change, Sender, is_told
from showroom.hq.shelf import Shelf
from showroom.sync import clocks, documents
from showroom.sync.wire import Tx
from showroom.terms import Role

_NOBODY = bytes(16)
_STAFF = "staff"
_ANYBODY = (
    select(held_row.c.row_id)
    .where(held_row.c.row_table == _STAFF, held_row.c.outlet == bindparam("outlet"))
    .limit(1)
)


class Authority:
    """The people of the outlet that pushes, as HQ holds them."""

    def __init__(self, shelf: Shelf, sender: Sender) -> None:
        self._shelf, self._sender = shelf, sender
        self._founding: bool | None = None

    def check(self, tx: Tx, changes: Iterable[Change], bench: Bench) -> None:
        """Pass a transaction its author may write.

        What was written before anybody could sign in is nobody's; that is the founding of the
        outlet, and a person's own password.

        Raises:
            Refusal: `sync.actor_unknown`, `sync.actor_gone`, `sync.not_permitted` with role and
                table, and what `rules.check_step` raises.
        """
        role = None if tx.actor == _NOBODY else self._role(tx.actor)
        for change in changes:
            self._check_one(tx.actor, role, change)
            self._check_state(clocks.stamp(tx.hlc, self._sender.life), change, bench)

    def _check_one(self, actor: bytes, role: Role | None, change: Change) -> None:
        table, cells = change.op.table, change.cells
        own = change.op.kind == "U" and bool(cells) and cells.keys() <= rules.own(table)
        if role is None:
            allowed = (own or self._is_founding()) and not rules.is_hqs(table, cells)
        else:
            allowed = (own and change.op.id == actor) or rules.may_write(role, table, cells)
        if not allowed:
            raise Refusal("sync.not_permitted", role=role.word if role else "", table=table)

    def _check_state(self, mark: bytes, change: Change, bench: Bench) -> None:
        """A document goes from state to state; in force, neither it nor its lines change.

        Where HQ knows later words, this is history told again: it changes nothing.
        """
        held, table = bench.get(change.address), change.op.table
        if held is not None and held.known and held.row.alive and not is_told(held, mark):
            rules.check_step(table, held.row.cells, change.cells, change.op.kind)
        above = documents.root_table(table)
        if above is None or above == table:
            return
        root = held.unit if held else documents.root_of(*change.address, change.cells)
        document = bench.get((above, root)) if root else None
        if document and document.row.alive and not is_told(document, mark):
            rules.check_line(above, document.row.cells, (change.op.table, change.cells))

    def _role(self, actor: bytes) -> Role:
        held = self._shelf.get((_STAFF, actor))
        if held is None or not held.row.alive or held.outlet != self._sender.outlet:
            raise Refusal("sync.actor_unknown")
        try:
            return Role(str(held.row.cells.get("role")))
        except ValueError as error:
            raise Refusal("sync.actor_unknown") from error

    def _is_founding(self) -> bool:
        """Whether HQ held nobody of the outlet as the push began."""
        if self._founding is None:
            whose = {"outlet": self._sender.outlet}
            self._founding = self._shelf.connection.execute(_ANYBODY, whose).first() is None
        return self._founding
