"""A record in a line: when, who, what, and where it leads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto
from uuid import UUID

from showroom.terms import Term

Ids = Sequence[UUID]


class RecordKind(Enum):
    """Which records a set of ids names."""

    VISIT = auto()
    DRIVE = auto()
    QUOTE = auto()
    CONTRACT = auto()
    LEAD = auto()
    MOVE = auto()
    CONTACT = auto()
    APPROVAL = auto()
    CLASH = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLine:
    """One record; `page` and `opens` say what a click opens.

    `at` (UTC) is None where only the day is known; `what` is a word of a closed list; `detail` is
    a number, a model, a reason as it was typed; `amount_fen` is None where no money is meant;
    `posted_on` is the date a late entry (补录) counts on instead of `day`.
    """

    id: UUID
    page: str
    opens: UUID
    day: date | None = None
    at: datetime | None = None
    who: str = ""
    consultant: str = ""
    what: Term | None = None
    detail: str = ""
    amount_fen: int | None = None
    posted_on: date | None = None


def named(name: str | None) -> str:
    """The name, empty for none."""
    return name or ""


def joined(*parts: str | None) -> str:
    """The parts there are, with a dot between them."""
    return " · ".join(part for part in parts if part)
