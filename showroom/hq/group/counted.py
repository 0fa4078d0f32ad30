"""Held rows as the records figures are counted from: the same as a desk reads of its own store."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from db.headquarters import held_row
from showroom.hq.group import reading
from showroom.hq.group.reading import Found
from showroom.kpi.records import Book, ContractMade, DriveMade, QuoteIssued, VisitMade
from showroom.sync.cells import Cells
from showroom.terms import (
    Channel,
    DriveMode,
    DriveStatus,
    LineKind,
    QuoteStatus,
    VisitKind,
)

_DAY: Final = timedelta(days=1)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_GIVEN: Final = {QuoteStatus.ISSUED, QuoteStatus.ACCEPTED, QuoteStatus.EXPIRED}
_FIRSTS: Final = {VisitKind.FIRST, VisitKind.FIRST_ON_FILE}
_DATES: Final = ("ordered_on", "cancelled_on", "delivered_on")
_POSTED: Final = ("ordered_posted_on", "cancelled_posted_on", "delivered_posted_on")


@dataclass(frozen=True, slots=True)
class Counting:
    """The records of a date of some outlets in one zone; leads and contacts are not among them."""

    connection: Connection
    day: date
    outlets: Sequence[str]
    zone: ZoneInfo
    homes: dict[str, str] = field(default_factory=dict)

    def books(self) -> dict[str, Book]:
        """The book of each outlet."""
        visits = self._visits()
        drives = self._of(self.day, "test_drive")
        quotes, contracts = self._quotes(), self._contracts()
        self._know_homes([*visits, *drives, *quotes, *contracts])
        before = self._came_before(visits)
        loans, sold = self._loans(contracts), self._sold(contracts)
        return {
            code: Book(
                visits=tuple(self._visit(row) for row in visits if row.outlet == code),
                drives=tuple(self._drive(row) for row in drives if row.outlet == code),
                quotes=tuple(self._quote(row) for row in quotes if row.outlet == code),
                contracts=tuple(
                    self._contract(row, loans, sold) for row in contracts if row.outlet == code
                ),
                came_before=frozenset(before[code]),
            )
            for code in self.outlets
        }

    def receipts(self) -> dict[str, int]:
        """The fen booked on the date by each outlet, refunds taken off."""
        booked = dict.fromkeys(self.outlets, 0)
        for row in self._of(self.day, "receipt"):
            booked[row.outlet] += _int(row.cells.get("amount_fen"))
        return booked

    def _of(self, day: date, table: str) -> list[Found]:
        return list(reading.of_day(self.connection, table, day, self.outlets))

    def _visits(self) -> list[Found]:
        """Those of the date, with continuations after its last midnight, as they arrived."""
        later = [row for row in self._of(self.day + _DAY, "visit") if row.cells.get("continues_id")]
        rows = [*self._of(self.day, "visit"), *later]
        return sorted(rows, key=lambda row: (_int(row.cells.get("arrived_at")), row.id))

    def _since(self, table: str) -> Iterable[Found]:
        seq = reading.head_before(self.connection, self.day, self.zone)
        return reading.written_since(self.connection, table, seq, self.outlets)

    def _quotes(self) -> list[Found]:
        return [
            row
            for row in self._since("quote")
            if row.cells.get("status") in _GIVEN and self._issued_on(row.cells) == self.day
        ]

    def _issued_on(self, cells: Cells) -> date | None:
        at, posted = cells.get("issued_at"), cells.get("issued_posted_on")
        if at is None:
            return None
        return _date(posted) or _instant(at).astimezone(self.zone).date()

    def _contracts(self) -> list[Found]:
        rows = self._since("contract")
        return [row for row in rows if self.day in {_counts_on(row.cells, d) for d in _DATES}]

    def _know_homes(self, rows: Iterable[Found]) -> None:
        """Follow merged cards to the one they ended up in."""
        asked = {str(row.cells["customer_id"]) for row in rows if row.cells.get("customer_id")}
        while asked:
            cards = reading.by_key(self.connection, "customer", map(bytes.fromhex, asked))
            into = {
                key.hex().upper(): row.cells.get("merged_into_id") for key, row in cards.items()
            }
            self.homes.update({key: str(home) for key, home in into.items() if home})
            asked = {str(home) for home in into.values() if home} - self.homes.keys()

    def _home(self, customer: object) -> UUID:
        key = str(customer)
        seen = {key}
        while self.homes.get(key, key) not in seen:
            key = self.homes[key]
            seen.add(key)
        return UUID(key)

    def _came_before(self, visits: Iterable[Found]) -> Mapping[str, set[UUID]]:
        """Of the cards said to come first, those who came to buy before the date after all."""
        named = {
            bytes.fromhex(str(row.cells["customer_id"]))
            for row in visits
            if row.cells.get("customer_id") and row.cells.get("kind") in _FIRSTS
        }
        named |= {self._home(key.hex()).bytes for key in named}
        cards = reading.by_key(self.connection, "customer", named)
        older = [key for key, row in cards.items() if self._is_older(row.cells)]
        past = (held_row.c.day < self.day.isoformat(), held_row.c.outlet.in_(self.outlets))
        found: defaultdict[str, set[UUID]] = defaultdict(set)
        for row in reading.naming(self.connection, "visit", older, *past):
            said = row.cells
            if said.get("kind") == VisitKind.NON_INTENT or not said.get("customer_id"):
                continue
            if said.get("channel") == Channel.WALK_IN:
                found[row.outlet].add(self._home(said["customer_id"]))
        return found

    def _is_older(self, card: Cells) -> bool:
        first = _date(card.get("first_contact_on"))
        return first is None or first < self.day

    def _visit(self, row: Found) -> VisitMade:
        said = row.cells
        customer, arrived = said.get("customer_id"), _instant(said["arrived_at"])
        left = said.get("left_at")
        minutes = None
        if left is not None and not said.get("import_id"):
            minutes = int((_instant(left) - arrived).total_seconds() // 60)
        return VisitMade(
            id=UUID(bytes=row.id),
            owner=_key(said.get("received_by_id")),
            day=_counted(said),
            arrived_at=arrived,
            kind=VisitKind(str(said["kind"])),
            channel=Channel(str(said["channel"])),
            customer=self._home(customer) if customer else None,
            has_phone=bool(said.get("phone")),
            continues=_key(said.get("continues_id")),
            minutes=minutes,
        )

    def _drive(self, row: Found) -> DriveMade:
        said = row.cells
        return DriveMade(
            id=UUID(bytes=row.id),
            owner=_key(said.get("escort_id")),
            day=_counted(said),
            customer=self._home(said["customer_id"]),
            mode=DriveMode(str(said["mode"])),
            status=DriveStatus(str(said["status"])),
        )

    def _quote(self, row: Found) -> QuoteIssued:
        return QuoteIssued(
            id=UUID(bytes=row.id),
            owner=_key(row.cells.get("owner_id")),
            day=self.day,
            customer=self._home(row.cells["customer_id"]),
        )

    def _contract(
        self, row: Found, loans: set[str], sold: Mapping[bytes, tuple[bool, int]]
    ) -> ContractMade:
        said = row.cells
        insured, accessories = sold.get(row.id, (False, 0))
        return ContractMade(
            id=UUID(bytes=row.id),
            owner=_key(said.get("owner_id")),
            customer=self._home(said["customer_id"]),
            ordered_on=_counts_on(said, "ordered_on"),
            cancelled_on=_counts_on(said, "cancelled_on"),
            delivered_on=_counts_on(said, "delivered_on"),
            by_loan=said.get("quote_id") in loans,
            insured=insured,
            accessories_fen=accessories,
        )

    def _loans(self, contracts: Iterable[Found]) -> set[str]:
        """The quotes behind these contracts that have a loan."""
        keys = [bytes.fromhex(str(r.cells["quote_id"])) for r in contracts if "quote_id" in r.cells]
        quotes = reading.by_key(self.connection, "quote", keys)
        empty = {None, "null", "{}"}
        return {key.hex().upper() for key, q in quotes.items() if q.cells.get("loan") not in empty}

    def _sold(self, contracts: Iterable[Found]) -> dict[bytes, tuple[bool, int]]:
        """By contract: whether commercial insurance was sold with it, and accessories in fen."""
        found: dict[bytes, tuple[bool, int]] = {}
        lines = reading.of_units(self.connection, "contract_line", [row.id for row in contracts])
        for line in lines:
            said, key = line.cells, bytes.fromhex(str(line.cells["contract_id"]))
            insured, accessories = found.get(key, (False, 0))
            fen = 0 if said.get("is_gift") else _int(said.get("amount_fen"))
            if said.get("kind") == LineKind.ACCESSORY:
                accessories += fen
            elif said.get("kind") == LineKind.COMMERCIAL_INSURANCE:
                insured = insured or bool(fen)
            found[key] = (insured, accessories)
        return found


def _counts_on(cells: Cells, column: str) -> date | None:
    """The date something counts on: where it was posted to, else its own."""
    posted = cells.get(_POSTED[_DATES.index(column)])
    return _date(posted) or _date(cells.get(column))


def _counted(cells: Cells) -> date:
    found = _date(cells.get("posted_date")) or _date(cells.get("business_date"))
    return found or date.min


def _date(cell: object) -> date | None:
    return date.fromisoformat(cell) if isinstance(cell, str) else None


def _instant(cell: Any) -> datetime:  # noqa: ANN401 - a cell
    return _EPOCH + timedelta(microseconds=int(cell))


def _key(cell: object) -> UUID | None:
    return UUID(str(cell)) if cell else None


def _int(cell: object) -> int:
    return cell if isinstance(cell, int) else 0
