"""Closing a business date: what stands in the way, what to know first, the cash, the states.

Source: domain.md sections 2, 3.10 and 5.14. Cash in fen.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from showroom.errors import Refusal
from showroom.terms import DayStatus

_NEXT: Final[dict[DayStatus, DayStatus]] = {
    DayStatus.OPEN: DayStatus.CLOSED,
    DayStatus.REOPENED: DayStatus.CLOSED,
    DayStatus.CLOSED: DayStatus.REOPENED,
}


@dataclass(frozen=True, slots=True)
class Cash:
    """The drawer: booked and counted, fen; `counted` None while nobody counted.

    `others_differ` says that money of another kind was counted and is not what was booked.
    """

    booked: int
    counted: int | None
    reason: str | None = None
    others_differ: bool = False

    @property
    def variance(self) -> int | None:
        """Counted less booked, fen."""
        return None if self.counted is None else self.counted - self.booked

    @property
    def differs(self) -> bool:
        """Whether anything counted is not what was booked, which needs a reason."""
        return bool(self.variance) or self.others_differ


@dataclass(frozen=True, slots=True)
class DayToClose:
    """A business date as it stands, each loose end with the ids of its records."""

    day: date
    today: date
    status: DayStatus
    cash: Cash
    open_drives: tuple[UUID, ...] = ()
    still_here: tuple[UUID, ...] = ()
    contacts_due: tuple[UUID, ...] = ()
    drafts: tuple[UUID, ...] = ()
    approvals_waiting: tuple[UUID, ...] = ()
    clashes_open: tuple[UUID, ...] = ()
    unpaid: tuple[UUID, ...] = ()
    earlier_open: tuple[date, ...] = ()
    late_entries: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to settle (`blocks`) or to know before closing; `code` words it, ids open it.

    `days` are earlier dates left open.
    """

    code: str
    blocks: bool
    ids: tuple[UUID, ...] = ()
    days: tuple[date, ...] = ()

    @property
    def count(self) -> int:
        """How many things it speaks of."""
        return len(self.ids) + len(self.days)


def findings(day: DayToClose) -> list[Finding]:
    """What stands in the way of closing first, then what the manager has to know."""
    return [*_blockers(day), *_warnings(day)]


def _blockers(day: DayToClose) -> Iterable[Finding]:
    if day.day > day.today:
        yield Finding("dayclose.future", blocks=True)
    if day.status is DayStatus.CLOSED:
        yield Finding("dayclose.closed_already", blocks=True)
    if day.cash.counted is None:
        yield Finding("dayclose.cash_uncounted", blocks=True)
    elif day.cash.differs and not (day.cash.reason or "").strip():
        yield Finding("dayclose.variance_unexplained", blocks=True)


def _warnings(day: DayToClose) -> Iterable[Finding]:
    """An open drive may go on past midnight, so it warns and does not block."""
    loose = {
        "dayclose.open_drives": day.open_drives,
        "dayclose.still_here": day.still_here,
        "dayclose.contacts_due": day.contacts_due,
        "dayclose.drafts": day.drafts,
        "dayclose.approvals_waiting": day.approvals_waiting,
        "dayclose.clashes_open": day.clashes_open,
        "dayclose.unpaid": day.unpaid,
        "dayclose.late_entries": day.late_entries,
    }
    if day.earlier_open:
        yield Finding("dayclose.earlier_open", blocks=False, days=day.earlier_open)
    yield from (Finding(code, blocks=False, ids=ids) for code, ids in loose.items() if ids)


def check_closable(day: DayToClose, acknowledged: frozenset[str] = frozenset()) -> None:
    """Pass when nothing blocks and every warning was acknowledged by its code.

    Raises:
        Refusal: the code of the first finding in the way, with `count` of its records.
    """
    for finding in findings(day):
        if finding.blocks or finding.code not in acknowledged:
            raise Refusal(finding.code, count=finding.count)


def check_step(now: DayStatus, then: DayStatus) -> None:
    """Pass when a date may go from one state to the next.

    Raises:
        Refusal: `dayclose.wrong_state` with the words of both states.
    """
    if _NEXT[now] is not then:
        raise Refusal("dayclose.wrong_state", now=now.word, then=then.word)


def check_reopening(now: DayStatus, reason: str | None) -> None:
    """Pass when a closed date is reopened for a reason; a manager's right is asked elsewhere.

    Raises:
        Refusal: `dayclose.wrong_state`, `dayclose.reason_missing`.
    """
    check_step(now, DayStatus.REOPENED)
    if not (reason or "").strip():
        raise Refusal("dayclose.reason_missing", field="reason")
