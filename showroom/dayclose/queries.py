"""A date before and after its close: what is loose, what was booked, what was sealed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from db.models.dayclose import DayClose
from db.models.exchange import Countersign
from db.models.staff import Staff
from db.models.sync import Link
from showroom import texts
from showroom.dayclose.ends import KINDS, booked_by_method, day_to_close
from showroom.dayclose.paper import DayReportPaper
from showroom.dayclose.report import Sealed, paper_of
from showroom.dayclose.rules import Cash, DayToClose, Finding, findings
from showroom.errors import Refusal
from showroom.kpi.line import RecordLine
from showroom.kpi.lines import record_lines
from showroom.kpi.queries import BookOf, book
from showroom.kpi.records import Period
from showroom.kpi.rules import Figure, figures
from showroom.kpi.tally import tally
from showroom.rights import DESK, MANAGERS, MONEY, allows
from showroom.terms import DayStatus, PayMethod
from showroom.unit import Unit

SUMMARY: Final = (
    "traffic", "recorded", "drives", "quotes", "orders", "cancellations", "deliveries", "losses",
)  # fmt: skip
"""The counts beside the close."""
_CHECKS: Final = (
    "dayclose.still_here", "dayclose.open_drives", "dayclose.drafts",
    "dayclose.approvals_waiting", "dayclose.unpaid", "dayclose.clashes_open",
    "dayclose.contacts_due", "dayclose.earlier_open",
)  # fmt: skip

_ONLY_WHEN_FOUND: Final = ("dayclose.late_entries",)


class CheckState(StrEnum):
    """Whether nothing is loose, something is to be known, or something stands in the way."""

    GOOD = "GOOD"
    WARN = "WARN"
    BLOCK = "BLOCK"


@dataclass(frozen=True, slots=True)
class DayOf:
    """One business date."""

    day: date


@dataclass(frozen=True, slots=True)
class LooseEnds:
    """The records of one check of a date."""

    day: date
    code: str


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the list gone through before closing; `days` are earlier dates left open."""

    code: str
    state: CheckState
    count: int = 0
    days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """A close as it is on file: money in fen by method, the seal, who and when (UTC).

    `signed_at` is when HQ signed for it; `differs` counts what HQ held otherwise then, by
    `missing`, `extra` and `changed`; `is_awaited`: there is an HQ, and it has not signed yet.
    """

    id: UUID
    doc_no: str
    version: int
    booked: Mapping[PayMethod, int]
    counted: Mapping[PayMethod, int]
    variance_reason: str
    tomorrow_plan: str
    manager_note: str
    acknowledged: tuple[tuple[str, int], ...]
    record_count: int
    records_hash: str
    previous_hash: str
    seal: str
    reason: str
    closed_by: str
    closed_at: datetime
    signed_at: datetime | None = None
    differs: Mapping[str, int] = field(default_factory=dict)
    is_awaited: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """A date as it stands; `closed` is its last close, None before the first.

    `may_close` says whether the person who looks is one who closes.
    """

    state: DayToClose
    checks: tuple[Check, ...]
    booked: Mapping[PayMethod, int]
    summary: tuple[Figure, ...]
    closed: ClosedDay | None
    may_close: bool

    @property
    def status(self) -> DayStatus:
        """Whether the date is open, closed or reopened."""
        return self.state.status

    @property
    def done(self) -> int:
        """How many checks found nothing."""
        return sum(check.state is CheckState.GOOD for check in self.checks)


@allows(*DESK, *MONEY)
def standing(unit: Unit, query: DayOf) -> Standing:
    """What is loose on a date, what was booked, and its close if it was closed."""
    state = day_to_close(unit, query.day, Cash(0, None))
    period = Period(query.day, query.day)
    counted = figures(tally(book(unit, BookOf(period, whole=False)), period))
    return Standing(
        state=state,
        checks=_checks(state),
        booked=booked_by_method(unit, query.day),
        summary=tuple(counted[code] for code in SUMMARY),
        closed=_closed_day(unit, query.day),
        may_close=unit.actor.role in MANAGERS,
    )


