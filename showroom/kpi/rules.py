"""The figures: each with the records above and below its line, so that a click opens them.

A rate has one decimal, HALF_UP, is never clipped, and is None where nothing stands below the line.
Source: domain.md section 4, KPIs.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum, auto
from itertools import pairwise
from typing import Final
from uuid import UUID

from showroom.kpi.records import LeadKept, Owned
from showroom.kpi.tally import Tally, customer_of, once_each
from showroom.money import to_yuan
from showroom.terms import IntentLevel, VisitKind

_TENTH: Final = Decimal("0.1")
_CENT: Final = Decimal("0.01")


class Measure(Enum):
    """How a value reads: how many, per cent, days, minutes, or yuan a car."""

    COUNT = auto()
    PERCENT = auto()
    DAYS = auto()
    MINUTES = auto()
    YUAN = auto()


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a period.

    `numerator` less `minus` stands above the line, `denominator` below it (empty for a count);
    `top` and `bottom` are the two numbers to print, `bottom` None for a count.
    """

    code: str
    measure: Measure
    numerator: tuple[UUID, ...]
    denominator: tuple[UUID, ...]
    minus: tuple[UUID, ...]
    top: Decimal
    bottom: int | None
    value: Decimal | None


def percent(top: Decimal | int, bottom: Decimal | int) -> Decimal | None:
    """`100 × top ÷ bottom` with one decimal; None for a bottom of 0."""
    if not bottom:
        return None
    return (Decimal(top) * 100 / Decimal(bottom)).quantize(_TENTH, rounding=ROUND_HALF_UP)


def counted(code: str, records: Iterable[Owned], minus: Iterable[Owned] = ()) -> Figure:
    """How many records, less those that undo one; may fall below zero."""
    above, undone = _ids(records), _ids(minus)
    number = Decimal(len(above) - len(undone))
    return Figure(code, Measure.COUNT, above, (), undone, number, None, number)


def rate(code: str, above: Figure, below: Figure) -> Figure:
    """One count in per cent of another."""
    return Figure(
        code=code,
        measure=Measure.PERCENT,
        numerator=above.numerator,
        denominator=below.numerator,
        minus=above.minus,
        top=above.top,
        bottom=int(below.top),
        value=percent(above.top, below.top),
    )


def figures(period: Tally) -> dict[str, Figure]:
    """Every figure of a period by its code: the counts, then the rates."""
    counts = {figure.code: figure for figure in _counts(period)}
    rates = {code: rate(code, counts[top], counts[bottom]) for code, top, bottom in RATES}
    means = {figure.code: figure for figure in _means(period)}
    return counts | rates | means


RATES: Final = (
    ("record_rate", "recorded", "first"),
    ("drive_rate", "drivers", "buyers"),
    ("deal_rate", "orders", "recorded"),
    ("show_rate", "invited", "remote_leads"),
    ("revisit_rate", "revisit", "buying"),
    ("lost_rate", "losses", "workable"),
    ("followup_rate", "followups_in_time", "followups_due"),
    ("finance_penetration", "by_loan", "deliveries"),
    ("insurance_penetration", "insured", "deliveries"),
)


def _counts(period: Tally) -> list[Figure]:
    return [*_visit_counts(period), *_deal_counts(period), *_lead_counts(period)]


def _visit_counts(period: Tally) -> list[Figure]:
    visits = period.visits
    buying = [visit for visit in visits if visit.kind is not VisitKind.NON_INTENT]
    first = [visit for visit in visits if visit.kind is VisitKind.FIRST]
    on_file = [visit for visit in visits if visit.kind is VisitKind.FIRST_ON_FILE]
    return [
        counted("traffic", visits),
        counted("buying", buying),
        counted("first", first),
        counted("first_on_file", on_file),
        counted("revisit", (visit for visit in visits if visit.kind is VisitKind.REVISIT)),
        counted("non_intent", (visit for visit in visits if visit.kind is VisitKind.NON_INTENT)),
        counted("recorded", (visit for visit in first if visit.has_phone)),
        counted("invited", on_file),
        counted("buyers", once_each(buying, customer_of)),
        counted("drives", period.drives),
        counted("drivers", once_each(period.drives, customer_of)),
    ]


