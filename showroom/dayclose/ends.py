"""What is loose on a date before it closes, each end with the ids of its records."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import and_, func, or_, select

from db.models.contract import Contract, Receipt, contract_day, receipt_day
from db.models.customer import LeadClash, LostRecord, loss_day
from db.models.dayclose import DayClose
from db.models.quote import Approval, Quote, quote_day
from db.models.testdrive import TestDrive, drive_day
from db.models.visit import FollowUp, Visit, follow_up_day, visit_day
from showroom.dayclose.rules import Cash, DayToClose
from showroom.kpi.contacts import still_due
from showroom.kpi.line import RecordKind
from showroom.kpi.reading import Reading
from showroom.kpi.records import Period
from showroom.terms import (
    ApprovalStatus,
    Channel,
    ClashStatus,
    ContractStatus,
    DayStatus,
    DriveStatus,
    PayMethod,
    QuoteStatus,
)
from showroom.unit import Unit

KINDS: Final[dict[str, tuple[RecordKind, ...]]] = {
    "dayclose.open_drives": (RecordKind.DRIVE,),
    "dayclose.still_here": (RecordKind.VISIT,),
    "dayclose.contacts_due": (RecordKind.CONTACT,),
    "dayclose.drafts": (RecordKind.QUOTE, RecordKind.CONTRACT),
    "dayclose.approvals_waiting": (RecordKind.APPROVAL, RecordKind.MOVE),
    "dayclose.clashes_open": (RecordKind.CLASH,),
    "dayclose.unpaid": (RecordKind.CONTRACT,),
    "dayclose.late_entries": (
        RecordKind.VISIT, RecordKind.DRIVE, RecordKind.QUOTE, RecordKind.CONTRACT,
        RecordKind.CONTACT, RecordKind.MOVE,
    ),
}  # fmt: skip
"""The kinds of record each loose end may name."""
_COUNTED: Final[tuple[tuple[Any, Any], ...]] = (
    (Visit, visit_day),
    (TestDrive, drive_day),
    (Quote, quote_day),
    (Contract, contract_day),
    (Receipt, receipt_day),
    (FollowUp, follow_up_day),
    (LostRecord, loss_day),
)
_LOOK_BACK: Final = timedelta(days=60)
_BEGUN = (DriveStatus.BOOKED, DriveStatus.OUT)
_UNSIGNED = (ContractStatus.DRAFT, ContractStatus.PENDING)


def day_to_close(unit: Unit, day: date, cash: Cash) -> DayToClose:
    """The date as it stands now."""
    return DayToClose(
        day=day,
        today=unit.today,
        status=status_of(unit, day),
        cash=cash,
        open_drives=_ids(unit, _open_drives(day)),
        still_here=_ids(unit, _still_here(day)),
        contacts_due=tuple(due.id for due in still_due(Reading.of(unit, Period(day, day)))),
        drafts=(*_ids(unit, _draft_quotes(day)), *_ids(unit, _draft_contracts(day))),
        approvals_waiting=(*_ids(unit, _approvals(unit, day)), *_ids(unit, _losses(day))),
        clashes_open=_ids(unit, _clashes(unit, day)),
        unpaid=_ids(unit, _unpaid(day)),
        earlier_open=_earlier_open(unit, day),
        late_entries=tuple(dict.fromkeys(key for each in _late(day) for key in _ids(unit, each))),
    )


def status_of(unit: Unit, day: date) -> DayStatus:
    """Whether the date is open, closed or reopened."""
    return _statuses(unit, day, day).get(day, DayStatus.OPEN)


def booked_by_method(unit: Unit, day: date) -> dict[PayMethod, int]:
    """The fen booked on a date by method, refunds taken off; methods nobody used are left out."""
    rows = unit.session.execute(
        select(Receipt.method, func.sum(Receipt.amount_fen))
        .where(receipt_day == day)
        .group_by(Receipt.method)
    )
    booked = {PayMethod(method): int(fen) for method, fen in rows}
    return {method: booked[method] for method in PayMethod if method in booked}


def _ids(unit: Unit, statement: Any) -> tuple[UUID, ...]:  # noqa: ANN401 - a Select of ids
    return tuple(unit.session.scalars(statement))


def _open_drives(day: date) -> Any:  # noqa: ANN401 - a Select of ids
    return (
        select(TestDrive.id)
        .where(
            or_(
                and_(drive_day == day, TestDrive.status.in_(_BEGUN)),
                and_(drive_day < day, TestDrive.status == DriveStatus.OUT),
            )
        )
        .order_by(TestDrive.starts_at)
    )


def _still_here(day: date) -> Any:  # noqa: ANN401 - a Select of ids
    """The visits whose last stay has no end; what came with an imported ledger has none ever."""
    return (
        select(func.coalesce(Visit.continues_id, Visit.id))
        .where(
            visit_day == day,
            Visit.left_at.is_(None),
            Visit.channel == Channel.WALK_IN,
            Visit.import_id.is_(None),
        )
        .order_by(Visit.arrived_at)
    )


def _draft_quotes(day: date) -> Any:  # noqa: ANN401 - a Select of ids
    return select(Quote.id).where(quote_day == day, Quote.status == QuoteStatus.DRAFT)


def _draft_contracts(day: date) -> Any:  # noqa: ANN401 - a Select of ids
    return select(Contract.id).where(contract_day == day, Contract.status.in_(_UNSIGNED))


def _approvals(unit: Unit, day: date) -> Any:  # noqa: ANN401 - a Select of ids
    decided = select(Approval.asks_id).where(Approval.asks_id.is_not(None))
    return select(Approval.id).where(
        Approval.step == ApprovalStatus.REQUESTED,
        Approval.id.not_in(decided),
        Approval.at < unit.midnight(day + timedelta(days=1)),
    )


def _losses(day: date) -> Any:  # noqa: ANN401 - a Select of ids
    decided = select(LostRecord.decides_id).where(LostRecord.decides_id.is_not(None))
    return select(LostRecord.id).where(
        LostRecord.step == ApprovalStatus.REQUESTED,
        LostRecord.id.not_in(decided),
        loss_day <= day,
    )


def _clashes(unit: Unit, day: date) -> Any:  # noqa: ANN401 - a Select of ids
    unsettled = or_(LeadClash.verdict.is_(None), LeadClash.verdict == ClashStatus.OPEN)
    over = unit.midnight(day + timedelta(days=1))
    return select(LeadClash.id).where(unsettled, LeadClash.opened_at < over)


def _unpaid(day: date) -> Any:  # noqa: ANN401 - a Select of ids
    """Signed, and no money came: no order yet."""
    return select(Contract.id).where(
        Contract.signed_on <= day, Contract.ordered_on.is_(None), Contract.cancelled_on.is_(None)
    )


def _late(day: date) -> Iterator[Any]:
    """What came to HQ too late for its own day and counts on this; money by its contract."""
    for kind, counted in _COUNTED:
        named = kind.contract_id if kind is Receipt else kind.id
        yield select(named).where(counted == day, kind.posted_date.is_not(None))


def _earlier_open(unit: Unit, day: date) -> tuple[date, ...]:
    """Dates of the last two months with visits or money that nobody closed."""
    since = day - _LOOK_BACK
    used = {
        *_days(unit, visit_day, since, day, Visit.import_id.is_(None)),
        *_days(unit, receipt_day, since, day),
    }
    statuses = _statuses(unit, since, day)
    return tuple(sorted(each for each in used if statuses.get(each) is not DayStatus.CLOSED))


def _days(unit: Unit, column: Any, since: date, until: date, *which: Any) -> Sequence[date]:  # noqa: ANN401
    return unit.session.scalars(
        select(column).where(column >= since, column < until, *which).distinct()
    ).all()


def _statuses(unit: Unit, first: date, last: date) -> dict[date, DayStatus]:
    """The standing of the dates that were ever closed."""
    rows = unit.session.execute(
        select(DayClose.business_date, DayClose.status)
        .where(DayClose.business_date.between(first, last))
        .order_by(DayClose.version)
    )
    return {day: DayStatus(status) for day, status in rows}
