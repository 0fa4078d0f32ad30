"""The records behind a figure: what stands above its line, what is taken off, what stands below."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from uuid import UUID

from showroom.board.queries import NOBODY, overdue_contacts
from showroom.errors import Refusal
from showroom.kpi.line import RecordKind, RecordLine
from showroom.kpi.lines import record_lines
from showroom.kpi.queries import BookOf, book
from showroom.kpi.records import Period
from showroom.kpi.rules import Figure, counted, figures
from showroom.kpi.tally import Tally, tally
from showroom.money import to_yuan
from showroom.rights import EVERYONE, allows
from showroom.unit import Unit

_VISIT, _DRIVE, _QUOTE, _DEAL = (
    RecordKind.VISIT,
    RecordKind.DRIVE,
    RecordKind.QUOTE,
    RecordKind.CONTRACT,
)
_LEAD, _MOVE, _CONTACT = RecordKind.LEAD, RecordKind.MOVE, RecordKind.CONTACT
_ONE = Decimal(1)
_AT_MOST = 2_000

_KINDS: dict[RecordKind, tuple[str, ...]] = {
    _VISIT: (
        "traffic", "buying", "first", "first_on_file", "revisit", "non_intent", "recorded",
        "invited", "buyers", "record_rate", "show_rate", "revisit_rate", "stay_minutes",
    ),
    _DRIVE: ("drives", "drivers", "drive_rate"),
    _QUOTE: ("quotes", "quoted"),
    _DEAL: (
        "ordered", "cancellations", "orders", "deliveries", "by_loan", "insured", "deal_rate",
        "finance_penetration", "insurance_penetration", "accessories_per_car", "cycle_days",
    ),
    _LEAD: ("new_leads", "remote_leads", "workable"),
    _MOVE: ("losses", "revivals", "lost_rate"),
    _CONTACT: (
        "followups_due", "followups_done", "followups_in_time", "followup_rate", "overdue",
    ),
}  # fmt: skip
_ABOVE = {code: kind for kind, codes in _KINDS.items() for code in codes}
FIGURES = tuple(_ABOVE)
"""The codes of every figure that can be opened."""
_BELOW = {
    "drive_rate": _VISIT,
    "deal_rate": _VISIT,
    "show_rate": _LEAD,
    "lost_rate": _LEAD,
}
_WHOLE = frozenset({"lost_rate", "workable"})


class Part(Enum):
    """Where a record stands in its figure."""

    ABOVE = auto()
    MINUS = auto()
    BELOW = auto()


@dataclass(frozen=True, slots=True)
class RecordsOf:
    """The records of a figure, of the outlet or of one consultant (NOBODY: of no consultant)."""

    figure: str
    period: Period
    consultant: UUID | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """One record and what it adds: 1, -1, or its days, minutes, yuan."""

    line: RecordLine
    part: Part
    adds: Decimal


@dataclass(frozen=True, slots=True)
class Records:
    """A figure with its records; what is `left_out` beyond the first 2,000 of a part is counted."""

    figure: Figure
    opened: tuple[Opened, ...]
    left_out: int = 0


@allows(*EVERYONE)
def records_of(unit: Unit, query: RecordsOf) -> Records:
    """The records a figure is the sum of. Raises Refusal for a figure that is not known."""
    if query.figure not in _ABOVE:
        raise Refusal("board.no_figure", figure=query.figure)
    if query.figure == "overdue":
        return _overdue(unit, query)
    whole = query.figure in _WHOLE
    counted_in = tally(book(unit, BookOf(query.period, whole)), query.period)
    if query.consultant is not None:
        counted_in = counted_in.of(None if query.consultant == NOBODY else query.consultant)
    return _opened(unit, figures(counted_in)[query.figure], _weights(query.figure, counted_in))


def _overdue(unit: Unit, query: RecordsOf) -> Records:
    late = overdue_contacts(unit, query.period.last)
    if query.consultant is not None:
        owner = None if query.consultant == NOBODY else query.consultant
        late = [contact for contact in late if contact.owner == owner]
    return _opened(unit, counted("overdue", late), {})


def _opened(unit: Unit, figure: Figure, weights: dict[UUID, Decimal]) -> Records:
    above, below = _ABOVE[figure.code], _BELOW.get(figure.code, _ABOVE[figure.code])
    parts = (
        (Part.ABOVE, above, figure.numerator),
        (Part.MINUS, above, figure.minus),
        (Part.BELOW, below, figure.denominator),
    )
    opened: list[Opened] = []
    left_out = 0
    for part, kind, ids in parts:
        opened += _part(unit, part, kind, ids[:_AT_MOST], weights)
        left_out += max(0, len(ids) - _AT_MOST)
    return Records(figure, tuple(opened), left_out)


def _part(
    unit: Unit, part: Part, kind: RecordKind, ids: Sequence[UUID], weights: dict[UUID, Decimal]
) -> list[Opened]:
    lines = record_lines(unit, kind, ids)
    if part is Part.ABOVE:
        return [Opened(line, part, weights.get(line.id, _ONE)) for line in lines]
    return [Opened(line, part, -_ONE if part is Part.MINUS else _ONE) for line in lines]


def _weights(code: str, of: Tally) -> dict[UUID, Decimal]:
    """What a record adds to a mean; a count adds 1 for each and needs none."""
    if code == "stay_minutes":
        return {visit.id: Decimal(visit.minutes or 0) for visit in of.visits}
    if code == "accessories_per_car":
        return {deal.id: to_yuan(deal.accessories_fen) for deal in of.deliveries}
    if code == "cycle_days":
        return {
            deal.id: Decimal((deal.ordered_on - deal.first_contact_on).days)
            for deal in of.orders
            if deal.ordered_on and deal.first_contact_on
        }
    return {}
