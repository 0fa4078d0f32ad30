"""What the day close page decides: variances, whether a reason is due, why it cannot close yet."""

from dataclasses import dataclass, field, replace
from typing import Final

from showroom.dayclose.commands import CloseDay, cash_of
from showroom.dayclose.queries import Standing
from showroom.dayclose.rules import Finding, findings
from showroom.terms import DayStatus, PayMethod

ALWAYS: Final = frozenset({PayMethod.CASH})
"""Methods counted also on a day that booked none."""


@dataclass(slots=True)
class CloseForm:
    """The close of one date while it is being filled in; amounts in fen."""

    standing: Standing
    counted: dict[PayMethod, int] = field(default_factory=dict)
    reason: str = ""
    acknowledged: set[str] = field(default_factory=set)

    @property
    def methods(self) -> tuple[PayMethod, ...]:
        """The methods to count, in the order of the till: cash, and whatever was booked."""
        booked = self.standing.booked
        return tuple(method for method in PayMethod if method in ALWAYS or booked.get(method))

    def variance(self, method: PayMethod) -> int | None:
        """Counted less booked; None while not counted."""
        if method not in self.counted:
            return None
        return self.counted[method] - self.standing.booked.get(method, 0)

    @property
    def differs(self) -> bool:
        """Whether a reason for a variance is due."""
        return any(self.variance(method) for method in self.methods)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What is to be acknowledged before closing."""
        return tuple(each for each in self._findings() if not each.blocks)

    @property
    def in_the_way(self) -> tuple[Finding, ...]:
        """What still stands in the way, the first first: blockers, then warnings not yet seen."""
        return tuple(
            each for each in self._findings() if each.blocks or each.code not in self.acknowledged
        )

    @property
    def why_not(self) -> tuple[str, int]:
        """The code and count of the first reason not to close; an empty code when it may."""
        if not self.standing.may_close:
            return "dayclose.managers_close", 0
        first = next(iter(self.in_the_way), None)
        return (first.code, first.count) if first else ("", 0)

    @property
    def is_closed(self) -> bool:
        """Whether the date is closed and nothing can be typed."""
        return self.standing.status is DayStatus.CLOSED

    def command(self, plan: str, note: str) -> CloseDay:
        """The command that closes the date as filled in."""
        return CloseDay(
            day=self.standing.state.day,
            counted=dict(self.counted),
            variance_reason=self.reason,
            acknowledged=frozenset(self.acknowledged),
            tomorrow_plan=plan,
            manager_note=note,
        )

    def _findings(self) -> list[Finding]:
        cash = cash_of(self.standing.booked, self.counted, self.reason)
        return findings(replace(self.standing.state, cash=cash))
