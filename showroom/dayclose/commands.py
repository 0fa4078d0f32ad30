"""Closing a business date, and opening it again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import select

from db.models.dayclose import DayClose
from showroom.dayclose import document, seal
from showroom.dayclose.ends import booked_by_method, day_to_close, status_of
from showroom.dayclose.queries import DayOf, report
from showroom.dayclose.rules import Cash, Finding, check_closable, check_reopening, findings
from showroom.dayclose.stood import stood
from showroom.documents.issue import issue
from showroom.errors import Refusal
from showroom.rights import MANAGERS, allows
from showroom.terms import DayStatus, PayMethod
from showroom.unit import Unit

_NUMBER = "RJ"


@dataclass(frozen=True, slots=True)
class CloseDay:
    """A date to close: fen counted by method (cash always; others where somebody counted).

    `acknowledged` are the codes of the warnings the manager has seen.
    """

    day: date
    counted: Mapping[PayMethod, int]
    variance_reason: str = ""
    acknowledged: frozenset[str] = field(default_factory=frozenset)
    tomorrow_plan: str = ""
    manager_note: str = ""


@dataclass(frozen=True, slots=True)
class ReopenDay:
    """A closed date to open again, and why."""

    day: date
    reason: str


@dataclass(frozen=True, slots=True)
class Closed:
    """What closing gave: the row, its number, its seal, how many records it is over."""

    close_id: UUID
    doc_no: str
    seal: str
    record_count: int


@allows(*MANAGERS)
def close_day(unit: Unit, command: CloseDay) -> Closed:
    """Close a date: figures, money and a digest of its records are sealed, the date is locked.

    The daily report is issued with it, so a note that cannot be printed stops the close.

    Raises:
        Refusal: the first thing in the way, see `dayclose.rules.check_closable`;
            `documents.no_glyph`.
    """
    booked = booked_by_method(unit, command.day)
    cash = cash_of(booked, command.counted, command.variance_reason)
    state = day_to_close(unit, command.day, cash)
    check_closable(state, command.acknowledged)
    row = unit.add(_closed(unit, command, booked, findings(state)))
    unit.session.flush()
    data = report(unit, DayOf(command.day))
    issue(unit, document.daily_report(data), data, row)
    return Closed(row.id, row.doc_no, row.seal, row.record_count)


@allows(*MANAGERS)
def reopen_day(unit: Unit, command: ReopenDay) -> UUID:
    """Open a closed date again; the close stays on file, superseded. Raises Refusal."""
    check_reopening(status_of(unit, command.day), command.reason)
    before = latest(unit, command.day)
    if before is None:
        raise Refusal("unit.gone", table="day_close")
    return unit.add(_reopened(unit, before, command.reason.strip())).id


def cash_of(booked: Mapping[PayMethod, int], counted: Mapping[PayMethod, int], reason: str) -> Cash:
    """The money as the rules see it; only cash has to be counted."""
    others = (fen != booked.get(method, 0) for method, fen in counted.items())
    return Cash(
        booked=booked.get(PayMethod.CASH, 0),
        counted=counted.get(PayMethod.CASH),
        reason=reason,
        others_differ=any(others),
    )


def latest(unit: Unit, day: date) -> DayClose | None:
    """The row in force of a date: its last close or reopening."""
    return unit.session.scalar(
        select(DayClose)
        .where(DayClose.business_date == day)
        .order_by(DayClose.version.desc())
        .limit(1)
    )


def _closed(
    unit: Unit, command: CloseDay, booked: Mapping[PayMethod, int], known: list[Finding]
) -> DayClose:
    unit.session.flush()
    leaves = seal.leaves(unit.session, command.day)
    before = latest(unit, command.day)
    row = DayClose(
        id=unit.new_id(),
        outlet_id=unit.outlet_id,
        doc_no=unit.number(_NUMBER, command.day),
        version=before.version + 1 if before else 1,
        business_date=command.day,
        status=DayStatus.CLOSED,
        figures=stood(unit, command.day),
        booked_by_method={method.value: fen for method, fen in booked.items()},
        counted_by_method={method.value: fen for method, fen in command.counted.items()},
        cash_booked_fen=booked.get(PayMethod.CASH, 0),
        cash_counted_fen=command.counted[PayMethod.CASH],
        variance_reason=command.variance_reason.strip() or None,
        acknowledged=[{"code": each.code, "count": each.count} for each in known],
        tomorrow_plan=command.tomorrow_plan.strip() or None,
        manager_note=command.manager_note.strip() or None,
        record_count=seal.count(leaves),
        records_hash=seal.digest(leaves),
        leaves=leaves,
        previous_hash=_last_seal(unit),
        seal="",
        supersedes_id=before.id if before else None,
        reason=before.reason if before else None,
        closed_by_id=unit.actor.staff_id,
        closed_at=unit.now,
    )
    row.seal = seal.seal_of(row)
    return row


def _reopened(unit: Unit, before: DayClose, reason: str) -> DayClose:
    """The superseding row: what was closed, open again, sealed in its turn."""
    said = {name: getattr(before, name) for name in _CARRIED}
    row = DayClose(
        **said,
        id=unit.new_id(),
        outlet_id=unit.outlet_id,
        version=before.version + 1,
        status=DayStatus.REOPENED,
        previous_hash=_last_seal(unit),
        seal="",
        supersedes_id=before.id,
        reason=reason,
        closed_by_id=unit.actor.staff_id,
        closed_at=unit.now,
    )
    row.seal = seal.seal_of(row)
    return row


_OWN = frozenset(
    {
        "id", "outlet_id", "version", "status", "previous_hash", "seal", "supersedes_id", "reason",
        "closed_by_id", "closed_at",
    }
)  # fmt: skip
_CARRIED = tuple(name for name in DayClose.__table__.columns.keys() if name not in _OWN)  # noqa: SIM118


def _last_seal(unit: Unit) -> str | None:
    """The seal of the close or reopening written last."""
    return unit.session.scalar(
        select(DayClose.seal).order_by(DayClose.closed_at.desc(), DayClose.id.desc()).limit(1)
    )
