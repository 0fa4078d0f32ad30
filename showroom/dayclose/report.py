"""From a stored close to the words of the daily report."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from showroom.dayclose.paper import (
    Blocker,
    ConsultantLine,
    DayReportPaper,
    Seal,
    Step,
    Takings,
)
from showroom.dayclose.paper import Figure as Printed
from showroom.dayclose.stood import LEVELS, read_figures
from showroom.documents.furniture import Head, Seller
from showroom.kpi.rules import Figure, Measure, said
from showroom.terms import PayMethod
from showroom.texts import Catalogue

COUNTS: Final = (
    "traffic", "first", "first_on_file", "revisit", "non_intent", "recorded", "drives", "quotes",
    "ordered", "cancellations", "deliveries", "losses", "revivals", "followups_due",
    "followups_done",
)  # fmt: skip
RATES: Final = (
    "record_rate", "drive_rate", "deal_rate", "revisit_rate", "show_rate", "lost_rate",
    "followup_rate", "finance_penetration", "insurance_penetration", "accessories_per_car",
    "cycle_days", "stay_minutes",
)  # fmt: skip
PERSONAL: Final = (
    "traffic", "record_rate", "drives", "quotes", "orders", "followup_rate", "stay_minutes",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sealed:
    """A close's columns, who closed it, when, and when HQ signed for it, in the outlet's zone."""

    row: Mapping[str, Any]
    closed_by: str
    closed_at: datetime
    signed_at: datetime | None = None


def paper_of(sealed: Sealed, say: Catalogue) -> DayReportPaper:
    """What the report says, in the words of that catalogue."""
    row, stored = sealed.row, sealed.row["figures"]
    store = read_figures(stored["store"])
    return DayReportPaper(
        head=_head(sealed),
        figures=tuple(_printed(store[code], say) for code in COUNTS),
        rates=tuple(_printed(store[code], say) for code in RATES),
        funnel=tuple(_step(step, say) for step in stored["funnel"]),
        consultants=tuple(_consultant(each, say) for each in stored["consultants"]),
        levels=tuple((level, stored["levels"][level.value]) for level in LEVELS),
        takings=tuple(_takings(row["booked_by_method"], row["counted_by_method"])),
        blockers=tuple(
            Blocker(say(each["code"], count=each["count"]), sealed.closed_by)
            for each in row["acknowledged"]
        ),
        seal=_seal(sealed, say),
        variance_reason=row["variance_reason"] or "",
        tomorrow_plan=row["tomorrow_plan"] or "",
        manager_note=row["manager_note"] or "",
        reopened_reason=row["reason"] or "",
    )


def _head(sealed: Sealed) -> Head:
    return Head(
        number=sealed.row["doc_no"],
        seller=Seller(**sealed.row["figures"]["seller"]),
        business_date=sealed.row["business_date"],
        issued_at=sealed.closed_at,
        made_by=sealed.closed_by,
        version=sealed.row["version"],
    )


def _seal(sealed: Sealed, say: Catalogue) -> Seal:
    return Seal(
        digest=sealed.row["seal"],
        previous=sealed.row["previous_hash"] or say("dayclose.first_close"),
        records=sealed.row["record_count"],
        closed_by=sealed.closed_by,
        closed_at=sealed.closed_at,
        signed_at=sealed.signed_at,
    )


def _printed(figure: Figure, say: Catalogue) -> Printed:
    label, value = say(f"kpi.{figure.code}"), said(figure, say)
    if figure.measure is Measure.COUNT:
        return Printed(label, value, int(figure.top))
    if figure.bottom is None or figure.measure is not Measure.PERCENT:
        return Printed(label, value)
    return Printed(label, value, int(figure.top), figure.bottom)


def _step(step: list[Any], say: Catalogue) -> Step:
    code, top, share = step
    rate = say("kpi.value_percent", number=share) if share is not None else ""
    return Step(say(f"kpi.{code}"), int(Decimal(top)), rate)


def _consultant(stored: Mapping[str, Any], say: Catalogue) -> ConsultantLine:
    own = read_figures(stored["figures"])
    return ConsultantLine(stored["name"], tuple(_printed(own[code], say) for code in PERSONAL))


def _takings(booked: Mapping[str, int], counted: Mapping[str, int]) -> Iterator[Takings]:
    for method in PayMethod:
        if method in booked or method in counted:
            yield Takings(method, booked.get(method, 0), counted.get(method))
