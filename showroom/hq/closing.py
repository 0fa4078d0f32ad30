"""Closed days at HQ: the first close of a date stands, what comes late is posted, HQ signs.

Of each push, in the order of its transactions: `check` before one is taken, `follow` after.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import select

from db.base import Kind, policies
from db.headquarters import outlet
from showroom.dayclose import late
from showroom.dayclose.countersign import Differs, Statement, differences, sign
from showroom.dayclose.late import EVENTS, POSTED, Closed, postings
from showroom.dayclose.seal import Leaves, is_of_a_day, recompute, sealed_tables
from showroom.errors import Refusal
from showroom.hq.accept import Bench, Change, Outcome, Sender
from showroom.hq.amending import amend
from showroom.hq.headquarters import Headquarters
from showroom.hq.shelf import Address, Held, Shelf
from showroom.hq.writing import HqRow
from showroom.terms import DayStatus

_CLOSE = "day_close"


@dataclass(slots=True)
class ClosedDays:
    """The dates of an outlet that are closed at HQ, each looked up once."""

    shelf: Shelf
    outlet: str
    _known: dict[date, Address | None] = field(default_factory=dict)
    _leaves: dict[Address, Leaves] = field(default_factory=dict)

    def __contains__(self, day: object) -> bool:
        """Whether the latest close of a date stands."""
        held = self.latest(day) if isinstance(day, date) else None
        return held is not None and held[1].row.cells.get("status") == DayStatus.CLOSED

    def latest(self, day: date) -> tuple[bytes, Held] | None:
        """The last close or reopening of a date, and its key."""
        if day not in self._known:
            found = self.shelf.day(_CLOSE, day.isoformat(), self.outlet)
            alive = [(self._version(address), address) for address in found if self._row(address)]
            self._known[day] = max(alive)[1] if alive else None
        address = self._known[day]
        held = self._row(address) if address else None
        return (address[1], held) if address and held else None

    def names(self, day: date, table: str, key: bytes) -> bool:
        """Whether the close of a date is over that record."""
        close = self.latest(day)
        if close is None:
            return False
        address = (_CLOSE, close[0])
        if address not in self._leaves:
            self._leaves[address] = leaves_of(close[1])
        return key.hex() in self._leaves[address].get(table, {})

    def forget(self, day: date) -> None:
        """Look a date up again: a close of it was taken."""
        self._known.pop(day, None)

    def _row(self, address: Address) -> Held | None:
        held = self.shelf.get(address)
        return held if held is not None and held.row.alive else None

    def _version(self, address: Address) -> int:
        held = self.shelf.get(address)
        return int(held.row.cells.get("version") or 0) if held else 0


def leaves_of(close: Held) -> Leaves:
    """What a close is over: digests by table and id."""
    return _leaves(close.row.cells)


def _leaves(said: Mapping[str, object]) -> Leaves:
    """What a close says it is over; raises Refusal `sync.cell` where it says no such thing."""
    try:
        leaves: Leaves = msgspec.json.decode(str(said.get("leaves") or "{}"), type=Leaves)
    except msgspec.MsgspecError as error:
        raise Refusal("sync.cell", table=_CLOSE, column="leaves") from error
    return leaves


class Closing:
    """The closed days of the outlet that pushes."""

    def __init__(self, hq: Headquarters, shelf: Shelf, sender: Sender) -> None:
        self._hq, self._shelf, self._sender = hq, shelf, sender
        self.days = ClosedDays(shelf, sender.outlet)
        zone = select(outlet.c.zone).where(outlet.c.code == sender.outlet)
        self._zone = ZoneInfo(shelf.connection.execute(zone).scalar() or "Asia/Shanghai")
        today = hq.clock.now().astimezone(self._zone).date()
        self._closed = Closed(self.days, today, self._zone)
        self._before: dict[Address, dict[str, Any]] = {}

    def check(self, changes: Iterable[Change], bench: Bench) -> None:
        """Pass a transaction that leaves every closed day as it is; posted dates are HQ's alone.

        Raises:
            Refusal: `dayclose.closed_already` for a second close of a date, `dayclose.not_latest`
                for one over another than the latest, `dayclose.date_closed` for a late change of a
                sealed visit.
        """
        self._before = {}
        for change in changes:
            for column in POSTED & change.cells.keys():
                del change.cells[column]
            held = bench.get(change.address)
            if change.op.table == _CLOSE:
                self._check_close(change)
            elif held is not None and held.known and change.op.table in EVENTS:
                self._before[change.address] = held.row.cells
                self._check_edit(change, held)

    def follow(self, outcome: Outcome) -> list[HqRow]:
        """Post what came late with a transaction taken, and give the countersigns of its closes."""
        signed: list[HqRow] = []
        for address, held in outcome.rows.items():
            if address[0] == _CLOSE:
                signed += self._signed(address, held)
            elif address[0] in EVENTS:
                self._post_late(address, self._before.get(address))
        return signed

    def _check_close(self, change: Change) -> None:
        said = change.cells
        if change.op.kind != "I":
            raise Refusal("dayclose.sealed")
        day = date.fromisoformat(str(said.get("business_date")))
        _leaves(said)
        latest = self.days.latest(day)
        if said.get("status") == DayStatus.CLOSED and day in self.days:
            raise Refusal("dayclose.closed_already", date=day)
        before = latest[0].hex().upper() if latest else None
        if said.get("supersedes_id") != before:
            raise Refusal("dayclose.not_latest", date=day)

    def _check_edit(self, change: Change, held: Held) -> None:
        """A visit is part of what its day said, for good; the desk refuses this too."""
        day = late.counts_on(change.op.table, held.row.cells)
        if change.op.table != "visit" or day is None or day not in self.days:
            return
        cells = held.row.cells
        if change.op.kind == "D" or any(cells.get(k) != v for k, v in change.cells.items()):
            raise Refusal("dayclose.date_closed", date=day)

    def _post_late(self, address: Address, before: dict[str, Any] | None) -> None:
        held = self._shelf.get(address)
        if held is None or not held.row.alive:
            return
        found = postings(address[0], held.row.cells, before, self._closed)
        if not found:
            return
        day = late.counts_on(address[0], held.row.cells)
        if day is not None and self.days.names(day, *address):
            found = {column: told for column, told in found.items() if column not in _NAMED}
        amend(self._hq, self._shelf, address, dict(found))

    def _signed(self, address: Address, close: Held) -> Iterator[HqRow]:
        day = date.fromisoformat(str(close.row.cells["business_date"]))
        self.days.forget(day)
        if close.row.cells.get("status") != DayStatus.CLOSED:
            return
        held = self._of_day(day)
        told = differences(leaves_of(close), recompute(held))
        self._post_extra(day, told)
        yield self._countersign(address[1], close, told)

    def _of_day(self, day: date) -> dict[str, dict[bytes, Any]]:
        """The cells HQ holds of a date, lines of its documents too."""
        rows: dict[str, dict[bytes, Any]] = {}
        for table in sealed_tables():
            for address in self._addresses(table, day):
                held = self._shelf.get(address)
                if held is not None and held.row.alive and is_of_a_day(table, held.row.cells):
                    rows.setdefault(address[0], {})[address[1]] = held.row.cells
        return rows

    def _addresses(self, table: str, day: date) -> Iterator[Address]:
        if policies()[table].part_of is not None:
            return
        for address in self._shelf.day(table, day.isoformat(), self._sender.outlet):
            yield address
            if policies()[table].kind is Kind.DOCUMENT:
                yield from (each for each in self._shelf.unit(address[1]) if each != address)

    def _post_extra(self, day: date, told: Differs | None) -> None:
        """What HQ had of the date and the seal does not name counts on a later one."""
        closed = self._closed
        for table, keys in (told or {}).get("extra", {}).items():
            for key in map(bytes.fromhex, keys):
                held = self._shelf.get((table, key))
                cells = held.row.cells if held else {}
                counted = late.counted_on(table, cells, day, closed.zone)
                amend(
                    self._hq,
                    self._shelf,
                    (table, key),
                    dict(postings(table, counted, None, closed)),
                )

    def _countersign(self, key: bytes, close: Held, told: Differs | None) -> HqRow:
        now, seq = self._hq.micros(), self._shelf.head
        said = Statement.of(key, close.row.cells, hq_seq=seq, received_at=now, differs=told)
        cells: dict[str, Any] = {
            "outlet_id": close.row.cells["outlet_id"],
            "day_close_id": key.hex().upper(),
            "business_date": said.business_date,
            "seal": said.seal,
            "signature": sign(self._hq.keys.sign, said),
            "hq_seq": seq,
            "received_at": now,
            "differs": json.dumps(told) if told else None,
        }
        return HqRow("countersign", key, self._sender.bucket, cells, self._sender.outlet)


_NAMED = frozenset({"posted_date", "issued_posted_on"})
"""What a row under a seal never needs: the sealed day counted it."""
