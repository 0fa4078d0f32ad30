"""Whose word a pushed transaction is: HQ looks the author up and applies its rules to every row."""

from collections.abc import Iterable

from sqlalchemy import bindparam, select

from db.headquarters import held_row
from showroom.errors import Refusal
from showroom.hq import rules
from showroom.hq.accept import Bench, Change, Sender
from showroom.hq.shelf import Shelf
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
        self._is_founding = self._holds_nobody()

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
            held = bench.get(change.address)
            if held is not None and held.known and held.row.alive and change.op.kind == "U":
                rules.check_step(change.op.table, held.row.cells, change.cells)

    def _check_one(self, actor: bytes, role: Role | None, change: Change) -> None:
        table, row = change.op.table, (change.op.id, change.cells)
        if role is None:
            own = rules.OWN.get(table, frozenset())
            allowed = self._is_founding or change.cells.keys() <= own
            allowed = allowed and table not in rules.HQ_ALONE
        else:
            allowed = rules.may_write(role, actor, table, row)
        if not allowed:
            raise Refusal("sync.not_permitted", role=role.word if role else "", table=table)

    def _role(self, actor: bytes) -> Role:
        held = self._shelf.get((_STAFF, actor))
        if held is None or not held.row.alive or held.outlet != self._sender.outlet:
            raise Refusal("sync.actor_unknown")
        try:
            return Role(str(held.row.cells.get("role")))
        except ValueError as error:
            raise Refusal("sync.actor_unknown") from error

    def _holds_nobody(self) -> bool:
        whose = {"outlet": self._sender.outlet}
        return self._shelf.connection.execute(_ANYBODY, whose).first() is None
