"""Erasure at HQ: what HQ holds of a person is blanked, and so is whatever still comes of them."""

import json
from collections.abc import Iterator

from sqlalchemy import bindparam, delete, select, update

from db.headquarters import device, life, phone_key, tx_log
from showroom.customer.erasing import LINKS, Order, erased_cells, owner_of, rows_of
from showroom.hq.accept import Outcome
from showroom.hq.amending import amend
from showroom.hq.headquarters import Headquarters
from showroom.hq.shelf import Address, Shelf
from showroom.sync.cells import Cells
from showroom.sync.forgetting import blanked

_LOGGED = (
    select(tx_log.c.tx, tx_log.c.ops)
    .join(life, life.c.life_id == tx_log.c.life_id)
    .join(device, device.c.device_id == life.c.device_id)
    .where(device.c.outlet == bindparam("whose"), tx_log.c.ops.is_not(None))
)
_RELOG = update(tx_log).where(tx_log.c.tx == bindparam("of_tx")).values(ops=bindparam("rest"))


class Erasing:
    """The erasures of the outlet that pushes."""

    def __init__(self, hq: Headquarters, shelf: Shelf, outlet: str) -> None:
        self._hq, self._shelf, self._outlet = hq, shelf, outlet
        self.reached: set[Address] = set()

    def follow(self, outcome: Outcome) -> None:
        """Carry out what a transaction asks to erase, and blank what it brought of the erased."""
        for address, held in outcome.rows.items():
            if address[0] == "erasure":
                self._carry_out(_order(held.row.cells))
            elif address[0] in LINKS or address[0] == "customer":
                self._scrub(address)

    def _carry_out(self, order: Order) -> None:
        self._blank(("customer", bytes.fromhex(order.customer)), order)
        for table, key, _ in rows_of(self._read, order):
            self._blank((table, key), order)
        self._forget({(t, key) for t, key, _ in rows_of(self._read, order)}, order)
        whose = phone_key.c.customer_id == bytes.fromhex(order.customer)
        self._shelf.connection.execute(delete(phone_key).where(whose))

    def _forget(self, addresses: set[Address], order: Order) -> None:
        """Blank what the log of the outlet's transactions says of the person."""
        addresses.add(("customer", bytes.fromhex(order.customer)))
        connection = self._shelf.connection
        for tx, ops in connection.execute(_LOGGED, {"whose": self._outlet}).all():
            rest = blanked(ops, addresses)
            if rest is not None:
                connection.execute(_RELOG, {"of_tx": tx, "rest": rest})

    def _scrub(self, address: Address) -> None:
        """Blank a row that came of somebody erased before: a desk was offline."""
        row = self._cells(*address) or {}
        if address[0] == "customer" and not row.get("anonymised_at"):
            return
        card = (
            address[1].hex().upper() if address[0] == "customer" else self._owner(address[0], row)
        )
        person = self._cells("customer", bytes.fromhex(card)) if card else None
        if card and person and person.get("anonymised_at"):
            order = self._asked(card) or Order(card, int(str(person["anonymised_at"])))
            self._blank(address, order)

    def _asked(self, card: str) -> Order | None:
        """The erasure asked of a card, the last one if there are more."""
        asked = self._shelf.linked("erasure", ("customer_id",), frozenset({card}), self._outlet)
        orders = [(address[1], _order(cells)) for address, cells in asked]
        return max(orders)[1] if orders else None

    def _owner(self, table: str, row: Cells) -> str | None:
        return owner_of(table, row, self._cells)

    def _blank(self, address: Address, order: Order) -> None:
        row = self._cells(*address)
        if row is not None:
            self.reached.add(address)
            amend(self._hq, self._shelf, address, erased_cells(*address, row, order) or {})

    def _cells(self, table: str, key: bytes) -> Cells | None:
        held = self._shelf.get((table, key))
        return held.row.cells if held is not None and held.known else None

    def _read(
        self, table: str, columns: tuple[str, ...], ids: frozenset[str]
    ) -> Iterator[tuple[bytes, Cells]]:
        found = self._shelf.linked(table, columns, ids, self._outlet)
        return ((address[1], cells) for address, cells in found)


def _order(cells: Cells) -> Order:
    return Order.of(cells, json.loads(str(cells.get("kept") or "[]")))