def _deal_counts(period: Tally) -> list[Figure]:
    deliveries = period.deliveries
    return [
        counted("quotes", period.quotes),
        counted("quoted", once_each(period.quotes, customer_of)),
        counted("ordered", period.orders),
        counted("cancellations", period.cancellations),
        counted("orders", period.orders, period.cancellations),
        counted("deliveries", deliveries),
        counted("by_loan", (deal for deal in deliveries if deal.by_loan)),
        counted("insured", (deal for deal in deliveries if deal.insured)),
    ]


def _lead_counts(period: Tally) -> list[Figure]:
    due = period.contacts
    in_time = (task for task in due if task.done_on is not None and task.done_on <= task.due_on)
    remote = (lead for lead in period.new_leads if lead.remote and lead.valid)
    return [
        counted("new_leads", period.new_leads),
        counted("remote_leads", remote),
        counted("workable", [*period.active_before, *period.new_leads]),
        counted("losses", period.losses),
        counted("revivals", period.revivals),
        counted("followups_due", due),
        counted("followups_done", (task for task in due if task.done_on is not None)),
        counted("followups_in_time", in_time),
    ]


def _means(period: Tally) -> list[Figure]:
    return [_accessories(period), _cycle(period), _stay(period)]


def _accessories(period: Tally) -> Figure:
    """精品单车产值: accessory sales in yuan for each car delivered."""
    sold = to_yuan(sum(deal.accessories_fen for deal in period.deliveries))
    return _mean("accessories_per_car", Measure.YUAN, sold, period.deliveries, _CENT)


def _cycle(period: Tally) -> Figure:
    """成交周期: days from first contact to order, of the orders whose first contact is known."""
    known = [deal for deal in period.orders if deal.first_contact_on is not None]
    days = sum(
        (deal.ordered_on - deal.first_contact_on).days
        for deal in known
        if deal.ordered_on is not None and deal.first_contact_on is not None
    )
    return _mean("cycle_days", Measure.DAYS, Decimal(days), known, _TENTH)


def _stay(period: Tally) -> Figure:
    """平均接待时长: whole minutes in the hall, of the visits whose leaving was noted."""
    known = [visit for visit in period.visits if visit.minutes is not None]
    total = sum(visit.minutes or 0 for visit in known)
    return _mean("stay_minutes", Measure.MINUTES, Decimal(total), known, Decimal(1))


def _mean(
    code: str, measure: Measure, total: Decimal, records: Iterable[Owned], step: Decimal
) -> Figure:
    ids = _ids(records)
    value = (total / len(ids)).quantize(step, rounding=ROUND_HALF_UP) if ids else None
    return Figure(code, measure, ids, ids, (), total, len(ids), value)


_FUNNEL: Final = ("first", "recorded", "drivers", "quoted", "orders", "deliveries")


def funnel(all_figures: dict[str, Figure]) -> list[tuple[Figure, Decimal | None]]:
    """The counts from first visit to delivery, each with its share of the one before."""
    steps = [all_figures[code] for code in _FUNNEL]
    shares = [percent(then.top, before.top) for before, then in pairwise(steps)]
    return list(zip(steps, [None, *shares], strict=True))


def by_level(leads: Iterable[LeadKept]) -> dict[IntentLevel, Figure]:
    """各级留存: the leads of every level as they stand."""
    kept = list(leads)
    return {
        level: counted(f"level_{level}", [lead for lead in kept if lead.level is level])
        for level in IntentLevel
    }


def _ids(records: Iterable[Owned]) -> tuple[UUID, ...]:
    return tuple(record.id for record in records)


def said(figure: Figure, say: Callable[..., str]) -> str:
    """The value in words, by `kpi.value_<measure>`; a dash where nothing stands below the line."""
    if figure.value is None:
        return "—"
    return say(f"kpi.value_{figure.measure.name.lower()}", number=f"{figure.value:,}")
