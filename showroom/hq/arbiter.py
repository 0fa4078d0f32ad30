"""What the arbiter is asked and what it answers, as plain values; times are microseconds UTC."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final, Self

from showroom.claim.rules import FOREVER, Span

HOUR: Final = 3_600_000_000
Thing = tuple[str, str]
"""What is claimed: the kind, and which one."""


@dataclass(frozen=True, slots=True)
class Context:
    """When it is, by HQ's clock, and how long a lease runs."""

    now: int
    lease_for: int = 24 * HOUR


@dataclass(frozen=True, slots=True)
class Decision:
    """Cells HQ writes into a row's verdict columns; one named with None is emptied."""

    table: str
    row_id: bytes
    outlet: str
    cells: Mapping[str, int | str | None]


@dataclass(frozen=True, slots=True)
class Said:
    """The verdict columns of a claim; `lost_to` names who has it without a customer."""

    verdict: str | None = None
    decided_at: int | None = None
    lost_to: str | None = None
    lost_until: int | None = None
    lease_id: bytes | None = None

    @property
    def cells(self) -> dict[str, int | str | None]:
        """As they stand in the row."""
        return {**asdict(self), "lease_id": self.lease_id.hex().upper() if self.lease_id else None}


@dataclass(frozen=True, slots=True)
class ClaimAsk:
    """A claim row as it stands after the push.

    `outlet` and `desk_code` are the pushing device's, `paper` is the number of what it is for.
    `said` is what its verdict columns hold. `vouched`: that grant is known to be HQ's own word,
    given before HQ was put back from a backup.
    """

    claim_id: bytes
    kind: str
    resource: str
    outlet: str
    desk_code: str
    span: Span[int] = field(default_factory=lambda: Span(*FOREVER))
    paper: str = ""
    released: bool = False
    said: Said = field(default_factory=Said)
    vouched: bool = False

    @classmethod
    def of(cls, row_id: bytes, cells: Mapping[str, Any], desk: tuple[str, str], paper: str) -> Self:
        """From the cells of a row; `desk` is the outlet's code and the desk's."""
        names = ("verdict", "decided_at", "lost_to", "lost_until")
        lease = cells.get("lease_id")
        lease_id = bytes.fromhex(str(lease)) if lease else None
        return cls(
            claim_id=row_id,
            kind=str(cells["kind"]),
            resource=str(cells["resource"]),
            outlet=desk[0],
            desk_code=desk[1],
            span=_span(cells.get("starts_at"), cells.get("ends_at")),
            paper=paper,
            released=cells.get("released_at") is not None,
            said=Said(**{name: cells.get(name) for name in names}, lease_id=lease_id),
        )

    @property
    def thing(self) -> Thing:
        """What is claimed."""
        return self.kind, self.resource

    @property
    def wish(self) -> tuple[object, ...]:
        """What makes it another claim when it changes."""
        return self.kind, self.resource, self.span, self.outlet


@dataclass(frozen=True, slots=True)
class LeaseAsk:
    """A lease row as it stands after the push, of the pushing device."""

    lease_id: bytes
    kind: str
    resource: str
    outlet: str
    desk_code: str
    returned: bool = False

    @classmethod
    def of(cls, row_id: bytes, cells: Mapping[str, Any], desk: tuple[str, str]) -> Self:
        """From the cells of a row; `desk` is who pushed, the row names the one to lend to."""
        return cls(
            lease_id=row_id,
            kind=str(cells["kind"]),
            resource=str(cells["resource"]),
            outlet=desk[0],
            desk_code=str(cells.get("desk_code") or desk[1]),
            returned=cells.get("returned_at") is not None,
        )

    @property
    def thing(self) -> Thing:
        """What is to be lent."""
        return self.kind, self.resource


def _span(starts_at: object, ends_at: object) -> Span[int]:
    """What a row claims of time: all where it names none, an instant where it ends too soon."""
    if not isinstance(starts_at, int) or not isinstance(ends_at, int):
        return Span(*FOREVER)
    return Span(starts_at, max(ends_at, starts_at + 1))