@allows(*DESK, *MONEY)
def loose_ends(unit: Unit, query: LooseEnds) -> list[RecordLine]:
    """The records of one check; empty when nothing is loose."""
    state = day_to_close(unit, query.day, Cash(0, None))
    ids = next((each.ids for each in findings(state) if each.code == query.code), ())
    kinds = KINDS.get(query.code, ())
    return [line for kind in kinds for line in record_lines(unit, kind, ids)]


@allows(*DESK, *MONEY)
def report(unit: Unit, query: DayOf) -> DayReportPaper:
    """The daily report of a closed date from what was stored, the same for ever.

    Raises:
        Refusal: `dayclose.not_closed` for a date that was never closed.
    """
    row = last_close(unit, query.day)
    if row is None:
        raise Refusal("dayclose.not_closed", date=query.day)
    name = _name(unit, row.closed_by_id)
    signed = signature_of(unit, row.id)
    zone = unit.place.zone
    sealed = Sealed(
        row=_values(row),
        closed_by=name,
        closed_at=row.closed_at.astimezone(zone),
        signed_at=signed.received_at.astimezone(zone) if signed else None,
    )
    return paper_of(sealed, texts.load("zh_CN"))


def _checks(state: DayToClose) -> tuple[Check, ...]:
    found = {each.code: each for each in findings(state)}
    codes = (*_CHECKS, *(code for code in _ONLY_WHEN_FOUND if code in found))
    return tuple(_check(code, found.get(code)) for code in codes)


def _check(code: str, found: Finding | None) -> Check:
    if found is None:
        return Check(code, CheckState.GOOD)
    state = CheckState.BLOCK if found.blocks else CheckState.WARN
    return Check(code, state, found.count, found.days)


def last_close(unit: Unit, day: date) -> DayClose | None:
    """The close of a date in force, reopened or not; None before the first."""
    return unit.session.scalar(
        select(DayClose)
        .where(DayClose.business_date == day, DayClose.status == DayStatus.CLOSED)
        .order_by(DayClose.version.desc())
        .limit(1)
    )


def _closed_day(unit: Unit, day: date) -> ClosedDay | None:
    row = last_close(unit, day)
    if row is None:
        return None
    signed = signature_of(unit, row.id)
    return ClosedDay(
        id=row.id,
        doc_no=row.doc_no,
        version=row.version,
        booked=_methods(row.booked_by_method),
        counted=_methods(row.counted_by_method),
        variance_reason=row.variance_reason or "",
        tomorrow_plan=row.tomorrow_plan or "",
        manager_note=row.manager_note or "",
        acknowledged=tuple((each["code"], each["count"]) for each in row.acknowledged),
        record_count=row.record_count,
        records_hash=row.records_hash,
        previous_hash=row.previous_hash or "",
        seal=row.seal,
        reason=row.reason or "",
        closed_by=_name(unit, row.closed_by_id),
        closed_at=row.closed_at,
        signed_at=signed.received_at if signed else None,
        differs=_counted(signed.differs if signed else None),
        is_awaited=signed is None and unit.session.get(Link, 1) is not None,
    )


def _counted(differs: Mapping[str, Mapping[str, Any]] | None) -> dict[str, int]:
    return {how: sum(map(len, by.values())) for how, by in (differs or {}).items()}


def signature_of(unit: Unit, close_id: UUID) -> Countersign | None:
    """HQ's signature under a close, None while there is none."""
    signed = select(Countersign).where(Countersign.day_close_id == close_id).limit(1)
    return unit.session.scalar(signed)


def _methods(kept: Mapping[str, Any]) -> dict[PayMethod, int]:
    return {method: int(kept[method]) for method in PayMethod if method in kept}


def _name(unit: Unit, staff_id: UUID) -> str:
    return unit.session.scalar(select(Staff.name).where(Staff.id == staff_id)) or ""


def _values(row: DayClose) -> dict[str, Any]:
    return {name: getattr(row, name) for name in DayClose.__table__.columns.keys()}  # noqa: SIM118
