"""The figures of a date as they stood when it closed: plain JSON, read back for the report."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select

from db.models.customer import Customer
from db.models.outlet import Outlet
from db.models.staff import Staff
from showroom.kpi.queries import BookOf, book
from showroom.kpi.records import Period
from showroom.kpi.rules import Figure, Measure, figures, funnel
from showroom.kpi.tally import Tally, tally
from showroom.terms import IntentLevel, Role
from showroom.unit import Unit

LEVELS: Final = (IntentLevel.O, IntentLevel.H, IntentLevel.A, IntentLevel.B, IntentLevel.C)


def stood(unit: Unit, day: date) -> dict[str, Any]:
    """The outlet's and every consultant's figures, the funnel, the leads by level, the letterhead.

    The letterhead is kept too, so that the report reads the same when the outlet has moved.
    """
    period = Period(day, day)
    now = tally(book(unit, BookOf(period)), period)
    store = figures(now)
    return {
        "store": _kept(store),
        "funnel": [[step.code, str(step.top), _text(share)] for step, share in funnel(store)],
        "consultants": [
            {"id": key.hex, "name": name, "figures": _kept(figures(now.of(key)))}
            for key, name in _people(unit, now)
        ],
        "levels": _levels(unit),
        "seller": _seller(unit),
    }


def read_figures(kept: Mapping[str, Any]) -> dict[str, Figure]:
    """The figures a close stored, by code; their records are not named any more."""
    return {code: _read(code, values) for code, values in kept.items()}


def _kept(all_figures: Mapping[str, Figure]) -> dict[str, Any]:
    return {
        code: [figure.measure.name, str(figure.top), figure.bottom, _text(figure.value)]
        for code, figure in all_figures.items()
    }


def _read(code: str, values: list[Any]) -> Figure:
    measure, top, bottom, value = values
    shown = None if value is None else Decimal(value)
    return Figure(code, Measure[measure], (), (), (), Decimal(top), bottom, shown)


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _people(unit: Unit, now: Tally) -> list[tuple[UUID, str]]:
    """The consultants in service, and whoever else received, drove, quoted or sold."""
    busy = {visit.owner for visit in now.visits} | {drive.owner for drive in now.drives}
    busy |= {quote.owner for quote in now.quotes} | {deal.owner for deal in now.orders}
    rows = unit.session.execute(
        select(Staff.id, Staff.name, Staff.role, Staff.is_active).order_by(Staff.id)
    )
    return [
        (key, name)
        for key, name, role, active in rows
        if key in busy or (active and role == Role.CONSULTANT)
    ]


def _levels(unit: Unit) -> dict[str, int]:
    rows = unit.session.execute(
        select(Customer.level, func.count())
        .where(Customer.merged_into_id.is_(None), Customer.anonymised_at.is_(None))
        .group_by(Customer.level)
    )
    found = {level: int(number) for level, number in rows if level}
    return {level.value: found.get(level, 0) for level in LEVELS}


def _seller(unit: Unit) -> dict[str, str]:
    outlet = unit.get(Outlet, unit.outlet_id)
    return {
        "name": outlet.company,
        "outlet": outlet.name,
        "address": outlet.address,
        "phone": outlet.phone,
        "uscc": outlet.uscc,
    }
