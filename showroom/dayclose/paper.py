"""What the daily report says, as frozen values; amounts in fen, instants aware and local."""

from dataclasses import dataclass
from datetime import datetime

from showroom.documents.furniture import Head
from showroom.terms import IntentLevel, PayMethod


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its name and value in words, and what it was divided from, if anything.

    `value` is as shown on the board, e.g. `66.7%` or `—`; a plain count has no denominator.
    """

    label: str
    value: str
    numerator: int | None = None
    denominator: int | None = None


@dataclass(frozen=True, slots=True)
class ConsultantLine:
    """One consultant's figures, in the same order for everybody."""

    name: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the funnel; `rate` is of the step before, in words, empty for the first."""

    label: str
    count: int
    rate: str = ""


@dataclass(frozen=True, slots=True)
class Takings:
    """Money booked by one method in fen; `counted_fen` None where nothing is counted by hand."""

    method: PayMethod
    booked_fen: int
    counted_fen: int | None = None


@dataclass(frozen=True, slots=True)
class Blocker:
    """Something open at the close that somebody took note of."""

    what: str
    acknowledged_by: str


@dataclass(frozen=True, slots=True)
class Seal:
    """The seal of the day: hex digests, the count of sealed records, when and by whom.

    `signed_at` is when HQ signed for it; the paper issued at the close has none yet.
    """

    digest: str
    previous: str
    records: int
    closed_by: str
    closed_at: datetime
    signed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DayReportPaper:
    """日报表 of a store (domain.md section 3, form 10)."""

    head: Head
    figures: tuple[Figure, ...]
    rates: tuple[Figure, ...]
    funnel: tuple[Step, ...]
    consultants: tuple[ConsultantLine, ...]
    levels: tuple[tuple[IntentLevel, int], ...]
    takings: tuple[Takings, ...]
    blockers: tuple[Blocker, ...]
    seal: Seal
    variance_reason: str = ""
    tomorrow_plan: str = ""
    manager_note: str = ""
    reopened_reason: str = ""
