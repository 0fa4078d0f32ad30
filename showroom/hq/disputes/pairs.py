"""Pairs of cards with one phone: what HQ keeps of each, and what it tells the two outlets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, or_, select, update

from db.headquarters import dispute_pair, outlet, phone_key
from showroom import ids
from showroom.errors import Refusal
from showroom.hq.headquarters import Headquarters
from showroom.hq.rows import in_parts, rows_of, upsert
from showroom.hq.shelf import Shelf
from showroom.hq.writing import HqRow, lay, remove

WITHDRAWN: Final = "WITHDRAWN"
_LATEST: Final = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Side:
    """A card of one outlet, and the date (ISO) it was first in contact."""

    outlet: str
    customer: bytes
    first_on: str | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cards with one phone; `left` is the one HQ had first. Times µs UTC.

    `proposal` and `verdict` name an outlet; the verdict WITHDRAWN: nothing is left to settle.
    """

    left: Side
    right: Side
    opened_at: int
    verdict: str | None = None
    verdict_reason: str | None = None
    settled_by: str | None = None
    settled_at: int | None = None

    @property
    def key(self) -> str:
        """The name both rows of the pair bear."""
        keys = sorted(side.customer.hex() for side in (self.left, self.right))
        return ids.coded("dispute", ":".join(keys)).hex

    @property
    def proposal(self) -> str:
        """Whose first contact was earlier; on the same date, whose card HQ had first."""
        return proposed(self.left, self.right)

    @property
    def is_open(self) -> bool:
        """Whether an operator still has to settle it."""
        return self.verdict is None

    @property
    def sides(self) -> tuple[tuple[Side, Side], tuple[Side, Side]]:
        """Each side with the other."""
        return (self.left, self.right), (self.right, self.left)

    def row_id(self, side: Side) -> bytes:
        """The key of the row that side's outlet has of it."""
        return ids.coded("dispute", f"{self.key}:{side.outlet}").bytes


def proposed(left: Side, right: Side) -> str:
    """The outlet of the first contact; the left one on the same date. Policy: first valid."""
    return min(left, right, key=lambda side: side.first_on or _LATEST).outlet


def pair_of(connection: Connection, key: str) -> Pair:
    """The pair of that name; raises Refusal `hqpage.dispute_unknown`."""
    found = _pairs(connection, dispute_pair.c.pair == key)
    if not found:
        raise Refusal("hqpage.dispute_unknown")
    return found[0]


def pairs(connection: Connection, *, settled: bool = False, most: int = 200) -> list[Pair]:
    """The pairs that wait, the oldest first; or those settled, the newest first."""
    told = dispute_pair.c
    if settled:
        decided = (told.verdict.is_not(None), told.verdict != WITHDRAWN)
        return _pairs(connection, *decided, order=told.settled_at.desc())[:most]
    return _pairs(connection, told.verdict.is_(None), order=told.opened_at)[:most]


def touching(connection: Connection, customers: Sequence[bytes]) -> Iterator[Pair]:
    """The pairs these cards are in."""
    told = dispute_pair.c
    for part in in_parts(customers):
        either = or_(told.left_customer.in_(part), told.right_customer.in_(part))
        yield from _pairs(connection, either)


def write(hq: Headquarters, shelf: Shelf, wanted: Sequence[Pair]) -> None:
    """Keep the pairs, and tell both outlets what they do not know yet."""
    if not wanted:
        return
    upsert(shelf.connection, dispute_pair, [_line(pair) for pair in wanted])
    known = select(outlet.c.code, outlet.c.outlet_id)
    keys = {code: bytes(key or b"").hex().upper() for code, key in shelf.connection.execute(known)}
    rows = [_row(pair, *both, keys) for pair in wanted for both in pair.sides]
    shelf.fetch((row.table, row.id) for row in rows)
    lay(hq, shelf, [row for row in rows if _is_news(shelf, row)])


def _is_news(shelf: Shelf, row: HqRow) -> bool:
    held = shelf.get((row.table, row.id))
    if held is None or not held.row.alive:
        return True
    return any(held.row.cells.get(name) != cell for name, cell in row.cells.items())


def withdraw(hq: Headquarters, shelf: Shelf, gone: Sequence[Pair]) -> None:
    """Take back what no longer is one phone in two outlets."""
    for pair in gone:
        shelf.connection.execute(
            update(dispute_pair)
            .where(dispute_pair.c.pair == pair.key)
            .values(verdict=WITHDRAWN, settled_at=hq.micros())
        )
        for side, _ in pair.sides:
            remove(hq, shelf, ("dispute", pair.row_id(side)))


def _line(pair: Pair) -> tuple[object, ...]:
    """The pair as it is stored, in the order of the table's columns."""
    return (
        pair.key, pair.left.outlet, pair.left.customer, pair.right.outlet, pair.right.customer,
        pair.proposal, pair.opened_at, pair.verdict, pair.verdict_reason, pair.settled_by,
        pair.settled_at,
    )  # fmt: skip


def _row(pair: Pair, side: Side, other: Side, keys: Mapping[str, str]) -> HqRow:
    cells: dict[str, Any] = {
        "outlet_id": keys.get(side.outlet, ""),
        "pair": pair.key,
        "customer_id": side.customer.hex().upper(),
        "other_outlet_code": other.outlet,
        "our_first_contact_on": side.first_on,
        "their_first_contact_on": other.first_on,
        "proposal": pair.proposal,
        "opened_at": pair.opened_at,
        "verdict": pair.verdict,
        "verdict_reason": pair.verdict_reason,
        "settled_at": pair.settled_at,
    }
    return HqRow("dispute", pair.row_id(side), f"outlet:{side.outlet}", cells, side.outlet)


def _pairs(connection: Connection, *which: Any, order: Any = None) -> list[Pair]:  # noqa: ANN401 - SQL
    query = select(dispute_pair).where(*which)
    rows = connection.execute(query if order is None else query.order_by(order)).all()
    cards = [bytes(key) for row in rows for key in (row.left_customer, row.right_customer)]
    dates = {
        bytes(row.customer_id): row.first_on
        for row in rows_of(connection, phone_key, {}, ("customer_id", cards))
    }

    def side(code: str, customer: bytes) -> Side:
        return Side(code, bytes(customer), dates.get(bytes(customer)))

    return [
        Pair(
            side(row.left_outlet, row.left_customer), side(row.right_outlet, row.right_customer),
            row.opened_at, row.verdict, row.verdict_reason, row.settled_by, row.settled_at,
        )
        for row in rows
    ]  # fmt: skip
