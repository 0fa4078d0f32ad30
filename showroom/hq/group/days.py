"""A business date of the whole group: sealed figures where a day is closed, counted ones else."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from db.headquarters import device, outlet
from showroom.dayclose.stood import read_figures
from showroom.hq.desks import ACTIVE
from showroom.hq.group import reading
from showroom.hq.group.counted import Counting
from showroom.kpi.records import Period
from showroom.kpi.rules import Figure, Measure, figures, percent
from showroom.kpi.tally import tally
from showroom.sync.cells import Cells
from showroom.terms import DayStatus

COLUMNS: Final = (
    "traffic", "first", "recorded", "record_rate", "drivers", "drive_rate", "quotes", "orders",
    "deal_rate", "deliveries",
)  # fmt: skip
"""What the group's board shows of an outlet; what was received stands beside it."""


@dataclass(frozen=True, slots=True)
class OutletDay:
    """One outlet on a date; `status` is how its day stands, `receipts_fen` net of refunds.

    `differs`: when HQ signed, it held something otherwise. `heard_at` (µs UTC) is when a desk of
    it was last heard, `behind` how many changes its desks said they still held.
    """

    code: str
    name: str
    status: DayStatus
    figures: Mapping[str, Figure]
    receipts_fen: int
    differs: bool = False
    heard_at: int | None = None
    behind: int = 0

    @property
    def is_sealed(self) -> bool:
        """Whether the figures are those that were sealed and countersigned."""
        return self.status is DayStatus.CLOSED


@dataclass(frozen=True, slots=True)
class GroupDay:
    """The group on a date; a total rate is sum over sum."""

    day: date
    outlets: tuple[OutletDay, ...]
    totals: Mapping[str, Figure]
    receipts_fen: int

    @property
    def open_outlets(self) -> int:
        """How many outlets have not closed the date."""
        return sum(not each.is_sealed for each in self.outlets)


def group_day(connection: Connection, day: date) -> GroupDay:
    """The board of a date over every outlet."""
    told = outlet.c
    known = connection.execute(select(told.code, told.name, told.zone).order_by(told.code)).all()
    zones = {code: zone for code, _, zone in known}
    sealed = _sealed(connection, day, list(zones))
    made = sealed | _computed(connection, day, {c: z for c, z in zones.items() if c not in sealed})
    heard = _heard(connection)
    lines = tuple(
        _line(code, name, made[code], heard.get(code, (None, 0))) for code, name, _ in known
    )
    return GroupDay(
        day, lines, totals(each.figures for each in lines), sum(each.receipts_fen for each in lines)
    )


def totals(lines: Iterable[Mapping[str, Figure]]) -> dict[str, Figure]:
    """The figures of all lines as one: counts added, rates sum over sum."""
    rows = list(lines)
    return {code: _total(code, [row[code] for row in rows if code in row]) for code in COLUMNS}


@dataclass(frozen=True, slots=True)
class _Made:
    """What a date came to."""

    status: DayStatus
    figures: Mapping[str, Figure]
    receipts_fen: int
    differs: bool = False


def _line(code: str, name: str, made: _Made, heard: tuple[int | None, int]) -> OutletDay:
    return OutletDay(code, name, made.status, made.figures, made.receipts_fen, made.differs, *heard)


def _total(code: str, parts: Sequence[Figure]) -> Figure:
    top = sum((each.top for each in parts), Decimal(0))
    if all(each.measure is Measure.COUNT for each in parts):
        return Figure(code, Measure.COUNT, (), (), (), top, None, top)
    bottom = sum(each.bottom or 0 for each in parts)
    return Figure(code, Measure.PERCENT, (), (), (), top, bottom, percent(top, bottom))


def _sealed(connection: Connection, day: date, outlets: Sequence[str]) -> dict[str, _Made]:
    """The outlets whose latest close of the date stands and is countersigned."""
    latest: dict[str, tuple[int, bytes, Cells]] = {}
    for row in reading.of_day(connection, "day_close", day, outlets):
        version = int(row.cells.get("version") or 0)
        if row.outlet not in latest or latest[row.outlet][0] < version:
            latest[row.outlet] = (version, row.id, row.cells)
    signs = reading.by_key(connection, "countersign", (key for _, key, _ in latest.values()))
    return {
        code: _of_close(cells, differs=bool(signs[key].cells.get("differs")))
        for code, (_, key, cells) in latest.items()
        if cells.get("status") == DayStatus.CLOSED and key in signs
    }


def _of_close(cells: Cells, *, differs: bool) -> _Made:
    kept = _json(cells.get("figures")).get("store", {})
    booked = _json(cells.get("booked_by_method"))
    return _Made(DayStatus.CLOSED, read_figures(kept), sum(map(int, booked.values())), differs)


def _computed(connection: Connection, day: date, zones: Mapping[str, str]) -> dict[str, _Made]:
    """The outlets whose date is open, counted from what HQ holds by the rules of the desk."""
    made: dict[str, _Made] = {}
    for zone in sorted(set(zones.values())):
        outlets = [code for code, own in zones.items() if own == zone]
        counting = Counting(connection, day, outlets, ZoneInfo(zone))
        books, receipts = counting.books(), counting.receipts()
        reopened = _reopened(connection, day, outlets)
        for code in outlets:
            status = DayStatus.REOPENED if code in reopened else DayStatus.OPEN
            counted = figures(tally(books[code], Period(day, day)))
            made[code] = _Made(status, counted, receipts[code])
    return made


def _reopened(connection: Connection, day: date, outlets: Sequence[str]) -> set[str]:
    closes = reading.of_day(connection, "day_close", day, outlets)
    return {row.outlet for row in closes if row.cells.get("status") == DayStatus.REOPENED}


def _heard(connection: Connection) -> dict[str, tuple[int | None, int]]:
    told = device.c
    query = select(told.outlet, func.max(told.seen_at), func.sum(told.behind))
    rows = connection.execute(query.where(told.status == ACTIVE).group_by(told.outlet))
    return {code: (seen, int(behind or 0)) for code, seen, behind in rows}


def _json(cell: object) -> dict[str, Any]:
    found = json.loads(cell) if isinstance(cell, str) else None
    return found if isinstance(found, dict) else {}
