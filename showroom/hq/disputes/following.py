"""What the cards of a push do to the disputes: opened, brought up to date, withdrawn."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, delete, select

from db.headquarters import held_row, phone_key
from showroom.hq.disputes.pairs import WITHDRAWN, Pair, Side, touching, withdraw, write
from showroom.hq.disputes.phones import alike, hashes, keep
from showroom.hq.headquarters import Headquarters
from showroom.hq.rows import in_parts, state
from showroom.hq.shelf import Held, Shelf

_TURNED_ON = ("phone", "phone_2", "merged_into_id", "anonymised_at", "first_contact_on")


def follow(hq: Headquarters, shelf: Shelf) -> None:
    """Open, bring up to date and withdraw what the cards changed in this transaction call for."""
    cards = {
        key: held
        for (table, key), held in shelf.changed.items()
        if table == "customer" and _says(held) != _says(shelf.before.get((table, key)))
    }
    if not cards:
        return
    told = {
        key: hashes(hq.keys.phone, held.row.cells) if held.row.alive else frozenset()
        for key, held in cards.items()
    }
    sides = {
        key: Side(held.outlet, key, _date(held.row.cells.get("first_contact_on")))
        for key, held in cards.items()
    }
    touched = keep(shelf.connection, told, sides)
    if touched:
        news = _Round(hq, shelf, {key: side for key, side in sides.items() if key in touched})
        news.settle({key: told[key] for key in news.sides})


def rebuild(hq: Headquarters, connection: Connection) -> int:
    """Make the hashes anew from the cards HQ holds, and what follows; how many cards there are."""
    connection.execute(delete(phone_key))
    shelf = Shelf(connection, state(connection).head)
    told = held_row.c
    query = select(told.row_id).where(told.row_table == "customer").order_by(told.seq)
    keys = [bytes(key) for key in connection.scalars(query)]
    for part in in_parts(keys):
        shelf.fetch(("customer", key) for key in part)
        held = {key: shelf.rows["customer", key] for key in part}
        shelf.changed = {("customer", key): row for key, row in held.items() if row is not None}
        cards = set(shelf.changed)
        follow(hq, shelf)
        shelf.changed = {key: row for key, row in shelf.changed.items() if key not in cards}
        shelf.store()
    return len(keys)


@dataclass(frozen=True, slots=True)
class _Round:
    """What the cards of one transaction do to the pairs; `sides` in the order they came."""

    hq: Headquarters
    shelf: Shelf
    sides: Mapping[bytes, Side]

    def settle(self, told: Mapping[bytes, frozenset[bytes]]) -> None:
        """Let the pairs of these cards be as their phones say."""
        known = {pair.key: pair for pair in touching(self.shelf.connection, list(self.sides))}
        wanted = {pair.key: pair for pair in self._wanted(told)}
        now = [self._now(known.get(key), pair) for key, pair in wanted.items()]
        gone = [p for key, p in known.items() if key not in wanted and p.is_open]
        write(self.hq, self.shelf, [pair for pair in now if pair is not None])
        withdraw(self.hq, self.shelf, gone)

    def _wanted(self, told: Mapping[bytes, frozenset[bytes]]) -> Iterator[Pair]:
        """Every pair one of these cards is in by its phones."""
        cards = alike(self.shelf.connection, {each for found in told.values() for each in found})
        for key, found in told.items():
            others = {side.customer: side for each in found for side in cards[each]}
            for other in others.values():
                if other.outlet != self.sides[key].outlet:
                    yield self._pair(self.sides[key], other)

    def _pair(self, side: Side, other: Side) -> Pair:
        """The two, the one first that HQ had first: a card not of this transaction was before."""
        order = list(self.sides)
        if other.customer in self.sides and order.index(side.customer) < order.index(
            other.customer
        ):
            return Pair(side, other, self.hq.micros())
        return Pair(other, side, self.hq.micros())

    def _now(self, known: Pair | None, wanted: Pair) -> Pair | None:
        """The pair as it is to stand; None where it stands so already."""
        if known is None:
            return self._inheriting(wanted)
        if known.verdict == WITHDRAWN:
            return wanted
        if not known.is_open:
            return None
        sides = {side.customer: side for side in (wanted.left, wanted.right)}
        return replace(known, left=sides[known.left.customer], right=sides[known.right.customer])

    def _inheriting(self, wanted: Pair) -> Pair:
        """What was settled about a card goes on for the one it was merged into."""
        for side, other in wanted.sides:
            for before in touching(self.shelf.connection, [other.customer]):
                mine = before.left if before.right.customer == other.customer else before.right
                if before.verdict in {None, WITHDRAWN} or mine.outlet != side.outlet:
                    continue
                card = self.shelf.get(("customer", mine.customer))
                into = card.row.cells.get("merged_into_id") if card else None
                if into == side.customer.hex().upper():
                    return replace(before, left=wanted.left, right=wanted.right)
        return wanted


def _says(card: Held | None) -> tuple[object, ...]:
    """All of a card that disputes turn on."""
    if card is None or not card.row.alive:
        return ()
    return (card.outlet, *(card.row.cells.get(name) for name in _TURNED_ON))


def _date(cell: object) -> str | None:
    return cell if isinstance(cell, str) else None
